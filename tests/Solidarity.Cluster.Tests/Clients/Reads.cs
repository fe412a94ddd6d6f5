using Grpc.Core;
using Solidarity.Cluster.Tests.Linearizability;
using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Clients;

/// <summary>Readings of one silo; null where it did not answer. A fault of the service is thrown.</summary>
internal static class Reads
{
    public static async Task<TreasuryCall.Balances?> BalancesAsync(SiloConnection silo, string section, TimeSpan within)
    {
        try
        {
            var response = await silo.Sections.GetBalancesAsync(
                new() { Section = section }, deadline: DateTime.UtcNow + within);
            return new TreasuryCall.Balances(SumOf(response, "treasury"), SumOf(response, "pledged"));
        }
        catch (RpcException told) when (told.StatusCode is not StatusCode.Internal and not StatusCode.Unknown)
        {
            return null;
        }
    }

    public static async Task<BoardCall.Board?> BoardAsync(SiloConnection silo, string strike, TimeSpan within)
    {
        try
        {
            var board = await silo.Strikes.GetBoardAsync(
                new() { Name = strike, View = V1.BoardView.Full }, deadline: DateTime.UtcNow + within);
            return ToCall(board);
        }
        catch (RpcException told) when (told.StatusCode is not StatusCode.Internal and not StatusCode.Unknown)
        {
            return null;
        }
    }

    public static BoardCall.Board ToCall(V1.Board board) => new(board.Aid.ToImmutableSortedDictionary(
        aid => aid.AidId, aid => aid.State == V1.AidState.Pledged, StringComparer.Ordinal));

    private static long SumOf(V1.GetBalancesResponse response, string account) =>
        response.Balances.Where(balance => balance.Account == account).Sum(balance => balance.Amount.MinorUnits);
}
