using System.Text;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Benchmarks.Journal;

/// <summary>
/// Entries into the journal alone, without grains or domain: many callers who each wait until theirs is on disk, over
/// 10,000 streams. The peer writes the same rows by the same code, but one after the other, so that each has a
/// transaction of its own: the ratio is what group commit brings.
/// </summary>
internal sealed class JournalAppendBenchmark : Benchmark
{
    private const int Callers = 500;
    private const int BodyBytes = 300;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(new string('x', BodyBytes));

    public override string Name => "journal-append";

    public override string Description => "durable entries to 10,000 streams of the journal, without grains";

    public override IReadOnlyList<Figure> Figures { get; } = [new("journal-append", "entries/s", IsRate: true)];

    public override string PeerName => "the same journal, one append at a time";

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["streams"] = Streams(scale),
        ["callers"] = Callers,
        ["entries"] = Entries(scale),
        ["peerEntries"] = PeerEntries(scale),
        ["bodyBytes"] = BodyBytes,
    };

    public override Task<double[]> RunOursAsync(Scale scale) => RunAsync(Callers, Streams(scale), Entries(scale));

    public override Task<double[]> RunPeerAsync(Scale scale) => RunAsync(1, Streams(scale), PeerEntries(scale));

    private static int Streams(Scale scale) => scale == Scale.Smoke ? Callers : 10_000;

    private static int Entries(Scale scale) => scale == Scale.Smoke ? 2 * Callers : 300_000;

    private static int PeerEntries(Scale scale) => scale == Scale.Smoke ? 50 : 10_000;

    private static async Task<double[]> RunAsync(int callers, int streams, int entries)
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-benchmark-");
        try
        {
            await using var journal = SqliteJournal.Open(folder.FullName);
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
                () => AppendAsync(journal, caller, streams / callers, entries / callers))));
            return [journal.Position / watch.Elapsed.TotalSeconds];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Each caller has streams of its own, so that none of the appends conflicts, and goes through them in a
    /// scattered order, as sections act.</summary>
    private static async Task AppendAsync(SqliteJournal journal, int caller, int streams, int count)
    {
        var random = new Random(caller);
        var names = Enumerable.Range(caller * streams, streams)
            .Select(number => new StreamName($"sections/section-{number}"))
            .ToArray();
        var versions = new long[streams];
        for (var i = 0; i < count; i++)
        {
            var stream = random.Next(streams);
            var entry = new NewEntry(
                new CommandId(RequestIds.Next()), default, DateTimeOffset.UnixEpoch.AddMilliseconds(i), Body, []);
            var result = await journal.AppendAsync(new Append(names[stream], versions[stream]++, [entry]));
            if (result is not AppendResult.Appended)
                throw new InvalidOperationException($"the journal answered {result}");
        }
    }
}
