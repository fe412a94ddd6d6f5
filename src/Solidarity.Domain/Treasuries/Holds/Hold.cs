using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Treasuries.Holds;

/// <summary>Capacity of an own corridor that is set aside for a hop.</summary>
/// <param name="ToCome">For money of others that is not here yet.</param>
/// <param name="Quoted">It expires with the rate that was quoted for it, sooner than the transfer asked.</param>
/// <param name="Source">Whose money it is for; null where it is the owner's own.</param>
public sealed record Hold(
    Hop Hop, long Period, DateTimeOffset Expires, bool ToCome, bool Quoted, Address? Source = null);
