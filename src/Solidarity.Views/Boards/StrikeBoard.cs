using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Funds;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Boards;

/// <summary>
/// How a strike stands at a time: who answered what, where the money is, how long the fund lasts. A function of the
/// journal and the time alone, so that the same journal shows the same board everywhere.
/// </summary>
/// <param name="At">The time that it is for: ages and the runway are of it.</param>
/// <param name="Detail">How much of it is shown; what is not is empty.</param>
/// <param name="Money">By currency: one row for each that there is a figure in. A sum that is only reported makes no
/// row of zeros: that nothing is known to have come is not the same as that nothing came.</param>
/// <param name="Coverage">Null where no sum is named as needed.</param>
/// <param name="Runway">Null where no strike pay is set.</param>
/// <param name="Countries">All of them; under the empty name those of whom it is not known.</param>
/// <param name="Federations">All of them; under the empty name those that are in none.</param>
/// <param name="OnTheWay">The oldest first, at most <see cref="OnTheWayMax"/>.</param>
/// <param name="Ahead">Tranches to come, the next first, at most <see cref="AheadMax"/>.</param>
/// <param name="Support">The most offered, at most <see cref="SupportMax"/>.</param>
/// <param name="PayRuns">The newest first, at most <see cref="PayRunsMax"/>.</param>
/// <remarks>Costs a pass over currencies, countries, federations, support and what is under way; not over givers.
/// </remarks>
public sealed record StrikeBoard(
    Strike Strike, DateTimeOffset At, Detail Detail, BoardAnswers Answers, ImmutableArray<BoardMoney> Money,
    BoardCoverage? Coverage, Runway? Runway, BoardDelivery Delivery, ImmutableArray<BoardGroup> Countries,
    ImmutableArray<BoardGroup> Federations, ImmutableArray<MoneyOnTheWay> OnTheWay, ImmutableArray<BoardTranches> Ahead,
    ImmutableArray<BoardSupport> Support, ImmutableArray<PayRun> PayRuns)
{
    public const int OnTheWayMax = 100;
    public const int AheadMax = 100;
    public const int PayRunsMax = 100;
    public const int SupportMax = 100;

    /// <summary>How many there are in all in the lists that are cut.</summary>
    public ListTotals Totals { get; init; } = ListTotals.None;

    /// <summary>When its section ended it; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public static StrikeBoard Of(World world, Strike strike, DateTimeOffset at)
    {
        var figures = world.Counters.Of(strike.Id);
        return new StrikeBoard(
            strike, at, Detail.Books, AnswersOf(strike, figures), MoneyOf(strike), CoverageOf(strike),
            strike.RunwayOn(DateOnly.FromDateTime(at.UtcDateTime)), BoardDelivery.Of(strike, figures),
            [.. figures.Countries.Select(group => BoardGroup.Of(group.Key, group.Value))],
            FederationsOf(figures),
            MoneyOnTheWay.Of(world, figures), AheadOf(strike), SupportOf(figures),
            [.. figures.PayRuns.Reverse().Take(PayRunsMax)])
        {
            EndedAt = EndOf(world, strike),
            Totals = new ListTotals(
                figures.UnderWay.Count, strike.Aid.Tranches.Count(ahead => ahead.Value.Left > 0), figures.Support.Count,
                figures.PayRuns.Count),
        };
    }

    /// <summary>The board as far as its section shows it.</summary>
    public static StrikeBoard Of(VisibleWorld visible, Strike strike, DateTimeOffset at) =>
        Of(visible.World, strike, at).CutTo(visible.DetailOf(strike.Section));

    /// <summary>What is left of it for somebody who may see so much.</summary>
    public StrikeBoard CutTo(Detail detail) => detail switch
    {
        Detail.Books => this,
        Detail.Breakdown => WithoutNames(detail) with
        {
            Countries = SmallGroups.PutTogether(Countries, overlapping: false),
            Federations = SmallGroups.PutTogether(Federations, overlapping: true),
        },
        Detail.Totals => WithoutNames(detail) with { Countries = [], Federations = [] },
        Detail.Nothing => WithoutNames(detail) with
        {
            Answers = BoardAnswers.None,
            Money = [],
            Coverage = null,
            Runway = null,
            Delivery = BoardDelivery.None,
            Countries = [],
            Federations = [],
            Support = [],
            Totals = ListTotals.None,
        },
        _ => throw new UnreachableException($"detail {detail}"),
    };

    // The section knows when; it may say so before the strike has heard of its end, or of being reopened.
    private static DateTimeOffset? EndOf(World world, Strike strike) => strike.Outcome is null
        ? null
        : world.Sections.Find(strike.Section.Value)?.Strikes.Declared.GetValueOrDefault(strike.Id)?.EndedAt;

    private StrikeBoard WithoutNames(Detail detail) =>
        this with
        {
            Detail = detail,
            OnTheWay = [],
            Ahead = [],
            PayRuns = [],
            Totals = ListTotals.None with { Support = Totals.Support },
        };

    private static ImmutableArray<BoardGroup> FederationsOf(StrikeCounters figures)
    {
        var alone = figures.Unfederated;
        ImmutableArray<BoardGroup> groups =
            [.. figures.Federations.Select(group => BoardGroup.Of(group.Key.Value, group.Value))];
        return alone.Reached == 0 && alone.Answers == AnswerCounts.None
            ? groups
            : groups.Insert(0, BoardGroup.Of("", alone));
    }

    internal static BoardAnswers AnswersOf(Strike strike, StrikeCounters figures)
    {
        var (answers, reached) = (strike.Aid.Answers, figures.Reached.Count + figures.OthersOnRecord);
        return new BoardAnswers(answers.Pledged, answers.Supported, answers.Declined,
            reached - answers.Pledged - answers.Supported - answers.Declined);
    }

    internal static ImmutableArray<BoardMoney> MoneyOf(Strike strike) =>
    [
        .. strike.Aid.Totals.Keys.Union(strike.Pay.PaidOut.Keys).Union(strike.FundUses.Keys).Order()
            .Select(currency => new BoardMoney(
                currency, strike.Aid.Totals.GetValueOrDefault(currency, AidTotals.None),
                strike.Pay.PaidOut.GetValueOrDefault(currency), strike.FundUses.GetValueOrDefault(currency))),
    ];

    internal static BoardCoverage? CoverageOf(Strike strike)
    {
        if (strike.Calls.Call?.Need is not { } need)
            return null;
        // Other currencies are left out: without a recorded exchange nobody can say how much of the need they are.
        var totals = strike.Aid.Totals.GetValueOrDefault(need.Currency, AidTotals.None);
        return new BoardCoverage(
            need, totals.Received, totals.Held + totals.InTransit - totals.UnaskedOnItsWay,
            totals.Pledged - totals.UnaskedPledged, totals.UnaskedOnItsWay + totals.UnaskedPledged);
    }

    private static ImmutableArray<BoardTranches> AheadOf(Strike strike) =>
    [
        .. strike.Aid.Tranches.Where(t => t.Value.Left > 0).OrderBy(t => t.Value.NextDue)
            .ThenBy(t => t.Key).Take(AheadMax)
            .Select(t => new BoardTranches(t.Key, t.Value)),
    ];

    /// <summary>Those with most offers, at most <see cref="SupportMax"/>, by kind and unit.</summary>
    private static ImmutableArray<BoardSupport> SupportOf(StrikeCounters figures) =>
    [
        .. figures.Support.Values.OrderByDescending(support => support.Offers).ThenBy(support => support.Kind)
            .ThenBy(support => support.Unit, StringComparer.Ordinal).Take(SupportMax)
            .OrderBy(support => support.Kind).ThenBy(support => support.Unit, StringComparer.Ordinal),
    ];
}

