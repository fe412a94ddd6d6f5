using Solidarity.Storage.Sqlite;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

/// <summary>A closed journal with something of everything, made once; each test damages a copy of its own.</summary>
public sealed class SampleJournal : IAsyncLifetime, IDisposable
{
    internal const int Entries = 24;

    internal static readonly StreamName Strike = new("strikes/geneva-1868");

    private readonly TempFolder _folder = new();

    public async Task InitializeAsync()
    {
        await using var journal = SqliteJournal.Open(_folder.Path);
        StreamName[] streams = [Masons, Weavers, Strike];
        for (var number = 1; number <= Entries; number++)
        {
            var stream = streams[number % streams.Length];
            var version = (await journal.ReadStreamAsync(stream, 0, Entries)).Count;
            var append = On(stream, version, EntryOf(number));
            if (number % 5 == 0)
                append = append with { Snapshot = new Snapshot(version + 1, "any.v1", Utf8($"state {number}")) };
            (await journal.AppendAsync(append)).ShouldBeOfType<AppendResult.Appended>();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    internal TempFolder Copy()
    {
        var copy = new TempFolder();
        File.Copy(_folder.Database, copy.Database);
        return copy;
    }

    /// <summary>Entries 8 and 16 answer four messages each: 1008 to 1011, and 1016 to 1019.</summary>
    private static NewEntry EntryOf(int number) => number % 8 == 0 && number < Entries
        ? Group(1000 + number, 1003 + number, 1001 + number, 1002 + number) with { Messages = [.. Messages(number)] }
        : Entry(number, Messages(number));

    private static NewMessage[] Messages(int number) => (number % 4) switch
    {
        0 => [To(Strike, $$"""{"pledge":{{number}}}"""), To(Masons)],
        1 => [To(Weavers, "wake", Noon.AddDays(number))],
        2 => Alike($$"""{"call":{{number}}}""", Weavers, Strike, Masons),
        _ => [],
    };
}
