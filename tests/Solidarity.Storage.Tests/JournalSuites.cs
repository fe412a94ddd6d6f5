using Solidarity.Storage.Sqlite;
using Xunit.Abstractions;

namespace Solidarity.Storage.Tests;

public sealed class MemoryJournalTests(ITestOutputHelper output) : JournalSuite(output)
{
    protected override bool IsDurable => false;

    protected override IJournal Open(string folder) => new MemoryJournal();
}

public sealed class SqliteJournalTests(ITestOutputHelper output) : JournalSuite(output)
{
    protected override bool IsDurable => true;

    protected override IJournal Open(string folder) => SqliteJournal.Open(folder);
}
