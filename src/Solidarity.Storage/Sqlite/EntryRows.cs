using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Reads entries: by stream, by position, by command. Not for several threads at once.</summary>
internal sealed class EntryRows : IDisposable
{
    /// <summary>About 150 bytes each.</summary>
    private const int NamesCachedMax = 50_000;

    private readonly RecentCache<long, Name> _names = new(NamesCachedMax);
    private readonly Statement _byStream;
    private readonly Statement _byPosition;
    private readonly Statement _byCommand;
    private readonly Statement _last;
    private readonly Statement _name;
    private readonly Statement _hash;
    private readonly ChainCheck? _check;

    /// <param name="isChecked">Whether entries that are read by position are compared with their hashes.</param>
    internal EntryRows(SqliteConnection connection, bool isChecked = false)
    {
        const string entries =
            "SELECT position, version, command, content, at, body, stream, further, hash FROM entries";
        _check = isChecked ? new ChainCheck() : null;
        _hash = new Statement(connection, "SELECT hash FROM entries WHERE position = ?1");
        _byStream = new Statement(
            connection,
            $"""
            {entries}
            WHERE stream = (SELECT id FROM streams WHERE name = ?1) AND version > ?2
            ORDER BY version LIMIT ?3
            """);
        _byPosition = new Statement(connection, $"{entries} WHERE position > ?1 ORDER BY position LIMIT ?2");
        _byCommand = new Statement(
            connection,
            $"""
            {entries} WHERE command = ?1
            UNION ALL {entries} WHERE position = (SELECT position FROM answers WHERE message = ?2)
            """);
        _last = new Statement(connection, "SELECT position, at, hash FROM entries ORDER BY position DESC LIMIT 1");
        _name = new Statement(connection, "SELECT name FROM streams WHERE id = ?1");
    }

    internal IReadOnlyList<Entry> OfStream(StreamName stream, long afterVersion, int max, CancellationToken cancel)
    {
        _byStream.BindText(1, stream.Value);
        _byStream.Bind(2, afterVersion);
        _byStream.Bind(3, max);
        return All(_byStream, stream, afterVersion, static entry => entry.Version, cancel);
    }

    internal IReadOnlyList<Entry> OfAll(long afterPosition, int max, CancellationToken cancel)
    {
        _byPosition.Bind(1, afterPosition);
        _byPosition.Bind(2, max);
        var before = _check is not null && afterPosition > 0 ? HashAt(afterPosition) : default(Hash256);
        return All(_byPosition, null, afterPosition, static entry => entry.Position, cancel, before);
    }

    internal Entry? Find(CommandId command)
    {
        _byCommand.Bind(1, command.Value);
        _byCommand.Bind(2, command.IsMessage ? command.MessageId : null);
        return All(_byCommand, null, null, null, CancellationToken.None) is [var entry] ? entry : null;
    }

    /// <summary>Position, time and hash of the last entry; null when there is none.</summary>
    internal (long Position, long At, Hash256 Hash)? Last()
    {
        try
        {
            return _last.Step() ? (_last.Long(0), _last.Long(1), _last.Hash(2)) : null;
        }
        finally
        {
            _last.Reset();
        }
    }

    /// <summary>The names of streams that were made in a transaction go with it when it is taken back.</summary>
    internal void Forget() => _names.Clear();

    public void Dispose()
    {
        _byStream.Dispose();
        _byPosition.Dispose();
        _byCommand.Dispose();
        _last.Dispose();
        _name.Dispose();
        _hash.Dispose();
        _check?.Dispose();
    }

    /// <param name="after">The number before that of the first one; null where they have none that follow.</param>
    /// <param name="before">The hash of the entry before, where entries are to be compared with theirs.</param>
    /// <exception cref="DamageException">One of the numbers is missing: who folds must not pass over it. Or an entry is
    /// not as it was written.</exception>
    private List<Entry> All(
        Statement rows, StreamName? stream, long? after, Func<Entry, long>? number, CancellationToken cancel,
        Hash256? before = null)
    {
        try
        {
            var entries = new List<Entry>();
            var last = Math.Max(after ?? 0, 0);
            long bytes = 0;
            while (bytes < JournalLimits.PageBytesMax && rows.Step())
            {
                cancel.ThrowIfCancellationRequested();
                var entry = Read(rows, stream ?? NameOf(rows.Long(6)));
                if (number is not null && number(entry) != ++last) throw Missing(stream, last, number(entry));
                before = Check(before, entry, rows);
                entries.Add(entry);
                bytes += entry.Body.Length;
            }

            return entries;
        }
        finally
        {
            rows.Reset();
        }
    }

    /// <returns>The hash of the entry.</returns>
    private Hash256? Check(Hash256? before, Entry entry, Statement row)
    {
        if (_check is null || before is not { } hash) return null;
        var stored = row.Hash(8);
        _check.Check(hash, entry, row.Long(4), row.Bytes(7), stored);
        return stored;
    }

    /// <summary>Null where there is no such entry.</summary>
    private Hash256? HashAt(long position)
    {
        try
        {
            _hash.Bind(1, position);
            return _hash.Step() ? _hash.Hash(0) : null;
        }
        finally
        {
            _hash.Reset();
        }
    }

    private static DamageException Missing(StreamName? stream, long number, long next) => new(stream is { } name
        ? $"version {number} of {name} is missing; the next one is {next}"
        : $"entry {number} is missing; the next one is {next}");

    private static Entry Read(Statement row, StreamName stream) => new(
        row.Long(0),
        stream,
        row.Long(1),
        new CommandId(row.UInt128(2)),
        new ContentHash(row.UInt128(3)),
        Time(row.Long(4)),
        row.Bytes(5).ToArray())
    {
        Further = FurtherAnswers.Read(row.Bytes(7)),
    };

    private static DateTimeOffset Time(long milliseconds) => Milliseconds.IsTime(milliseconds)
        ? Milliseconds.ToTime(milliseconds)
        : throw new DamageException($"{milliseconds} ms is no time that an entry can have");

    private StreamName NameOf(long stream)
    {
        if (_names.TryGet(stream, out var known)) return known.Value;
        try
        {
            _name.Bind(1, stream);
            if (!_name.Step()) throw new DamageException($"stream {stream} has entries but no name");
            var name = new StreamName(_name.Text(0));
            _names.Add(stream, new Name(name));
            return name;
        }
        finally
        {
            _name.Reset();
        }
    }

    private sealed record Name(StreamName Value);
}
