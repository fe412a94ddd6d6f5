using Grpc.Core;
using Solidarity.Cluster.Tests.Clients;
using Solidarity.Cluster.Tests.Linearizability;
using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>What has to be so on every silo a while after the last fault. A silo may still end and be started again, as
/// where it wakes and hears that the others have declared it dead.</summary>
internal sealed class Settling(Stage stage, Recorder recorder)
{
    private const int PauseMs = 50;
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ReadTimeMax = TimeSpan.FromSeconds(10);

    private readonly CancellationToken _limit = new CancellationTokenSource(TimeMax).Token;

    /// <summary>Waits until each silo has all that was acknowledged, and records it.</summary>
    public async Task RunAsync(IReadOnlyList<ClusterSilo> silos)
    {
        var wanted = Wanted.Of(recorder);
        foreach (var silo in silos)
            await UntilAsync(() => HasAllAsync(silo, wanted), $"{silo.Name} shows {wanted}");
        foreach (var section in stage.Sections)
            await UntilAsync(() => AgreeAsync(silos, section), $"silos say the same balances of {section}");
    }

    private async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        while (!await isSo())
        {
            if (_limit.IsCancellationRequested)
            {
                recorder.AddProblem($"it did not come to this within {TimeMax}: {what}");
                return;
            }
            await Task.Delay(PauseMs);
        }
    }

    private async Task<bool> AgreeAsync(IReadOnlyList<ClusterSilo> silos, string section)
    {
        var connections = silos.Select(silo => silo.Connection).OfType<SiloConnection>().ToList();
        if (connections.Count < silos.Count)
            return false;
        var (start, position) = (Recorder.Now, recorder.Position);
        var reads = await Task.WhenAll(
            connections.Select(silo => Reads.BalancesAsync(silo, section, position, ReadTimeMax)));
        if (reads.Any(read => read is null) || reads.Select(read => read!.Value.What).Distinct().Count() > 1)
            return false;
        recorder.Add(section, new Operation<TreasuryCall>(reads[0]!.Value.What, start, Recorder.Now));
        return true;
    }

    /// <summary>Follows the board until all pledges are on it that were accepted, and all money has arrived that was
    /// given.</summary>
    /// <returns>False where the silo does not answer, or has ended.</returns>
    private async Task<bool> HasAllAsync(ClusterSilo silo, Wanted wanted)
    {
        if (silo.Connection is not { } connection)
            return false;
        try
        {
            using var watch = connection.Strikes.WatchBoard(
                new() { Name = stage.Strike, View = V1.BoardView.Full }, cancellationToken: _limit);
            while (await watch.ResponseStream.MoveNext(_limit))
                if (wanted.IsOn(watch.ResponseStream.Current.Board))
                {
                    CheckMost(silo, watch.ResponseStream.Current.Board);
                    return true;
                }
            return false;
        }
        catch (Exception problem) when (
            problem is RpcException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    private void CheckMost(ClusterSilo silo, V1.Board board)
    {
        var (certain, unknown) = recorder.Gifts;
        var received = Wanted.ReceivedOn(board);
        if (received > certain + unknown)
            recorder.AddProblem(
                $"{silo.Name} shows {received} as arrived; {certain} was given, and perhaps {unknown} more");
    }

    /// <summary>What every board has to show in the end.</summary>
    private sealed record Wanted(ImmutableHashSet<string> Pledged, ImmutableHashSet<string> Withdrawn, long Received)
    {
        public static Wanted Of(Recorder recorder)
        {
            var accepted = recorder.Treasuries.SelectMany(section => section)
                .Where(operation => operation.End is not null && operation.Call.Refusal is null)
                .Select(operation => operation.Call).ToList();
            return new Wanted(
                [.. accepted.OfType<TreasuryCall.Pledge>().Select(call => call.Id)],
                [.. accepted.OfType<TreasuryCall.Withdraw>().Select(call => call.Id)],
                recorder.Gifts.Certain);
        }

        public bool IsOn(V1.Board board)
        {
            var pledges = Reads.ToCall(board).Pledges;
            return ReceivedOn(board) >= Received
                && Pledged.All(pledges.ContainsKey)
                && Withdrawn.All(id => pledges.TryGetValue(id, out var stands) && !stands);
        }

        public static long ReceivedOn(V1.Board board) => board.Money.Sum(money => money.ReceivedMinorUnits);

        public override string ToString() =>
            $"{Pledged.Count} pledges, {Withdrawn.Count} of them withdrawn, and {Received} or more arrived";
    }
}
