using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>
/// Says why no way leads from a sum to the destination: it finds the way on which the fewest things stand in the way,
/// corridors that are closed or full and treasuries that let nothing pass among them, and names these things.
/// </summary>
/// <remarks>
/// How it works: Dijkstra's search over places (a treasury and a currency) with the number of obstacles as the cost,
/// and hops where that is equal. What it costs: O(m log m) for the m corridors that it reads, at most <c>StepsMax</c>.
/// What it does not promise: the sum on the way is that of the first way to each place, so a corridor that is said to
/// be full may have room for what a dearer way would bring.
/// </remarks>
internal sealed class ObstacleSearch(PlanRequest request, MoneySource source)
{
    /// <summary>The most corridors that are read. It is done only where a plan has failed.</summary>
    private const int StepsMax = 50_000;

    private const int NamedMax = 3;

    private readonly Dictionary<Address, TreasuryNode?> _nodes = [];
    private readonly PriorityQueue<Step, (int Obstacles, int Hops)> _open = new();
    private readonly HashSet<(Address Body, Currency Currency)> _seen = [];
    private int _steps;

    /// <summary>The reason, for people.</summary>
    public Wording Why()
    {
        var why = WhyNot(Find());
        return _steps >= StepsMax ? $"{why} (as far as {StepsMax} corridors were looked at)" : why;
    }

    private Wording WhyNot(Step? found) => found switch
    {
        null => Wording.Of(
            $"no corridors for {source.Amount.Currency} lead from {source.From} to {request.Destination}; open one, or "
            + $"one to a federation that both are in"),
        { Obstacles: 0, Hops: > Route.HopsMax } =>
            $"the shortest way from {source.From} to {request.Destination} has {found.Hops} hops, and {Route.HopsMax} "
            + $"are the most",
        { Obstacles: 0 } => $"no way for {source.Amount} from {source.From} to {request.Destination} was found on "
            + $"which fees and rounding leave something, with room and in time",
        _ => $"no way for {source.Amount} from {source.From} to {request.Destination}: {Named(found)}",
    };

    private Step? Find()
    {
        Add(new Step(source.From, source.Amount.Currency, source.Amount.Minor, 0, HoldSpan.None, null, null));
        Step? exchanged = null;
        while (_open.TryDequeue(out var step, out _))
        {
            if (!_seen.Add((step.Body, step.Currency)))
                continue;
            if (step.Body != request.Destination)
                Extend(step);
            else if (request.Accepted.Contains(step.Currency))
                return exchanged?.Obstacles < step.Obstacles ? exchanged : step;
            else
                exchanged ??= step.Behind($"{request.Destination} takes {string.Join(", ", request.Accepted)}, and "
                    + $"no corridor on the way exchanges {step.Currency}");
        }
        return exchanged;
    }

    private void Extend(Step step)
    {
        if (Node(step.Body) is not { } node)
            return;
        // What keeps money from passing keeps it from every corridor behind.
        if (step.Before is not null && NotPassing(step, node) is { } obstacle)
            step = step.Behind(obstacle);
        foreach (var edge in node.Corridors)
            if (edge.Key.Given == step.Currency && _steps++ < StepsMax)
                Follow(step, edge.Key, edge.Terms, ObstacleOn(step, node, edge));
        foreach (var blocked in node.Blocked)
            if (blocked.Key.Given == step.Currency && _steps++ < StepsMax)
                Follow(step, blocked.Key, blocked.Terms, InWords(step.Body, blocked));
    }

    private void Follow(Step step, CorridorKey key, CorridorTerms terms, Wording? obstacle) => Add(new Step(
        key.Neighbour, key.Arrives, Math.Max(1, terms.Arrives(step.Minor)), step.Hours + terms.DelayHours,
        step.Span.With(terms).Behind(terms), step, obstacle));

    private void Add(Step step)
    {
        if (!_seen.Contains((step.Body, step.Currency)))
            _open.Enqueue(step, (step.Obstacles, step.Hops));
    }

