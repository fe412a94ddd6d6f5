using System.Collections.Immutable;
using System.Text.Json;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.ReadModels;
using Solidarity.Storage;

namespace Solidarity.Grains.Streams;

/// <summary>
/// A body as a grain: its state is the fold of its stream. When it wakes it takes that from the world, which has the
/// same fold in memory and may be a little behind; after that only from the journal. Commands queue, and a drain loop
/// takes all that wait, decides them one after the other on the running state, and appends the answers to the whole
/// batch once, those to messages many to an entry; the replies go out after the append. What keeps it right is not that
/// there is one activation but the journal's expected version: whoever lost a race drops its state, reloads and decides
/// again.
/// </summary>
/// <remarks>Derived classes are reentrant: the commands that arrive during an append become the next batch.</remarks>
public abstract class StreamGrain<TState, TCommand, TEvent>(
    Aggregate<TState, TCommand, TEvent> aggregate, IJournal journal, Projector projector) : Grain, IGrainWithStringKey
    where TState : class
    where TCommand : BodyCommand
{
    /// <summary>The most commands that are decided and appended together.</summary>
    public const int BatchCommandsMax = 1_000;

    /// <summary>How often a batch is decided anew because the stream moved or an id was known.</summary>
    public const int AppendAttemptsMax = 16;

    /// <summary>Names the form of snapshots; other forms are ignored. Raise it when a state's shape changes, or
    /// what the same events make of it.</summary>
    internal const string SnapshotFormat = "9";

    private readonly Queue<Pending<TCommand>> _waiting = new();
    private bool _draining;
    private TState? _state;

    private StreamName Stream { get; set; }

    /// <summary>How far its stream is known to have come.</summary>
    protected long Version { get; private set; }

    protected abstract string Folder { get; }

    /// <summary>The bodies of this kind in the world.</summary>
    protected abstract Folded<TState, TCommand, TEvent> In(World world);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Stream = new StreamName($"{Folder}/{this.GetPrimaryKeyString()}");
        return TakeFromWorld() ? Task.CompletedTask : LoadAsync();
    }

    public Task<Reply> Ask(GrainRequest<TCommand> request)
    {
        var reply = Enqueue(request);
        StartDraining();
        return reply;
    }

    /// <summary>Asks several in order, as <see cref="Ask"/> does each.</summary>
    public Task<Reply[]> AskAll(ImmutableArray<GrainRequest<TCommand>> requests)
    {
        if (requests is [var only])
            return AskOne(only);
        var replies = requests.Select(Enqueue).ToArray();
        StartDraining();
        return Task.WhenAll(replies);
    }

    private async Task<Reply[]> AskOne(GrainRequest<TCommand> request) => [await Ask(request)];

    /// <summary>Turns a command that needs to know more than the body's own state into one that says it.</summary>
    protected virtual ValueTask<TCommand> PrepareAsync(TCommand command, DateTimeOffset at) => new(command);

    private Task<Reply> Enqueue(GrainRequest<TCommand> request)
    {
        var pending = new Pending<TCommand>(request);
        _waiting.Enqueue(pending);
        return pending.Reply.Task;
    }

    private void StartDraining()
    {
        if (!_draining)
            _ = DrainAsync();
    }

    private async Task DrainAsync()
    {
        _draining = true;
        try
        {
            while (_waiting.Count > 0)
            {
                var batch = new List<Pending<TCommand>>(Math.Min(_waiting.Count, BatchCommandsMax));
                while (batch.Count < BatchCommandsMax && _waiting.TryDequeue(out var pending))
                    batch.Add(pending);
                await AnswerAsync(batch);
            }
        }
        finally
        {
            _draining = false;
        }
    }

    private async Task AnswerAsync(List<Pending<TCommand>> batch)
    {
        try
        {
            await DecideAndAppendAsync(batch);
        }
        catch (Exception problem)
        {
            // The state may be ahead of the journal; the next batch loads it anew.
            _state = null;
            foreach (var pending in batch)
                pending.Reply.TrySetException(problem);
        }
    }

    private async Task DecideAndAppendAsync(List<Pending<TCommand>> batch)
    {
        foreach (var pending in batch)
        {
            // Those that travel together need no preparation.
            if (pending.Request is { Commands: [var only], At: var at })
                pending.Commands = [await PrepareAsync(only, at)];
        }
        Dictionary<CommandId, Entry>? known = null;
        for (var attempt = 1; attempt <= AppendAttemptsMax; attempt++)
        {
            if (_state is null)
                await LoadAsync();
            var draft = new BatchDraft<TState, TCommand, TEvent>(aggregate, Stream, journal, known, _state!, Version);
            foreach (var pending in batch)
                await draft.DecideAsync(pending, isAlone: batch.Count == 1);
            if (draft.IsEmpty)
            {
                draft.Answer(firstPosition: 0);
                return;
            }
            switch (await journal.AppendAsync(draft.ToAppend()))
            {
                case AppendResult.Appended appended:
                    (_state, Version) = (draft.State, draft.Version);
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

    // What is decided on a state that the journal has left behind is lost: the append expects another version. What is
    // answered without an append is right whatever came since: a known id's answer, and redundancy, which is for ever.
    private bool TakeFromWorld()
    {
        var key = this.GetPrimaryKeyString();
        if (projector.Read(world => In(world).FindWithVersion(key)) is not { } known)
            return false;
        (_state, Version) = known;
        return true;
    }

    private async Task LoadAsync()
    {
        var key = this.GetPrimaryKeyString();
        (_state, Version) = (aggregate.Initial(key), 0);
        if (await journal.ReadSnapshotAsync(Stream) is { Format: SnapshotFormat } snapshot)
        {
            Version = snapshot.Version;
            _state = JsonSerializer.Deserialize(snapshot.State.Span, aggregate.StateJson)
                ?? throw new JsonException($"the snapshot of {Stream} is empty");
        }
        while (true)
        {
            var page = await journal.ReadStreamAsync(Stream, Version, JournalLimits.PageEntriesMax);
            foreach (var entry in page)
            {
                foreach (var @event in EntryBody.ReadEvents(entry.Body, aggregate.EventJson))
                    _state = aggregate.Evolve(_state, @event);
                Version = entry.Version;
            }
            if (page.Count < JournalLimits.PageEntriesMax)
                return;
        }
    }
}

/// <summary>A command that waits for its answer.</summary>
internal sealed class Pending<TCommand>(GrainRequest<TCommand> request) where TCommand : BodyCommand
{
    public GrainRequest<TCommand> Request { get; } = request;

    /// <summary>The commands as prepared for deciding.</summary>
    public ImmutableArray<TCommand> Commands { get; set; } = request.Commands;

    public TaskCompletionSource<Reply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
