using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Snapshots;
using Solidarity.Routing;

namespace Solidarity.Grains.Planning;

/// <summary>What a transfer would cost and bring if it began now. Nothing is held for it.</summary>
/// <param name="Route">Null where there is none; <paramref name="Reason"/> says why.</param>
/// <param name="ArrivesAt">When the money is expected, by the corridors' own delays.</param>
/// <param name="RatesUntil">How long all rates on the way would stand once held; null where nothing is exchanged.
/// </param>
public sealed record TransferQuote(
    Route? Route, string Reason, DateTimeOffset ArrivesAt, DateTimeOffset? RatesUntil);

/// <summary>
/// All planning of ways for money: for commands that send it, for transfers that plan again, for quotes, and for the
/// routes of all that is pledged to a strike. Each plan reads one snapshot of all treasuries, so it holds up nobody and
/// nobody changes what it reads; each holder along a route still checks its own hop. Plans that queries ask for have a
/// number of seats, and plans in parts for commands a share of the processor (<see cref="PlanBudget"/>).
/// </summary>
public sealed class Planner(LatestBodies latest, [BooksTime] TimeProvider time) : IDisposable
{
    /// <summary>How many quotes are looked for at once. Transfers do not wait for them.</summary>
    public const int QuotesMax = 2;

    /// <summary>How many more wait for their turn; what comes beyond is refused.</summary>
    public const int QuotesWaitingMax = 50;

    /// <summary>How many plans of routes are made at once: each has the processor for itself for up to seconds.
    /// </summary>
    public const int PlansMax = 2;

    /// <summary>What narrow corridors must have room for, in thousandths of the sum, before it is planned in parts
    /// where it has one way for all. So at most that part of a sum may go a dearer way than it could.</summary>
    public const int PartPerMilleMin = 60;

    private readonly SemaphoreSlim _quoteSeats = new(QuotesMax);
    private readonly SemaphoreSlim _planSeats = new(PlansMax);
    private readonly PlanBudget _budget = new(time);
    private int _quotes;
    private long _planned;

    /// <summary>How many commands have been planned for.</summary>
    internal long Planned => Interlocked.Read(ref _planned);

    /// <summary>Whether a command is planned for before it is decided.</summary>
    public static bool Plans(BodyCommand command) => command
        is PledgeCommand.MakePledge { HonourNow: true } or TrancheCommand.PromiseTranches
        or PledgeCommand.HonourPledge or PledgeCommand.SendAgain or TrancheCommand.PayTranche
        or QuestionCommand.CloseQuestion
        or CollectionCommand.Collect or CollectionCommand.SendCollection or CollectionCommand.SendCollectionAgain
        or TransferCommand.PlanRoute;

    /// <summary>
    /// The command with what was planned for it: the ways of the money that it sends, so that the money can be on its
    /// way with the very entry that sends it, or the answer to a transfer's question for a route. One way is looked for
    /// first. Only where nothing goes so, or where corridors that are too narrow for all of it would bring more and
    /// have room for a part that counts (<see cref="PartPerMilleMin"/>), is the money planned in parts. The snapshot
    /// has all that the body has done itself, and may otherwise be a little behind: a way that does not hold any more
    /// is left aside, and the transfer looks for another.
    /// </summary>
    /// <param name="body">Whose command it is.</param>
    /// <param name="version">How far the body's stream is known to have come.</param>
    public async ValueTask<BodyCommand> PlanAsync(
        Address body, long version, BodyCommand command, DateTimeOffset at)
    {
        Interlocked.Increment(ref _planned);
        if (command is TransferCommand.PlanRoute question)
            return await RouteAsync(question, at);
        if (command is not MoneyCommand money)
            return command;
        await latest.WaitForAsync(body, version);
        if (RequestFor(latest.Current, body, money, at) is not { } request)
            return command;
        var ways = await WaysAsync(request, mayDivide: body.IsSection);
        return ways.IsEmpty ? command : money with { Ways = ways };
    }

