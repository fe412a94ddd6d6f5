using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Audit;

/// <summary>
/// Holds the boards of strikes to the books that their money stands in, once all entries have been taken: what a board
/// has as received and paid out is what went through the fund in the striking section's book; what it has as held and
/// in transit is set aside, or sent, in its giver's book; and what it has as pledged its giver has pledged. And each
/// book's own accounts for what is set aside hold what its pledges and transfers say.
/// </summary>
/// <remarks>A strike that word is still under way to is behind the books, and is left out. Costs a pass over all aid
/// and all pledges.</remarks>
internal sealed class BoardAudit
{
    private static readonly string[] Purposes = ["pledge", "collection", "repayment", "surplus"];

    private readonly Dictionary<(Address Owner, Account Fund, Currency Currency), Turnover> _funds = [];

    /// <summary>Takes an entry of <paramref name="owner"/>'s book.</summary>
    /// <param name="of">What the section did; null where the book is a federation's.</param>
    public void Add(Address owner, LedgerEntry entry, SectionEvent? of)
    {
        foreach (var posting in entry.Postings)
        {
            if (!posting.Account.IsStrikeFund)
                continue;
            var key = (owner, posting.Account, posting.Currency);
            var known = _funds.GetValueOrDefault(key);
            _funds[key] = FlowOf(of, posting.Minor) switch
            {
                FundFlow.Received => known with { In = known.In + posting.Minor },
                FundFlow.PaidOut => known with { Out = known.Out - posting.Minor },
                FundFlow.Used => known with { Used = known.Used - posting.Minor },
                _ => throw new UnreachableException("fund flow"),
            };
        }
    }

    // A reversal takes back what it reverses.
    private static FundFlow FlowOf(SectionEvent? @event, long minor) => @event switch
    {
        OwnStrikeEvent.AidArrived or OwnStrikeEvent.OutsideAidReceived => FundFlow.Received,
        ReversalEvent.EntryReversed { Original.Kind: PlainEntryKind.OutsideAid } => FundFlow.Received,
        SurplusEvent.SurplusMoved when minor > 0 => FundFlow.Received,
        OwnStrikeEvent.StrikePayPaid => FundFlow.PaidOut,
        ReversalEvent.EntryReversed { Original.Kind: PlainEntryKind.StrikePay } => FundFlow.PaidOut,
        _ => FundFlow.Used,
    };

    /// <summary>The first difference, or null.</summary>
    /// <param name="isBehind">Whether word is under way to a body.</param>
    public Finding? Compare(World world, Func<Address, bool> isBehind)
    {
        foreach (var section in world.Sections.All)
            if (SetAside(section) is { } problem)
                return Found(section.Id, problem);
        foreach (var federation in world.Federations.All)
            if (Held(federation.Id, federation.Treasury) is { } problem)
                return Found(federation.Id, problem);
        foreach (var strike in world.Strikes.All.Where(strike => strike.Opened && !isBehind(strike.Id)))
            if ((Funds(strike) ?? OnBoard(world, strike)) is { } problem)
                return Found(strike.Id, problem);
        return world.Sections.All.Select(section => Pledges(world, section, isBehind))
            .FirstOrDefault(found => found is not null);
    }

    private static Finding Found(Address body, string problem) => new(0, body.ToString(), problem);

    private string? Funds(Strike strike)
    {
        var fund = Account.StrikeFund(strike.Id);
        var currencies = strike.Aid.Totals.Keys.Union(strike.Pay.PaidOut.Keys).Union(strike.FundUses.Keys)
            .Union(_funds.Keys.Where(key => key.Owner == (Address)strike.Section && key.Fund == fund)
                .Select(key => key.Currency));
        foreach (var currency in currencies.Order())
        {
            var turnover = _funds.GetValueOrDefault((strike.Section, fund, currency));
            var received = strike.Aid.Totals.GetValueOrDefault(currency, AidTotals.None).Received;
            if (received != turnover.In)
                return $"its board has {new Total(received, currency)} as received, and the fund in the book of "
                    + $"section {strike.Section} has taken in {new Total(turnover.In, currency)}";
            var used = strike.FundUses.GetValueOrDefault(currency)?.All ?? 0;
            if (used != turnover.Used)
                return $"its board has {new Total(used, currency)} as used otherwise, and from the fund in the book of "
                    + $"section {strike.Section} went {new Total(turnover.Used, currency)}";
            var paid = strike.Pay.PaidOut.GetValueOrDefault(currency);
            if (paid != turnover.Out)
                return $"its board has {new Total(paid, currency)} as paid out, and the fund in the book of "
                    + $"section {strike.Section} has paid {new Total(turnover.Out, currency)}";
        }
        return null;
    }

