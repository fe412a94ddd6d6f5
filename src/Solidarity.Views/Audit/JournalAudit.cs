using System.Text.Json;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Streams;
using Solidarity.Storage;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Audit;

/// <summary>What is wrong, and at which position of the journal it first shows (0: with the journal as a whole).
/// </summary>
public sealed record Finding(long Position, string Stream, string Problem);

/// <summary>
/// Audits what the journal says, entry by entry, beyond its hash chain: every ledger entry balances; the state folds;
/// every message that was answered was told by somebody, and every message told was answered, still lies in the outbox,
/// or was redundant, as its receiver says of it still; federations that were dissolved have handed over what they say,
/// and their successors have it; boards have what the books have (<see cref="BoardAudit"/>); snapshots are the state
/// that replay gives. Memory grows with the bodies and the
/// messages under way and redundant, not with the journal.
/// </summary>
public sealed class JournalAudit : IWorldListener
{
    private readonly World _world;
    private readonly BookAudit _books = new();
    private readonly SuccessionAudit _successions = new();
    private readonly BoardAudit _boards = new();
    private readonly HashSet<string> _behind = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Receiver, ContentHash Content), Told> _underWay = [];
    private readonly Dictionary<StreamName, Snapshot?> _snapshots = [];
    private Entry? _current;
    private (BodyCommand? Command, ContentHash Content) _told;

    /// <summary>What messages of several commands say that have not been answered.</summary>
    private readonly Dictionary<(string Receiver, ContentHash Content), ToldBatch> _batches = [];

    public JournalAudit() => _world = new World(this);

    /// <summary>The first finding; null while there is none. Nothing after it is looked at.</summary>
    public Finding? First { get; private set; }

    public IReadOnlyList<CurrencyTotals> Totals => _books.Totals;

    /// <summary>How many commands the entries taken answer.</summary>
    public long Answers { get; private set; }

    /// <summary>Takes the next entry in journal order.</summary>
    public async ValueTask AddAsync(Entry entry, IJournal journal)
    {
        if (First is not null)
            return;
        _current = entry;
        try
        {
            CheckTold(entry);
            _world.Apply(entry);
            if (_world.Faults.TryTakeNew(out var fault))
                Find($"the entry does not fold: {fault.Problem}");
            await CheckSnapshotAsync(entry, journal);
        }
        catch (Exception problem) when (
            problem is JsonException or InvalidDataException or BookException or FormatException or KeyNotFoundException
                or ArgumentException or InvalidOperationException or OverflowException or NotSupportedException)
        {
            // Whatever way the fold fails on an entry, the entry does not follow from those before it.
            Find($"the entry does not fold: {problem.Message}");
        }
    }

    /// <summary>Compares the outbox with what should lie in it, once all entries have been taken.</summary>
    public async Task FinishAsync(IJournal journal, CancellationToken cancellationToken = default)
    {
        if (First is not null)
            return;
        _current = null;
        long after = 0;
        const int max = JournalLimits.PageEntriesMax;
        while (await journal.PendingAsync(after, max, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var message in page)
            {
                _behind.Add(message.Receiver.Value);
                await TakeFromOutboxAsync(message, journal, cancellationToken);
            }
            after = page[^1].Id;
        }
        var alarms = await journal.DueAsync(DateTimeOffset.MaxValue, max, cancellationToken: cancellationToken);
        foreach (var alarm in alarms)
            await TakeFromOutboxAsync(alarm, journal, cancellationToken);
        var isWhole = alarms.Count < max;
        if (isWhole && _underWay.FirstOrDefault(IsLost) is { Key.Receiver: { } receiver })
            Find($"a message to {receiver} that was told is neither answered nor in the outbox, nor redundant");
        First ??= _boards.Compare(_world, body => _behind.Contains(body.ToString()));
    }

    // What is redundant is so for ever, so the receiver's state of now can be asked.
    private bool IsLost(KeyValuePair<(string Receiver, ContentHash Content), Told> told) =>
        told.Value.Count != 0 && !_world.IsRedundant(Address.Parse(told.Key.Receiver), told.Value.Command!);

    void IWorldListener.OnBooked(Address owner, LedgerEntry entry, SectionEvent? of)
    {
        if (_books.Add(owner, entry, reverses: of is ReversalEvent) is { } problem)
            Find(problem);
        _boards.Add(owner, entry, of);
    }

    void IWorldListener.OnFederation(Federation before, FederationEvent @event)
    {
        if (_successions.Add(before, @event) is { } problem)
            Find(problem);
    }

    // Each command is counted by itself, whether it was sent alone or with others.
    void IWorldListener.OnTold(IReadOnlyCollection<Message> messages)
    {
        foreach (var batch in Outgoing.Batch(messages))
        {
            var receiver = batch.To.ToString();
            foreach (var command in batch.Commands)
                Count(receiver, ContentOf(command), 1, command);
            if (batch.Commands.Count == 1)
                continue;
            var key = (receiver, Requests.HashOf(Outgoing.Serialize(batch.Commands)));
            var count = _batches.GetValueOrDefault(key).Count + 1;
            _batches[key] = new ToldBatch(count, [.. batch.Commands.Select(ContentOf)]);
        }
    }

    // Many are told the same.
    private ContentHash ContentOf(BodyCommand command)
    {
        if (!ReferenceEquals(command, _told.Command))
            _told = (command, Requests.HashOf(Outgoing.Serialize(command)));
        return _told.Content;
    }

    private void CheckTold(Entry entry)
    {
        if (EntryBody.CountAnswers(entry.Body) is var answers && answers != entry.Answers)
            Find($"the entry has {answers} answers to {entry.Answers} commands");
        if (!entry.Command.IsMessage)
        {
            Answers++;
            return;
        }
        for (var answer = 0; answer < entry.Answers; answer++)
        {
            if (!TryTakeTold(entry.Stream.Value, entry.ContentOf(answer), out var commands))
                Find("the entry answers a message that no body has told");
            Answers += commands;
        }
    }

    private async ValueTask TakeFromOutboxAsync(
        OutboxMessage message, IJournal journal, CancellationToken cancellationToken)
    {
        // One of several that lie there together may have been answered already.
        var isAnswered = await journal.FindAsync(CommandId.FromMessage(message.Id), cancellationToken) is not null;
        if (!isAnswered && !TryTakeTold(message.Receiver.Value, Requests.HashOf(message.Payload.Span), out _))
            Find($"message {message.Id} to {message.Receiver} lies in the outbox, and no body has told it");
    }

    /// <summary>False where it was never told, or was taken before.</summary>
    /// <param name="commands">How many commands the message has.</param>
    private bool TryTakeTold(string receiver, ContentHash content, out int commands)
    {
        var key = (receiver, content);
        commands = 1;
        if (!_batches.TryGetValue(key, out var told))
            return Count(receiver, content, -1);
        if (told.Count == 1)
            _batches.Remove(key);
        else
            _batches[key] = told with { Count = told.Count - 1 };
        commands = told.Commands.Length;
        var isTold = true;
        foreach (var one in told.Commands)
            isTold &= Count(receiver, one, -1);
        return isTold;
    }

    private bool Count(string receiver, ContentHash content, int change, BodyCommand? command = null)
    {
        var key = (receiver, content);
        var told = _underWay.GetValueOrDefault(key);
        told = new Told(told.Count + change, command ?? told.Command);
        if (told.Count == 0)
            _underWay.Remove(key);
        else
            _underWay[key] = told;
        return told.Count >= 0;
    }

    private async ValueTask CheckSnapshotAsync(Entry entry, IJournal journal)
    {
        if (!_snapshots.TryGetValue(entry.Stream, out var snapshot))
            _snapshots[entry.Stream] = snapshot = await journal.ReadSnapshotAsync(entry.Stream);
        // One of another form is of no use to anybody, and nobody reads it.
        if (snapshot?.Version != entry.Version
            || snapshot.Format != StreamGrain<Section, SectionCommand, SectionEvent>.SnapshotFormat)
            return;
        var state = _world.Serialize(Address.Parse(entry.Stream.Value));
        if (state is null || !snapshot.State.Span.SequenceEqual(state))
            Find("the snapshot of the stream is not the state that replay gives");
        // Looked at; it need not be kept.
        _snapshots[entry.Stream] = null;
    }

    private void Find(string problem) =>
        First ??= new Finding(_current?.Position ?? 0, _current?.Stream.Value ?? "", problem);

    /// <param name="Count">How often they were told and not answered.</param>
    private readonly record struct ToldBatch(int Count, ImmutableArray<ContentHash> Commands);

    /// <param name="Count">How often it was told and not answered.</param>
    private readonly record struct Told(int Count, BodyCommand? Command);
}
