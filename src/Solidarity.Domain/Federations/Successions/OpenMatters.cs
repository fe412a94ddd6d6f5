using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Federations.Successions;

/// <summary>
/// What still stands open with a federation that is to be dissolved: the list that its secretary works through. Each
/// list is in the order of its names.
/// </summary>
/// <param name="Members">Those that have not moved or left.</param>
/// <param name="Unanswered">Successors that have not answered.</param>
/// <param name="NoneAgreed">No successor has agreed.</param>
/// <param name="Predecessors">Federations that hand over to this one, and are not dissolved yet.</param>
/// <param name="Dues">What is left of them.</param>
/// <param name="Collections">Those that wait here to be sent or transferred.</param>
/// <param name="Dispatches">Its own transfers under way.</param>
/// <param name="Passing">Money of others that is here.</param>
/// <param name="Holds">Room held for money of others.</param>
/// <param name="Unacknowledged">Money that was sent from here and is not acknowledged.</param>
/// <param name="Claims">Money said to have been sent here, that the owner has not confirmed.</param>
/// <param name="DuesTransfers">Transfers of dues and collections that are not confirmed.</param>
public sealed record OpenMatters(
    ImmutableArray<Address> Members,
    ImmutableArray<FederationId> Unanswered,
    bool NoneAgreed,
    ImmutableArray<FederationId> Predecessors,
    ImmutableArray<Total> Dues,
    ImmutableArray<PledgeId> Collections,
    ImmutableArray<TransferId> Dispatches,
    ImmutableArray<TransferId> Passing,
    ImmutableArray<HopKey> Holds,
    ImmutableArray<HopKey> Unacknowledged,
    ImmutableArray<HopKey> Claims,
    ImmutableArray<int> DuesTransfers)
{
    public bool Any => NoneAgreed || Lines().Any();

    public static OpenMatters Of(Federation state)
    {
        var (treasury, succession) = (state.Treasury, state.Lineage.Succession);
        var successors = succession?.Successors ?? ImmutableSortedDictionary<FederationId, Successor>.Empty;
        return new OpenMatters(
            [.. state.Membership.Admitted()],
            [.. successors.Where(s => s.Value.Status == SuccessorStatus.Asked).Select(s => s.Key)],
            NoneAgreed: !successors.Any(s => s.Value.Status == SuccessorStatus.Agreed),
            [.. state.Lineage.Predecessors.Where(p => p.Value.Status == PredecessorStatus.Agreed).Select(p => p.Key)],
            [.. treasury.Book.Balances.Keys.Select(currency => treasury.Book.BalanceOf(Account.Dues, currency))
                .Where(amount => amount.Minor != 0)],
            [.. state.Collections.Where(c => CollectionRules.WaitsHere(state, c.Key, c.Value))
                .Select(c => c.Key)],
            [.. treasury.Transfers.Dispatches.Keys],
            [.. treasury.Transfers.Passing.Keys],
            [.. treasury.Holds.ByHop.Keys],
            [.. treasury.Transfers.Unacknowledged.Keys],
            [.. treasury.Claims.Keys],
            [.. succession?.UnderWay.Keys ?? []]);
    }

    /// <summary>What is open, as a person reads it: how many of what, with the first names.</summary>
    public IEnumerable<(Wording What, int Count, string Names)> Lines()
    {
        if (NoneAgreed)
            yield return ("no successor has agreed", 0, "");
        (Wording What, IEnumerable<string> Names)[] lists =
        [
            ("members", Names(Members)), ("successors that have not answered", Names(Unanswered)),
            ("predecessors that are not dissolved", Names(Predecessors)), ("dues", Names(Dues)),
            ("collections", Names(Collections)), ("own transfers under way", Names(Dispatches)),
            ("sums passing through", Names(Passing)), ("holds", Names(Holds)),
            ("sendings without word", Names(Unacknowledged)), ("claims", Names(Claims)),
            ("hand-overs without word", Names(DuesTransfers)),
        ];
        foreach (var (what, names) in lists)
            if (names.ToArray() is { Length: > 0 } all)
                yield return (what, all.Length, Shortened(all));
    }

    private static IEnumerable<string> Names<T>(ImmutableArray<T> all) where T : notnull =>
        all.Select(one => one.ToString()!);

    private static string Shortened(string[] names)
    {
        const int shown = 3;
        return string.Join(", ", names.Take(shown)) + (names.Length > shown ? ", ..." : "");
    }
}
