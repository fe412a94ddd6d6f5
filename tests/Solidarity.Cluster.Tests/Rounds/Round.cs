using System.Collections.Concurrent;
using Solidarity.Cluster.Tests.Clients;
using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>One round: silos start, clients storm them, things go wrong, all is mended, and what then stands is
/// checked.</summary>
internal sealed class Round(SiloCluster cluster, int number, RoundPlan plan)
{
    private const int Clients = 8;

    private readonly Recorder _recorder = new();
    private readonly Stage _stage = new(number);

    public async Task<RoundReport> RunAsync()
    {
        var times = new PhaseTimes();
        for (var i = 0; i < cluster.Silos.Count; i++)
            cluster.Silos[i].ClockShift = plan.ClockShifts[i];
        await cluster.StartAsync();
        times.End("start");
        await new StageBuilder(_stage, cluster.Silos).RunAsync();
        times.End("set up");
        var upset = await StormAsync();
        times.End("storm");
        await cluster.StartAsync();
        await new Settling(_stage, _recorder).RunAsync(cluster.Silos);
        var printed = cluster.Silos.ToImmutableDictionary(silo => silo.Name, silo => silo.Printed);
        await cluster.StopAsync();
        times.End("settle and stop");
        var problems = await new RoundCheck(cluster, _recorder).RunAsync();
        foreach (var silo in cluster.Silos)
            Folders.Copy(silo.Folder, Upset.OldFolderOf(cluster, silo));
        times.End("check");
        var fallen = cluster.Silos.SelectMany(silo => silo.TakeFallen()).ToList();
        var stayedDown = fallen.Where(process => process.ExitCode != Fallen.StartAgain);
        return new RoundReport(
            number, plan, _recorder, upset, [.. problems, .. stayedDown.Select(process => $"{process}")], fallen,
            printed, times);
    }

    private async Task<Upset> StormAsync()
    {
        using var enough = new CancellationTokenSource();
        var pledges = new ConcurrentBag<(string Section, string Id)>();
        var clients = Enumerable.Range(0, Clients)
            .Select(i => new Client(cluster.Silos, _stage, _recorder, plan.Seed + i).RunAsync(pledges, enough.Token))
            .ToArray();
        var upset = new Upset(cluster, plan, _recorder);
        try
        {
            await upset.RunAsync();
        }
        finally
        {
            await enough.CancelAsync();
            cluster.Calm();
        }
        await Task.WhenAll(clients);
        return upset;
    }
}
