using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Grains.Entries;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;
using Solidarity.Views.Worlds;

namespace Solidarity.Benchmarks.Journal;

/// <summary>Opens a journal and folds it whole, as a service does that was killed and has nothing but its journal.
/// </summary>
internal sealed class RecoveryBenchmark : Benchmark
{
    private const int Sections = 10_000;
    private const int EntriesPerAppend = 100;
    private string? _folder;

    public override string Name => "recovery";

    public override string Description => "opening a journal and folding all of its events";

    public override IReadOnlyList<Figure> Figures { get; } =
    [
        new("recovery", "s", IsRate: false),
        new("recovery-rate", "events/s", IsRate: true),
    ];

    public override IReadOnlyDictionary<string, long> Parameters(Scale scale) => new Dictionary<string, long>
    {
        ["events"] = Events(scale),
        ["sections"] = SectionsOf(scale),
    };

    public override async Task<double[]> RunOursAsync(Scale scale)
    {
        _folder ??= await BuildAsync(scale);
        var watch = Stopwatch.StartNew();
        await using var journal = SqliteJournal.Open(_folder);
        var world = new World();
        while (await journal.ReadAsync(world.Position, Projector.PageEntries) is { Count: > 0 } page)
            foreach (var entry in page)
                world.Apply(entry);
        var seconds = watch.Elapsed.TotalSeconds;
        if (world.Position != Events(scale))
            throw new InvalidOperationException($"{Events(scale)} events were written and {world.Position} folded");
        return [seconds, world.Position / seconds];
    }

    private static int Events(Scale scale) => scale == Scale.Smoke ? 10_000 : 1_000_000;

    private static int SectionsOf(Scale scale) => scale == Scale.Smoke ? 100 : Sections;

    /// <summary>Writes the journal once.</summary>
    private static async Task<string> BuildAsync(Scale scale)
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-benchmark-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await using var journal = SqliteJournal.Open(folder);
        await FillAsync(journal, Events(scale), SectionsOf(scale));
        return folder;
    }

    /// <summary>Every section is founded and then takes in deposits.</summary>
    public static async Task FillAsync(SqliteJournal journal, int events, int sections)
    {
        var each = events / sections;
        await Parallel.ForEachAsync(Enumerable.Range(0, sections), async (number, stopping) =>
        {
            var entries = Entries(number, each).ToArray();
            for (var done = 0; done < each; done += EntriesPerAppend)
            {
                var result = await journal.AppendAsync(new Append(
                    new StreamName($"sections/section-{number}"), done, [.. entries.Skip(done).Take(EntriesPerAppend)]),
                    stopping);
                if (result is not AppendResult.Appended)
                    throw new InvalidOperationException($"the journal answered {result}");
            }
        });
    }

    private static IEnumerable<NewEntry> Entries(int number, int count)
    {
        var aggregate = Aggregates.Section;
        var state = aggregate.Initial($"section-{number}");
        SectionCommand command = ServiceHost.Founding(number);
        for (var i = 0; i < count; i++)
        {
            var decision = aggregate.Decide(state, command, DateTimeOffset.UnixEpoch);
            foreach (var @event in decision.Events)
                state = aggregate.Evolve(state, @event);
            yield return new NewEntry(new CommandId(RequestIds.Next()), default, DateTimeOffset.UnixEpoch,
                EntryBody.Write(decision, aggregate.EventJson), []);
            command = new OwnTreasuryCommand.Deposit(new Amount(100_00, ServiceHost.Chf), "weekly dues of the members",
                Again: true);
        }
    }
}