/// <summary>How many items there are in all in lists of a board that are cut.</summary>
public sealed record ListTotals(int OnTheWay, int Ahead, int Support, int PayRuns)
{
    public static ListTotals None { get; } = new(0, 0, 0, 0);
}

/// <summary>What those that the call has reached have answered.</summary>
/// <param name="Supported">With something else than money.</param>
public sealed record BoardAnswers(int Pledged, int Supported, int Declined, int Unanswered)
{
    public static BoardAnswers None { get; } = new(0, 0, 0, 0);

    public int Reached => Pledged + Supported + Declined + Unanswered;
}

/// <summary>The sums in one currency, in minor units.</summary>
/// <param name="Uses">What the fund's money went to other than strike pay; null: to nothing.</param>
public sealed record BoardMoney(Currency Currency, AidTotals Totals, Int128 PaidOut, FundUses? Uses = null);

/// <summary>How much of the need is there: three figures, never one, in minor units of the need's currency.</summary>
/// <param name="OnItsWay">Held and in transit, from those that the call has reached.</param>
/// <param name="Pledged">By those that the call has reached.</param>
/// <param name="Unasked">What others say that they have promised or sent. Nobody stands for them, so it is shown and
/// covers nothing until it has arrived.</param>
public sealed record BoardCoverage(Amount Need, Int128 Received, Int128 OnItsWay, Int128 Pledged, Int128 Unasked);