    private static Wording? NotPassing(Step step, TreasuryNode node) => node switch
    {
        { Carries: false } => Wording.Of($"{step.Body} takes on no new money passing through (it drains)"),
        _ when node.Passing.TryGetValue(step.Currency, out var room) && room.RoomMinor < step.Minor =>
            room.RoomMinor == 0
                ? Wording.Of($"{step.Body} lets no more {step.Currency} pass through now")
                : $"{step.Body} lets only {new Amount(room.RoomMinor, step.Currency)} more pass through now",
        _ => null,
    };

    private Wording? ObstacleOn(Step step, TreasuryNode node, CorridorEdge edge)
    {
        var (key, terms) = (edge.Key, edge.Terms);
        if (request.Excluded.Contains(new ExcludedCorridor(step.Body, key)))
            return $"the corridor from {step.Body} to {key.Neighbour} is left out";
        if (Node(key.Neighbour)?.Refuses is { } refuses && refuses(step.Body))
            return $"{key.Neighbour} has quarantined {step.Body}";
        if (edge.RoomMinor < step.Minor)
            return edge.RoomMinor == 0
                ? Wording.Of($"the corridor from {step.Body} to {key.Neighbour} is full for this period")
                : $"the corridor from {step.Body} to {key.Neighbour} has room for only "
                    + $"{new Amount(edge.RoomMinor.Value, key.Given)} in this period";
        if (terms.Arrives(step.Minor) <= 0)
            return $"the fees of the corridor from {step.Body} to {key.Neighbour} eat the whole sum";
        var passing = step.Before is not null && node.Passing.TryGetValue(step.Currency, out var room)
            ? room.Terms
            : null;
        if (!step.Span.With(terms, passing).Fits)
            return $"the corridor from {step.Body} to {key.Neighbour} would have to be held for longer than carriers "
                + $"on the way hold room for";
        return step.Hours + terms.DelayHours > request.HoursLeft
            ? Wording.Of($"the corridor from {step.Body} to {key.Neighbour} takes {terms.DelayHours} hours, which is "
                + $"too late")
            : null;
    }

    private static Wording InWords(Address from, BlockedCorridor blocked) => blocked.By switch
    {
        Blocking.NotAgreed => Wording.Of(
            $"the corridor from {from} to {blocked.Key.Neighbour} is offered and not agreed to"),
        Blocking.Closed => $"the corridor from {from} to {blocked.Key.Neighbour} is closed",
        Blocking.Quarantine => $"{from} has quarantined {blocked.Key.Neighbour}",
        _ => throw new UnreachableException($"blocking {blocked.By}"),
    };

    private static Wording Named(Step found)
    {
        var obstacles = new Stack<Wording>();
        for (var step = found; step is not null; step = step.Before)
            if (step.Obstacle is { } obstacle)
                obstacles.Push(obstacle);
        var first = string.Join("; ", obstacles.Take(NamedMax).Select(obstacle => obstacle.English));
        return obstacles.Count > NamedMax
            ? $"{first}; and {obstacles.Count - NamedMax} more obstacles behind"
            : Wording.Verbatim(first);
    }

    private TreasuryNode? Node(Address body)
    {
        if (!_nodes.TryGetValue(body, out var node))
            _nodes.Add(body, node = request.TreasuryOf(body));
        return node;
    }

    /// <summary>A place on a way.</summary>
    /// <param name="Span">The holds of the way up to here.</param>
    /// <param name="Obstacle">What stands in the way of the last move; null: nothing.</param>
    private sealed record Step(
        Address Body, Currency Currency, long Minor, long Hours, HoldSpan Span, Step? Before, Wording? Obstacle)
    {
        public int Obstacles { get; } = (Before?.Obstacles ?? 0) + (Obstacle is null ? 0 : 1);

        public int Hops { get; } = Before is null ? 0 : Before.Hops + (Before.Body == Body ? 0 : 1);

        /// <summary>The same place, behind something that stands in the way of going on.</summary>
        public Step Behind(Wording obstacle) => new(Body, Currency, Minor, Hours, Span, this, obstacle);
    }
}
