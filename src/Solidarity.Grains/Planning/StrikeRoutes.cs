using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Grains.Snapshots;
using Solidarity.Routing;

namespace Solidarity.Grains.Planning;

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

/// <summary>Plans the ways of many sums to a strike over the corridors of a snapshot, beside the transfers: nothing is
/// moved and nothing held.</summary>
internal static class StrikeRoutes
{
    /// <returns>The plan, or why there is none: the strike or a corridor is unknown, or a limit is reached.</returns>
    public static (RoutesPlan? Plan, Refusal? Refusal) Plan(Bodies bodies, RoutesQuestion question, DateTimeOffset at)
    {
        if (bodies.Strikes.Find(question.Strike.Value) is not { Opened: true } strike
            || bodies.Sections.Find(strike.Section.Value) is not { Founded: true } section)
            return (null, CommonRefusals.NotDeclared(Wording.Of($"strike {question.Strike}")));
        for (var i = 0; i < question.Without.Length; i++)
            if (!TreasuryNodes.IsOpen(bodies.TreasuryOf, question.Without[i]))
                return (null, NotOpen(question.Without[i], $"without[{i}]"));
        var (sources, aid, leftOut) = Sources(question, strike);
        if (sources.Length > PlanRequest.SourcesMax)
            return (null, CommonRefusals.LimitReached(nameof(PlanRequest.SourcesMax), PlanRequest.SourcesMax,
                $"strike {strike.Id} has {sources.Length} pledges that are not honoured; plan those of one body at a "
                + $"time"));
        if (sources.IsEmpty)
            return (new RoutesPlan(new RoutingPlan([]), at, aid, leftOut), null);
        try
        {
            var request = new PlanRequest(
                TreasuryNodes.Of(bodies.TreasuryOf, at), sources, section.Id, section.Profile.Currencies, at,
                question.Deadline ?? PlanRequest.Whenever(at))
            {
                Excluded = [.. question.Without],
            };
            return (new RoutesPlan(FlowPlanner.Plan(request), at, aid, leftOut), null);
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

    private static Refusal NotOpen(ExcludedCorridor corridor, string field) => Refusal.Of(
        RefusalKind.NotFound, "UNKNOWN_CORRIDOR",
        corridor.Key.Arrives == corridor.Key.Given
            ? Wording.Of($"{field}: no corridor from {corridor.From} to {corridor.Key.Neighbour} is open in "
                + $"{corridor.Key.Given}, so it cannot be left out. List the corridors of {corridor.From} to see which "
                + $"are.")
            : $"{field}: no corridor from {corridor.From} to {corridor.Key.Neighbour} is open in {corridor.Key.Given} "
                + $"that arrive as {corridor.Key.Arrives}, so it cannot be left out. List the corridors of "
                + $"{corridor.From} to see which are.",
        ("field", field), ("from", corridor.From), ("to", corridor.Key.Neighbour));
}