    private static string? OnBoard(World world, Strike strike)
    {
        foreach (var (key, aid) in strike.Aid.Pieces)
        {
            if (!aid.Counted || !aid.IsPromised || key.From.Body is not { } giver)
                continue;
            var problem = aid.Stage switch
            {
                MoneyStage.Held or MoneyStage.InTransit => UnderWay(world.Bodies.TreasuryOf(giver), giver, key, aid),
                MoneyStage.None or MoneyStage.Unsent when aid.IsAnswer => Promised(world, giver, key, aid),
                _ => null,
            };
            if (problem is not null)
                return problem;
        }
        return null;
    }

    private static string? UnderWay(Treasury? treasury, Address giver, AidKey key, AidPiece aid)
    {
        var dispatch = Purposes.Select(purpose => treasury?.Transfers.Dispatches.GetValueOrDefault(
            Transfer.IdFor(giver, purpose, key.Id, aid.Run))).FirstOrDefault(known => known is not null);
        if (dispatch is null)
            return $"its board has {aid.OnItsWay} of {giver} on its way as {key.Id}, and the book there has nothing "
                + "under way for it";
        return dispatch.Sent == (aid.Stage == MoneyStage.InTransit)
            ? null
            : $"its board has {aid.OnItsWay} of {giver} as {(dispatch.Sent ? "held" : "in transit")} for {key.Id}, and "
                + $"in the book there it {(dispatch.Sent ? "was sent" : "is held")}";
    }

    private static string? Promised(World world, Address giver, AidKey key, AidPiece aid)
    {
        var amount = giver.IsSection
            ? world.Sections.Find(giver.Id)?.Promises.Pledges.GetValueOrDefault(key.Id) is { } pledge && IsOpen(pledge)
                ? (pledge.Amount, true)
                : default
            : world.Federations.Find(giver.Id)?.Collections.GetValueOrDefault(key.Id) is { } collection
                && collection.State == AidState.Pledged ? (collection.Amount, true) : default;
        return amount == (aid.Amount, true)
            ? null
            : $"its board has {(aid.Amount is { } sum ? $"{sum}" : "a sum that is not named")} of {giver} as pledged "
                + $"as {key.Id}, and {giver} has {(amount.Item1 is { } own ? $"{own}" : "nothing")} pledged so";
    }

    // A strike whose board is full has not taken a promise; then the giver knows of it alone.
    private static Finding? Pledges(World world, Section section, Func<Address, bool> isBehind)
    {
        foreach (var (id, pledge) in section.Promises.Pledges)
        {
            if (!IsOpen(pledge) || isBehind(pledge.Strike)
                || world.Strikes.Find(pledge.Strike.Value) is not { Opened: true } strike
                || !strike.Aid.Pieces.TryGetValue(new AidKey(Party.Of(section.Id), id), out var aid))
                continue;
            if (aid.State != AidState.Pledged || aid.Stage is not (MoneyStage.None or MoneyStage.Unsent))
                return Found(strike.Id, $"section {section.Id} has {pledge.Amount} pledged as {id}, and the board has "
                    + $"it as {aid.State.ToString().ToLowerInvariant()}");
        }
        return null;
    }

    private static bool IsOpen(Pledge pledge) => pledge is { State: AidState.Pledged, Transfer: null };

    private static string? SetAside(Section section)
    {
        var open = section.Promises.Pledges.Values.Where(IsOpen).Select(pledge => pledge.Amount).OfType<Amount>();
        return Differs(section.Treasury.Book, Account.Pledged, open, "its open pledges")
            ?? Held(section.Id, section.Treasury);
    }

    private static string? Held(Address owner, Treasury treasury) => Differs(
        treasury.Book, Account.Held,
        treasury.Transfers.Dispatches.Values.Where(dispatch => !dispatch.Sent).Select(dispatch => dispatch.Amount),
        $"what {owner} has set aside for transfers");

    private static string? Differs(Book book, Account account, IEnumerable<Amount> sums, string what)
    {
        var expected = sums.GroupBy(sum => sum.Currency)
            .ToDictionary(of => of.Key, of => of.SumMinor(sum => sum.Minor));
        foreach (var currency in book.Balances.Keys.Union(expected.Keys).Order())
            if (book.Balance(account, currency) != expected.GetValueOrDefault(currency))
                return $"account {account} holds {book.BalanceOf(account, currency)}, and {what} come to "
                    + $"{new Total(expected.GetValueOrDefault(currency), currency)}";
        return null;
    }

    private readonly record struct Turnover(Int128 In, Int128 Out, Int128 Used);

    private enum FundFlow
    {
        Received,
        PaidOut,

        /// <summary>For what is left when the strike is over, and back again.</summary>
        Used,
    }
}
