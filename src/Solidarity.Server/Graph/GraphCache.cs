using Google.Protobuf.WellKnownTypes;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Feeds;
using Solidarity.Views.Access;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Graph;

/// <summary>
/// The graphs that were asked for last: one for all who see the same, made again only when something in it has changed,
/// and by one caller at a time, whose answer the others share. So a flood of the same question costs little more than
/// the answers' bytes, and nobody is told less than was known when it asked.
/// </summary>
internal sealed class GraphCache(Projector projector, [BooksTime] TimeProvider time)
{
    public const int GraphsMax = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<(GraphFilter, SharedViewKey), Kept> _graphs = [];
    private readonly Queue<(GraphFilter, SharedViewKey)> _order = new();

    public async Task<V1.Graph> GetAsync(GraphFilter filter, Viewer viewer, CancellationToken cancellation)
    {
        var world = await projector.LatestAsync(cancellation);
        var (viewKey, known) = (SharedViewKey.Of(world, viewer, board: null), ChangedAt(world, viewer));
        var kept = Find((filter, viewKey));
        // Those who wait here are the few queries that have their turn, on threads of their own.
        lock (kept)
        {
            if (kept.Graph is null || kept.ChangedAt < known || kept.Day != Today())
                Make(kept, filter, viewer, viewKey);
            return Of(kept.Graph!);
        }
    }

    private static long ChangedAt(World world, Viewer viewer) => viewer.ChangedAt(world, world.Counters.ChangedAt);

    // A runway is of its day.
    private int Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber;

    private void Make(Kept kept, GraphFilter filter, Viewer viewer, SharedViewKey viewKey)
    {
        var day = Today();
        // The newest world, so that the answer is new enough for all who wait here.
        var world = projector.Current;
        var graph = GraphBoard.Of(new VisibleWorld(world, viewer), filter, time.GetUtcNow());
        // Who sees something else since it asked has an answer of its own; it is not kept for those who were like it.
        var isSameView = SharedViewKey.Of(world, viewer, board: null).Equals(viewKey);
        (kept.Graph, kept.ChangedAt, kept.Day) = (graph.ToWire(), isSameView ? ChangedAt(world, viewer) : -1, day);
    }

    private Kept Find((GraphFilter, SharedViewKey) key)
    {
        lock (_gate)
        {
            if (_graphs.TryGetValue(key, out var known))
                return known;
            if (_order.Count == GraphsMax)
                _graphs.Remove(_order.Dequeue());
            _order.Enqueue(key);
            return _graphs[key] = new Kept();
        }
    }

    // The rows are shared, and nobody changes them; the time is of this answer.
    private V1.Graph Of(V1.Graph kept) => new()
    {
        Time = time.GetUtcNow().ToTimestamp(),
        Strikes = { kept.Strikes },
        StrikesTotal = kept.StrikesTotal,
        Countries = { kept.Countries },
        Money = { kept.Money },
        Omitted = { kept.Omitted },
    };

    private sealed class Kept
    {
        public V1.Graph? Graph { get; set; }

        public long ChangedAt { get; set; }

        public int Day { get; set; }
    }
}
