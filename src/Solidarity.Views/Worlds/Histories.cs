using Solidarity.Domain.Decisions;
using Solidarity.Domain.Messages;
using Solidarity.Storage;

namespace Solidarity.Views.Worlds;

/// <summary>
/// The world as it was: folded from the journal up to the last entry before the first one that is later than a time.
/// The last such world is kept, so that going forward in time costs only what happened between. Costs reading and
/// folding the journal up to there; the present world is not held up by it.
/// </summary>
public sealed class Histories(IJournal journal, BodyRules rules) : IDisposable
{
    /// <summary>How many may be folded at once: each is a world of its own in memory.</summary>
    public const int HistoriesMax = 2;

    private readonly SemaphoreSlim _seats = new(HistoriesMax);
    private volatile Past? _kept;

    /// <summary>Reads from the world as it was.</summary>
    /// <returns>What was read, or the refusal where too many histories are read already.</returns>
    public async Task<(T? Read, Refusal? Refusal)> ReadAsync<T>(
        DateTimeOffset asOf, Func<World, T> read, CancellationToken cancellationToken = default)
    {
        if (!_seats.Wait(0, cancellationToken))
            return (default, CommonRefusals.LimitReached(
                nameof(HistoriesMax), HistoriesMax, "too many are looking at the past; try again in a moment"));
        try
        {
            var past = await FoldAsync(asOf, cancellationToken);
            _kept = past;
            return (read(past.World), null);
        }
        finally
        {
            _seats.Release();
        }
    }

    public void Dispose() => _seats.Dispose();

    private async Task<Past> FoldAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var (before, latest) = _kept is { } kept && kept.Latest <= asOf
            ? kept
            : new Past(new World(rules: rules).Seal(), DateTimeOffset.MinValue);
        var world = before.Next();
        while (await journal.ReadAsync(world.Position, Projector.PageEntries, cancellationToken)
            is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                if (entry.At > asOf)
                    return new Past(world.Seal(), latest);
                world.Apply(entry);
                latest = entry.At > latest ? entry.At : latest;
            }
        }
        return new Past(world.Seal(), latest);
    }

    /// <param name="Latest">The latest time of any entry in it.</param>
    private sealed record Past(World World, DateTimeOffset Latest);
}
