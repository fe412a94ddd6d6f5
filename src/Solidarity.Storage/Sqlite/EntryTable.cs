using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>Writes entries. A message's id is unique among the first of all entries by one index and among the further
/// ones by another, so each that is written is looked for in the other one.</summary>
internal sealed class EntryTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(
        connection,
        """
        INSERT INTO entries (position, stream, version, command, content, at, body, hash, further)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
        WHERE NOT EXISTS (SELECT 1 FROM answers WHERE message = ?10)
        """);

    private readonly Statement _insertAnswer = new(
        connection,
        """
        INSERT INTO answers (message, position)
        SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM entries WHERE command = ?3)
        """);

    private readonly Statement _removeAnswer = new(
        connection, "DELETE FROM answers WHERE message = ?1 AND position >= ?2");

    private readonly Statement _removeFrom = new(connection, "DELETE FROM entries WHERE position >= ?1");

    /// <returns>False where the command, or the stream's version, has an entry; nothing was written then.</returns>
    internal bool TryInsert(long stream, in ChainLink link, Hash256 hash)
    {
        _insert.Bind(1, link.Position);
        _insert.Bind(2, stream);
        _insert.Bind(3, link.Version);
        _insert.Bind(4, link.Command.Value);
        _insert.Bind(5, link.Content.Value);
        _insert.Bind(6, link.At);
        _insert.BindText(7, link.Body);
        _insert.Bind(8, hash);
        _insert.BindBlobOrNull(9, link.Further);
        _insert.Bind(10, link.Command.IsMessage ? link.Command.MessageId : null);
        return _insert.TryRunOne();
    }

    /// <summary>Writes the further messages of an entry.</summary>
    /// <returns>False where one of them has an answer; those before it were written then.</returns>
    internal bool TryInsertAnswers(ImmutableArray<AnsweredMessage> messages, long position)
    {
        foreach (var message in messages)
        {
            _insertAnswer.Bind(1, message.Id);
            _insertAnswer.Bind(2, position);
            _insertAnswer.Bind(3, CommandId.FromMessage(message.Id).Value);
            if (!_insertAnswer.TryRunOne()) return false;
        }

        return true;
    }

    /// <summary>Takes back entries from a position on, which were all of <paramref name="append"/>.</summary>
    internal void Remove(Append append, long position)
    {
        _removeFrom.Bind(1, position);
        _removeFrom.Run();
        foreach (var message in append.Entries.SelectMany(entry => entry.Further))
        {
            _removeAnswer.Bind(1, message.Id);
            _removeAnswer.Bind(2, position);
            _removeAnswer.Run();
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _insertAnswer.Dispose();
        _removeAnswer.Dispose();
        _removeFrom.Dispose();
    }
}
