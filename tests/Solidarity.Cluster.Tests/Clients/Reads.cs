using Grpc.Core;
using Solidarity.Cluster.Tests.Linearizability;
using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Clients;

/// <summary>A reading of one silo.</summary>
/// <param name="Position">How far the journal had come at that silo.</param>
internal readonly record struct Reading<T>(T What, long Position);

/// <summary>Readings of one silo; null where it did not answer. A fault of the service is thrown.</summary>
internal static class Reads
{
    private const string PositionKey = "solidarity-position";

    /// <param name="position">What the silo has to have before it answers; 0: what it has.</param>
    public static async Task<Reading<TreasuryCall.Balances>?> BalancesAsync(
        SiloConnection silo, string section, long position, TimeSpan within) =>
        await ReadAsync(
            options => silo.Books.GetBalancesAsync(new() { Body = section }, options), position, within)
            is var (response, at)
            ? new(new TreasuryCall.Balances(SumOf(response, "treasury"), SumOf(response, "pledged")), at)
            : null;

    /// <inheritdoc cref="BalancesAsync"/>
    public static async Task<Reading<BoardCall.Board>?> BoardAsync(
        SiloConnection silo, string strike, long position, TimeSpan within) =>
        await ReadAsync(
            options => silo.Strikes.GetBoardAsync(new() { Name = strike, View = V1.BoardView.Full }, options),
            position, within)
            is var (board, at)
            ? new(ToCall(board), at)
            : null;

    /// <summary>The pledges on it that are not honoured.</summary>
    public static BoardCall.Board ToCall(V1.Board board) => board.Aid.Count < board.AidTotal
        ? throw new InvalidOperationException($"a board shows {board.Aid.Count} of {board.AidTotal} pieces of aid")
        : new(board.Aid
            .Where(aid => aid.AidId.StartsWith(Stage.PledgedPrefix, StringComparison.Ordinal))
            .ToImmutableSortedDictionary(
                aid => aid.AidId, aid => aid.State == V1.AidState.Pledged, StringComparer.Ordinal));

    private static async Task<(T Response, long Position)?> ReadAsync<T>(
        Func<CallOptions, AsyncUnaryCall<T>> ask, long position, TimeSpan within)
    {
        var headers = new Metadata();
        if (position > 0)
            headers.Add(PositionKey, position.ToString(CultureInfo.InvariantCulture));
        try
        {
            using var call = ask(new CallOptions(headers, DateTime.UtcNow + within));
            var response = await call;
            var at = call.GetTrailers().GetValue(PositionKey)
                ?? throw new InvalidOperationException("an answer did not say its position");
            return (response, long.Parse(at, CultureInfo.InvariantCulture));
        }
        catch (RpcException told) when (told.StatusCode is not StatusCode.Internal and not StatusCode.Unknown)
        {
            return null;
        }
    }

    private static long SumOf(V1.GetBalancesResponse response, string account) =>
        response.Balances.Where(balance => balance.Account == account).Sum(balance => balance.Amount.MinorUnits);
}
