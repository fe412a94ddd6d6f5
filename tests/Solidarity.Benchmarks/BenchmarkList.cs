using Solidarity.Benchmarks.Fanout;
using Solidarity.Benchmarks.Hostile;
using Solidarity.Benchmarks.Journal;
using Solidarity.Benchmarks.Routing;
using Solidarity.Benchmarks.Settle;
using Solidarity.Benchmarks.Storm;
using Solidarity.Benchmarks.Watch;

namespace Solidarity.Benchmarks;

/// <summary>Every benchmark there is; a new one is a class in a file of its own, and a line here.</summary>
internal static class BenchmarkList
{
    public static readonly Benchmark[] All =
    [
        new JournalAppendBenchmark(),
        new AppendBenchmark("append-spread", 10_000, "durable commands to 10,000 sections"),
        new AppendBenchmark("append-one", 1, "durable commands to one section"),
        new BatchingBenchmark(),
        new RecoveryBenchmark(),
        new StormBenchmark("storm", boardRows: 16),
        new StormBenchmark("storm-one-row", boardRows: 1),
        new StormAtGrainsBenchmark(),
        new StormOnSilosBenchmark(1),
        new StormOnSilosBenchmark(2),
        new StormOnSilosBenchmark(3),
        new SettleBenchmark("settle-hub", Roads.Hub),
        new SettleBenchmark("settle-spread", Roads.Spread),
        new WatchBenchmark(),
        new BoardQueriesBenchmark(),
        new HostileBenchmark(),
        new FanoutBenchmark("fanout", 100_000, "one call for aid to 100,000 sections in 1,000 federations"),
        new FanoutBenchmark("fanout-thousand", 1_000, "the same to 1,000 sections"),
        new FanoutBenchmark("fanout-ten-thousand", 10_000, "the same to 10,000 sections"),
        new FanoutBenchmark("fanout-million", 1_000_000, "the same to 1,000,000 sections; takes long"),
        new RouteLemonBenchmark(),
        new RouteOrToolsBenchmark(),
        new RoutePlanBenchmark(),
    ];
}
