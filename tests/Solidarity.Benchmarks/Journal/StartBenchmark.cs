using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;

namespace Solidarity.Benchmarks.Journal;

/// <summary>
/// Starts a service on an empty folder over a shared log in Azurite, until it is ready: the replica has all, and the
/// world is folded. Ours starts from the newest checkpoint and reads what came behind it, the peer reads the whole log.
/// Both fold the same world.
/// </summary>
internal sealed class StartBenchmark : Benchmark
{
    private readonly string _container = AzuriteServer.NewContainer();
    private AzuriteServer? _azurite;
    private long _logBytes;

    public override string Name => "start-from-checkpoint";

    public override string Description => "a new service over a shared log, from an empty folder until it is ready";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new("start-from-checkpoint", "s", IsRate: false),
        new("start-replica", "s", IsRate: false),
        new("start-replica-rate", "MB/s", IsRate: true),
    ];

    public override string PeerName => "the same without checkpoints";

    public override string? PeerMissing => NodeTools.Missing;

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["events"] = Events(scale),
        ["sections"] = Sections(scale),
    };

    public override Task<double[]> RunOursAsync(Scale scale) => RunAsync(scale, hasCheckpoints: true);

    public override Task<double[]> RunPeerAsync(Scale scale) => RunAsync(scale, hasCheckpoints: false);

    private static int Events(Scale scale) => scale == Scale.Smoke ? 10_000 : 1_000_000;

    private static int Sections(Scale scale) => scale == Scale.Smoke ? 100 : 10_000;

    private async Task<double[]> RunAsync(Scale scale, bool hasCheckpoints)
    {
        var azurite = _azurite ??= await BuildAsync(scale);
        var folder = Directory.CreateTempSubdirectory("solidarity-benchmark-").FullName;
        var options = new JournalOptions
        {
            Log = BlobLog.Open(StorageAccount.Parse(azurite.ConnectionString), _container),
            HasCheckpoints = hasCheckpoints,
            Inform = Console.Error.WriteLine,
        };
        var watch = Stopwatch.StartNew();
        await using var service = await ServiceHost.StartAsync(folder, options);
        var replica = watch.Elapsed.TotalSeconds;
        await service.Projector.WaitForAsync(service.Journal.Position);
        var ready = watch.Elapsed.TotalSeconds;
        if (service.Projector.Position != Events(scale))
            throw new InvalidOperationException($"{service.Projector.Position} of {Events(scale)} events were folded");
        return [ready, replica, _logBytes / replica / 1e6];
    }

    private static long Newest(BlobLog log) =>
        log.Checkpoints.List().Select(BlobCheckpoints.PositionOf).FirstOrDefault();

    /// <summary>Writes the log and its checkpoints once.</summary>
    private async Task<AzuriteServer> BuildAsync(Scale scale)
    {
        var azurite = await AzuriteServer.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => azurite.DisposeAsync().AsTask().GetAwaiter().GetResult();
        var folder = Directory.CreateTempSubdirectory("solidarity-benchmark-");
        var log = BlobLog.Open(StorageAccount.Parse(azurite.ConnectionString), _container);
        var options = new JournalOptions
        {
            Log = log,
            CheckpointEntries = Events(scale) / 10,
            CheckpointDelayMax = TimeSpan.Zero,
        };
        await using (var journal = SqliteJournal.Open(folder.FullName, options))
        {
            await RecoveryBenchmark.FillAsync(journal, Events(scale), Sections(scale));
            for (var written = journal.CheckpointWrittenAsync(); Newest(log) < Events(scale) * 8 / 10;)
            {
                await written;
                written = journal.CheckpointWrittenAsync();
            }
        }

        _logBytes = new BlobContainerClient(azurite.ConnectionString, _container)
            .GetBlobs(BlobTraits.None, BlobStates.None, "log/", CancellationToken.None)
            .Sum(blob => blob.Properties.ContentLength ?? 0);
        folder.Delete(recursive: true);
        return azurite;
    }
}
