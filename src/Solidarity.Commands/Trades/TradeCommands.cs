using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Domain.Text;
using Known = Solidarity.Domain.Text.Trade;

namespace Solidarity.Commands.Trades;

/// <summary><c>solidarity trades</c>: the codes of trades and what stands for them.</summary>
internal static class TradeCommands
{
    public static Command Create(Frame frame)
    {
        var name = Arguments.Text("NAME", "A trade, by its code or any of its names: Bäcker.").Optional();
        var command = new Command("trades", T("List trades with their names, or see what one is called.")) { name };
        command.WithExamples("trades", "trades Bäcker");
        return frame.Asks(command, async call =>
        {
            var trades = await AskAsync(call);
            if (call.TextOrNull(name) is { } text)
                ShowOne(call, trades, text);
            else
                call.ShowAll("trades", trades, "The service knows no trade.", Rows);
        });
    }

    private static void ShowOne(ServiceCall call, List<V1.Trade> trades, string text)
    {
        var code = text.Length <= Texts.NameCharsMax ? TableOf(trades).Known(text) : null;
        if (trades.Find(trade => trade.Code == code) is not { } found)
            throw UsageException.Malformed(
                "name", $"\"{text}\" is no name of a known trade; sections may have it all the same");
        call.ShowFacts(found,
        [
            ("trade", found.Code),
            .. found.Names.Select(names => (Wording.Verbatim(names.Language), string.Join(", ", names.Names))),
        ]);
    }

    /// <summary>The table of the service that is called.</summary>
    public static async Task<TradeTable> TableAsync(ServiceCall call) => TableOf(await AskAsync(call));

    private static Task<List<V1.Trade>> AskAsync(ServiceCall call) =>
        call.AskAllAsync(new ListTradesRequest(), call.Services.Trades.ListTradesAsync, page => page.Trades);

    private static TradeTable TableOf(IEnumerable<V1.Trade> trades) => TradeTable.Of(trades.Select(trade => new Known(
        trade.Code,
        trade.Names.Where(names => names.Names.Count > 0).DistinctBy(names => names.Language)
            .ToImmutableSortedDictionary(
                names => names.Language, names => names.Names.ToImmutableArray(), StringComparer.Ordinal))));

    // A column for each language: the names that are shown.
    private static Sheet Rows(IReadOnlyCollection<V1.Trade> trades)
    {
        var languages = trades.SelectMany(trade => trade.Names.Select(names => names.Language)).Distinct()
            .OrderBy(language => language != TradeTable.English).ThenBy(language => language, StringComparer.Ordinal)
            .ToArray();
        var headings = languages.Select(language => new Heading(Wording.Verbatim(language), Wraps: true));
        return Sheet.Of(trades, ["Trade", .. headings], trade =>
        [
            trade.Code,
            .. languages.Select(language =>
                trade.Names.FirstOrDefault(names => names.Language == language)?.Names.FirstOrDefault() ?? ""),
        ]);
    }
}
