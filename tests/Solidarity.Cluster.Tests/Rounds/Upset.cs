using Solidarity.Cluster.Tests.Clients;
using Solidarity.Cluster.Tests.Proxies;
using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>Brings about what a plan has, one after the other, while clients go on.</summary>
internal sealed class Upset(SiloCluster cluster, RoundPlan plan, Recorder recorder)
{
    /// <summary>Between two happenings, so many commands are answered.</summary>
    private const int AnswersBetween = 40;

    /// <summary>While a silo is gone, so many commands are answered by the others.</summary>
    private const int AnswersWithout = 40;

    private static readonly TimeSpan AnswersTimeMax = TimeSpan.FromSeconds(90);

    private readonly Random _random = new(plan.Seed);
    private readonly List<long> _kills = [];

    /// <summary>When silos were killed.</summary>
    public IReadOnlyList<long> Kills => _kills;

    public static string OldFolderOf(SiloCluster cluster, ClusterSilo silo) => cluster.FolderOf($"old-{silo.Name}");

    public async Task RunAsync()
    {
        foreach (var silo in cluster.Silos)
            silo.Proxy.Plan.PerMille = plan.FaultsPerMille;
        foreach (var happening in plan.Happenings)
        {
            await AnswersAsync(AnswersBetween);
            await BringAboutAsync(happening);
        }
        await AnswersAsync(AnswersBetween);
    }

    private Task BringAboutAsync(Happening happening) => happening switch
    {
        Happening.Kill kill => KillAsync(cluster.Silos[kill.Silo], kill.Folder),
        Happening.KillInAppend kill => KillInAppendAsync(kill),
        Happening.Pause pause => cluster.Silos[pause.Silo].PauseAsync(pause.Time),
        Happening.Upgrade => UpgradeAsync(),
        Happening.StorageAway away => AwayAsync(away),
        Happening.Faults faults => FaultsAsync(faults),
        _ => throw new UnreachableException($"happening {happening.GetType().Name}"),
    };

    private async Task KillAsync(ClusterSilo silo, FolderState folder)
    {
        await silo.KillAsync();
        _kills.Add(Recorder.Now);
        await AnswersAsync(AnswersWithout);
        await StartAgainAsync(silo, folder);
    }

    private async Task KillInAppendAsync(Happening.KillInAppend happening)
    {
        var holds = cluster.Silos.ToDictionary(silo => silo, _ => new AppendHold(happening.IsPassedOn));
        foreach (var (silo, hold) in holds)
            silo.Proxy.Hold = hold;
        var first = await Task.WhenAny(holds.Values.Select(hold => hold.Held)).WaitAsync(AnswersTimeMax);
        var writer = holds.First(hold => hold.Value.Held == first).Key;
        await writer.KillAsync();
        _kills.Add(Recorder.Now);
        foreach (var (silo, hold) in holds)
        {
            silo.Proxy.Hold = null;
            hold.Release();
        }
        await AnswersAsync(AnswersWithout);
        await StartAgainAsync(writer, happening.Folder);
    }

    /// <summary>It heals by itself on whatever folder it finds, at the latest when its supervisor starts it once more.
    /// </summary>
    private Task StartAgainAsync(ClusterSilo silo, FolderState folder) =>
        SiloCluster.StartAsync(silo, () => Prepare(silo, folder));

    private void Prepare(ClusterSilo silo, FolderState folder)
    {
        var old = OldFolderOf(cluster, silo);
        switch (folder)
        {
            case FolderState.Empty:
                Folders.Clear(silo.Folder);
                break;
            // There is none in the first round.
            case FolderState.Old when Directory.Exists(old):
                Folders.Copy(old, silo.Folder);
                break;
            case FolderState.Damaged:
                Folders.Damage(silo.Folder, _random);
                break;
        }
    }

    /// <summary>Where nothing else goes wrong, no client may notice it: what a silo has begun it answers, and then it
    /// ends.</summary>
    private async Task UpgradeAsync()
    {
        var retries = recorder.Retries;
        foreach (var silo in cluster.Silos)
        {
            // One that has just ended by itself is not stopped twice.
            await SiloCluster.StartAsync(silo);
            await silo.StopAsync();
            await AnswersAsync(AnswersWithout);
            await SiloCluster.StartAsync(silo);
            await AnswersAsync(AnswersBetween);
        }
        // A silo that stood still before may hear only now that it is declared dead, and ends with calls in hand.
        if (plan.IsQuiet && !cluster.Silos.Any(silo => silo.HasFallen) && recorder.Retries > retries)
            recorder.AddProblem($"{recorder.Retries - retries} calls failed while silos were stopped in turn");
    }

    private async Task AwayAsync(Happening.StorageAway away)
    {
        ClusterSilo[] from = away.Silo is { } one ? [cluster.Silos[one]] : [.. cluster.Silos];
        foreach (var silo in from)
            silo.Proxy.IsAway = true;
        await Task.Delay(away.Time);
        foreach (var silo in from)
            silo.Proxy.IsAway = false;
    }

    private async Task FaultsAsync(Happening.Faults faults)
    {
        foreach (var silo in cluster.Silos)
            silo.Proxy.Plan.PerMille = faults.PerMille;
        await Task.Delay(faults.Time);
        foreach (var silo in cluster.Silos)
            silo.Proxy.Plan.PerMille = plan.FaultsPerMille;
    }

    private Task AnswersAsync(int count) => recorder.FurtherAsync(count).WaitAsync(AnswersTimeMax);
}
