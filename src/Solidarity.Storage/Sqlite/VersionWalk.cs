using Microsoft.Data.Sqlite;
using static Solidarity.Storage.Sqlite.VerificationFaultKind;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Checks that each stream's versions count from 1 without gaps and in the order of the positions. It reads the index
/// by stream in its own order, so that it has to remember one entry and not one for each stream. An entry is at fault
/// where none before it has the version before its own: told so, a wrong version blames itself and not its neighbours.
/// </summary>
internal sealed class VersionWalk(SqliteConnection connection, Action<long> onProgress)
{
    private VerificationFault? _first;

    internal VerificationFault? FirstFault()
    {
        using var rows = new Statement(
            connection,
            "SELECT stream, version, position FROM entries INDEXED BY entries_by_stream ORDER BY stream, version");
        (long Stream, long Version, long Position) before = (0, 0, 0);
        for (long done = 0; rows.Step(); done++)
        {
            onProgress(done);
            var row = (Stream: rows.Long(0), Version: rows.Long(1), Position: rows.Long(2));
            if (row.Stream != before.Stream) before = (row.Stream, 0, 0);
            Compare(before, row);
            before = row;
        }

        return _first;
    }

    private void Compare(
        (long Stream, long Version, long Position) before, (long Stream, long Version, long Position) row)
    {
        if (row.Version == 1) return;
        if (row.Version < 1 || row.Version - 1 != before.Version)
        {
            Keep(VersionGap, row.Position, $"entry {row.Position} has version {row.Version} of its stream, "
                + "but no entry has the version before it");
        }
        else if (row.Position <= before.Position)
        {
            Keep(OrderDiffers, row.Position, $"entry {row.Position} has version {row.Version} of its stream, "
                + $"but version {before.Version} comes only at {before.Position}");
        }
    }

    private void Keep(VerificationFaultKind kind, long position, string text)
    {
        if (_first is null || position < _first.Position) _first = new VerificationFault(kind, position, text);
    }
}
