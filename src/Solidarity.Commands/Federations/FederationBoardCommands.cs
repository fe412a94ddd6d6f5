using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Corridors;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Federations;

/// <summary><c>solidarity federations board|watch|silent</c>.</summary>
internal static class FederationBoardCommands
{
    private static readonly BodyBoard<FederationBoard, WatchFederationBoardResponse> Boards =
        new("federations", "geneva", () => Arguments.Federation(), (call, id) => call.Federation(id))
        {
            Ask = (services, asked, options) => services.Federations.GetFederationBoardAsync(
                new GetFederationBoardRequest { Name = asked.Name, Viewer = asked.Viewer, AsOf = asked.AsOf }, options),
            Follow = (services, asked, position, options) => services.Federations.WatchFederationBoard(
                new WatchFederationBoardRequest { Name = asked.Name, Viewer = asked.Viewer, AfterPosition = position },
                options),
            Changed = changed => (changed.Board, changed.Position),
            Picture = Picture,
            Table = board => StrikeTable.Of(board.Strikes),
            Line = Line,
        };

    public static Command Board(Frame frame) => Boards.Board(
        frame, "Show how a federation's sections stand: strikes, what they gave and got, money passing through.");

    public static Command Watch(Frame frame) =>
        Boards.Watch(frame, "Follow a federation's board, live, until Ctrl-C.");

    public static Command Silent(Frame frame)
    {
        var id = Arguments.Federation();
        var strike = Options.Text("--strike", "STRIKE", "Only for the call of this strike.");
        var view = new ViewOptions();
        var command = new Command("silent", T("List a federation's sections that have not answered a call."))
        {
            id, strike, view.As, view.AsOf,
        };
        return frame.Asks(command.WithExamples("federations silent geneva"), async call =>
        {
            var request = new ListSilentSectionsRequest
            {
                Federation = call.Federation(id),
                Strike = call.Strike(strike),
                Viewer = view.ViewerOf(call),
                AsOf = view.AsOfOf(call),
            };
            var others = 0;
            var silent = await call.AskAllAsync(request, call.Services.Federations.ListSilentSectionsAsync, page =>
            {
                others = page.Others;
                return page.Sections;
            });
            Show(call, silent, others, view.WhenNone(call, "Nobody is silent."));
        });
    }

    private static void Show(
        ServiceCall call, List<SilentSection> silent, int others, Wording whenNone)
    {
        if (call.Json)
            JsonText.Write(call.Terminal.Output, new JsonFields { ["sections"] = silent, ["others"] = others });
        else if (!call.ForPeople || silent.Count > 0 || others == 0)
            call.ShowAll("sections", silent, whenNone, Rows);
        if (call.ForPeople && others > 0)
            call.Terminal.Say($"Silent, and not shown to this viewer by name: {others}.");
    }

    private static (IRenderable Head, IRenderable Body) Picture(FederationBoard board)
    {
        var head = new Text(
            T($"{board.Name}: sections: {board.Sections}, strikes: {board.StrikesTotal}, {Silent(board)}"),
            new Style(decoration: Decoration.Bold));
        var parts = new List<IRenderable>();
        parts.AddRange(CarriageCommands.Lines(board.Carriage).Select(line => new Text(Shown.Line($"  {line}"))));
        if (board.Strikes.Count > 0)
            parts.AddRange([Text.Empty, StrikeTable.Of(board.Strikes)]);
        if (board.Money.Count > 0)
            parts.AddRange([Text.Empty, Money(board.Money)]);
        if (board.Carrying.Count > 0)
            parts.AddRange([Text.Empty, Carrying(board.Carrying)]);
        if (board.HiddenSections > 0)
            parts.Add(new Text(
                T($"Sections that do not show this viewer what they gave and got: {board.HiddenSections}. "
                + $"That is in none of these sums, nor is what was given to such sections.")));
        parts.AddRange(MoreText.Lines(board.Omitted));
        return (head, new Rows(parts));
    }

    private static string Silent(FederationBoard board) =>
        board.SilentInPart
            ? T($"silent: {board.SilentSections} that may be known of")
            : T($"silent: {board.SilentSections}");

    private static string Line(FederationBoard board)
    {
        var money = board.Money.Select(row => T($"{SumText.Of(row.AskedMinorUnits, row.Currency)} asked, "
            + $"{SumText.Of(row.GaveMinorUnits, row.Currency)} given, "
            + $"{SumText.Of(row.GotMinorUnits, row.Currency)} got"));
        string[] parts =
        [
            T($"{Names.Short(board.Name)} sections: {board.Sections}, strikes: {board.StrikesTotal}, "
                + $"{Silent(board)}, sums carried: {board.CarryingTotal}"),
            .. money,
        ];
        return string.Join("; ", parts);
    }

    private static Sheet Money(IEnumerable<FederationMoney> rows) => Sheet.Of(
        rows, ["Currency", "Asked>", "Pledged>", "On its way>", "Given>", "Got>", "Share of all given>"], row =>
        [
            .. SumText.Row(row.Currency, row.AskedMinorUnits, row.PledgedMinorUnits, row.OnItsWayMinorUnits,
                row.GaveMinorUnits, row.GotMinorUnits),
            row.HasSharePerMille
                ? Language.Current.Number($"{row.SharePerMille / 10}.{row.SharePerMille % 10}") + " %"
                : "",
        ]);

    private static Sheet Carrying(IEnumerable<CarriedMoney> rows) =>
        Sheet.Of(rows, ["Carries~", "Sum>", "For", "Since", "Age>", "Tries>", "Next try"], row =>
        [
            Names.Short(row.Name), SumText.Of(row.Amount), Names.Short(row.Strike), Moments.Minute(row.SinceTime),
            Moments.Age(row.AgeSeconds), row.Runs > 0 ? $"{row.Runs}" : "",
            row.AgainTime is { } again ? Moments.Minute(again) : "",
        ]);

    private static Sheet Rows(IReadOnlyCollection<SilentSection> sections) =>
        Sheet.Of(sections, ["Section", "Call of", "Since", "Seen", "Reminders>"], section =>
        [
            Names.Short(section.Section), Names.Short(section.Strike), Moments.Minute(section.SinceTime),
            Moments.Minute(section.SeenTime), $"{section.Reminders}",
        ]);
}
