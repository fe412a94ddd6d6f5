using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>A log in blobs for one test, replicas of it in folders, and a hand on what the storage holds.</summary>
internal sealed class LogFixture(AzuriteServer server) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _tellings = new(0);

    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>What was told of as warnings, by all replicas.</summary>
    internal ConcurrentQueue<string> Told { get; } = [];

    internal BlobContainerClient Container { get; } = NewContainerClient(server);

    internal JournalOptions Options { get; set; } = new();

    internal string PathOf(string replica) => Path.Combine(_folder.Path, replica);

    internal string FileOf(string replica) => Path.Combine(PathOf(replica), JournalFile.FileName);

    /// <summary>After so many blocks the next segment begins.</summary>
    internal int SegmentBlocks { get; set; } = BlobLog.SegmentBlocksMax;

    internal BlobLog Log(FaultyTransport? line = null) =>
        BlobLog.Open(StorageAccount.Parse(server.ConnectionString), Container.Name, SegmentBlocks, line);

    internal SqliteJournal Open(string replica, FaultyTransport? line = null) =>
        SqliteJournal.Open(PathOf(replica), Options with { Log = Log(line), Warn = Tell });

    /// <summary>Appends entries with request ids that follow each other, each with a snapshot.</summary>
    internal static async Task AppendAsync(IJournal journal, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            var snapshot = new Snapshot(i, "test.v1", Utf8($"{i}"));
            var sent = To(Weavers, $"[{i}]", i % 3 == 0 ? Noon.AddMinutes(i) : null);
            Text(await journal.AppendAsync(On(Masons, i - 1, Entry(i, sent)) with { Snapshot = snapshot }))
                .ShouldBe($"appended at {i}");
        }
    }

    /// <summary>All that a journal says but its snapshots.</summary>
    internal static async Task<string> TextAsync(IJournal journal) => string.Join('\n',
    [
        .. (await journal.ReadAsync(0, 1_000)).Select(Text), .. (await journal.PendingAsync(0, 1_000)).Select(Text),
        .. (await journal.DueAsync(DateTimeOffset.MaxValue, 1_000)).Select(Text),
    ]);

    /// <summary>Completes when a warning has come that contains a text.</summary>
    internal async Task ToldAsync(string text)
    {
        while (!Told.Any(what => what.Contains(text, StringComparison.Ordinal)))
            (await _tellings.WaitAsync(Patience)).ShouldBeTrue($"nobody tells of \"{text}\"");
    }

    internal string[] Checkpoints() =>
        [.. Container.GetBlobs(default, default, "checkpoints/", default).Select(blob => blob.Name).Order()];

    /// <summary>Changes a byte of a block blob.</summary>
    internal void Damage(string blob, Index at)
    {
        var client = Container.GetBlobClient(blob);
        var bytes = client.DownloadContent().Value.Content.ToArray();
        bytes[at] ^= 0x10;
        client.Upload(new BinaryData(bytes), overwrite: true);
    }

    internal BinaryData ReadBlob(string blob) => Container.GetBlobClient(blob).DownloadContent().Value.Content;

    internal byte[] ReadSegment() => Segment().DownloadContent().Value.Content.ToArray();

    /// <summary>Makes the log what it was, as restoring the storage does.</summary>
    internal void RestoreSegment(byte[] bytes)
    {
        Segment().DeleteIfExists();
        Segment().Create();
        Segment().AppendBlock(new MemoryStream(bytes));
    }

    internal string[] SetAside(string replica) => Directory.GetDirectories(PathOf(replica), "set-aside-*");

    public void Dispose()
    {
        _folder.Dispose();
        _tellings.Dispose();
    }

    private void Tell(string what)
    {
        Told.Enqueue(what);
        _tellings.Release();
    }

    private AppendBlobClient Segment() => Container.GetAppendBlobClient("log/0000000001");

    private static BlobContainerClient NewContainerClient(AzuriteServer server) =>
        new(server.ConnectionString, AzuriteServer.NewContainer());
}
