using System.Collections.Concurrent;

namespace Solidarity.Server.Callers;

/// <summary>
/// A few threads of their own for work that may wait: feeds, and queries that cost much. What runs here never stands
/// before commands in the queue of the thread pool, and takes a bounded share of the processor: while commands are
/// under way, a thread rests as long as it has worked. Each caller has a lane, and lanes take turns, one piece of work
/// each, so one with ten thousand pieces does not keep another waiting for all of them.
/// </summary>
internal sealed class FairWorkers : IDisposable
{
    /// <summary>How long a thread works before it may rest, in milliseconds.</summary>
    private const int StretchMs = 5;

    private readonly BlockingCollection<Lane> _turns = [];
    private readonly ConcurrentDictionary<Caller, Lane> _lanes = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly Func<bool> _isBusy;

    /// <param name="threads">1 or more.</param>
    /// <param name="isBusy">Whether commands are under way.</param>
    public FairWorkers(string name, int threads, Func<bool> isBusy)
    {
        _isBusy = isBusy;
        for (var i = 0; i < threads; i++)
            new Thread(Work) { IsBackground = true, Name = $"{name} {i}" }.Start();
    }

    /// <summary>Runs it, and all that it does after each time it waited, in the caller's lane.</summary>
    public async Task<T> RunAsync<T>(Caller caller, Func<Task<T>> work)
    {
        var lane = Enter(caller);
        try
        {
            return await Task.Factory.StartNew(
                work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, lane).Unwrap();
        }
        finally
        {
            Leave(caller, lane);
        }
    }

    public Task RunAsync(Caller caller, Func<Task> work) => RunAsync(caller, async () =>
    {
        await work();
        return true;
    });

    public void Dispose()
    {
        _ended.Set();
        _turns.CompleteAdding();
    }

    private Lane Enter(Caller caller)
    {
        while (true)
        {
            var lane = _lanes.GetOrAdd(caller, _ => new Lane(this));
            lock (lane)
            {
                if (lane.Closed)
                    continue;
                lane.Users++;
                return lane;
            }
        }
    }

    private void Leave(Caller caller, Lane lane)
    {
        lock (lane)
        {
            if (--lane.Users > 0)
                return;
            lane.Closed = true;
            _lanes.TryRemove(caller, out _);
        }
    }

    private void Work()
    {
        var worked = new Stopwatch();
        foreach (var lane in _turns.GetConsumingEnumerable())
        {
            worked.Start();
            lane.RunOne();
            worked.Stop();
            if (worked.ElapsedMilliseconds < StretchMs)
                continue;
            if (_isBusy())
                _ended.Wait(worked.Elapsed);
            worked.Reset();
        }
    }

    /// <summary>One caller's work, in the order in which it came.</summary>
    private sealed class Lane(FairWorkers workers) : TaskScheduler
    {
        private readonly Queue<Task> _waiting = new();

        public int Users { get; set; }

        public bool Closed { get; set; }

        public void RunOne()
        {
            Task task;
            bool more;
            lock (_waiting)
            {
                task = _waiting.Dequeue();
                more = _waiting.Count > 0;
            }
            if (more)
                workers.Turn(this);
            TryExecuteTask(task);
        }

        protected override void QueueTask(Task task)
        {
            lock (_waiting)
            {
                _waiting.Enqueue(task);
                if (_waiting.Count > 1)
                    return;
            }
            workers.Turn(this);
        }

        // Else it would run on whatever thread has finished what it waits for.
        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks()
        {
            lock (_waiting)
                return [.. _waiting];
        }
    }

    private void Turn(Lane lane)
    {
        try
        {
            _turns.Add(lane);
        }
        catch (InvalidOperationException)
        {
            // The service has stopped, and nobody waits for this any more.
        }
    }
}
