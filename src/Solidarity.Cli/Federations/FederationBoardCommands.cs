using System.CommandLine;
using Solidarity.Cli.Boards;
using Solidarity.Cli.Running;
using Solidarity.Cli.Sheets;
using Solidarity.Cli.Sums;
using Solidarity.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Cli.Federations;

/// <summary><c>solidarity federations board|watch|silent</c>.</summary>
internal static class FederationBoardCommands
{
    public static Command Board(Frame frame)
    {
        var id = Arguments.Federation();
        var looks = new Looks();
        var command = new Command(
            "board", "Show how a federation's sections stand: strikes, what they gave and got, money passing through.")
        {
            id, looks.AsOf,
        };
        command.WithExamples("federations board geneva", "federations board geneva --as-of 1868-04-02");
        return frame.Asks(command, async call =>
        {
            var request = new GetFederationBoardRequest { Name = call.Federation(id), AsOf = looks.AsOfOf(call) };
            var board = await call.AskAsync(
                options => call.Services.Federations.GetFederationBoardAsync(request, options));
            call.Show(board, console => console.Write(Picture(board)));
        });
    }

    public static Command Watch(Frame frame)
    {
        var id = Arguments.Federation();
        var command = new Command("watch", "Follow a federation's board, live, until Ctrl-C.") { id }
            .WithExamples("federations watch geneva");
        return frame.Asks(command, async call =>
        {
            var name = call.Federation(id);
            await new Following<WatchFederationBoardResponse>(
                call,
                (position, options) => call.Services.Federations.WatchFederationBoard(
                    new WatchFederationBoardRequest { Name = name, AfterPosition = position }, options),
                changed => changed.Position, changed => Picture(changed.Board), changed => Line(changed.Board),
                changed => MessageJson.WriteLine(call.Terminal.Output, changed)).RunAsync();
        });
    }

    public static Command Silent(Frame frame)
    {
        var id = Arguments.Federation();
        var strike = Options.Text("--strike", "STRIKE", "Only for the call of this strike.");
        var command = new Command("silent", "List a federation's sections that have not answered a call.")
        {
            id, strike,
        };
        command.WithExamples("federations silent geneva");
        return frame.Asks(command, async call =>
        {
            var request = new ListSilentSectionsRequest
            {
                PageSize = ServiceCall.PageSize,
                Federation = call.Federation(id),
                Strike = call.Get(strike) is { } text ? Names.Strike(text) : "",
            };
            var silent = await call.AskAllAsync(
                (token, options) => call.Services.Federations.ListSilentSectionsAsync(
                    new ListSilentSectionsRequest(request) { PageToken = token }, options),
                page => (page.Sections, page.NextPageToken));
            call.ShowAll("sections", silent, "Nobody is silent.", Rows);
        });
    }

    private static Rows Picture(FederationBoard board)
    {
        var parts = new List<IRenderable>
        {
            new Text($"{board.Name}: sections: {board.Sections}, strikes: {board.StrikesTotal}, "
                + $"silent: {board.SilentSections}", new Style(decoration: Decoration.Bold)),
        };
        if (board.Strikes.Count > 0)
            parts.AddRange([Text.Empty, StrikeRows.Table(board.Strikes)]);
        if (board.Money.Count > 0)
            parts.AddRange([Text.Empty, Money(board.Money)]);
        if (board.Carrying.Count > 0)
            parts.AddRange([Text.Empty, Carrying(board.Carrying)]);
        return new Rows(parts);
    }

    private static string Line(FederationBoard board)
    {
        var money = board.Money.Select(row => $"{SumText.Of(row.AskedMinorUnits, row.Currency)} asked, "
            + $"{SumText.Of(row.GaveMinorUnits, row.Currency)} given, "
            + $"{SumText.Of(row.GotMinorUnits, row.Currency)} got");
        string[] parts =
        [
            $"{Names.Short(board.Name)} sections: {board.Sections}, strikes: {board.StrikesTotal}, "
                + $"silent: {board.SilentSections}, sums carried: {board.CarryingTotal}",
            .. money,
        ];
        return string.Join("; ", parts);
    }

    private static Sheet Money(IEnumerable<FederationMoney> rows)
    {
        var sheet = new Sheet(
            "Currency", "Asked>", "Pledged>", "On its way>", "Given>", "Got>", "Share of all given>");
        foreach (var row in rows)
            sheet.Row(
                SumText.Of(row.Currency), SumText.Bare(row.AskedMinorUnits, row.Currency),
                SumText.Bare(row.PledgedMinorUnits, row.Currency), SumText.Bare(row.OnItsWayMinorUnits, row.Currency),
                SumText.Bare(row.GaveMinorUnits, row.Currency), SumText.Bare(row.GotMinorUnits, row.Currency),
                row.HasSharePerMille ? $"{row.SharePerMille / 10}.{row.SharePerMille % 10} %" : "");
        return sheet;
    }

    private static Sheet Carrying(IEnumerable<CarriedMoney> rows)
    {
        var sheet = new Sheet("Carries~", "Sum>", "For", "Since", "Age>");
        foreach (var row in rows)
            sheet.Row(
                Names.Short(row.Name), SumText.Of(row.Amount), Names.Short(row.Strike), Moments.Minute(row.SinceTime),
                Moments.Age(row.AgeSeconds));
        return sheet;
    }

    private static Sheet Rows(IReadOnlyCollection<SilentSection> sections)
    {
        var sheet = new Sheet("Section", "Call of", "Since", "Seen", "Reminders>");
        foreach (var section in sections)
            sheet.Row(
                Names.Short(section.Section), Names.Short(section.Strike), Moments.Minute(section.SinceTime),
                Moments.Minute(section.SeenTime), $"{section.Reminders}");
        return sheet;
    }
}
