using System.Text;
using Microsoft.Data.Sqlite;
using static Solidarity.Storage.Sqlite.VerificationFaultKind;

namespace Solidarity.Storage.Sqlite;

/// <summary>Goes through the entries by position and computes each hash anew. It ends at the first fault: behind it no
/// hash can be trusted.</summary>
/// <param name="answers">What is compared with each entry on the way; null where there is nothing to compare.</param>
internal sealed class ChainWalk(
    SqliteConnection connection, AnswerWalk? answers, Action<Entry>? onEntry, Action<long> onProgress) : IDisposable
{
    private readonly HashChain _chain = new();
    private Statement? _rows;

    /// <summary>The entries found good, which is also the position of the last of them.</summary>
    internal long Entries { get; private set; }

    internal Hash256 LastHash { get; private set; }

    internal VerificationFault? FirstFault(long stopAt)
    {
        VerificationFault? fault = null;
        onProgress(0);
        while (Entries + 1 < stopAt && Next(out fault) is { } entry)
        {
            onEntry?.Invoke(entry);
            onProgress(Entries);
        }

        return fault;
    }

    public void Dispose()
    {
        _rows?.Dispose();
        _chain.Dispose();
    }

    /// <returns>The next entry; null at the end and where there is a fault.</returns>
    private Entry? Next(out VerificationFault? fault)
    {
        try
        {
            fault = null;
            _rows ??= Rows();
            if (!_rows.Step()) return null;
            fault = Fault(_rows);
            if (fault is not null) return null;
            var entry = Read(_rows);
            fault = answers?.Fault(entry);
            if (fault is not null) return null;
            LastHash = _rows.Hash(7);
            Entries++;
            return entry;
        }
        catch (Exception exception) when (Failures.IsKnown(exception))
        {
            fault = VerificationRun.Damage(exception, Entries + 1);
            return null;
        }
    }

    private static Entry Read(Statement row) => new(
        row.Long(0),
        new StreamName(row.Text(1)),
        row.Long(2),
        new CommandId(row.UInt128(3)),
        new ContentHash(row.UInt128(4)),
        Milliseconds.ToTime(row.Long(5)),
        row.Bytes(6).ToArray())
    {
        Further = FurtherAnswers.Read(row.Bytes(8)),
    };

    private Statement Rows() => new(
        connection,
        """
        SELECT e.position, s.name, e.version, e.command, e.content, e.at, e.body, e.hash, e.further
        FROM entries AS e LEFT JOIN streams AS s ON s.id = e.stream
        ORDER BY e.position
        """);

    private VerificationFault? Fault(Statement row)
    {
        var (position, expected) = (row.Long(0), Entries + 1);
        if (position != expected)
            return new(PositionMissing, expected, $"entry {expected} is missing; the next one is {position}");
        if (row.IsNull(1)) return new(UnknownStream, position, $"entry {position} belongs to a stream without a name");
        var name = row.Bytes(1);
        if (name.Length <= HashChain.NameBytesMax && Hash(row, name) == row.Hash(7)) return null;
        var stream = Encoding.UTF8.GetString(name);
        return new(HashDiffers, position, $"entry {position} of {stream} is not as it was written");
    }

    private Hash256 Hash(Statement row, ReadOnlySpan<byte> name) => _chain.Next(
        LastHash,
        new ChainLink
        {
            Position = row.Long(0),
            Stream = name,
            Version = row.Long(2),
            Command = new CommandId(row.UInt128(3)),
            Content = new ContentHash(row.UInt128(4)),
            At = row.Long(5),
            Body = row.Bytes(6),
            Further = row.Bytes(8),
        });
}
