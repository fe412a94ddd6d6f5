using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;

namespace Solidarity.Domain.Treasuries.Quarantines;

/// <summary>A neighbour that is treated as seized or silent.</summary>
public sealed record Quarantine(string Reason, DateTimeOffset Since);

/// <summary>Money that a neighbour says it has sent here; it counts only once the owner has confirmed it.</summary>
/// <param name="Back">It comes back over the hop.</param>
/// <param name="Reason">Why the owner has to confirm it.</param>
/// <param name="Rejected">Why the owner has said that it is not here; null while nothing was said.</param>
/// <param name="SettledBy">People settle it so, and its transfer waits; null: the neighbour is not trusted.</param>
/// <param name="Receipt">What the sender said when it was handed over.</param>
public sealed record Claim(
    Hop Hop, Purpose? DeliverAs, Amount Amount, bool Back, string Reason, DateTimeOffset At,
    string? Rejected, Purpose? Onward = null, ImmutableArray<DateTimeOffset>? Passed = null,
    Settlement? SettledBy = null, Receipt? Receipt = null)
{
    [JsonIgnore]
    public Address From => Back ? Hop.To : Hop.From;
}
