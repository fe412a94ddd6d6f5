using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Snapshots;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>
/// Answers messages for bodies that have no grain, without waking one: decides them on the state that it knows, and
/// appends the answers with the expected version. A call for aid brings one message to each of many sections, a
/// transfer lives for some messages and parts of a second, and to wake a grain for them would cost more than to answer
/// them. Where somebody else has written to the stream meanwhile, or anything is out of the ordinary, nothing is
/// recorded and the grain is asked. Any thread may ask.
/// </summary>
/// <param name="needsGrain">Whether a command is prepared by its grain before it is decided.</param>
internal sealed class ColdDelivery<TState, TCommand, TEvent>(
    Aggregate<TState, TCommand, TEvent> aggregate, IJournal journal, LatestBodies latest, FaultLog faults,
    AwakeBodies awake, Func<TCommand, bool> needsGrain)
    where TState : class
    where TCommand : BodyCommand
{
    /// <summary>How many states are kept that the world may not have yet: a power of two, and some more than messages
    /// are under way (<see cref="Dispatcher.UnderWayMax"/>).</summary>
    internal const int KeptMax = 16_384;

    /// <summary>A place for each hash of a stream's name; what comes to a place takes it.</summary>
    private readonly Known?[] _kept = new Known?[KeptMax];

    /// <summary>Completes when the answers are recorded.</summary>
    /// <returns>The answers, in the order of the messages; null: the grain is to be asked.</returns>
    public async Task<ImmutableArray<Reply>?> TryAskAll(
        StreamName stream, string id, ImmutableArray<GrainRequest<TCommand>> requests)
    {
        if (awake.Has(stream) || NeedGrain(requests) || Find(stream, id) is not { } known)
            return null;
        var group = new RequestGroup();
        var waiting = requests.Select(request => new PendingCommand<TCommand>(request) { Group = group }).ToArray();
        var draft = new BatchDraft<TState, TCommand, TEvent>(
            aggregate, stream, journal, faults, known: null, known.State, known.Version);
        foreach (var pending in waiting)
            await draft.DecideAsync(pending, isAlone: waiting.Length == 1);
        var position = draft.IsEmpty ? await ConfirmAsync(known, draft) : await AppendAsync(draft);
        if (position is not { } first)
            return null;
        if (!draft.IsEmpty)
            Keep(new Known(stream, draft.State, draft.Version, first + draft.Version - known.Version - 1));
        draft.Answer(first);
        return [.. waiting.Select(Answered)];
    }

    // To wait here would be to wait for ever.
    private static Reply Answered(PendingCommand<TCommand> pending) => pending.Reply.Task is { IsCompleted: true } reply
        ? reply.Result
        : throw new UnreachableException("a message has no answer");

    /// <summary>What is redundant is so of a state that the journal has. Nobody but this process writes for a body that
    /// is asleep here, mostly; where that must be certain, the journal is asked.</summary>
    /// <returns>0; null: the state may be an old one.</returns>
    private async Task<long?> ConfirmAsync(Known known, BatchDraft<TState, TCommand, TEvent> draft)
    {
        if (!draft.HasRedundant || (!draft.HasRedundantNow && known.IsNewest && !journal.IsShared))
            return 0;
        await journal.SyncAsync();
        return (await journal.ReadStreamAsync(known.Stream, known.Version, 1)).Count == 0 ? 0 : null;
    }

    /// <returns>The position of the first answer; null: nothing was recorded.</returns>
    private async Task<long?> AppendAsync(BatchDraft<TState, TCommand, TEvent> draft)
    {
        try
        {
            return await journal.AppendAsync(draft.ToAppend()) is AppendResult.Appended appended
                ? appended.FirstPosition
                : null;
        }
        catch (Exception problem) when (AppendFaults.IsOfAnEntry(problem))
        {
            // The grain finds out whose entry it is.
            return null;
        }
    }

    /// <returns>Null: the body does not fold, so only its grain can say what is wrong.</returns>
    private Known? Find(StreamName stream, string id)
    {
        var kept = Volatile.Read(ref PlaceOf(stream)) is { } place && place.Stream == stream ? place : null;
        // What is not kept any more has fallen asleep before.
        var all = latest.Current;
        var isNewest = kept is not null || all.Position >= awake.AsleepThrough;
        var bodies = all.Of(aggregate);
        var version = bodies.VersionOf(id);
        if (kept?.Version > version)
            return kept;
        // What the world does not know is new, mostly; else its stream has another version.
        return version == 0 ? new Known(stream, aggregate.Initial(id), 0, 0, isNewest)
            : bodies.FindWithVersion(id) is { } known ? new Known(stream, known.State, known.Version, 0, isNewest)
            : null;
    }

    private void Keep(Known known)
    {
        ref var place = ref PlaceOf(known.Stream);
        Known? before;
        do
        {
            before = Volatile.Read(ref place);
            if (before is not null && before.Stream != known.Stream)
                awake.FellAsleep(before.Position);
        }
        while (Interlocked.CompareExchange(ref place, known, before) != before);
    }

    private ref Known? PlaceOf(StreamName stream) => ref _kept[stream.GetHashCode() & (KeptMax - 1)];

    private bool NeedGrain(ImmutableArray<GrainRequest<TCommand>> requests)
    {
        foreach (var request in requests)
        {
            foreach (var command in request.Commands)
            {
                if (needsGrain(command))
                    return true;
            }
        }
        return false;
    }

    /// <param name="Position">Of its last entry, where it was kept.</param>
    /// <param name="IsNewest">Whether it has all that was done for the body in this process.</param>
    private sealed record Known(StreamName Stream, TState State, long Version, long Position, bool IsNewest = true);
}
