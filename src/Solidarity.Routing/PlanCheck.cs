using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>
/// Checks a plan against its request, by what both say alone: that every minor unit of every source is in a first hop
/// or in the remainder, that each hop's amounts are what its corridor's terms give, and that no limit is passed: room,
/// passing room, consent to carry, hops, hours, parts, what is left out. It does not check that nothing better could be
/// planned.
/// </summary>
internal sealed class PlanCheck
{
    private readonly PlanRequest _request;
    private readonly CorridorGraph _graph;
    private readonly Dictionary<ExcludedCorridor, int> _numbers = [];
    private readonly Dictionary<int, Int128> _given = [];
    private readonly Dictionary<int, Int128> _passing = [];

    private PlanCheck(PlanRequest request, CorridorGraph graph) => (_request, _graph) = (request, graph);

    /// <exception cref="InvalidOperationException">The plan is wrong, which is a bug of the planner.</exception>
    public static RoutingPlan Check(PlanRequest request, CorridorGraph graph, RoutingPlan plan) =>
        new PlanCheck(request, graph).Problem(plan) is { } wrong
            ? throw new InvalidOperationException($"the plan does not hold: {wrong}")
            : plan;

    /// <summary>What is wrong with a plan, or null.</summary>
    public static string? Problem(PlanRequest request, RoutingPlan plan) =>
        new PlanCheck(request, new CorridorGraph(request)).Problem(plan);

    private string? Problem(RoutingPlan plan)
    {
        if (plan.Sources.Length != _request.Sources.Length)
            return $"{plan.Sources.Length} sources are planned of {_request.Sources.Length}";
        for (var i = 0; i < plan.Sources.Length; i++)
            if (SourceProblem(_request.Sources[i], plan.Sources[i]) is { } wrong)
                return wrong;
        foreach (var (corridor, minor) in _given)
            if (_graph.Room(corridor) is not CorridorGraph.NoLimit and var room && room < minor)
                return $"{minor} are given in the corridor {_graph.Edge(corridor).Key}, which has less room";
        foreach (var (place, minor) in _passing)
            if (_graph.PassingRoom(place) is not CorridorGraph.NoLimit and var room && room < minor)
                return $"{minor} {_graph.CurrencyOf(place)} pass through {_graph.BodyOf(place)}, "
                    + "which lets less through";
        return null;
    }

    private string? SourceProblem(MoneySource source, SourcePlan planned)
    {
        if (planned.Source != source)
            return $"the plan is for {planned.Source.From}, and was asked for {source.From}";
        if (planned.PlannedMinor + (planned.Remainder?.Amount.Minor ?? 0) != source.Amount.Minor)
            return $"the parts and the remainder of {source.From} are not {source.Amount}";
        if (planned.Remainder is { } rest && (rest.Amount.Minor <= 0 || rest.Amount.Currency != source.Amount.Currency))
            return $"the remainder of {source.From} is {rest.Amount}";
        return planned.Parts.Length > _request.PartsMax
            ? $"{source.From} has {planned.Parts.Length} parts"
            : planned.Parts.Select(part => PartProblem(source, part)).FirstOrDefault(wrong => wrong is not null);
    }

    private string? PartProblem(MoneySource source, PlannedPart part)
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
            var number = Number(new ExcludedCorridor(hop.From, hop.Corridor));
            if (number == CorridorGraph.None)
                return $"the corridor {hop.From} {hop.Corridor} is not open, or left out";
            var terms = _graph.Edge(number).Terms;
            if (hop.Fee.Minor != terms.Fee(amount.Minor) || hop.Arrives.Minor != terms.Arrives(amount.Minor)
                || hop.Arrives.Minor <= 0 || hop.Fee.Currency != amount.Currency)
                return $"from {hop.From} to {hop.To}, {hop.Given} do not arrive as {hop.Arrives}";
            Count(hop, number, isFirst: at == source.From);
            span = span.With(terms, at == source.From ? null : _graph.PassingTerms(_graph.From(number)));
            (at, amount, hours) = (hop.To, hop.Arrives, hours + terms.DelayHours);
            fits &= span.Fits;
            span = span.Behind(terms);
        }
        if (!fits)
            return $"a part of {source.From} needs holds that are longer than its corridors allow";
        if (at != _request.Destination || !_request.Accepted.Contains(amount.Currency))
            return $"{amount} arrive at {at}";
        return part.Hours == hours && hours <= _request.HoursLeft
            ? null
            : $"a part of {source.From} takes {hours} hours";
    }

    private void Count(Hop hop, int corridor, bool isFirst)
    {
        _given[corridor] = _given.GetValueOrDefault(corridor) + hop.Given.Minor;
        if (isFirst)
            return;
        var place = _graph.From(corridor);
        _passing[place] = _passing.GetValueOrDefault(place) + hop.Given.Minor;
    }

    private int Number(ExcludedCorridor corridor)
    {
        if (!_numbers.TryGetValue(corridor, out var number))
            _numbers[corridor] = number = _graph.Find(corridor);
        return number;
    }
}
