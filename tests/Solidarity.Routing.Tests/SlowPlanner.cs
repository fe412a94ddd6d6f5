using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;

namespace Solidarity.Routing.Tests;

/// <summary>
/// The slow obvious planner of tiny graphs in one currency without fees: every way of every source with every whole
/// amount. It keeps to the limits of room, passing room, consent, hours and what is left out.
/// </summary>
internal sealed class SlowPlanner
{
    private readonly PlanRequest _request;
    private readonly GraphKit _kit;
    private readonly Dictionary<(Address From, CorridorEdge Edge), long> _rooms;
    private readonly Dictionary<Address, long> _passing;
    private readonly List<(int Source, List<(Address From, CorridorEdge Edge)> Way)> _ways = [];
    private readonly long[] _left;
    private (long Delivers, long Hops) _best;

    private SlowPlanner(PlanRequest request, GraphKit kit)
    {
        (_request, _kit) = (request, kit);
        _rooms = kit.Corridors.ToDictionary(edge => edge, edge => edge.Edge.RoomMinor ?? long.MaxValue);
        _passing = kit.Corridors.Select(corridor => corridor.Edge.Key.Neighbour).Distinct()
            .Where(body => kit.PassingRoom(body) < long.MaxValue)
            .ToDictionary(body => body, kit.PassingRoom);
        _left = [.. request.Sources.Select(source => source.Amount.Minor)];
        for (var source = 0; source < _left.Length; source++)
            FindWays(source, [], [request.Sources[source].From]);
    }

    /// <summary>How many ways there are, which says how long it takes.</summary>
    public int Ways => _ways.Count;

    public static SlowPlanner Of(PlanRequest request, GraphKit kit) => new(request, kit);

    /// <summary>The most that can arrive, and for it the least sum of units times hops, below zero.</summary>
    public (long Delivers, long Hops) Best()
    {
        Try(0, 0, 0);
        return _best;
    }

    private void FindWays(int source, List<(Address From, CorridorEdge Edge)> way, List<Address> seen)
    {
        foreach (var edge in _kit.Corridors)
        {
            var neighbour = edge.Edge.Key.Neighbour;
            if (edge.From != seen[^1] || seen.Contains(neighbour)
                || _request.Excluded.Contains(new ExcludedCorridor(edge.From, edge.Edge.Key)))
                continue;
            List<(Address From, CorridorEdge Edge)> further = [.. way, edge];
            if (further.Sum(step => step.Edge.Terms.DelayHours) > (_request.Deadline - _request.At).TotalHours)
                continue;
            if (neighbour == _request.Destination)
                _ways.Add((source, further));
            else
                FindWays(source, further, [.. seen, neighbour]);
        }
    }

    private void Try(int index, long delivers, long hops)
    {
        if (index == _ways.Count)
        {
            if ((delivers, hops).CompareTo(_best) > 0)
                _best = (delivers, hops);
            return;
        }
        var (source, way) = _ways[index];
        var most = Math.Min(_left[source], way.Min(edge => _rooms[edge]));
        foreach (var edge in way.SkipLast(1))
            most = Math.Min(most, _passing.GetValueOrDefault(edge.Edge.Key.Neighbour, long.MaxValue));
        for (var units = 0L; units <= most; units++)
        {
            Take(source, way, units);
            Try(index + 1, delivers + units, hops - units * way.Count);
            Take(source, way, -units);
        }
    }

    private void Take(int source, List<(Address From, CorridorEdge Edge)> way, long units)
    {
        _left[source] -= units;
        foreach (var edge in way)
            _rooms[edge] -= units;
        foreach (var edge in way.SkipLast(1))
            if (_passing.ContainsKey(edge.Edge.Key.Neighbour))
                _passing[edge.Edge.Key.Neighbour] -= units;
    }
}
