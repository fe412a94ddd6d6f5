using Solidarity.Storage.Sqlite;

namespace Solidarity.Storage.Tests;

public sealed class MemoryJournalTests : JournalSuite
{
    protected override bool IsDurable => false;

    protected override IJournal Open() => new MemoryJournal();
}

public sealed class SqliteJournalTests : JournalSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override bool IsDurable => true;

    protected override IJournal Open() => SqliteJournal.Open(_folder.Path);

    public void Dispose() => _folder.Dispose();
}
