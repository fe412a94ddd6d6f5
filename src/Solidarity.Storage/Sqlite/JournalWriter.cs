using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;
using SQLitePCL;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Writes appends in transactions: <see cref="Begin"/>, <see cref="Write"/> for each append of a group, then
/// <see cref="Commit"/>, or <see cref="Rollback"/> when anything threw. An append that conflicts leaves no trace and
/// does not hurt the others. All calls come from one thread.
/// </summary>
/// <remarks>
/// Known commands are not looked up before each insert: the unique index finds them anyway, and an append that meets
/// one is taken back. That saves a search per command for a case that retries alone bring about.
/// </remarks>
internal sealed class JournalWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly HashChain _chain = new();
    private readonly byte[] _further = new byte[JournalLimits.AnswersPerEntryMax * FurtherAnswers.BytesEach];
    private readonly StreamTable _streams;
    private readonly EntryTable _entries;
    private readonly EntryRows _rows;
    private readonly OutboxTable _outbox;
    private readonly SnapshotTable _snapshots;
    private readonly HeadTable _headTable;
    private readonly Statement _begin;
    private readonly Statement _commit;

    /// <summary>Where the transaction stands; null where it has to be read again.</summary>
    private Head? _head;
    private Head _committed;

    internal JournalWriter(SqliteConnection connection)
    {
        _connection = connection;
        _streams = new StreamTable(connection);
        _entries = new EntryTable(connection);
        _rows = new EntryRows(connection);
        _snapshots = new SnapshotTable(connection);
        _headTable = new HeadTable(connection);
        RecentMessages = new RecentMessages(_headTable.Read().Messages);
        _outbox = new OutboxTable(connection, OpenRows, NextDue, RecentMessages);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
    }

    internal OpenRows OpenRows { get; } = new();

    internal NextDue NextDue { get; } = new();

    internal RecentMessages RecentMessages { get; }

    /// <summary>Where the open transaction stands.</summary>
    internal Head Head
    {
        get => _head ?? throw new InvalidOperationException("no transaction is open");
        private set => _head = value;
    }

    /// <summary>Where the open transaction began.</summary>
    internal Head Committed => _committed;

    /// <summary>Where the file ends; outside a transaction.</summary>
    internal Head ReadHead() => _headTable.Read();

    internal void Begin()
    {
        _begin.Run();
        _head = _committed = _head ?? _headTable.Read();
    }

    internal AppendResult Write(Append append)
    {
        var stream = _streams.Find(append.Stream);
        var version = stream?.Version ?? 0;
        if (version != append.ExpectedVersion)
            return (AppendResult?)Earlier(append) ?? new AppendResult.VersionConflict(version);

        var first = Head.Position + 1;
        var written = stream ?? _streams.Add(append.Stream);
        if (!TryInsertEntries(append, written))
        {
            _entries.Remove(append, first);
            if (stream is null) _streams.Remove(append.Stream, written);
            return Earlier(append)
                ?? throw new DamageException($"stream {append.Stream} has entries above version {version}");
        }

        // Nothing conflicts; from here on it must succeed.
        written.Version += append.Entries.Length;
        foreach (var entry in append.Entries) MoveMessages(append.Stream, written, entry);
        if (append.Snapshot is { } snapshot) _snapshots.Write(written.Id, snapshot);
        return new AppendResult.Appended(first);
    }

    /// <summary>Takes messages out of the outbox without an entry.</summary>
    internal void Acknowledge(ImmutableArray<long> messages)
    {
        foreach (var message in messages) _outbox.Remove(message);
    }

    /// <summary>Writes as if it were a small entry, and takes it back, so that the transaction has to be made durable
    /// and nothing stays.</summary>
    internal void Probe() => _snapshots.Probe();

    /// <summary>Sets what waits in a journal that is imported.</summary>
    internal void Restore(LogWrite.Outbox outbox)
    {
        if (outbox.IsFirst) _outbox.Clear(outbox.LastId);
        _outbox.Restore(outbox.Messages.AsSpan());
        Head = Head with { Messages = outbox.LastId };
    }

    /// <summary>Makes all that was written durable.</summary>
    /// <returns>Where the journal ends now.</returns>
    internal Head Commit()
    {
        _outbox.Flush();
        if (Head != _committed) _headTable.Write(Head);
        _commit.Run();
        OpenRows.Commit();
        NextDue.Commit();
        RecentMessages.Commit();
        return Head;
    }

    /// <summary>Takes back all that was written since <see cref="Begin"/>. Does not throw.</summary>
    internal void Rollback()
    {
        _streams.Forget();
        _rows.Forget();
        _outbox.Forget();
        OpenRows.Rollback();
        NextDue.Rollback();
        RecentMessages.Rollback();
        _head = null;
        try
        {
            // SQLite itself rolls back after the worst errors.
            if (raw.sqlite3_get_autocommit(_connection.Handle) != 0) return;
            using var rollback = new Statement(_connection, "ROLLBACK");
            rollback.Run();
        }
        catch (SqliteException)
        {
            // The transaction is still open, so the next Begin fails, and its appends are told why.
        }
    }

    public void Dispose()
    {
        _streams.Dispose();
        _entries.Dispose();
        _rows.Dispose();
        _outbox.Dispose();
        _snapshots.Dispose();
        _headTable.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _chain.Dispose();
        _connection.Dispose();
    }

    private bool TryInsertEntries(Append append, StreamState stream)
    {
        var head = Head;
        var version = stream.Version;
        foreach (var entry in append.Entries)
        {
            var link = new ChainLink
            {
                Position = head.Position + 1,
                Stream = stream.Name,
                Version = ++version,
                Command = entry.Command,
                Content = entry.Content,
                At = Milliseconds.Floor(entry.At),
                Body = entry.Body.Span,
                Further = FurtherAnswers.Write(entry.Further, _further),
            };
            head = head with { Position = link.Position, Hash = _chain.Next(head.Hash, link) };
            if (!_entries.TryInsert(stream.Id, link, head.Hash)
                || !_entries.TryInsertAnswers(entry.Further, link.Position)) return false;
        }

        Head = head;
        return true;
    }

    private void MoveMessages(StreamName name, StreamState sender, NewEntry entry)
    {
        Deliver(entry.Command);
        foreach (var message in entry.Further) _outbox.Remove(message.Id);
        if (entry.Messages.IsDefaultOrEmpty) return;
        Head = Head with { Messages = _outbox.Insert(Head.Messages, name, sender.Name, entry.Messages) };
    }

    /// <summary>The entries that answered the append's commands before, or null where there are none.</summary>
    private AppendResult.AlreadyAnswered? Earlier(Append append)
    {
        var earlier = ImmutableArray.CreateBuilder<EarlierAnswer>();
        Entry? last = null;
        foreach (var command in append.Entries.SelectMany(entry => entry.Commands))
        {
            // Messages that were answered together mostly come again together, and the entry may be large.
            var known = last?.IndexOf(command) is null ? _rows.Find(command) : last;
            if (known is null) continue;
            earlier.Add(new EarlierAnswer(command, known));
            Deliver(command);
            last = known;
        }

        return earlier.Count == 0 ? null : new AppendResult.AlreadyAnswered(earlier.ToImmutable());
    }

    private void Deliver(CommandId command)
    {
        if (command.IsMessage) _outbox.Remove(command.MessageId);
    }
}
