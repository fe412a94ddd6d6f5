using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Graph;

/// <summary><c>solidarity graph</c>.</summary>
internal static class GraphCommand
{
    // As the service calls those that it puts together.
    private static readonly Wording Others = "others";

    public static Command Create(Frame frame)
    {
        var view = new ViewOptions();
        var watch = Options.Flag("--watch", "Follow it, live, until Ctrl-C.");
        var flows = Options.Flag("--flows", "List who gave to whom instead.");
        var order = Options.Text(
            "--order-by", "FIELDS",
            "With --flows: arrived or on_its_way, each with or without desc: \"arrived desc\".");
        var command = new Command("graph", T("Show the whole graph: who is on strike, and where the money flows."))
        {
            watch, flows, view.Country, view.Trade, view.As, view.AsOf, order,
        };
        return frame.Asks(command.WithExamples(
            "graph", "graph --country FR", "graph --watch", "graph --as public",
            "graph --flows --order-by \"arrived desc\""), call =>
        {
            if (call.Get(flows) ? call.Get(watch) : call.Get(order) is not null)
                throw UsageException.Malformed(
                    "flows", "does not go with --watch, and --order-by only with --flows");
            if (call.Get(watch) && call.Get(view.AsOf) is not null)
                throw UsageException.Malformed("as-of", "is of the past, which --watch cannot follow");
            return call.Get(flows) ? FlowsAsync(call, view, order)
                : call.Get(watch) ? WatchAsync(call, view)
                : ShowAsync(call, view);
        });
    }

    private static async Task ShowAsync(ServiceCall call, ViewOptions view)
    {
        var request = new GetGraphRequest
        {
            Country = call.Country(view.Country),
            Trade = call.Text(view.Trade),
            Viewer = view.ViewerOf(call),
            AsOf = view.AsOfOf(call),
        };
        var graph = await call.AskAsync(request, call.Services.Graph.GetGraphAsync);
        call.Show(graph, () => StrikeTable.Of(graph.Strikes), console =>
        {
            console.Write(Head(graph));
            console.Write(Picture(graph));
        });
    }

    private static Task WatchAsync(ServiceCall call, ViewOptions view) => new Following<WatchGraphResponse>(
        call,
        (position, options) => call.Services.Graph.WatchGraph(
            new WatchGraphRequest
            {
                Country = call.Country(view.Country),
                Trade = call.Text(view.Trade),
                Viewer = view.ViewerOf(call),
                AfterPosition = position,
            }, options),
        changed => changed.Position,
        changed => new LivePicture(Head(changed.Graph), Picture(changed.Graph), "graph"),
        changed => Line(changed.Graph),
        changed => JsonText.Write(call.Terminal.Output, changed, oneLine: true)).RunAsync();

    private static async Task FlowsAsync(ServiceCall call, ViewOptions view, Option<string?> order)
    {
        var request = new ListFlowsRequest
        {
            Country = call.Country(view.Country),
            Trade = call.Text(view.Trade),
            OrderBy = call.Text(order),
            Viewer = view.ViewerOf(call),
            AsOf = view.AsOfOf(call),
        };
        await call.ListAsync(request, call.Services.Graph.ListFlowsAsync, page => page.Flows,
            _ => view.WhenNone(call, "No money has moved yet."), Rows);
    }

    private static Rows Head(V1.Graph graph) =>
        new(new Text(T($"open strikes: {graph.StrikesTotal}"), new Style(decoration: Decoration.Bold)));

    private static Rows Picture(V1.Graph graph)
    {
        var parts = new List<IRenderable>();
        if (graph.Strikes.Count > 0)
            parts.AddRange([Text.Empty, StrikeTable.Of(graph.Strikes).WithoutZeros(but: "Runway")]);
        if (graph.Countries.Count > 0)
            parts.AddRange([Text.Empty, Countries(graph).WithoutZeros()]);
        if (graph.Money.Count > 0)
            parts.AddRange(
                [Text.Empty, new Text(T("All strikes that there ever were")),
                    Boards.BoardView.MoneyTable(graph.Money).WithoutZeros()]);
        parts.AddRange(MoreText.Lines(graph.Omitted));
        return new Rows(parts);
    }

    private static string Line(V1.Graph graph) => string.Join("; ", graph.Money
        .Select(money => T($"{SumText.Of(money.ReceivedMinorUnits, money.Currency)} received, "
            + $"{SumText.Of(Totals.Of(money.HeldMinorUnits, money.InTransitMinorUnits), money.Currency)} on its way"))
        .Prepend(T($"open strikes: {graph.StrikesTotal}")));

    private static Sheet Countries(V1.Graph graph) =>
        Sheet.Of(graph.Countries, ["From country", "To country", "Arrived>", "On its way>"], flow =>
        [
            flow.FromCountry.Length > 0 ? flow.FromCountry : T("not known"), flow.ToCountry,
            SumText.Of(flow.ArrivedMinorUnits, flow.Currency), SumText.Of(flow.OnItsWayMinorUnits, flow.Currency),
        ]);

    private static Sheet Rows(IReadOnlyCollection<Flow> flows) =>
        Sheet.Of(flows, ["From~", "To", "Arrived>", "On its way>"], flow =>
        [
            flow.From is { } giver ? Parties.Short(giver) : T(Others),
            flow.To.Length > 0 ? Names.Short(flow.To) : T(Others),
            SumText.Of(flow.ArrivedMinorUnits, flow.Currency),
            SumText.Of(flow.OnItsWayMinorUnits, flow.Currency),
        ]);
}
