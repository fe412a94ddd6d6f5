using Microsoft.Data.Sqlite;
using static Solidarity.Storage.Sqlite.VerificationFaultKind;

namespace Solidarity.Storage.Sqlite;

/// <summary>Compares the head with the entries: this is where a tail that was cut off shows.</summary>
internal static class HeadCheck
{
    /// <param name="last">Position of the last entry.</param>
    /// <param name="hash">Its hash.</param>
    internal static VerificationFault? Fault(SqliteConnection connection, long last, Hash256 hash)
    {
        using var table = new HeadTable(connection);
        Head head;
        try
        {
            head = table.Read();
        }
        catch (DamageException exception)
        {
            return new VerificationFault(HeadDiffers, null, $"the journal is damaged: {exception.Message}");
        }

        if (head.Position > last)
        {
            var text = $"entry {last + 1} is missing; the head says that the last one is {head.Position}";
            return new VerificationFault(PositionMissing, last + 1, text);
        }

        if (head.Position < last)
        {
            return new VerificationFault(
                HeadDiffers, head.Position + 1, $"the head ends at {head.Position}, but entries go on to {last}");
        }

        return head.Hash == hash
            ? null
            : new VerificationFault(HeadDiffers, last, $"the head has another hash than the last entry, {last}");
    }
}
