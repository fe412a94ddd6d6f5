using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Grains.Hosting;

namespace Solidarity.Grains.ReadModels;

/// <summary>What is to be planned: the pledges to a strike that are not honoured yet, or one sum.</summary>
/// <param name="From">Only such of this body; null: of all.</param>
/// <param name="Sum">From there, in place of pledges; null: pledges.</param>
/// <param name="Deadline">Null: whenever it arrives.</param>
/// <param name="Without">Open corridors to leave out.</param>
public sealed record RoutesQuestion(
    StrikeId Strike, Address? From, Amount? Sum, DateTimeOffset? Deadline, ImmutableArray<ExcludedCorridor> Without);

/// <summary>A plan of the ways to a strike's section.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Aid">For each source of the plan its pledge; empty for a sum.</param>
/// <param name="LeftOut">Pledges that are no sources: of givers outside of the service, or without a sum.</param>
public sealed record RoutesPlan(RoutingPlan Plan, DateTimeOffset At, ImmutableArray<AidKey> Aid, int LeftOut);

/// <summary>
/// Plans the ways of many sums to a strike over the corridors as the world shows them, beside the transfers: nothing is
/// moved and nothing held. The world stands still only while it is asked what has changed.
/// </summary>
public sealed class RoutePlans(Projector projector, [BooksTime] TimeProvider time) : IDisposable
{
    /// <summary>How many are made at once: each has the processor for itself for up to seconds.</summary>
    public const int PlansMax = 2;

    private readonly SemaphoreSlim _seats = new(PlansMax);
    private readonly SemaphoreSlim _mapGate = new(1);
    private readonly PlanBudget _budget = new(time);
    private readonly CorridorMap _map = new();

    /// <returns>The plan, or why there is none: the strike or a corridor is unknown, or a limit is reached.</returns>
    public async Task<(RoutesPlan? Plan, Refusal? Refusal)> PlanAsync(
        RoutesQuestion question, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        if (!_seats.Wait(0, cancellationToken))
            return (null, CommonRefusals.LimitReached(
                nameof(PlansMax), PlansMax, "too many plans are being made; try again in a moment"));
        try
        {
            await projector.WaitForLatestAsync(cancellationToken);
            var (strike, accepted) = Find(projector.Bodies, question.Strike);
            return strike is null
                ? (null, CommonRefusals.NotFounded($"strike {question.Strike}"))
                : Plan(question, strike, accepted, await GraphAsync(at, cancellationToken), at);
        }
        finally
        {
            _seats.Release();
        }
    }

    /// <summary>The best ways for one sum, several where they bring more; empty where there are none, or no time to
    /// look for them (<see cref="PlanBudget"/>). What they leave stays.</summary>
    /// <param name="hasWay">Whether the sum has a single way already.</param>
    public async Task<ImmutableArray<PlannedWay>> WaysAsync(
        Address from, SectionId receiver, Amount amount, ImmutableSortedSet<Currency> accepted, bool hasWay,
        DateTimeOffset at) =>
        await _budget.TryAsync(from, hasWay, () => DividedAsync(from, receiver, amount, accepted, at)) is { } ways
            ? [.. ways]
            : [];

    private async Task<PlannedWay[]> DividedAsync(
        Address from, SectionId receiver, Amount amount, ImmutableSortedSet<Currency> accepted, DateTimeOffset at)
    {
        var graph = await GraphAsync(at, CancellationToken.None);
        try
        {
            var plan = FlowPlanner.Plan(new PlanRequest(
                graph, [new MoneySource(from, amount)], receiver, accepted, at, Whenever(at)));
            return [.. plan.Sources[0].Parts.Select(part => new PlannedWay(part.Route, DelaysOf(graph, part.Route)))];
        }
        catch (PlanTooLargeException)
        {
            // It cannot be planned in parts; who sends it goes by whatever single way there is.
            return [];
        }
    }

    private static ImmutableArray<int> DelaysOf(CorridorGraph graph, Route route) =>
        [.. route.Hops.Select(hop => graph.Terms(new ExcludedCorridor(hop.From, hop.Corridor)).DelayHours)];

    public void Dispose()
    {
        _budget.Dispose();
        _seats.Dispose();
        _mapGate.Dispose();
    }

