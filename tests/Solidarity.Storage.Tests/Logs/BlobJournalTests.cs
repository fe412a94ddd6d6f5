using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using Xunit.Abstractions;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>The journal as a replica of a log in blobs: it does all that every journal does. The log goes with the
/// folder, and its segments are short.</summary>
[Collection(nameof(AzuriteCollection))]
public sealed class BlobJournalTests(AzuriteFixture azurite, ITestOutputHelper output) : JournalSuite(output)
{
    private const int SegmentBlocks = 5;

    private readonly Dictionary<string, string> _containers = [];

    protected override bool IsDurable => true;

    protected override IJournal Open(string folder)
    {
        if (!_containers.TryGetValue(folder, out var container))
            _containers[folder] = container = AzuriteServer.NewContainer();
        return SqliteJournal.Open(folder, new JournalOptions
        {
            Log = BlobLog.Open(StorageAccount.Parse(azurite.Server.ConnectionString), container, SegmentBlocks),
        });
    }
}
