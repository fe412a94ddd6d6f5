using System.Collections.Immutable;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Faults;
using Solidarity.Grains.ReadModels;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Couriers;

/// <summary>
/// Answers messages for bodies that have no grain, without waking one: decides them on the state that it knows, and
/// appends the answers with the expected version. A call for aid brings one message to each of many sections, a
/// transfer lives for some messages and parts of a second, and to wake a grain for them would cost more than to answer
/// them. Where somebody else has written to the stream meanwhile, or anything is out of the ordinary, nothing is
/// recorded and the grain is asked. Any thread may ask.
/// </summary>
/// <param name="needsGrain">Whether a command is prepared by its grain before it is decided.</param>
internal sealed class ColdDelivery<TState, TCommand, TEvent>(
    Aggregate<TState, TCommand, TEvent> aggregate, Func<Bodies, Folded<TState, TCommand, TEvent>> kind,
    IJournal journal, Projector projector, FaultLog faults, AwakeBodies awake, Func<TCommand, bool> needsGrain)
    where TState : class
    where TCommand : BodyCommand
{
    /// <summary>How many states are kept that the world may not have yet: a power of two, and some more than messages
    /// are under way (<see cref="Courier.UnderWayMax"/>).</summary>
    private const int KeptMax = 16_384;

    /// <summary>A place for each hash of a stream's name; what comes to a place takes it.</summary>
    private readonly Known?[] _kept = new Known?[KeptMax];

    /// <summary>Completes when the answers are recorded.</summary>
    /// <returns>The answers, in the order of the messages; null: the grain is to be asked.</returns>
    public async Task<ImmutableArray<Reply>?> TryAskAll(
        StreamName stream, string id, ImmutableArray<GrainRequest<TCommand>> requests)
    {
        if (awake.Has(stream) || NeedGrain(requests) || Find(stream, id) is not { } known)
            return null;
        var together = new AskedTogether();
        var waiting = requests.Select(request => new Pending<TCommand>(request) { Together = together }).ToArray();
        var draft = new BatchDraft<TState, TCommand, TEvent>(
            aggregate, stream, journal, faults, known: null, known.State, known.Version);
        foreach (var pending in waiting)
            await draft.DecideAsync(pending, isAlone: waiting.Length == 1);
        if (await AppendAsync(stream, known.Version, draft) is not { } position)
            return null;
        Volatile.Write(ref PlaceOf(stream), new Known(stream, draft.State, draft.Version));
        draft.Answer(position);
        return [.. waiting.Select(pending => pending.Reply.Task.Result)];
    }

    /// <returns>The position of the first answer, 0 where nothing is to be recorded; null: nothing was recorded.
    /// </returns>
    private async Task<long?> AppendAsync(
        StreamName stream, long version, BatchDraft<TState, TCommand, TEvent> draft)
    {
        if (draft.IsEmpty)
            return draft.HasRedundant && (await journal.ReadStreamAsync(stream, version, 1)).Count > 0 ? null : 0;
        try
        {
            return await journal.AppendAsync(draft.ToAppend()) is AppendResult.Appended appended
                ? appended.FirstPosition
                : null;
        }
        catch (AppendTooLargeException)
        {
            return null;
        }
    }

    /// <returns>Null: the body does not fold, so only its grain can say what is wrong.</returns>
    private Known? Find(StreamName stream, string id)
    {
        var bodies = kind(projector.Bodies);
        var version = bodies.VersionOf(id);
        if (Volatile.Read(ref PlaceOf(stream)) is { } kept && kept.Stream == stream && kept.Version > version)
            return kept;
        // What the world does not know is new, mostly; else its stream has another version.
        return version == 0 ? new Known(stream, aggregate.Initial(id), 0)
            : bodies.FindWithVersion(id) is { } known ? new Known(stream, known.State, known.Version)
            : null;
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

    private sealed record Known(StreamName Stream, TState State, long Version);
}
