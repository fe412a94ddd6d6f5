using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Routing;

/// <summary>
/// Checks a plan against its request, by what both say alone: that every minor unit of every source is in a first hop
/// or in the remainder, that each hop's amounts are what its corridor's terms give, and that no limit is passed: room,
/// passing room, consent to carry, hops, hours, parts, what is left out. It does not check that nothing better could be
/// planned.
/// </summary>
public static class PlanCheck
{
    /// <exception cref="InvalidOperationException">The plan is wrong, which is a bug of the planner.</exception>
    public static void Check(PlanRequest request, RoutingPlan plan)
    {
        if (Problem(request, plan) is { } wrong)
            throw new InvalidOperationException($"the plan does not hold: {wrong}");
    }

    /// <summary>What is wrong with a plan, or null.</summary>
    public static string? Problem(PlanRequest request, RoutingPlan plan)
    {
        if (plan.Sources.Length != request.Sources.Length)
            return $"{plan.Sources.Length} sources are planned of {request.Sources.Length}";
        var given = new Dictionary<ExcludedCorridor, Int128>();
        var passing = new Dictionary<(Address, Currency), Int128>();
        for (var i = 0; i < plan.Sources.Length; i++)
        {
            if (SourceProblem(request, request.Sources[i], plan.Sources[i]) is { } wrong)
                return wrong;
            foreach (var part in plan.Sources[i].Parts)
                Count(part.Route, given, passing);
        }
        if (plan.Sources.Sum(source => source.Parts.Length) > request.PartsTotalMax)
            return "there are more parts than are allowed";
        foreach (var (corridor, minor) in given)
            if (request.Graph.RoomMinor(corridor) < minor)
                return $"{minor} are given in the corridor {corridor.From} {corridor.Key}, which has less room";
        foreach (var ((body, currency), minor) in passing)
            if (request.Graph.PassingRoom(request.Graph.Place(body, currency)) is not CorridorGraph.NoLimit and var room
                && room < minor)
                return $"{minor} {currency} pass through {body}, which lets less through";
        return null;
    }

    private static string? SourceProblem(PlanRequest request, MoneySource source, SourcePlan planned)
    {
        if (planned.Source != source)
            return $"the plan is for {planned.Source.From}, and was asked for {source.From}";
        if (planned.PlannedMinor + (planned.Remainder?.Amount.Minor ?? 0) != source.Amount.Minor)
            return $"the parts and the remainder of {source.From} are not {source.Amount}";
        if (planned.Remainder is { } rest && (rest.Amount.Minor <= 0 || rest.Amount.Currency != source.Amount.Currency))
            return $"the remainder of {source.From} is {rest.Amount}";
        if (planned.Parts.Length > request.PartsMax)
            return $"{source.From} has {planned.Parts.Length} parts";
        if (planned.Parts.Length > 0 && request.ExcludedSources.Contains(source.From))
            return $"{source.From} was to be left out";
        return planned.Parts
            .Select(part => PartProblem(request, source, part))
            .FirstOrDefault(wrong => wrong is not null);
    }

    private static string? PartProblem(PlanRequest request, MoneySource source, PlannedPart part)
    {
        var (hops, at, amount, hours) = (part.Route.Hops, source.From, part.Route.Hops[0].Given, 0);
        var (span, fits) = (HoldSpan.None, true);
        if (hops.Length > Route.HopsMax || amount.Currency != source.Amount.Currency)
            return $"a part of {source.From} has {hops.Length} hops and begins with {amount}";
        var seen = new HashSet<Address> { at };
        foreach (var hop in hops)
        {
            if (hop.From != at || hop.Given != amount || !seen.Add(hop.To))
                return $"the hop from {hop.From} to {hop.To} does not go on from {at} with {amount}";
            var corridor = new ExcludedCorridor(hop.From, hop.Corridor);
            if (request.Excluded.Contains(corridor) || Find(request.Graph, corridor) is not { } edge)
                return $"the corridor {corridor.From} {corridor.Key} is not open, or left out";
            if (hop.Fee.Minor != edge.Terms.Fee(amount.Minor) || hop.Arrives.Minor != edge.Terms.Arrives(amount.Minor)
                || hop.Arrives.Minor <= 0 || hop.Fee.Currency != amount.Currency)
                return $"from {hop.From} to {hop.To}, {hop.Given} do not arrive as {hop.Arrives}";
            (at, amount, hours) = (hop.To, hop.Arrives, hours + edge.Terms.DelayHours);
            span = span.With(edge.Terms);
            fits &= span.Fits;
            span = span.Behind(edge.Terms);
        }
        if (!fits)
            return $"a part of {source.From} needs holds that are longer than its corridors allow";
        if (at != request.Destination || !request.Accepted.Contains(amount.Currency))
            return $"{amount} arrive at {at}";
        return part.Hours != hours || hours > request.HoursLeft ? $"a part of {source.From} takes {hours} hours" : null;
    }

    private static CorridorEdge? Find(CorridorGraph graph, ExcludedCorridor corridor) =>
        graph.Find(corridor) is >= 0 and var number && graph.IsOpen(number) ? graph.Edge(number) : null;

    private static void Count(
        Route route, Dictionary<ExcludedCorridor, Int128> given, Dictionary<(Address, Currency), Int128> passing)
    {
        for (var i = 0; i < route.Hops.Length; i++)
        {
            var hop = route.Hops[i];
            var corridor = new ExcludedCorridor(hop.From, hop.Corridor);
            given[corridor] = given.GetValueOrDefault(corridor) + hop.Given.Minor;
            if (i + 1 == route.Hops.Length)
                continue;
            var place = (hop.To, hop.Arrives.Currency);
            passing[place] = passing.GetValueOrDefault(place) + hop.Arrives.Minor;
        }
    }
}
