using Solidarity.Domain.Decisions;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.ReadModels;

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
    private Past? _kept;

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
            var past = Take(asOf);
            await FoldAsync(past, asOf, cancellationToken);
            var result = read(past.World);
            // Only a world that was folded without a fault is kept.
            Interlocked.Exchange(ref _kept, past);
            return (result, null);
        }
        finally
        {
            _seats.Release();
        }
    }

    public void Dispose() => _seats.Dispose();

    // Nobody else has what was taken until it is put back.
    private Past Take(DateTimeOffset asOf)
    {
        var kept = Interlocked.Exchange(ref _kept, null);
        return kept is not null && kept.Latest <= asOf ? kept : new Past(rules);
    }

    private async Task FoldAsync(Past past, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await journal.ReadAsync(past.World.Position, Projector.PageEntries, cancellationToken);
            foreach (var entry in page)
            {
                if (entry.At > asOf)
                    return;
                past.World.Apply(entry);
                if (entry.At > past.Latest)
                    past.Latest = entry.At;
            }
            if (page.Count == 0)
                return;
        }
    }

    private sealed class Past(BodyRules rules)
    {
        public World World { get; } = new(rules: rules);

        /// <summary>The latest time of any entry in it.</summary>
        public DateTimeOffset Latest { get; set; } = DateTimeOffset.MinValue;
    }
}
