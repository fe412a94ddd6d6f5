using Microsoft.Data.Sqlite;
using static Solidarity.Storage.Sqlite.VerificationFaultKind;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Compares the table of answers with the further messages of the entries, which are in the chain. Both are walked by
/// position, side by side, so that a row that is missing, too many or moved shows at the first entry that it concerns.
/// </summary>
internal sealed class AnswerWalk : IDisposable
{
    private readonly Statement _rows;
    private (long Position, long Message)? _next;

    internal AnswerWalk(SqliteConnection connection)
    {
        _rows = new Statement(connection, "SELECT position, message FROM answers ORDER BY position, message");
        Step();
    }

    /// <summary>What is wrong with the answers of an entry, or with what stands before them. The entries come in order.
    /// </summary>
    internal VerificationFault? Fault(Entry entry)
    {
        foreach (var message in entry.Further.Select(further => further.Id).Order())
        {
            if (_next is { } row && row.CompareTo((entry.Position, message)) < 0)
                return Extra(entry.Position, row.Message);
            if (_next != (entry.Position, message))
            {
                return new(AnswersDiffer, entry.Position,
                    $"entry {entry.Position} answers message {message}, but the table of answers does not say so");
            }

            Step();
        }

        return _next is { } left && left.Position <= entry.Position ? Extra(entry.Position, left.Message) : null;
    }

    /// <summary>What is left when all entries have been compared.</summary>
    internal VerificationFault? Rest() => _next is { } row
        ? new(AnswersDiffer, null, $"the table of answers says that message {row.Message} is answered by entry "
            + $"{row.Position}, which there is not")
        : null;

    public void Dispose() => _rows.Dispose();

    private static VerificationFault Extra(long position, long message) => new(
        AnswersDiffer, position, $"entry {position} does not answer message {message}, as the table of answers says");

    private void Step() => _next = _rows.Step() ? (_rows.Long(0), _rows.Long(1)) : null;
}
