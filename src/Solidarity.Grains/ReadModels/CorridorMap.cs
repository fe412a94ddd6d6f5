using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;

namespace Solidarity.Grains.ReadModels;

/// <summary>
/// The graph of all corridors as they stand, kept from one plan to the next: room that was taken or given back changes
/// it in place, and only other corridors, terms, quarantines or limits, or a period of capacity that has ended, make
/// it anew. Not for several threads; the graphs that it gives out are immutable.
/// </summary>
/// <remarks>Costs O(k) for k corridors of treasuries that have changed, and O(m log m) for all m where it is made anew.
/// </remarks>
public sealed class CorridorMap
{
    private readonly Dictionary<Address, Treasury> _treasuries = [];
    private CorridorGraph? _graph;

    // The graph holds from the one until the other: then capacity that was taken comes free with a new period.
    private DateTimeOffset _from;
    private DateTimeOffset _until;

    /// <summary>The position of the last change that is in it.</summary>
    public long Position { get; private set; }

    /// <summary>How often a graph was made anew.</summary>
    public int Builds { get; private set; }

    /// <summary>The graph with what has changed since <see cref="Position"/>.</summary>
    /// <param name="changed">All treasuries that have changed since.</param>
    /// <param name="position">Up to where these are all.</param>
    public CorridorGraph With(IReadOnlyList<RoutedTreasury> changed, long position, DateTimeOffset at)
    {
        var graph = at >= _from && at < _until ? _graph : null;
        foreach (var (owner, treasury, _) in changed)
        {
            graph = graph is not null && _treasuries.TryGetValue(owner, out var before) && HasSameWays(before, treasury)
                ? WithRooms(graph, owner, before, treasury, at)
                : null;
            _treasuries[owner] = treasury;
        }
        Position = position;
        return _graph = graph ?? Build(at);
    }

    private CorridorGraph Build(DateTimeOffset at)
    {
        (_from, _until) = (at, DateTimeOffset.MaxValue);
        Builds++;
        var edges = new List<CorridorEdge>();
        foreach (var (owner, treasury) in _treasuries)
            foreach (var (key, corridor) in treasury.Corridors)
                if (Leads(owner, treasury, key, corridor))
                    edges.Add(new CorridorEdge(owner, key, corridor.Terms, RoomMinor(corridor, at)));
        return CorridorGraph.Build(_treasuries.Where(pair => IsLimited(pair.Value)).Select(Node), edges);
    }

    // A neighbour that has quarantined the owner would not book what comes from it.
    private bool Leads(Address owner, Treasury treasury, CorridorKey key, Corridor corridor) =>
        treasury.Uses(key, corridor)
        && !(_treasuries.TryGetValue(key.Neighbour, out var neighbour) && neighbour.Quarantines.ContainsKey(owner));

    private CorridorGraph WithRooms(
        CorridorGraph graph, Address owner, Treasury before, Treasury after, DateTimeOffset at)
    {
        foreach (var (key, corridor) in after.Corridors)
            if (!ReferenceEquals(corridor, before.Corridors[key]) && Leads(owner, after, key, corridor))
                graph = graph.WithRoom(new ExcludedCorridor(owner, key), RoomMinor(corridor, at));
        return graph;
    }

    private static bool HasSameWays(Treasury before, Treasury after)
    {
        if (IsLimited(before) || IsLimited(after) || !ReferenceEquals(before.Quarantines, after.Quarantines)
            || before.Corridors.Count != after.Corridors.Count)
            return false;
        foreach (var (key, corridor) in after.Corridors)
            if (!before.Corridors.TryGetValue(key, out var known)
                || known.Status != corridor.Status || known.Terms != corridor.Terms)
                return false;
        return true;
    }

    private static bool IsLimited(Treasury treasury) =>
        treasury.Carriage.Draining || !treasury.Carriage.Limits.IsEmpty;

    private static TreasuryNode Node(KeyValuePair<Address, Treasury> treasury)
    {
        var (owner, (carriage, book)) = (treasury.Key, (treasury.Value.Carriage, treasury.Value.Book));
        return new TreasuryNode(owner, !carriage.Draining, carriage.Limits.ToImmutableSortedDictionary(
            limit => limit.Key,
            limit => (long)Int128.Max(0, limit.Value - book.Balance(Account.Passing, limit.Key)
                - carriage.Coming.GetValueOrDefault(limit.Key))));
    }

    private long? RoomMinor(Corridor corridor, DateTimeOffset at)
    {
        if (corridor.RoomMinor(at) is not { } room)
            return null;
        var period = corridor.Terms.Period(at);
        if (corridor.TakenMinor > 0 && corridor.Period >= period)
        {
            var seconds = (period + 1) * corridor.Terms.PeriodDays * 86_400L;
            var end = DateTimeOffset.FromUnixTimeSeconds(
                Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
            _until = end < _until ? end : _until;
        }
        return room;
    }
}
