using System.Runtime.InteropServices;
using System.Text.Json;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Snapshots;
using Solidarity.Storage;

namespace Solidarity.Grains.Streams;

/// <summary>
/// A body as a grain: its state is the fold of its stream. When it wakes it takes that from the world, which has the
/// same fold in memory and may be a little behind; after that only from the journal. Commands queue, and a drain loop
/// takes all that wait, decides them one after the other on the running state, and appends the answers to the whole
/// batch once, those to messages many to an entry; the replies go out after the append. What keeps it right is not that
/// there is one activation but the journal's expected version: whoever lost a race drops its state, reloads and decides
/// again. What fails by a fault of ours fails alone: a command whose decision throws is answered by that and the others
/// go on, and where an append as a whole is turned down its commands are appended in halves until the one is found.
/// </summary>
/// <remarks>Derived classes are reentrant: the commands that arrive during an append become the next batch.</remarks>
public abstract class StreamGrain<TState, TCommand, TEvent>(
    Aggregate<TState, TCommand, TEvent> aggregate, IJournal journal, LatestBodies latest, FaultLog faults,
    AwakeBodies awake, Planner planner)
    : Grain, IGrainWithStringKey
    where TState : class
    where TCommand : BodyCommand
{
    /// <summary>The most commands that are decided and appended together.</summary>
    public const int BatchCommandsMax = 1_000;

    /// <summary>The most commands of clients that wait for a batch; one more is refused, and may be sent again later.
    /// Messages wait in the outbox, a bounded number of them here.</summary>
    public const int ClientsWaitingMax = 20_000;

    /// <summary>After a stream did not fold, its commands are answered for so many seconds without reading it again.
    /// </summary>
    public const int UnfoldedSeconds = 10;

    /// <summary>How often a batch is decided anew because the stream moved or an id was known.</summary>
    public const int AppendAttemptsMax = 16;

    /// <summary>Names the form of snapshots; other forms are ignored. Raise it when a state's shape changes, or
    /// what the same events make of it.</summary>
    internal const string SnapshotFormat = "2";

    private readonly Queue<PendingCommand<TCommand>> _waiting = new();
    private bool _isDraining;
    private TState? _state;
    private int _clientsWaiting;

    /// <summary>Whether the state is one that the journal had when it was last asked; the world's may be older.
    /// </summary>
    private bool _isConfirmed;
    private (BodyFaultyException Problem, long Since)? _unfolded;

    private Address _body;

    private StreamName Stream { get; set; }

    /// <summary>How far its stream is known to have come.</summary>
    private long Version { get; set; }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _body = new Address(aggregate.Kind, this.GetPrimaryKeyString());
        Stream = new StreamName(_body.ToString());
        TryTakeFromWorld();
        awake.Add(Stream);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        awake.Remove(Stream, journal.Position);
        return Task.CompletedTask;
    }

    /// <exception cref="CommandFaultException">Deciding it failed; others are not concerned.</exception>
    /// <exception cref="BodyFaultyException">The body's stream does not fold.</exception>
    /// <exception cref="LimitExceededException">Too many commands of clients wait.</exception>
    public Task<Reply> Ask(GrainRequest<TCommand> request)
    {
        if (!request.Id.IsMessage && _clientsWaiting >= ClientsWaitingMax)
            throw new LimitExceededException($"{Stream} has {_clientsWaiting} commands waiting; send it again later");
        var pending = new PendingCommand<TCommand>(request);
        Enqueue(pending);
        return pending.Reply.Task;
    }

    /// <summary>Asks several in order, as <see cref="Ask"/> does each.</summary>
    public async Task<ImmutableArray<Reply>> AskAll(ImmutableArray<GrainRequest<TCommand>> requests)
    {
        if (requests is [var only])
            return [await Ask(only)];
        var group = new RequestGroup();
        PendingCommand<TCommand>[] all =
            [.. requests.Select(request => new PendingCommand<TCommand>(request) { Group = group })];
        Enqueue(all);
        return ImmutableCollectionsMarshal.AsImmutableArray(
            await Task.WhenAll(all.Select(pending => pending.Reply.Task)));
    }

    private void Enqueue(params ReadOnlySpan<PendingCommand<TCommand>> all)
    {
        foreach (var pending in all)
        {
            _waiting.Enqueue(pending);
            if (!pending.Request.Id.IsMessage)
                _clientsWaiting++;
        }
        if (!_isDraining)
            _ = DrainAsync();
    }

    /// <summary>Answers all commands that wait, batch by batch. Whatever a batch throws answers that batch alone. The
    /// drain ends in the very step that finds nothing waiting, so no command waits without a drain.</summary>
    private async Task DrainAsync()
    {
        _isDraining = true;
        while (_waiting.Count > 0)
        {
            var batch = new List<PendingCommand<TCommand>>();
            try
            {
                TakeBatch(batch);
                if (_state is null)
                    await LoadAsync();
                await DecideAndAppendAsync(batch, await PlanAsync(batch));
            }
            catch (Exception problem)
            {
                // The state may be ahead of the journal; the next batch loads it anew.
                _state = null;
                foreach (var pending in batch)
                    pending.Reply.TrySetException(problem);
            }
        }
        _isDraining = false;
    }

    private void TakeBatch(List<PendingCommand<TCommand>> batch)
    {
        while (batch.Count < BatchCommandsMax && _waiting.TryDequeue(out var pending))
        {
            batch.Add(pending);
            if (!pending.Request.Id.IsMessage)
                _clientsWaiting--;
        }
    }

    /// <summary>Plans the money that commands send, once, however often they are decided. Identity first: a request of
    /// a client that was answered before is not planned again, and neither is the second of two with the same id. A
    /// message comes a second time only after a fault, so the append finds its earlier answer, and its first coming
    /// does not wait for a look into the journal.</summary>
    /// <returns>The answers of those that were answered before; null where there are none.</returns>
    private async ValueTask<Dictionary<CommandId, Entry>?> PlanAsync(List<PendingCommand<TCommand>> batch)
    {
        Dictionary<CommandId, Entry>? known = null;
        HashSet<CommandId>? planned = null;
        foreach (var pending in batch)
        {
            // A message with several commands asks for no routes, so it is not planned.
            if (pending.Request is not { Commands: [var only], Id: var id } || !Planner.Plans(only)
                || !(planned ??= []).Add(id))
                continue;
            if (!id.IsMessage && await journal.FindAsync(id) is { } earlier)
                (known ??= [])[id] = earlier;
            else
                await PlanAsync(pending, only);
        }
        return known;
    }

    private async ValueTask PlanAsync(PendingCommand<TCommand> pending, TCommand command)
    {
        try
        {
            BodyCommand planned = await planner.PlanAsync(
                _body, Version, command, pending.Request.At);
            pending.Commands = [(TCommand)planned];
        }
        catch (Exception problem) when (problem is not JournalUnavailableException)
        {
            pending.Failure = problem;
        }
    }

    private async Task DecideAndAppendAsync(
        List<PendingCommand<TCommand>> batch, Dictionary<CommandId, Entry>? known)
    {
        for (var attempt = 1; attempt <= AppendAttemptsMax; attempt++)
        {
            if (_state is null)
                await LoadAsync();
            var draft = new BatchDraft<TState, TCommand, TEvent>(
                aggregate, Stream, journal, faults, known, _state!, Version);
            foreach (var pending in batch)
                await draft.DecideAsync(pending, isAlone: batch.Count == 1);
            if (draft.IsEmpty)
            {
                var mustConfirm = draft.HasRedundant || (draft.HasMissing && journal.IsShared);
                if (mustConfirm && !await ConfirmAsync(draft.HasRedundantNow || journal.IsShared))
                    continue;
                draft.Answer(firstPosition: 0);
                return;
            }
            var append = TryMakeAppend(draft, out var problem);
            AppendResult? result = null;
            try
            {
                if (append is not null)
                    result = await journal.AppendAsync(append);
            }
            catch (Exception failed) when (AppendFaults.IsOfAnEntry(failed))
            {
                problem = failed;
            }
            if (problem is not null)
            {
                await AnswerInHalvesAsync(batch, known, problem);
                return;
            }
            switch (result)
            {
                case AppendResult.Appended appended:
                    (_state, Version, _isConfirmed) = (draft.State, draft.Version, true);
                    draft.Answer(appended.FirstPosition);
                    return;
                case AppendResult.AlreadyAnswered answered:
                    foreach (var earlier in answered.Earlier)
                        (known ??= [])[earlier.Command] = earlier.Entry;
                    break;
                default:
                    _state = null;
                    break;
            }
        }
        throw new JournalUnavailableException(
            $"{Stream} is written to from elsewhere so often that {AppendAttemptsMax} tries failed; try again later.");
    }

    private static Append? TryMakeAppend(BatchDraft<TState, TCommand, TEvent> draft, out Exception? problem)
    {
        try
        {
            problem = null;
            return draft.ToAppend();
        }
        catch (Exception failed)
        {
            problem = failed;
            return null;
        }
    }

    /// <summary>Some entry cannot be written: too large, or something in it cannot be said in JSON. Halves of the batch
    /// are tried until the one command is found; what a client asked in it is refused where it is only too large.
    /// </summary>
    private async Task AnswerInHalvesAsync(
        List<PendingCommand<TCommand>> batch, Dictionary<CommandId, Entry>? known, Exception problem)
    {
        if (batch is [var only])
        {
            if (problem is AppendTooLargeException && !only.Request.Id.IsMessage && only.Refused is null)
                only.Refused = CommonRefusals.EntryTooLarge(Stream.Value, Wording.Verbatim(problem.Message));
            else
                only.Failure = problem;
            await DecideAndAppendAsync(batch, known);
            return;
        }
        var half = batch.Count / 2;
        await DecideAndAppendAsync(batch[..half], known);
        await DecideAndAppendAsync(batch[half..], known);
    }

    // What is decided on a state that the journal has left behind is lost: the append expects another version. What is
    // answered without an append is a known id's answer, which is right whatever came since, or redundant, which is
    // asked of a confirmed state alone.
    private bool TryTakeFromWorld()
    {
        _isConfirmed = false;
        if (latest.Current.Of(aggregate).FindWithVersion(_body.Id) is not { } known)
            return false;
        (_state, Version) = known;
        return true;
    }

    /// <summary>Whether the state is the one that the journal has. Where it is not, it is dropped.</summary>
    /// <param name="anew">Not only when it was asked last: another service may have appended since.</param>
    private async ValueTask<bool> ConfirmAsync(bool anew)
    {
        if (_isConfirmed && !anew)
            return true;
        await journal.SyncAsync();
        _isConfirmed = (await journal.ReadStreamAsync(Stream, Version, 1)).Count == 0;
        if (!_isConfirmed)
            _state = null;
        return _isConfirmed;
    }

    private async Task LoadAsync()
    {
        if (_unfolded is { } known && faults.SecondsSince(known.Since) < UnfoldedSeconds)
            throw known.Problem;
        try
        {
            await FoldAsync();
            (_isConfirmed, _unfolded) = (true, null);
        }
        catch (BodyFaultyException problem)
        {
            _state = null;
            if (_unfolded is null)
                faults.OnUnfolded(problem);
            _unfolded = (problem, faults.Timestamp);
            throw;
        }
    }

    private async Task FoldAsync()
    {
        // The world is a fold of the same entries, and mostly a few of them behind.
        if (!TryTakeFromWorld())
            (_state, Version) = await ReadSnapshotAsync() ?? (aggregate.Initial(_body.Id), 0);
        while (true)
        {
            var page = await journal.ReadStreamAsync(Stream, Version, JournalLimits.PageEntriesMax);
            foreach (var entry in page)
            {
                Fold(entry);
                Version = entry.Version;
            }
            if (page.Count == 0)
                return;
        }
    }

    private void Fold(Entry entry)
    {
        try
        {
            foreach (var @event in EntryBody.ReadEvents(entry.Body, aggregate.EventJson))
                _state = aggregate.Evolve(_state!, @event);
        }
        catch (Exception problem)
        {
            throw new BodyFaultyException(Stream, entry.Position, problem);
        }
    }

    // A snapshot that does not read counts as lost: the stream's entries have it all.
    private async Task<(TState State, long Version)?> ReadSnapshotAsync()
    {
        if (await journal.ReadSnapshotAsync(Stream) is not { Format: SnapshotFormat } snapshot)
            return null;
        try
        {
            return JsonSerializer.Deserialize(snapshot.State.Span, aggregate.StateJson) is { } state
                ? (state, snapshot.Version)
                : null;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            faults.OnSnapshot(Stream, snapshot.Version, "it cannot be read", problem);
            return null;
        }
    }
}
