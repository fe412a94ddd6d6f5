using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Treasuries.Holds;

/// <summary>What happened to room held over a hop.</summary>
public abstract record HoldEvent : TreasuryEvent
{
    private HoldEvent() { }

    /// <param name="Period">The corridor's period whose capacity the hold takes.</param>
    /// <param name="Quoted">It expires with the rate that was quoted for it, sooner than was asked.</param>
    /// <param name="Ahead">The hops behind it, whose treasuries are asked next; null where the money's owner holds it
    /// in sending it, and nobody else need know.</param>
    /// <param name="Source">Whose money it is for; null as <paramref name="Ahead"/>.</param>
    public sealed record HopHeld(
        HopKey Key, Hop Hop, long Period, DateTimeOffset Expires, bool? Quoted, ImmutableArray<HopAhead>? Ahead,
        Address? Source) : HoldEvent;

    /// <summary>A hold or a sending was refused; <paramref name="Reason"/> is for people.</summary>
    /// <param name="Again">The corridor may be planned with again, at its terms of then.</param>
    public sealed record HopRefused(HopKey Key, string Reason, bool? Again = null) : HoldEvent;

    /// <param name="Expired">By its alarm, and not by the transfer, which must be told.</param>
    /// <param name="Reason">Released by the treasury itself, and why: the transfer must be told.</param>
    /// <param name="Again">As in <see cref="HopRefused"/>.</param>
    public sealed record HopReleased(HopKey Key, bool Expired, string? Reason = null, bool? Again = null)
        : HoldEvent;

    /// <summary>The alarm is set for the first of the holds that expires.</summary>
    public sealed record ExpiryAwaited(DateTimeOffset Until) : HoldEvent;
}
