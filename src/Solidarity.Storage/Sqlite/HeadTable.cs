using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Where the journal ends: the last position, its hash, and the last message id that was ever given.</summary>
internal readonly record struct Head(long Position, Hash256 Hash, long Messages);

/// <summary>
/// The one row of <c>head</c>, written in each commit: a tail that was cut off shows, and a message's id is never given
/// twice though the message be long gone.
/// </summary>
internal sealed class HeadTable(SqliteConnection connection) : IDisposable
{
    private readonly Sealer _sealer = new();
    private readonly Statement _read = new(connection, "SELECT position, hash, messages, seal FROM head WHERE id = 1");
    private readonly Statement _write = new(
        connection, "UPDATE head SET position = ?1, hash = ?2, messages = ?3, seal = ?4 WHERE id = 1");

    /// <exception cref="DamageException">The row is missing or its seal is broken.</exception>
    internal Head Read()
    {
        try
        {
            if (!_read.Step()) throw new DamageException("its head is missing");
            var head = new Head(_read.Long(0), _read.Hash(1), _read.Long(2));
            if (_read.Hash(3) == Seal(head)) return head;
            throw new DamageException("its head is not as it was written");
        }
        finally
        {
            _read.Reset();
        }
    }

    internal void Write(Head head)
    {
        _write.Bind(1, head.Position);
        _write.Bind(2, head.Hash);
        _write.Bind(3, head.Messages);
        _write.Bind(4, Seal(head));
        _write.Run();
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
        _sealer.Dispose();
    }

    private Hash256 Seal(Head head) => _sealer.Head(head.Position, head.Hash, head.Messages);
}