    private static (Strike? Strike, ImmutableSortedSet<Currency> Accepted) Find(Bodies bodies, StrikeId id) =>
        bodies.Strikes.Find(id.Value) is { Opened: true } strike
        && bodies.Sections.Find(strike.Section.Value) is { Founded: true } section
            ? (strike, section.Currencies)
            : (null, []);

    private async Task<CorridorGraph> GraphAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        await _mapGate.WaitAsync(cancellation);
        try
        {
            var known = _map.Position;
            var (changed, position) = await projector.ReadLatestAsync(
                world => (world.Corridors.Since(known), world.Corridors.ChangedAt), cancellation);
            return _map.With(changed, position, at);
        }
        finally
        {
            _mapGate.Release();
        }
    }

    private static (RoutesPlan? Plan, Refusal? Refusal) Plan(
        RoutesQuestion question, Strike strike, ImmutableSortedSet<Currency> accepted, CorridorGraph graph,
        DateTimeOffset at)
    {
        for (var i = 0; i < question.Without.Length; i++)
            if (!graph.IsOpen(question.Without[i]))
                return (null, NotOpen(question.Without[i], $"without[{i}]"));
        var (sources, aid, leftOut) = Sources(question, strike);
        if (sources.Length > PlanRequest.SourcesMax)
            return (null, CommonRefusals.LimitReached(nameof(PlanRequest.SourcesMax), PlanRequest.SourcesMax,
                $"strike {strike.Id} has {sources.Length} pledges that are not honoured; plan those of one body at a "
                + "time"));
        if (sources.IsEmpty)
            return (new RoutesPlan(new RoutingPlan([]), at, aid, leftOut), null);
        try
        {
            var plan = FlowPlanner.Plan(
                new PlanRequest(graph, sources, strike.Section, accepted, at, question.Deadline ?? Whenever(at))
                {
                    Excluded = [.. question.Without],
                });
            return (new RoutesPlan(plan, at, aid, leftOut), null);
        }
        catch (PlanTooLargeException tooLarge)
        {
            return (null, Refusal.Of(RefusalKind.ResourceExhausted, "LIMIT_REACHED", $"{tooLarge.Message}."));
        }
    }

    private static (ImmutableArray<MoneySource> Sources, ImmutableArray<AidKey> Aid, int LeftOut) Sources(
        RoutesQuestion question, Strike strike)
    {
        if (question is { From: { } from, Sum: { } sum })
            return ([new MoneySource(from, sum)], [], 0);
        var (sources, keys, leftOut) = (
            ImmutableArray.CreateBuilder<MoneySource>(), ImmutableArray.CreateBuilder<AidKey>(), 0);
        foreach (var (key, aid) in strike.Aid.Pieces)
        {
            if (!Waits(aid) || (question.From is { } only && key.From.Body != only))
                continue;
            if (key.From.Body is not { } body || aid.Amount is not { } amount)
            {
                leftOut++;
                continue;
            }
            sources.Add(new MoneySource(body, amount));
            keys.Add(key);
        }
        return (sources.ToImmutable(), keys.ToImmutable(), leftOut);
    }

    // What is held or on its way has a transfer of its own.
    private static bool Waits(AidPiece aid) =>
        aid is { Counted: true, IsAnswer: true, State: AidState.Pledged, Stage: MoneyStage.None or MoneyStage.Unsent };

    // Later than the longest way can be.
    private static DateTimeOffset Whenever(DateTimeOffset at) =>
        at.AddHours((double)Route.HopsMax * CorridorTerms.DelayHoursMax);

    private static Refusal NotOpen(ExcludedCorridor corridor, string field) => Refusal.Of(
        RefusalKind.NotFound, "UNKNOWN_CORRIDOR",
        $"{field}: no corridor from {corridor.From} to {corridor.Key.Neighbour} is open in {corridor.Key.Given}"
        + (corridor.Key.Arrives == corridor.Key.Given ? "" : $" that arrive as {corridor.Key.Arrives}")
        + $", so it cannot be left out. List the corridors of {corridor.From} to see which are.",
        ("field", field), ("from", corridor.From), ("to", corridor.Key.Neighbour));
}
