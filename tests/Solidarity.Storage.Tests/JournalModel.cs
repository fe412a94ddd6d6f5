namespace Solidarity.Storage.Tests;

/// <summary>What a journal has to answer, in the simplest words: two lists that are searched from the beginning.
/// </summary>
internal sealed class JournalModel
{
    internal List<Entry> Entries { get; } = [];

    internal List<OutboxMessage> Messages { get; } = [];

    internal Dictionary<StreamName, Snapshot> Snapshots { get; } = [];

    private long _messagesSent;

    /// <summary>Messages that share one payload, in the order of their ids, until all of them are delivered.</summary>
    private readonly List<List<OutboxMessage>> _rows = [];

    internal long VersionOf(StreamName stream) => Entries.Count(entry => entry.Stream == stream);

    internal AppendResult Append(Append append)
    {
        var known = append.Entries.SelectMany(CommandsOf).SelectMany(command => Entries
            .Where(entry => CommandsOf(entry).Contains(command))
            .Select(entry => new EarlierAnswer(command, entry))).ToList();
        if (known.Count > 0)
        {
            foreach (var (command, _) in known) Deliver(command);
            return new AppendResult.AlreadyAnswered([.. known]);
        }

        var version = VersionOf(append.Stream);
        if (version != append.ExpectedVersion) return new AppendResult.VersionConflict(version);
        var first = Entries.Count + 1;
        foreach (var entry in append.Entries) Write(append.Stream, entry);
        if (append.Snapshot is not null) Snapshots[append.Stream] = append.Snapshot;
        return new AppendResult.Appended(first);
    }

    internal static CommandId[] CommandsOf(NewEntry entry) =>
        [entry.Command, .. entry.Further.Select(message => CommandId.FromMessage(message.Id))];

    internal static CommandId[] CommandsOf(Entry entry) =>
        [entry.Command, .. entry.Further.Select(message => CommandId.FromMessage(message.Id))];

    private void Write(StreamName stream, NewEntry added)
    {
        Entries.Add(new Entry(
            Entries.Count + 1, stream, VersionOf(stream) + 1, added.Command, added.Content, added.At, added.Body)
        {
            Further = added.Further,
        });
        foreach (var command in CommandsOf(added)) Deliver(command);
        foreach (var message in added.Messages)
        {
            var sent = new OutboxMessage(++_messagesSent, stream, message.Receiver, message.Payload, message.Due);
            var shares = message.Due is null && _rows is [.., var last] && !ReferenceEquals(message, added.Messages[0])
                && last[^1].Due is null && last[^1].Payload.Equals(message.Payload);
            if (shares) _rows[^1].Add(sent);
            else _rows.Add([sent]);
            Messages.Add(sent);
        }
    }

    internal void Acknowledge(long id)
    {
        Messages.RemoveAll(message => message.Id == id);
        _rows.RemoveAll(row => !row.Any(Messages.Contains));
    }

    /// <summary>A message that was delivered waits again as long as others of its row do.</summary>
    internal void Reopen()
    {
        Messages.Clear();
        Messages.AddRange(_rows.SelectMany(row => row));
    }

    private void Deliver(CommandId command)
    {
        if (command.IsMessage) Acknowledge(command.MessageId);
    }
}
