using Solidarity.Cluster.Tests.Services;
using Solidarity.Storage.Tests.Azurite;
using Xunit.Abstractions;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>
/// Three silos on one log, and all that may happen to them: killed, paused, cut off, started on old, empty and damaged
/// folders, with clocks apart, over a network that loses and repeats. Nothing that was acknowledged may be missing or
/// there twice, all replicas are equal, the books are right, and what clients saw has an order.
/// </summary>
public sealed class RoundsTests(ITestOutputHelper output)
{
    private const string RoundsVariable = RoundsFactAttribute.Variable;
    private const string SeedVariable = "SOLIDARITY_SEED";

    /// <summary>Where the lines of all rounds are kept, for long runs.</summary>
    private const string ReportVariable = "SOLIDARITY_ROUNDS_REPORT";
    private const int RoundsUsual = 2;
    private const int SiloCount = 3;

    /// <summary>So many rounds go on with the folders and the log of the one before.</summary>
    private const int RoundsPerLog = 10;

    [RoundsFact]
    public async Task What_was_acknowledged_stands_whatever_happens()
    {
        var rounds = NumberIn(RoundsVariable) ?? RoundsUsual;
        var seed = NumberIn(SeedVariable) ?? Random.Shared.Next();
        output.WriteLine($"{SeedVariable}={seed} {RoundsVariable}={rounds}");
        await using var azurite = await AzuriteServer.StartAsync();
        for (var first = 0; first < rounds; first += RoundsPerLog)
        {
            await using var cluster = new SiloCluster(azurite, SiloCount, seed + first);
            for (var round = first; round < Math.Min(rounds, first + RoundsPerLog); round++)
                await RunAsync(cluster, round, RoundPlan.Draw(seed + round, SiloCount, rounds > RoundsUsual));
        }
    }

    private async Task RunAsync(SiloCluster cluster, int number, RoundPlan plan)
    {
        output.WriteLine($"round {number}, seed {plan.Seed}: {plan}");
        RoundReport report;
        try
        {
            report = await new Round(cluster, number, plan).RunAsync();
        }
        catch (Exception problem)
        {
            var printed = cluster.Silos.Select(silo => $"--- {silo.Name} printed\n{silo.Printed}");
            Note($"round {number}, seed {plan.Seed}: {plan}; BROKE OFF: {problem}\n{string.Join('\n', printed)}");
            throw new InvalidOperationException(
                $"round {number} with seed {plan.Seed} broke off: {plan}\n{string.Join('\n', printed)}", problem);
        }
        Note($"{report}");
        if (report.Problems.Count > 0)
            Note(report.Full());
        report.Problems.ShouldBeEmpty(report.Full());
    }

    private void Note(string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable(ReportVariable) is { } path)
            File.AppendAllText(path, line + "\n");
    }

    private static int? NumberIn(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var set)
            ? set
            : null;
}
