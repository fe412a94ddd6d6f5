using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Text;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Callers;
using Solidarity.Server.Feeds;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Server.Strikes;
using Solidarity.Views.Access;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Graph;

internal sealed class GraphService(
    Times times, Resuming resuming, [BooksTime] TimeProvider time, GraphCache cache,
    Feeds<V1.WatchGraphResponse> graphs, TradeTable trades)
    : V1.GraphService.GraphServiceBase
{
    public override async Task<V1.Graph> GetGraph(V1.GetGraphRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var filter = Read(fields, request.Country, request.Trade);
        var viewer = fields.Viewer("viewer", request.Viewer);
        var asOf = times.Read(fields, "as_of", request.AsOf);
        fields.Check();
        if (asOf is null)
            return await cache.GetAsync(filter, viewer, context.CancellationToken);
        var graph = await times.LookAsync(
            asOf, viewer, (visible, at) => GraphBoard.Of(visible, filter, at), context.CancellationToken);
        return graph.ToWire();
    }

    public override async Task<V1.ListFlowsResponse> ListFlows(
        V1.ListFlowsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var filter = Read(fields, request.Country, request.Trade);
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "flows", request.Country, request.OrderBy, request.Trade,
            request.Viewer, $"{request.AsOf}");
        var order = Ordering<ShownFlow>.Read(
            fields, request.OrderBy, ("arrived", flow => flow.Arrived.ToWire()),
            ("on_its_way", flow => flow.OnTheWay.ToWire()));
        var viewer = fields.Viewer("viewer", request.Viewer);
        var asOf = times.Read(fields, "as_of", request.AsOf);
        fields.Check();
        var all = await times.LookAsync(
            asOf, viewer, (visible, _) => ShownFlows.Of(visible), context.CancellationToken);
        var cut = page.Cut(
            all.Where(filter.Shows),
            flow => order.Key(() => flow, $"{flow.From} {flow.To} {flow.Currency}"), flow => flow.ToWire(),
            flow => new V1.Flow { To = ((Address)flow.To).ToString() });
        return new V1.ListFlowsResponse { Flows = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task WatchGraph(
        V1.WatchGraphRequest request, IServerStreamWriter<V1.WatchGraphResponse> responseStream,
        ServerCallContext context)
    {
        var fields = new Fields();
        var filter = Read(fields, request.Country, request.Trade);
        var viewer = fields.Viewer("viewer", request.Viewer);
        await resuming.CheckAsync(fields, request.AfterPosition, context.CancellationToken);
        await graphs.WatchAsync(
            new Topic(filter, viewer, null, time), request.AfterPosition, responseStream, Caller.Of(context),
            context.CancellationToken);
    }

    private GraphFilter Read(Fields fields, string country, string trade) =>
        new(
        fields.CountryOrAll("country", country), fields.Trade("trade", trade, trades, required: false));

    /// <param name="Viewer">Null for all who see the same.</param>
    /// <param name="SharedKey">Null for a viewer.</param>
    private sealed record Topic(GraphFilter Filter, Viewer? Viewer, SharedViewKey? SharedKey, TimeProvider Time)
        : FeedTopic<V1.WatchGraphResponse>
    {
        private Viewer Looking => Viewer ?? SharedKey!.Viewer;

        public override FeedTopic<V1.WatchGraphResponse> Shared(World world) =>
            this with { Viewer = null, SharedKey = SharedViewKey.Of(world, Looking, board: null) };

        // A graph in which nothing has happened yet is shown, too.
        public override long ChangedAt(World world) => Math.Max(1, Looking.ChangedAt(world, world.Counters.ChangedAt));

        public override V1.WatchGraphResponse Write(World world, long changedAt) => new()
        {
            Graph = GraphBoard.Of(new VisibleWorld(world, Looking), Filter, Time.GetUtcNow()).ToWire(),
            Position = changedAt,
        };
    }
}

/// <summary>Writes the messages of graph.proto.</summary>
internal static class GraphMessages
{
    public static V1.Graph ToWire(this GraphBoard graph)
    {
        var message = new V1.Graph { Time = graph.At.ToTimestamp(), StrikesTotal = graph.StrikesTotal };
        var budget = new MessageBudget("graph").After(message);
        budget.Omit("money", message.Money.AddMoney(graph.Money, ServerLimits.BoardMoneyMax));
        budget
            .Fill(
                message.Countries, "countries", graph.Countries, graph.CountriesTotal, ToWire,
                flow => new V1.CountryFlow { FromCountry = flow.From, ToCountry = flow.To })
            .Fill(
                message.Strikes, "strikes", graph.Strikes, graph.StrikesTotal, row => row.ToWire(), BoardMessages.Name,
                ServerLimits.GraphRowsBytesMax)
            .Tell(message.Omitted);
        return message;
    }

    public static V1.Flow ToWire(this ShownFlow flow) => new()
    {
        From = flow.From?.ToWire(),
        To = ((Address)flow.To).ToString(),
        FromCountry = flow.FromCountry,
        ToCountry = flow.ToCountry,
        ToTrade = flow.ToTrade,
        Currency = flow.Currency.ToWire(),
        ArrivedMinorUnits = flow.Arrived.ToWire(),
        OnItsWayMinorUnits = flow.OnTheWay.ToWire(),
    };

    private static V1.CountryFlow ToWire(CountryFlow flow) => new()
    {
        FromCountry = flow.From,
        ToCountry = flow.To,
        Currency = flow.Currency.ToWire(),
        ArrivedMinorUnits = flow.Arrived.ToWire(),
        OnItsWayMinorUnits = flow.OnTheWay.ToWire(),
    };
}
