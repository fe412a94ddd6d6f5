using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.ManualSettlement;

namespace Solidarity.Domain.Treasuries.Hops;

/// <summary>A transfer of this treasury's owner that has not ended: what was set aside for it, from which account, and
/// whether it has left.</summary>
public sealed record Dispatch(Amount Amount, Account Source, Purpose Delivery, bool Sent);

/// <summary>Money that was sent to a neighbour, with no word yet that it is there.</summary>
/// <param name="Back">It goes back over the hop.</param>
/// <param name="Doubted">The neighbour was quarantined since.</param>
/// <param name="Receipt">What this treasury said when it was handed over, where people settle it.</param>
public sealed record UnacknowledgedSum(
    Hop Hop, Amount Amount, bool Back, DateTimeOffset At, bool Doubted, Receipt? Receipt = null)
{
    [JsonIgnore]
    public Address To => Back ? Hop.From : Hop.To;
}
