using System.Collections.Concurrent;
using Solidarity.Cluster.Tests.Linearizability;

namespace Solidarity.Cluster.Tests.Clients;

/// <summary>Keeps what clients asked and were told in one round. Used from any thread.</summary>
internal sealed class Recorder
{
    private readonly ConcurrentQueue<SentCommand> _commands = new();
    private readonly ConcurrentQueue<(string Section, Operation<TreasuryCall> Operation)> _treasuries = new();
    private readonly ConcurrentQueue<Operation<BoardCall>> _boards = new();
    private readonly ConcurrentQueue<(Outcome Outcome, long Minor)> _gifts = new();
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _awaited = new();
    private long _position;
    private int _answered;
    private int _retries;
    private int _promises;

    public static long Now => Stopwatch.GetTimestamp();

    public IReadOnlyCollection<SentCommand> Commands => _commands;

    public ILookup<string, Operation<TreasuryCall>> Treasuries =>
        _treasuries.ToLookup(call => call.Section, call => call.Operation);

    public IReadOnlyCollection<Operation<BoardCall>> Boards => _boards;

    /// <summary>What has to arrive at the strike in the end, and how much more may, because nobody knows.</summary>
    public (long Certain, long Unknown) Gifts => (
        _gifts.Where(gift => gift.Outcome is Outcome.Accepted).Sum(gift => gift.Minor),
        _gifts.Where(gift => gift.Outcome is Outcome.Unknown).Sum(gift => gift.Minor));

    /// <summary>The highest position of the journal that a client was told of.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>What no client should ever see.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public int Answered => Volatile.Read(ref _answered);

    public int Retries => Volatile.Read(ref _retries);

    public void Add(string section, TreasuryCall call, SentCommand command)
    {
        _commands.Enqueue(command);
        var end = command.Outcome is Outcome.Unknown ? (long?)null : command.End;
        _treasuries.Enqueue((section, new Operation<TreasuryCall>(call, command.Start, end)));
        if (end is not null)
            CountAnswer();
    }

    /// <summary>Adds a pledge whose money goes to the strike at once.</summary>
    public void AddGift(SentCommand command, long minor)
    {
        _commands.Enqueue(command);
        _gifts.Enqueue((command.Outcome, minor));
        if (command.Outcome is Outcome.Refused refused)
            AddProblem($"a gift was refused with {refused.Reason}: {command}");
        if (command.Outcome is not Outcome.Unknown)
            CountAnswer();
    }

    public void Add(string section, Operation<TreasuryCall> read) => _treasuries.Enqueue((section, read));

    public void Add(Operation<BoardCall> board) => _boards.Enqueue(board);

    /// <summary>How many pledges were sent, of both kinds.</summary>
    public int Promises => Volatile.Read(ref _promises);

    public void AddPromise() => Interlocked.Increment(ref _promises);

    public void AddRetry() => Interlocked.Increment(ref _retries);

    public void Reached(long position)
    {
        for (var known = Position; position > known; known = Position)
            Interlocked.CompareExchange(ref _position, position, known);
    }

    public void AddProblem(string problem) => _problems.Enqueue(problem);

    /// <summary>Completes when so many more commands were answered.</summary>
    public Task FurtherAsync(int answers)
    {
        var at = Answered + answers;
        var awaited = _awaited.GetOrAdd(
            at, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        // It may have come meanwhile.
        if (Answered >= at)
            awaited.TrySetResult();
        return awaited.Task;
    }

    private void CountAnswer()
    {
        var answered = Interlocked.Increment(ref _answered);
        foreach (var (at, awaited) in _awaited)
            if (at <= answered)
                awaited.TrySetResult();
    }
}
