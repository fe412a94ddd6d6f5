using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Routing.Flows;

namespace Solidarity.Routing;

/// <summary>
/// Says why something of a source is not planned. The reasons are looked for from the plainest to the subtlest:
/// no way, no way for the currency, no way in time, too many parts, no room, eaten by fees; the first
/// that holds is given. It costs a few searches of the whole graph, however many sources there are.
/// </summary>
internal sealed class Remainders
{
    // What stands in the way is searched for so many sources; the others hear only that there is no way.
    private const int ExplainedMax = 100;

    private readonly PlanRequest _request;
    private readonly PlanDraft _draft;
    private readonly int[] _starts;
    private readonly CorridorGraph _graph;

    // By open corridors, full ones too; the same for any currency to arrive; and by those with room left.
    private readonly Lazy<Reach> _open;
    private readonly Lazy<HashSet<int>> _joined;
    private readonly Lazy<Reach> _free;
    private int _explained;

    public Remainders(PlanRequest request, CorridorGraph graph, PlanDraft draft, int[] starts)
    {
        (_request, _graph, _draft, _starts) = (request, graph, draft, starts);
        var room = draft.Room;
        _open = new(() => Reach.Of(graph, graph.Destinations, true, _ => true, CanPass));
        _joined = new(Joined);
        _free = new(() => Reach.Of(
            graph, graph.Destinations, true, corridor => room.Room(corridor) > 0, room.IsPassable));
    }

    public ImmutableArray<SourcePlan> Of() =>
    [
        .. _request.Sources.Select((source, i) => new SourcePlan(source, _draft.Parts(i), Remainder(i))),
    ];

    private Remainder? Remainder(int source)
    {
        var amount = _request.Sources[source].Amount with { Minor = _draft.LeftMinor(source) };
        if (amount.Minor == 0)
            return null;
        var (reason, advice) = Why(source, amount);
        return new Remainder(amount, reason, advice.English);
    }

    private (RemainderReason Reason, Wording Advice) Why(int source, Amount left)
    {
        var (from, to) = (_request.Sources[source].From, _request.Destination);
        if (from == to)
            return (RemainderReason.NoWay, $"{from} is where the money is already");
        var place = _starts[source];
        if (!_joined.Value.Contains(_graph.TreasuryOf(place)))
            return (RemainderReason.NoWay,
                _explained++ < ExplainedMax
                    ? new ObstacleSearch(_request, new MoneySource(from, left)).Why()
                    : NotJoined(from, to));
        if (_open.Value.Hops[place] == Reach.Never)
            return (RemainderReason.Currency,
                $"no way brings {left.Currency} from {from} to {to} as {string.Join(", ", _request.Accepted)}; "
                + $"open a corridor for the currency, or one that exchanges it");
        if (_open.Value.Hops[place] > Route.HopsMax)
            return (RemainderReason.NoWay,
                $"the shortest way from {from} to {to} has {_open.Value.Hops[place]} hops, and {Route.HopsMax} are the "
                + $"most; open a corridor that shortens it");
        return _open.Value.Hours[place] > _request.HoursLeft
            ? (RemainderReason.TooLate,
                $"the quickest way from {from} to {to} takes {_open.Value.Hours[place]} hours, and there are "
                + $"{Math.Max(0, _request.HoursLeft)} until the deadline; set it later, or open a quicker one")
            : WhyNotMore(source, place, left);
    }

    private (RemainderReason Reason, Wording Advice) WhyNotMore(int source, int place, Amount left)
    {
        var from = _request.Sources[source].From;
        if (!_draft.HasPartsLeft(source))
            return (RemainderReason.TooManyParts,
                $"{left} of {from} would go only in more parts than are allowed; plan them in another transfer");
        if (!_free.Value.IsWithin(place, Route.HopsMax, _request.HoursLeft))
            return (RemainderReason.NoCapacity, Narrow(place) is { } narrow
                ? Wording.Of($"{left} of {from} find no room: {narrow}")
                : $"{left} of {from} find no room: on the ways that are quick enough none is left; set the deadline "
                    + $"later, or ask for more room on one of them");
        return (RemainderReason.TooSmall,
            $"for {left} of {from} no way was found on which fees and rounding leave something, with room and in time; "
            + $"add them to a larger sum");
    }

    // On the way with the fewest hops, the corridor with the least room; or the treasury that lets nothing more
    // through. Null where that way has room, and is only too slow.
    private Wording? Narrow(int place)
    {
        var (room, least, narrowest) = (_draft.Room, CorridorGraph.NoLimit, -1);
        while (_open.Value.Hops[place] > 0)
        {
            var next = -1;
            for (var corridor = _graph.FirstOut(place); corridor >= 0; corridor = _graph.NextOut(corridor))
                if (_open.Value.Hops[_graph.To(corridor)] == _open.Value.Hops[place] - 1
                    && (_open.Value.Hops[place] == 1 || CanPass(_graph.To(corridor))))
                    next = next < 0 || room.Room(corridor) > room.Room(next) ? corridor : next;
            if (room.Room(next) < least)
                (least, narrowest) = (room.Room(next), next);
            place = _graph.To(next);
            if (least > 0 && _open.Value.Hops[place] > 0 && !room.IsPassable(place))
                return $"{_graph.BodyOf(place)} lets no more {_graph.CurrencyOf(place)} pass through; "
                    + $"wait until what passes has gone on, or ask it for a higher limit";
        }
        if (narrowest < 0)
            return null;
        var key = _graph.Edge(narrowest).Key;
        return $"the corridor from {_graph.BodyOf(_graph.From(narrowest))} to {key.Neighbour} has room for "
            + $"{new Amount(least, key.Given)} "
            + $"more; ask for more room there, or wait for its next period";
    }

    // As things stand without this plan.
    private bool CanPass(int place) => _graph.Carries(place) && _graph.PassingRoom(place) > 0;

    // The treasuries that are joined to the destination by any open corridors, whatever the currencies.
    private HashSet<int> Joined()
    {
        var into = new Incidence(
            _graph.Treasuries, _graph.Corridors, corridor => _graph.TreasuryOf(_graph.To(corridor)));
        HashSet<int> joined = [_graph.Destination];
        Queue<int> next = new([_graph.Destination]);
        while (next.TryDequeue(out var treasury))
            foreach (var corridor in into.Of(treasury))
                if ((treasury == _graph.Destination || CanPass(_graph.To(corridor)))
                    && joined.Add(_graph.TreasuryOf(_graph.From(corridor))))
                    next.Enqueue(_graph.TreasuryOf(_graph.From(corridor)));
        return joined;
    }

    private Wording NotJoined(Address from, Address to) => _request.Excluded.Count switch
    {
        0 => Wording.Of($"no way of open corridors leads from {from} to {to}; open a corridor on the way"),
        1 => $"no way of open corridors leads from {from} to {to} without the corridor left out; open a corridor on "
            + $"the way",
        var count => $"no way of open corridors leads from {from} to {to} without the {count} corridors left out; open "
            + $"a corridor on the way",
    };
}
