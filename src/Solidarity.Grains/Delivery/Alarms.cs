using Microsoft.Extensions.Hosting;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Hosting;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>
/// Gives alarms to the dispatcher when they are due: messages in the outbox that wait for a time. All that are due are
/// given, in pages, so that none stands before those behind it. An alarm that its body cannot take now stays in the
/// outbox and is looked for again when the body can.
/// </summary>
public sealed class Alarms(
    IJournal journal, Dispatcher dispatcher, StuckMessages stuck, FaultLog faults, [BooksTime] TimeProvider time)
    : BackgroundService
{
    /// <summary>The pause between two looks while alarms are due that are not taken, in milliseconds of the real clock:
    /// it spares the disk, and the clock of the books may stand still.</summary>
    public const int LookAgainMs = 100;

    /// <summary>The same where all that are left are another silo's.</summary>
    private const int LookElsewhereMs = 1_000;

    private const int PageMessages = 1_000;

    /// <summary>Alarms that are due and not answered, and since when the oldest is; but for those that somebody must
    /// act for.</summary>
    public (int Due, TimeSpan Oldest) Load()
    {
        var last = Volatile.Read(ref _last);
        var due = last.UnderWay + last.Waits;
        var oldest = due > 0 && last.FirstDue is { } first ? time.GetUtcNow() - first : TimeSpan.Zero;
        return (due, oldest > TimeSpan.Zero ? oldest : TimeSpan.Zero);
    }

    private TaskCompletionSource _looked = NewSignal();
    private Look _last = new(-1, DateTimeOffset.MinValue);

    /// <summary>Completes when all alarms that are due now have rung and been answered, but for those that wait until
    /// somebody acts.</summary>
    public async Task QuietAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task looked = Volatile.Read(ref _looked).Task;
            var last = Volatile.Read(ref _last);
            var due = await journal.NextDueAsync(last.At, cancellationToken);
            if (last.Position == journal.Position && last is { UnderWay: 0, Waits: 0 } && !(due <= time.GetUtcNow()))
                return;
            await looked.WaitAsync(cancellationToken);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Endless.RunAsync("The alarms", RingAsync, faults, time, stoppingToken);

    private async Task RingAsync(CancellationToken stopping)
    {
        while (true)
        {
            var wanted = dispatcher.NextAlarmsWanted();
            var (position, now) = (journal.Position, time.GetUtcNow());
            var look = new Look(position, now);
            if (await journal.NextDueAsync(cancellationToken: stopping) is { } due && due <= now)
                look = await RingAsync(look with { FirstDue = due }, stopping);
            Volatile.Write(ref _last, look);
            Interlocked.Exchange(ref _looked, NewSignal()).SetResult();
            await NextAsync(look, wanted, stopping);
        }
    }

    private static int PauseOf(Look look) => look.Waits + look.Aside > 0 ? LookAgainMs : LookElsewhereMs;

    private async Task<Look> RingAsync(Look look, CancellationToken stopping)
    {
        DueMark? after = null;
        while (await journal.DueAsync(look.At, PageMessages, after, stopping) is { Count: > 0 } page)
        {
            foreach (var alarm in page)
            {
                look = await PlaceAsync(alarm, stopping) switch
                {
                    AlarmPlace.Aside => look with { Aside = look.Aside + 1 },
                    AlarmPlace.Elsewhere => look with { Elsewhere = look.Elsewhere + 1 },
                    AlarmPlace.Waits => look with { Waits = look.Waits + 1 },
                    _ => look with { UnderWay = look.UnderWay + 1 },
                };
            }
            after = new DueMark(page[^1].Due!.Value, page[^1].Id);
        }
        return look;
    }

    private async ValueTask<AlarmPlace> PlaceAsync(OutboxMessage alarm, CancellationToken stopping)
    {
        while (true)
        {
            var room = dispatcher.NextAlarmsWanted();
            var place = dispatcher.Post(alarm);
            if (place != AlarmPlace.NoRoom)
                return place;
            await room.WaitAsync(stopping);
        }
    }

    /// <summary>Waits until the journal has moved (an alarm may have been set, or rung), a body can take what it could
    /// not before, or the next alarm is due. While some are due that cannot be taken, the journal is not asked again at
    /// once whenever it moves.</summary>
    private async Task NextAsync(Look look, Task wanted, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var due = await journal.NextDueAsync(look.IsAnyLeft ? look.At : null, stopping);
        if (stuck.NextAlarmTry(look.At) is { } retry && !(due < retry))
            due = retry;
        var moved = journal.WaitBeyondAsync(look.Position, either.Token);
        var rings = time.UntilAsync(due, either.Token);
        var first = await Task.WhenAny(moved, wanted, rings);
        if (look.Waits + look.Aside + look.Elsewhere > 0 && ReferenceEquals(first, moved))
            await Task.WhenAny(wanted, rings, Task.Delay(PauseOf(look), either.Token));
        await either.CancelAsync();
        stopping.ThrowIfCancellationRequested();
        await first;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When all that was due was handed over, and what is left of it.</summary>
    private sealed record Look(long Position, DateTimeOffset At)
    {
        /// <summary>When the first of them was due.</summary>
        public DateTimeOffset? FirstDue { get; init; }

        public int UnderWay { get; init; }

        /// <summary>Those that will be tried again by themselves.</summary>
        public int Waits { get; init; }

        /// <summary>Those that somebody must act for.</summary>
        public int Aside { get; init; }

        /// <summary>Those that another silo delivers.</summary>
        public int Elsewhere { get; init; }

        public bool IsAnyLeft => UnderWay + Waits + Aside + Elsewhere > 0;
    }
}
