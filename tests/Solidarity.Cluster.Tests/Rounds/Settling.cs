using Grpc.Core;
using Solidarity.Cluster.Tests.Clients;
using Solidarity.Cluster.Tests.Linearizability;
using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>What has to be so on every silo a while after the last fault.</summary>
internal sealed class Settling(Stage stage, Recorder recorder)
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    /// <summary>Waits until each silo has all that was acknowledged, and records it.</summary>
    public async Task RunAsync(IEnumerable<SiloConnection> silos)
    {
        var connections = silos.ToList();
        foreach (var silo in connections)
            await BoardAsync(silo);
        using var limit = new CancellationTokenSource(TimeMax);
        foreach (var section in stage.Sections)
            while (!await AgreeAsync(connections, section))
                if (limit.IsCancellationRequested)
                {
                    recorder.AddProblem($"silos go on saying different balances of {section}");
                    return;
                }
    }

    private async Task<bool> AgreeAsync(List<SiloConnection> silos, string section)
    {
        var (start, position) = (Recorder.Now, recorder.Position);
        var reads = await Task.WhenAll(
            silos.Select(silo => Reads.BalancesAsync(silo, section, position, TimeMax)));
        if (reads.Any(read => read is null) || reads.Select(read => read!.Value.What).Distinct().Count() > 1)
            return false;
        recorder.Add(section, new Operation<TreasuryCall>(reads[0]!.Value.What, start, Recorder.Now));
        return true;
    }

    /// <summary>Follows the board until all pledges are on it that were accepted, and all money has arrived that was
    /// given.</summary>
    private async Task BoardAsync(SiloConnection silo)
    {
        var wanted = recorder.Treasuries.SelectMany(section => section)
            .Where(operation => operation.End is not null && operation.Call.Refusal is null)
            .Select(operation => operation.Call).ToList();
        var withdrawn = wanted.OfType<TreasuryCall.Withdraw>().Select(call => call.Id).ToHashSet();
        var pledged = wanted.OfType<TreasuryCall.Pledge>().Select(call => call.Id).ToHashSet();
        using var limit = new CancellationTokenSource(TimeMax);
        var gifts = recorder.Gifts;
        BoardCall.Board? board = null;
        var received = 0L;
        try
        {
            using var watch = silo.Strikes.WatchBoard(
                new() { Name = stage.Strike, View = V1.BoardView.Full }, cancellationToken: limit.Token);
            while (await watch.ResponseStream.MoveNext(limit.Token))
            {
                board = Reads.ToCall(watch.ResponseStream.Current.Board);
                received = watch.ResponseStream.Current.Board.Money.Sum(money => money.ReceivedMinorUnits);
                if (received > gifts.Certain + gifts.Unknown)
                    recorder.AddProblem($"{silo.Name} shows {received} as arrived, and {gifts} was given");
                if (received >= gifts.Certain && pledged.All(board.Pledges.ContainsKey)
                    && withdrawn.All(id => board.Pledges.TryGetValue(id, out var stands) && !stands))
                    return;
            }
        }
        catch (Exception problem) when (problem is RpcException or OperationCanceledException)
        {
            var missing = pledged.Where(id => board?.Pledges.ContainsKey(id) != true).Take(5);
            recorder.AddProblem(
                $"the board of {silo.Name} lacks {string.Join(", ", missing)}, or money ({received} of {gifts}), after "
                + $"{TimeMax}: {problem.Message}");
        }
    }
}