/// <summary>How far the call has come.</summary>
/// <param name="Relays">Federations that have reported that they relayed it.</param>
/// <param name="RelayProblems">They could not, or not as it was sent, or have not reported yet.</param>
/// <param name="Relayed">To how many sections in all, each counted as often as it was told.</param>
/// <param name="Reached">Sections that have it.</param>
/// <param name="Silent">Of these: no answer, and the call is open to them.</param>
public sealed record BoardDelivery(
    int Relays, int RelayProblems, long Relayed, int Reached, int Seen, int Silent, int Reminded, int Warned,
    int Acknowledged, int Sightings)
{
    public static BoardDelivery None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    internal static BoardDelivery Of(Strike strike, StrikeCounters figures)
    {
        var (reported, problems, relayed) = (0, 0, 0L);
        foreach (var report in strike.Calls.Relays.Values)
        {
            reported += report.IsReported ? 1 : 0;
            problems += report.Problem.Length > 0 ? 1 : 0;
            relayed += report.Sections;
        }
        return new BoardDelivery(
            reported, problems, relayed, figures.Reached.Count, figures.Seen, figures.Silent,
            figures.Reminded, figures.Warned, strike.Warnings.Acknowledged.Count, strike.Warnings.Sightings.Count);
    }
}

/// <summary>Money that has left its giver and has not arrived.</summary>
/// <param name="Holder">Who has it, or has sent it on last.</param>
/// <param name="Since">Since when it is there.</param>
public sealed record MoneyOnTheWay(
    TransferId Transfer, AidKey Aid, Amount Amount, Address Holder, DateTimeOffset Since, bool Stuck)
{
    internal static ImmutableArray<MoneyOnTheWay> Of(World world, StrikeCounters figures) =>
    [
        .. figures.UnderWay.OrderBy(transfer => transfer.Value.Place.Since).ThenBy(transfer => transfer.Key)
            .Take(StrikeBoard.OnTheWayMax)
            .Select(transfer => Of(world, transfer.Key, transfer.Value)),
    ];

    private static MoneyOnTheWay Of(World world, TransferId id, UnderWay money)
    {
        var (place, transfer) = (money.Place, world.Transfers.Find(id.Value));
        return new MoneyOnTheWay(
            id, money.Aid, place.Amount, place.Holder, place.Since,
            transfer?.Phase == Domain.Transfers.TransferPhase.Stuck);
    }
}

/// <summary>A promise whose tranches are still to come.</summary>
public sealed record BoardTranches(AidKey Aid, TranchesAhead Ahead);
