using Microsoft.Data.Sqlite;
using static Solidarity.Storage.Sqlite.VerificationFaultKind;

namespace Solidarity.Storage.Sqlite;

/// <summary>Holds a journal that is whole in itself against its head file: this is where a log that lost its end shows,
/// and an older copy of the database.</summary>
internal static class HeadFileCheck
{
    internal static VerificationFault? Fault(SqliteConnection connection, JournalFile file, HeadReading head)
    {
        if (HeadComparison.Loss(connection, head) is { } loss)
        {
            var text = loss.Say(file.Path);
            return loss.Kind switch
            {
                JournalLossKind.Shorter => new(EntriesLost, loss.Position + 1, text),
                JournalLossKind.Differs => new(HeadFileDiffers, loss.Acknowledged, text),
                _ => new(HeadFileDamaged, null, text),
            };
        }

        return !head.Exists || head.IsWhole
            ? null
            : new(HeadFileDamaged, null, $"one of the two records of {HeadFile.FileName} is not as it was written, as "
                + "a power cut may leave it; the other one agrees with the journal");
    }
}
