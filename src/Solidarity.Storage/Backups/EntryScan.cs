using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Storage.Backups;

/// <summary>Reads the entries of a journal that somebody else may have open, in order, as blocks of an import. Each
/// hash is computed anew, so that what is damaged is not carried on.</summary>
internal sealed class EntryScan : IDisposable
{
    /// <summary>A block ends behind the entry that reaches it.</summary>
    internal const int BlockBytes = 1 << 20;

    private const int BlockEntriesMax = 2_000;

    private readonly HashChain _chain = new();
    private readonly Statement _rows;
    private readonly Statement _hash;

    internal EntryScan(SqliteConnection connection)
    {
        _rows = new Statement(
            connection,
            """
            SELECT e.position, s.name, e.version, e.command, e.content, e.at, e.body, e.hash, e.further
            FROM entries AS e JOIN streams AS s ON s.id = e.stream
            WHERE e.position > ?1 ORDER BY e.position LIMIT ?2
            """);
        _hash = new Statement(connection, "SELECT hash FROM entries WHERE position = ?1");
    }

    /// <summary>The hash of an entry; that before the first one for 0, and null where there is none.</summary>
    internal Hash256? HashOf(long position)
    {
        if (position == 0) return default(Hash256);
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

    /// <summary>The next entries behind one.</summary>
    /// <returns>Null where there are none.</returns>
    /// <exception cref="DamageException">An entry is missing, or not as it was written.</exception>
    internal LogBlock? Read(long position, Hash256 hash)
    {
        try
        {
            _rows.Bind(1, position);
            _rows.Bind(2, (long)BlockEntriesMax);
            var (last, lastHash, bytes) = (position, hash, 0);
            var writes = new List<LogWrite>();
            var entries = ImmutableArray.CreateBuilder<NewEntry>();
            (StreamName Stream, long Version) append = default;
            while (bytes < BlockBytes && _rows.Step())
            {
                lastHash = Check(++last, lastHash);
                var stream = new StreamName(_rows.Text(1));
                if (entries.Count > 0 && stream != append.Stream) End();
                if (entries.Count == 0) append = (stream, _rows.Long(2) - 1);
                entries.Add(ReadEntry());
                bytes += entries[^1].Body.Length;
            }

            if (last == position) return null;
            End();
            return new LogBlock(LogBlockKind.Import, position, hash, lastHash, [.. writes]);

            void End()
            {
                writes.Add(new LogWrite.Appended(new Append(append.Stream, append.Version, entries.ToImmutable())));
                entries.Clear();
            }
        }
        finally
        {
            _rows.Reset();
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
        _hash.Dispose();
        _chain.Dispose();
    }

    private Hash256 Check(long position, Hash256 before)
    {
        if (_rows.Long(0) != position) throw new DamageException($"entry {position} is missing");
        var hash = _chain.Next(before, new ChainLink
        {
            Position = position,
            Stream = _rows.Bytes(1),
            Version = _rows.Long(2),
            Command = new CommandId(_rows.UInt128(3)),
            Content = new ContentHash(_rows.UInt128(4)),
            At = _rows.Long(5),
            Body = _rows.Bytes(6),
            Further = _rows.Bytes(8),
        });
        return hash == _rows.Hash(7) ? hash : throw new DamageException($"entry {position} is not as it was written");
    }

    private NewEntry ReadEntry() => new(
        new CommandId(_rows.UInt128(3)),
        new ContentHash(_rows.UInt128(4)),
        Milliseconds.ToTime(_rows.Long(5)),
        _rows.Bytes(6).ToArray(),
        [])
    {
        Further = FurtherAnswers.Read(_rows.Bytes(8)),
    };
}
