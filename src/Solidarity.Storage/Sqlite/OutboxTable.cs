using System.Text;
using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Puts messages in and takes them out.</summary>
internal sealed class OutboxTable(SqliteConnection connection) : IDisposable
{
    private readonly Sealer _sealer = new();
    private readonly byte[] _receiver = new byte[HashChain.NameBytesMax];
    private readonly Statement _insert = new(
        connection,
        "INSERT INTO outbox (id, sender, receiver, due, payload, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private readonly Statement _remove = new(connection, "DELETE FROM outbox WHERE id = ?1");

    internal void Insert(long id, ReadOnlySpan<byte> sender, NewMessage message)
    {
        var receiver = _receiver.AsSpan(0, Encoding.UTF8.GetBytes(message.Receiver.Value, _receiver));
        long? due = message.Due is { } time ? Milliseconds.Ceiling(time) : null;
        _insert.Bind(1, id);
        _insert.BindText(2, sender);
        _insert.BindText(3, receiver);
        _insert.Bind(4, due);
        _insert.BindText(5, message.Payload.Span);
        _insert.Bind(6, _sealer.Message(id, sender, receiver, due, message.Payload.Span));
        _insert.Run();
    }

    internal void Remove(long id)
    {
        _remove.Bind(1, id);
        _remove.Run();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _remove.Dispose();
        _sealer.Dispose();
    }
}
