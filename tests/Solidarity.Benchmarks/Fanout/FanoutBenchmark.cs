using Solidarity.Benchmarks.Journal;
using Solidarity.Demos.Storms;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;

namespace Solidarity.Benchmarks.Fanout;

/// <summary>
/// One call for aid of international scope, from the moment that the section gives it until it lies on disk in the
/// inbox of every other section and nothing is under way any more. The world stands before, and no grain is awake. The
/// peer writes a row for each message into a table, a durable transaction for each federation, and does nothing else.
/// Each run of ours writes a line of a table on the error output.
/// </summary>
internal sealed class FanoutBenchmark(string name, int sections, string description) : Benchmark
{
    private const int SectionsSmoke = 1_000;
    private static readonly StrikeId Strike = new("the-strike");
    private static bool _isTableBegun;

    public override string Name => name;

    public override string Description => description;

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new(name, "sections/s", IsRate: true),
        new($"{name}-seconds", "s", IsRate: false),
    ];

    public override string PeerName => "a SQLite table with a row a message, one durable transaction a federation";

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["sections"] = Sections(scale),
        ["federations"] = FederationPlan.Ring(Sections(scale)).Federations,
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        var plan = FederationPlan.Ring(Sections(scale));
        var folder = Directory.CreateTempSubdirectory("solidarity-benchmark-");
        try
        {
            await FanoutWorld.BuildAsync(folder.FullName, plan);
            await using var host = await ServiceHost.StartAsync(folder.FullName);
            return await MeasureAsync(plan, host, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public override Task<double[]> RunPeerAsync(Scale scale) => Task.Run(() =>
    {
        var plan = FederationPlan.Ring(Sections(scale));
        var members = plan.Members();
        using var table = new DeliveryTable();
        var watch = Stopwatch.StartNew();
        foreach (var (federation, receivers) in members)
            table.Relay(federation, receivers);
        var seconds = watch.Elapsed.TotalSeconds;
        return new[] { plan.Sections / seconds, seconds };
    });

    private static async Task<double[]> MeasureAsync(FederationPlan plan, ServiceHost host, string folder)
    {
        var striking = FederationPlan.Section(0);
        var facts = new StrikeFacts("masons", "Geneva", "CH", [], "ten hours", 3_000, new DateOnly(1868, 3, 23));
        await host.AskAsync(striking, new OwnStrikeCommand.DeclareStrike(Strike, facts));
        await host.QuietAsync();
        var (entries, messages, bytes) = (host.Journal.Position, Messages(folder), host.Bytes);
        GC.Collect();
        using var memory = new PeakMemory();
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await host.AskAsync(striking, new OwnCallCommand.CallForAid(
            Strike, Level.International, [],
            new("money for bread and coal", new(50_000_00, ServiceHost.Chf))));
        await host.QuietAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        var worked = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        var growth = memory.Stop();
        var reached = host.Projector.Current.Sections.All.Count(s => s.Inbox.Calls.ContainsKey(Strike));
        if (reached != plan.Sections - 1)
            throw new InvalidOperationException($"{plan.Sections - 1} sections were to hear, and {reached} did");
        Print(plan, Messages(folder) - messages, host.Journal.Position - entries, (seconds, worked),
            host.Bytes - bytes, growth);
        return [plan.Sections / seconds, seconds];
    }

    private int Sections(Scale scale) => scale == Scale.Smoke ? SectionsSmoke : sections;

    private static long Messages(string folder)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(folder, "journal.db")};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT messages FROM head";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The processor's seconds say more than those of the clock where others use the machine, too.</summary>
    private static void Print(
        FederationPlan plan, long told, long entries, (double Clock, double Processor) seconds, long bytes, long memory)
    {
        if (!_isTableBegun)
            Console.Error.WriteLine("  sections federations      told   entries  seconds processor s  entries/s "
                + " journal MiB bytes/section  memory MiB");
        _isTableBegun = true;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Sections,10} {plan.Federations,11} {told,9} {entries,9} {seconds.Clock,8:0.000} "
            + $"{seconds.Processor,11:0.000} {entries / seconds.Clock,10:0} "
            + $"{bytes / 1048576.0,12:0.0} {bytes / plan.Sections,13} {memory / 1048576.0,11:0.0}"));
    }
}
