using Solidarity.Domain.Text;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Trades;

/// <summary>Lists the trades that the service knows.</summary>
internal sealed class TradesService(TradeTable trades) : V1.TradesService.TradesServiceBase
{
    public override Task<V1.ListTradesResponse> ListTrades(V1.ListTradesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken, "trades");
        fields.Check();
        var cut = page.Cut(trades.All, trade => trade.Code, ToWire, trade => new V1.Trade { Code = trade.Code });
        return Task.FromResult(new V1.ListTradesResponse { Trades = { cut.Items }, NextPageToken = cut.NextToken });
    }

    private static V1.Trade ToWire(Trade trade) => new()
    {
        Code = trade.Code,
        Names =
        {
            trade.Names.Select(pair => new V1.TradeNames { Language = pair.Key, Names = { pair.Value } }),
        },
    };
}
