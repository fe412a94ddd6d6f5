using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Errors;
using Solidarity.Server.Requests;
using Solidarity.Storage;
using Solidarity.Storage.Telemetry;

namespace Solidarity.Server.Feeds;

/// <summary>
/// Checks where a caller wants to go on. A position that the journal has not reached was given out by a journal that
/// had more: this one has lost entries, or is an older copy or another one. Whoever asks is told at once and does not
/// wait until the journal has grown past it. Anybody can make up a position, so it is logged once in a while only, and
/// counted each time.
/// </summary>
internal sealed class Resuming(IJournal journal, [BooksTime] TimeProvider time, ILogger<Resuming> log)
{
    private const int LogAgainMinutes = 60;

    private static readonly Counter<long> Beyond =
        MetricCatalogue.PositionsBeyond.Counter(new Meter(MetricCatalogue.MeterName));

    private readonly Lock _gate = new();
    private DateTimeOffset _quietUntil = DateTimeOffset.MinValue;

    /// <summary>Checks the other fields, too, for what is malformed is told first.</summary>
    /// <param name="pageAfterPosition">The position that the token of a page has; 0 for none.</param>
    /// <exception cref="MalformedRequestException">A field was wrong, or the position is below 0.</exception>
    /// <exception cref="RefusedException">The journal has not reached the position.</exception>
    public async ValueTask CheckAsync(
        Fields fields, long afterPosition, CancellationToken cancellationToken, long pageAfterPosition = 0)
    {
        if (afterPosition < 0)
        {
            fields.Add(
                "after_position", $"is {afterPosition}; give the position of the last that you have, or 0 for all");
        }
        fields.Check();
        await ReachAsync(Math.Max(afterPosition, pageAfterPosition), cancellationToken);
    }

    /// <summary>Completes when the journal has a position that the caller has seen. Where other services write to it,
    /// what they have written is read first, for up to <see cref="ServerLimits.CatchUpSecondsMax"/>.</summary>
    /// <exception cref="RefusedException">The journal has not reached the position.</exception>
    public async ValueTask ReachAsync(long seen, CancellationToken cancellationToken)
    {
        if (seen > journal.Position && journal.IsShared)
            await SyncAsync(cancellationToken);
        var reached = journal.Position;
        if (seen <= reached)
            return;
        Tell(seen, reached);
        throw new RefusedException(Refusal.Of(
            RefusalKind.FailedPrecondition, "JOURNAL_BEHIND",
            $"You have seen position {seen}, but the journal of this service ends at position {reached}: it "
            + $"has lost entries that it had acknowledged, or is an older copy or another one. Ask whoever runs the "
            + $"service; to follow it as it is now, begin with position 0.",
            ("after_position", seen), ("journal_position", reached)));
    }

    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        try
        {
            await journal.SyncAsync(cancellationToken).AsTask()
                .WaitAsync(TimeSpan.FromSeconds(ServerLimits.CatchUpSecondsMax), cancellationToken);
        }
        catch (Exception problem) when (problem is TimeoutException or JournalUnavailableException)
        {
            throw ErrorStatus.TryLater(StatusCode.Unavailable, "REPLICA_BEHIND",
                "This service has not read yet what another one has written. Try again, here or there.",
                ErrorStatus.RetrySeconds);
        }
    }

    private void Tell(long afterPosition, long reached)
    {
        Beyond.Add(1);
        lock (_gate)
        {
            if (time.GetUtcNow() is var now && now < _quietUntil)
                return;
            _quietUntil = now.AddMinutes(LogAgainMinutes);
        }
        log.LogWarning(
            "A client gave position {AfterPosition}, and the journal ends at {Reached}: the client has another "
            + "service's or a made-up position, or this journal has lost entries: verify it. "
            + "This is logged at most once in {Minutes} minutes.", afterPosition, reached, LogAgainMinutes);
    }
}
