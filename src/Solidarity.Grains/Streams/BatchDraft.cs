using System.Text.Json;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Storage;

namespace Solidarity.Grains.Streams;

/// <summary>
/// A batch being decided: the running state, the entries that it will append, and who is to be answered what once they
/// are on disk. Thrown away when the append does not happen. A command whose decision throws is answered by that alone;
/// the state goes on without it.
/// </summary>
internal sealed class BatchDraft<TState, TCommand, TEvent>(
    Aggregate<TState, TCommand, TEvent> aggregate, StreamName stream, IJournal journal,
    FaultLog faults, Dictionary<CommandId, Entry>? known, TState state, long version)
    where TState : class
    where TCommand : BodyCommand
{
    private readonly List<DraftReply<TCommand>> _answers = [];

    /// <summary>Not kept for a batch of one command, which has no twin.</summary>
    private Dictionary<CommandId, (ContentHash Content, DraftReply<TCommand> Reply)>? _decided;

    private readonly List<DraftEntry<TState, TEvent>> _entries = [];

    /// <summary>Commands that failed, and messages that wait behind one that did (without a problem).</summary>
    private List<(PendingCommand<TCommand> Pending, Exception? Problem)>? _failed;

    /// <summary>Whether a message was found redundant. That is true for ever only of a state that the journal has now.
    /// </summary>
    public bool HasRedundant { get; private set; }

    /// <summary>Whether a message was found redundant that an older state would not know of.</summary>
    public bool HasRedundantNow { get; private set; }

    /// <summary>Whether somebody asked for a body that is not there, which leaves no entry.</summary>
    public bool HasMissing { get; private set; }

    public bool IsEmpty => _entries.Count == 0;

    public TState State { get; private set; } = state;

    public long Version => version + _entries.Count;

    /// <summary>
    /// Identity before everything: a command that was answered before gets the same answer. To look each new id up
    /// would cost every command what only repeated ones need, so ids of accepted commands are left to the append,
    /// which knows them all; only a refusal asks first, because the first try may be the very reason for it.
    /// </summary>
    /// <param name="pending">The next command.</param>
    /// <param name="isAlone">Whether it is the only one of the batch.</param>
    /// <exception cref="JournalUnavailableException">The journal could not be asked. What is wrong with this command
    /// alone is not thrown, but told to whoever asked it.</exception>
    public async ValueTask DecideAsync(PendingCommand<TCommand> pending, bool isAlone)
    {
        try
        {
            await DecideOneAsync(pending, isAlone);
        }
        catch (Exception problem) when (AppendFaults.IsOfAnEntry(problem))
        {
            Fail(pending, problem);
        }
    }

    private async ValueTask DecideOneAsync(PendingCommand<TCommand> pending, bool isAlone)
    {
        var request = pending.Request;
        if (request.Sender is { } sender && IsBehindFailed(sender, pending.Group))
        {
            (_failed ??= []).Add((pending, null));
            return;
        }
        if (_decided is not null && _decided.TryGetValue(request.Id, out var twin))
        {
            AnswerAsTwin(pending, twin.Content, twin.Reply);
            return;
        }
        if (known is not null && known.TryGetValue(request.Id, out var earlier))
        {
            AnswerAsBefore(pending, earlier);
            return;
        }
        if (pending.Failure is { } failure)
        {
            Fail(pending, failure);
            return;
        }
        if (TryDecide(pending) is not { } decided)
            return;
        if (decided.Decision.Refusal is { } refusal)
        {
            if (await journal.FindAsync(request.Id) is { } answered)
            {
                AnswerAsBefore(pending, answered);
                return;
            }
            // Where there is no body there is no stream to remember a refusal in; a message must be remembered.
            if (refusal.Kind == RefusalKind.NotFound && Version == 0 && !request.Id.IsMessage)
            {
                HasMissing = true;
                _answers.Add(new(pending, new Reply(0, refusal)));
                return;
            }
        }
        if (decided.Decision.IsRedundant && request.Id.IsMessage)
        {
            HasRedundant = true;
            HasRedundantNow |= decided.Decision.IsOfNow;
            _answers.Add(new(pending, Reply.Redundant));
        }
        else
        {
            Add(pending, decided, isAlone);
        }
    }

    public Append ToAppend()
    {
        // A shared log keeps entries alone.
        var snapshot = !journal.IsShared && SnapshotSchedule.IsDue(version, Version) ? TakeSnapshot() : null;
        return new Append(stream, version, [.. _entries.Select(entry => entry.ToEntry())], snapshot);
    }

    public void Answer(long firstPosition)
    {
        foreach (var answer in _answers)
            answer.Pending.Reply.TrySetResult(answer.Index is { } index
                ? answer.Reply with { Position = firstPosition + index }
                : answer.Reply);
        foreach (var (pending, problem) in _failed ?? [])
        {
            if (problem is null)
            {
                pending.Reply.TrySetResult(Reply.Behind);
                continue;
            }
            faults.OnCommand(stream, pending.Request.Id, pending.Commands[0].GetType().Name, problem);
            pending.Fail(stream, problem);
        }
    }

    // What a sender tells is taken in its order: behind one that failed nothing of it is decided.
    private bool IsBehindFailed(StreamName sender, RequestGroup? group) =>
        (_failed is not null && _failed.Exists(failed => failed.Pending.Request.Sender == sender))
        || (group is not null && group.FailedSenders.Count > 0 && group.FailedSenders.Contains(sender));

    private void Fail(PendingCommand<TCommand> pending, Exception problem) => (_failed ??= []).Add((pending, problem));

    // A snapshot only makes the next load quicker, so what is wrong with it must not stop the body.
    private Snapshot? TakeSnapshot()
    {
        try
        {
            return new Snapshot(Version, StreamGrain<TState, TCommand, TEvent>.SnapshotFormat,
                JsonSerializer.SerializeToUtf8Bytes(State, aggregate.StateJson));
        }
        catch (Exception problem)
        {
            faults.OnSnapshot(stream, Version, "it cannot be written", problem);
            return null;
        }
    }

    // Rules are pure, so whatever they throw is of this command alone.
    private Decided? TryDecide(PendingCommand<TCommand> pending)
    {
        try
        {
            return pending.Refused is { } tooLarge
                ? new Decided(tooLarge, [], [], EntryBody.Write<TEvent>(tooLarge, aggregate.EventJson))
                : Decide(pending.Commands, pending.Request);
        }
        catch (Exception problem)
        {
            Fail(pending, problem);
            return null;
        }
    }

    /// <summary>Decides commands one after the other. Of several, what is refused changes nothing; they are refused, or
    /// redundant, where all of them are.</summary>
    private Decided Decide(ImmutableArray<TCommand> commands, GrainRequest<TCommand> request)
    {
        var steps = ImmutableArray.CreateBuilder<FoldedEvent<TState, TEvent>>();
        List<Message>? told = null;
        var (state, decision, refused, redundant) = (State, default(Decision<TEvent>), 0, 0);
        foreach (var command in commands)
        {
            decision = aggregate.Decide(state, command, request.At);
            refused += decision.Refusal is null ? 0 : 1;
            redundant += decision.IsRedundant ? 1 : 0;
            foreach (var @event in decision.Events)
            {
                var before = state;
                state = aggregate.Evolve(before, @event);
                steps.Add(new FoldedEvent<TState, TEvent>(@event, state));
                foreach (var message in aggregate.Tell(before, @event, state))
                    (told ??= []).Add(message);
            }
        }
        var isAsTheLast = commands.Length == 1 || refused == commands.Length || redundant == commands.Length;
        if (!isAsTheLast)
            decision = steps.Select(step => step.Event).ToImmutableArray();
        var body = decision.IsRedundant && request.Id.IsMessage
            ? default
            : EntryBody.Write(decision, aggregate.EventJson);
        return new Decided(decision, steps.DrainToImmutable(), told is null ? [] : [.. told], body);
    }

    private void Add(PendingCommand<TCommand> pending, in Decided decided, bool isAlone)
    {
        var (decision, steps, messages, body) = decided;
        if (!steps.IsEmpty)
            State = steps[^1].After;
        var request = pending.Request;
        var answer = new DraftAnswer<TState, TEvent>(request.Id, request.Content, request.At, body, steps, messages);
        if (_entries.Count == 0 || !_entries[^1].TryAdd(answer))
            _entries.Add(new DraftEntry<TState, TEvent>(answer));
        var reply = new DraftReply<TCommand>(
            pending,
            new Reply(0, decision.Refusal) { Part = request.Id.IsMessage ? null : PartOf(decision.Events) },
            _entries.Count - 1);
        if (!isAlone)
            (_decided ??= [])[request.Id] = (request.Content, reply);
        _answers.Add(reply);
    }

    private void AnswerAsTwin(PendingCommand<TCommand> pending, ContentHash content, DraftReply<TCommand> twin)
    {
        var same = content == pending.Request.Content;
        _answers.Add(same
            ? twin with { Pending = pending }
            : new(pending, new Reply(0, ReusedId(pending.Request.Id))));
    }

    private void AnswerAsBefore(PendingCommand<TCommand> pending, Entry entry)
    {
        var answer = entry.IndexOf(pending.Request.Id) is { } index
            && entry.Stream == stream && entry.ContentOf(index) == pending.Request.Content
            ? AsBefore(entry, index, pending.Request.Id.IsMessage)
            : new Reply(0, ReusedId(pending.Request.Id));
        // Nothing is appended for a message that comes again, so nothing else takes it out of the outbox.
        _answers.Add(new(pending, answer with { IsRedundant = pending.Request.Id.IsMessage }));
    }

    private Reply AsBefore(Entry entry, int index, bool isMessage)
    {
        var refusal = EntryBody.ReadRefusal(entry.Body, index);
        return new Reply(entry.Position, refusal)
        {
            Part = isMessage || refusal is not null
                ? null
                : PartOf(EntryBody.ReadEvents(entry.Body, aggregate.EventJson)),
        };
    }

    private static string? PartOf(ImmutableArray<TEvent> events) =>
        events.OfType<IMakesPart>().Select(made => made.Part).FirstOrDefault(part => part is not null);

    private static Refusal ReusedId(CommandId id)
    {
        var text = id.Value.ToString("x32", CultureInfo.InvariantCulture);
        return CommonRefusals.RequestIdReused($"{text[..8]}-{text[8..12]}-{text[12..16]}-{text[16..20]}-{text[20..]}");
    }

    /// <summary>What is decided on the commands of one request, and all that follows.</summary>
    /// <param name="Body">Of the entry; empty where none is made.</param>
    private readonly record struct Decided(
        Decision<TEvent> Decision, ImmutableArray<FoldedEvent<TState, TEvent>> Steps, ImmutableArray<Message> Messages,
        ReadOnlyMemory<byte> Body);
}

/// <summary>What a command will be answered.</summary>
/// <param name="Index">Which entry of the batch its answer stands in, whose position is known once it is on disk; null:
/// in none.</param>
internal sealed record DraftReply<TCommand>(PendingCommand<TCommand> Pending, Reply Reply, int? Index = null)
    where TCommand : BodyCommand;