    /// <summary>What a transfer to a section's strike fund would be like; or the refusal, where too many ask.</summary>
    public async Task<(TransferQuote? Quote, Refusal? Refusal)> QuoteAsync(
        Address from, SectionId receiver, Amount amount, DateTimeOffset at,
        CancellationToken cancellationToken = default)
    {
        try
        {
            if (Interlocked.Increment(ref _quotes) > QuotesMax + QuotesWaitingMax)
                return (null, CommonRefusals.LimitReached(nameof(QuotesWaitingMax), QuotesWaitingMax,
                    "too many quotes are being looked for; try again in a moment"));
            await _quoteSeats.WaitAsync(cancellationToken);
            try
            {
                await latest.WaitForLatestAsync(cancellationToken);
                return (Quote(Whole(from, receiver, amount, only: null, [], at), at), null);
            }
            finally
            {
                _quoteSeats.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _quotes);
        }
    }

    /// <returns>The plan, or why there is none: the strike or a corridor is unknown, or a limit is reached.</returns>
    public async Task<(RoutesPlan? Plan, Refusal? Refusal)> PlanRoutesAsync(
        RoutesQuestion question, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        if (!_planSeats.Wait(0, cancellationToken))
            return (null, CommonRefusals.LimitReached(
                nameof(PlansMax), PlansMax, "too many plans are being made; try again in a moment"));
        try
        {
            await latest.WaitForLatestAsync(cancellationToken);
            return StrikeRoutes.Plan(latest.Current, question, at);
        }
        finally
        {
            _planSeats.Release();
        }
    }

    public void Dispose()
    {
        _quoteSeats.Dispose();
        _planSeats.Dispose();
        _budget.Dispose();
    }

    private async Task<TransferCommand> RouteAsync(TransferCommand.PlanRoute question, DateTimeOffset at)
    {
        await latest.WaitForLatestAsync();
        // A repayment counts only in the currency of the loan.
        var only = question.Delivery is Purpose.ToLender ? question.Amount.Currency : (Currency?)null;
        var planned = Whole(question.From, question.Delivery.Receiver, question.Amount, only, question.Excluded, at);
        return planned.Part is { Way: var way }
            ? new TransferCommand.TakeRoute(question.Plan, way.Route, way.DelayHours)
            : new TransferCommand.FindNoRoute(question.Plan, planned.Reason);
    }

    private WholePlan Whole(
        Address from, SectionId receiver, Amount amount, Currency? only, ImmutableArray<ExcludedCorridor> excluded,
        DateTimeOffset at)
    {
        var bodies = latest.Current;
        if (bodies.Sections.Find(receiver.Value) is not { Founded: true } section)
            return new WholePlan(() => $"section {receiver} does not exist");
        return FlowPlanner.PlanWhole(RequestOf(bodies, from, amount, section, at) with
        {
            Accepted = only is { } currency ? [currency] : section.Profile.Currencies,
            Excluded = [.. excluded],
        });
    }

    private async ValueTask<ImmutableArray<PlannedWay>> WaysAsync(PlanRequest request, bool mayDivide)
    {
        var planned = FlowPlanner.PlanWhole(request);
        ImmutableArray<PlannedWay> whole = planned.Part is { } part ? [part.Way] : [];
        // A collection goes one way, as does a repayment.
        if (!mayDivide || !planned.MayGain || (!whole.IsEmpty && planned.NarrowPerMille < PartPerMilleMin))
            return whole;
        // It may take seconds, in which the body can take in what comes.
        var divided = await _budget.TryAsync(
            request.Sources[0].From, hasWay: !whole.IsEmpty, () => Task.Run(() => Divided(request, planned)));
        return divided is not null && IsBetter(divided, whole, request.Sources[0].Amount) ? [.. divided] : whole;
    }

    private static PlannedWay[] Divided(PlanRequest request, WholePlan whole)
    {
        try
        {
            return [.. FlowPlanner.PlanInParts(request, whole).Sources[0].Parts.Select(part => part.Way)];
        }
        catch (PlanTooLargeException)
        {
            // It cannot be planned in parts; who sends it goes by whatever single way there is.
            return [];
        }
    }

