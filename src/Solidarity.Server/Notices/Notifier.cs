using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Notices;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Hosting;
using Solidarity.Storage;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Notices;

/// <summary>
/// Sends what waits in <see cref="World.Notices"/>, for the bodies whose home this service is. What is to be sent, and
/// what became of it, stands in the journal: a service that starts, or takes a body over, goes on where the last one
/// was. A message is sent before that is noted, so one is sent twice where the service is killed in between, and never
/// lost. Channels that fail, or are slow, have few places: nobody else waits for them, and no command for any.
/// </summary>
/// <remarks>Each look costs a look at every body of which something waits, and the pause behind it grows with that.
/// </remarks>
internal sealed class Notifier(
    Projector projector, DeliveryShare share, NoticeSender sender, NoticeRecorder recorder, NoticeMeter meter,
    [BooksTime] TimeProvider time, ILogger<Notifier> log) : BackgroundService
{
    /// <summary>The most messages under way.</summary>
    public const int SendingsMax = 64;

    /// <summary>The most of them over channels that failed last time.</summary>
    public const int RetriesMax = 16;

    /// <summary>The most of them to one host, a mail server too.</summary>
    public const int SendingsPerHostMax = 4;

    /// <summary>The pause between two looks, in milliseconds of the real clock, and at least so many times as long as
    /// the look took.</summary>
    private const int LookAgainMs = 50;
    private const int LookRestFactor = 10;

    private const int AfterFaultMs = 1_000;

    /// <summary>How long a stop waits for what is under way, in seconds.</summary>
    private const int StopSecondsMax = 5;

    private readonly Dictionary<(Address Body, string Target), Sending> _sendings = [];
    private readonly CancellationTokenSource _breakOff = new();
    private volatile TaskCompletionSource _ended = NewSignal();

    public override void Dispose()
    {
        base.Dispose();
        _breakOff.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception problem)
            {
                if (stoppingToken.IsCancellationRequested)
                    break;
                log.LogError(problem, "Notices could not be looked through; they are looked through again.");
                await Task.Delay(AfterFaultMs, CancellationToken.None);
            }
        }
        // What is under way is noted while there are grains. What was taken and not noted would be sent again.
        _breakOff.CancelAfter(TimeSpan.FromSeconds(StopSecondsMax));
        await Task.WhenAll(_sendings.Values.Select(sending => sending.Task));
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        var moved = Task.CompletedTask;
        while (true)
        {
            var (ended, shared) = (_ended.Task, share.NextChange());
            var world = projector.Current;
            if (moved.IsCompleted)
                moved = projector.WaitForAsync(world.Position + 1, stopping);
            var began = Stopwatch.GetTimestamp();
            var next = StartDue(world, time.GetUtcNow(), stopping);
            var took = Stopwatch.GetElapsedTime(began);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            await Task.WhenAny(moved, ended, shared, time.UntilAsync(next, either.Token));
            await either.CancelAsync();
            stopping.ThrowIfCancellationRequested();
            var rest = TimeSpan.FromMilliseconds(Math.Max(LookAgainMs, LookRestFactor * took.TotalMilliseconds));
            await Task.Delay(rest, TimeProvider.System, stopping);
        }
    }

    /// <summary>Begins to send what is due.</summary>
    /// <returns>When something else is; null: nothing that waits is known to become due.</returns>
    private DateTimeOffset? StartDue(World world, DateTimeOffset now, CancellationToken stopping)
    {
        foreach (var (key, sending) in _sendings.ToArray())
            if (sending.NotedAt <= world.Position)
                _sendings.Remove(key);
        DateTimeOffset? next = null;
        foreach (var (body, queues) in world.Notices.All)
        {
            if (!share.Has(new StreamName(body.ToString())) || world.NoticesOf(body) is not { } notices)
                continue;
            foreach (var queue in queues)
            {
                if (_sendings.ContainsKey((body, queue.Target))
                    || notices.Settings.Find(queue.Target) is not { } channel
                    || sender.WhyNot(channel.Kind) is not null)
                    continue;
                var record = notices.RecordOf(queue.Target);
                var due = NoticeSchedule.DueAt(queue, record, notices.Settings.Quiet, now);
                if (due > now)
                    next = next < due ? next : due;
                else if (HasRoomFor(channel, record))
                    Start(NoticeDigest.Of(body, queue, now), channel, queue, world.Position, record, stopping);
            }
        }
        return next;
    }

    // Who finds no room is looked at again when a sending has ended.
    private bool HasRoomFor(NoticeChannel channel, ChannelRecord record)
    {
        var running = _sendings.Values.Where(sending => sending.IsRunning).ToArray();
        var host = sender.HostOf(channel);
        return running.Length < SendingsMax
            && (record.Tries == 0 || running.Count(sending => sending.IsRetry) < RetriesMax)
            && running.Count(sending => sending.Host == host) < SendingsPerHostMax;
    }

    private void Start(
        NoticeDigest digest, NoticeChannel channel, NoticeQueue queue, long through, ChannelRecord record,
        CancellationToken stopping)
    {
        var sending = new Sending(sender.HostOf(channel), record.Tries > 0);
        _sendings.Add((digest.Body, channel.Target), sending);
        sending.Task = Task.Run(
            () => SendAsync(sending, digest, channel, queue.Unlisted, through, record, stopping),
            CancellationToken.None);
    }

    private async Task SendAsync(
        Sending sending, NoticeDigest digest, NoticeChannel channel, int unlisted, long through, ChannelRecord record,
        CancellationToken stopping)
    {
        try
        {
            var problem = await sender.SendAsync(digest, channel, _breakOff.Token);
            meter.Count(channel.Kind, problem is null);
            var position = await recorder.NoteAsync(
                digest.Body,
                problem is null
                    ? new NoticeCommand.NoteNoticeSent(channel.Target, through, unlisted)
                    : new NoticeCommand.NoteNoticeFailed(channel.Target, through, problem),
                record.Tries, stopping);
            sending.End(position);
        }
        catch (Exception problem)
        {
            if (!stopping.IsCancellationRequested)
                log.LogError(problem,
                    "What became of notice {Notice} of {Body} could not be noted. Nothing more is sent over its "
                    + "channel until the service starts again.", digest.Id, digest.Body);
            sending.End(long.MaxValue);
        }
        Interlocked.Exchange(ref _ended, NewSignal()).SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A message that is under way, or of which the world does not know yet what became.</summary>
    private sealed class Sending(string host, bool isRetry)
    {
        // The position is written before it is said that it is there.
        private long _notedAt = long.MaxValue;
        private volatile bool _hasEnded;

        public string Host => host;

        public bool IsRetry => isRetry;

        public bool IsRunning => !_hasEnded;

        /// <summary>The journal's position of what became of it; beyond all others while that is not known.</summary>
        public long NotedAt => Volatile.Read(ref _notedAt);

        public Task Task { get; set; } = Task.CompletedTask;

        public void End(long notedAt)
        {
            Volatile.Write(ref _notedAt, notedAt);
            _hasEnded = true;
        }
    }
}
