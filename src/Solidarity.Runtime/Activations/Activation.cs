namespace Solidarity.Runtime;

/// <summary>
/// The life of one grain in memory: it takes calls, runs their turns one at a time, and ends.
/// <para>
/// The activation is itself the task scheduler that its turns run under, so that whatever the grain awaits continues
/// as a turn. Turns wait in one queue; while it is not empty, the activation is a work item of the thread pool, which
/// runs a slice of turns and goes to the back of the pool's queue. Calls that must not interleave with those running
/// wait in a list before it. What is done under <c>_gate</c> takes constant time, but for handing on the list.
/// </para>
/// <para>A turn that blocks its thread blocks the grain; calls that wait in a circle for each other never end.</para>
/// </summary>
internal sealed partial class Activation(GrainKind kind, string key) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>After so many turns other grains get their chance on the thread.</summary>
    private const int TurnsPerSliceMax = 64;

    [ThreadStatic]
    private static Activation? _onThisThread;

    private readonly Lock _gate = new();

    /// <summary>Tasks and <see cref="Turn"/>s that are ready to run; made when first needed.</summary>
    private Queue<object>? _turns;
    private bool _isScheduled;

    public string Key { get; } = key;

    public GrainRuntime Runtime => kind.Runtime;

    public override int MaximumConcurrencyLevel => 1;

    public override string ToString() => $"{kind.Type.Name}/{Key}";

    /// <summary>Runs a slice of turns on a thread of the pool.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        _onThisThread = this;
        try
        {
            for (var turn = 0; turn < TurnsPerSliceMax; turn++)
            {
                if (NextTurn() is not { } next) return;
                if (next is Task task)
                    TryExecuteTask(task);
                else
                    Begin((Turn)next);
            }
        }
        finally
        {
            _onThisThread = null;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task) => QueueTurn(task);

    // A continuation may run at once where it is a part of the turn that now runs on this thread.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        _onThisThread == this && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
            return _turns?.OfType<Task>().ToArray() ?? [];
    }

    // The task is made on the pool's thread and not the caller's, so that no async local of the caller leaks in.
    private void Begin(Turn turn) => new Task(
        static turn => ((Turn)turn!).Begin(_onThisThread!), turn, TaskCreationOptions.DenyChildAttach)
        .RunSynchronously(this);

    private void QueueTurn(object turn)
    {
        lock (_gate)
        {
            (_turns ??= new Queue<object>()).Enqueue(turn);
            if (_isScheduled) return;
            _isScheduled = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    private object? NextTurn()
    {
        lock (_gate)
        {
            if (_turns!.TryDequeue(out var turn)) return turn;
            _isScheduled = false;
            return null;
        }
    }
}