    // All of it, or some where nothing goes otherwise, and more of it arriving in the same currency.
    private static bool IsBetter(PlannedWay[] divided, ImmutableArray<PlannedWay> whole, Amount amount)
    {
        if (divided.Length < (whole.IsEmpty ? 1 : 2))
            return false;
        if (whole.IsEmpty)
            return true;
        var delivers = whole[0].Route.Delivers;
        return divided.All(way => way.Route.Delivers.Currency == delivers.Currency)
            && divided.Sum(way => way.Route.Hops[0].Given.Minor) == amount.Minor
            && divided.Sum(way => way.Route.Delivers.Minor) > delivers.Minor;
    }

    private static PlanRequest? RequestFor(Bodies bodies, Address sender, MoneyCommand command, DateTimeOffset at) =>
        SumOf(bodies, sender, command) is var (id, amount) && amount.IsPayable
        && bodies.Strikes.Find(id.Value) is { Opened: true } strike
        && bodies.Sections.Find(strike.Section.Value) is { Founded: true } receiver
            ? RequestOf(bodies, sender, amount, receiver, at)
            : null;

    private static PlanRequest RequestOf(
        Bodies bodies, Address from, Amount amount, Section receiver, DateTimeOffset at) => new(
            TreasuryNodes.Of(bodies.TreasuryOf, at), [new MoneySource(from, amount)], receiver.Id,
            receiver.Profile.Currencies, at, PlanRequest.Whenever(at));

    private static (StrikeId Strike, Amount Amount)? SumOf(Bodies bodies, Address sender, MoneyCommand command) =>
        command switch
        {
            PledgeCommand.MakePledge { HonourNow: true, Amount: { } amount } c => (c.Strike, amount),
            TrancheCommand.PromiseTranches c => (c.Strike, c.Each),
            CollectionCommand.Collect c => (c.Strike, c.Amount),
            PledgeCommand.HonourPledge c => SumOf(bodies, sender, c.Pledge),
            PledgeCommand.SendAgain c => SumOf(bodies, sender, c.Pledge),
            TrancheCommand.PayTranche c
                when bodies.Sections.Find(sender.Id)?.Promises.Tranches.GetValueOrDefault(c.Pledge) is { } series =>
                (series.Strike, series.Each),
            // Where it is not carried, the ways are for nothing.
            QuestionCommand.CloseQuestion c when bodies.Sections.Find(sender.Id)?.House?.Questions.Opened
                .GetValueOrDefault(c.Question)?.Terms.Follows is DecidedAct.ToPledge { HonourNow: true } act =>
                (act.Strike, act.Amount),
            CollectionCommand.SendCollection c => SumOfCollection(bodies, sender, c.Collection),
            CollectionCommand.SendCollectionAgain c => SumOfCollection(bodies, sender, c.Collection),
            _ => null,
        };

    private static (StrikeId Strike, Amount Amount)? SumOf(Bodies bodies, Address sender, PledgeId id) =>
        bodies.Sections.Find(sender.Id)?.Promises.Pledges.GetValueOrDefault(id) is { Amount: { } amount } pledge
            ? (pledge.Strike, amount)
            : null;

    private static (StrikeId Strike, Amount Amount)? SumOfCollection(Bodies bodies, Address sender, PledgeId id) =>
        bodies.Federations.Find(sender.Id)?.Collections.GetValueOrDefault(id) is { } collection
            ? (collection.Strike, collection.Amount)
            : null;

    private static TransferQuote Quote(WholePlan planned, DateTimeOffset at)
    {
        if (planned.Part is not { Route: var route, Way.DelayHours: var delays } part)
            return new TransferQuote(null, planned.Reason, at, null);
        // Behind a hop that people settle, rates are quoted when they have acted.
        var holds = RouteTimes.Expiries(at, route, delays);
        DateTimeOffset? until = null;
        for (var i = 0; i < holds.Length; i++)
        {
            if (route.Hops[i].Given.Currency == route.Hops[i].Arrives.Currency)
                continue;
            var stands = part.Terms[i].QuoteHours is { } quoted && at.AddHours(quoted) < holds[i]
                ? at.AddHours(quoted)
                : holds[i];
            until = until is null || stands < until ? stands : until;
        }
        return new TransferQuote(route, "", RouteTimes.Arrival(at, delays), until);
    }
}
