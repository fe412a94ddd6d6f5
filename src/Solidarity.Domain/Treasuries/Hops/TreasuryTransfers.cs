using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Hops;

/// <summary>The money of transfers that a treasury has, or has sent.</summary>
/// <param name="Dispatches">The owner's own transfers that have not ended.</param>
/// <param name="Passing">What is here of money that passes through, or has come back.</param>
/// <param name="Unacknowledged">What was sent to neighbours and is not acknowledged.</param>
public sealed record TreasuryTransfers(
    ImmutableSortedDictionary<TransferId, Dispatch> Dispatches,
    ImmutableSortedDictionary<TransferId, Amount> Passing,
    ImmutableSortedDictionary<HopKey, UnacknowledgedSum> Unacknowledged)
{
    public static readonly TreasuryTransfers None = new(
        ImmutableSortedDictionary<TransferId, Dispatch>.Empty,
        ImmutableSortedDictionary<TransferId, Amount>.Empty,
        ImmutableSortedDictionary<HopKey, UnacknowledgedSum>.Empty);

    /// <summary>Whether money of a transfer is still to come: it is not the owner's, and has not arrived.</summary>
    internal bool IsToCome(TransferId transfer) =>
        !Passing.ContainsKey(transfer) && !Dispatches.ContainsKey(transfer);

    internal TreasuryTransfers WithPassing(TransferId transfer, Amount amount) =>
        this with { Passing = Passing.Add(transfer, amount) };
}
