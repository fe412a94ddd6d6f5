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
                var position = journal.Position;
                courier.Post(await journal.DueAsync(time.GetUtcNow(), PageMessages, stoppingToken), stoppingToken);
                await NextAsync(position, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Waits until the journal has moved (an alarm may have been set, or rung) or the next alarm is due.
    /// </summary>
    private async Task NextAsync(long position, CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var moved = journal.WaitBeyondAsync(position, either.Token);
        var due = await journal.NextDueAsync(stoppingToken);
        var wait = due - time.GetUtcNow();
        if (wait is null || wait > TimeSpan.Zero)
        {
            // The longest that a timer can wait for is below the longest that an alarm can be away.
            var longest = TimeSpan.FromDays(1);
            var timer = wait is { } until
                ? Task.Delay(until < longest ? until : longest, time, either.Token)
                : Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token);
            await Task.WhenAny(moved, timer);
        }
        else
        {
            // Already due and under way: it leaves the outbox with an entry of the journal.
            await moved;
        }
        await either.CancelAsync();
    }
}
