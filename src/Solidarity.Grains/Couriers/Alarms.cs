using Microsoft.Extensions.Hosting;
using Solidarity.Storage;

namespace Solidarity.Grains.Couriers;

/// <summary>Hands messages that wait for a time to the courier when it has come.</summary>
public sealed class Alarms(IJournal journal, Courier courier, TimeProvider time) : BackgroundService
{
    private const int PageMessages = 1_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var (position, now) = (journal.Position, time.GetUtcNow());
                if (await journal.NextDueAsync(stoppingToken) <= now)
                    courier.Post(await journal.DueAsync(now, PageMessages, stoppingToken), stoppingToken);
                await NextAsync(position, now, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Waits until the journal has moved (an alarm may have been set, or rung) or the next alarm is due.
    /// </summary>
    /// <param name="looked">Through which time the alarms were handed over: one that has come due since then is not
    /// under way.</param>
    private async Task NextAsync(long position, DateTimeOffset looked, CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var moved = journal.WaitBeyondAsync(position, either.Token);
        var due = await journal.NextDueAsync(stoppingToken);
        if (due is null || due > looked)
            await Task.WhenAny(moved, Task.Delay(WaitFor(due), time, either.Token));
        else
            await moved; // Already due and under way: it leaves the outbox with an entry of the journal.
        await either.CancelAsync();
    }

    private TimeSpan WaitFor(DateTimeOffset? due)
    {
        if (due is not { } until)
            return Timeout.InfiniteTimeSpan;
        // The longest that a timer can wait for is below the longest that an alarm can be away.
        var (wait, longest) = (until - time.GetUtcNow(), TimeSpan.FromDays(1));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < longest ? wait : longest;
    }
}
