using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Sections;

/// <summary><c>solidarity sections board|watch</c>.</summary>
internal static class SectionBoardCommands
{
    private const int Indent = 2;

    private static readonly BodyBoard<SectionBoard, WatchSectionBoardResponse> Boards =
        new("sections", "geneva-masons", () => Arguments.Section(), (call, id) => call.Section(id))
        {
            Ask = (services, asked, options) => services.Sections.GetSectionBoardAsync(
                new GetSectionBoardRequest { Name = asked.Name, Viewer = asked.Viewer, AsOf = asked.AsOf }, options),
            Follow = (services, asked, position, options) => services.Sections.WatchSectionBoard(
                new WatchSectionBoardRequest { Name = asked.Name, Viewer = asked.Viewer, AfterPosition = position },
                options),
            Changed = changed => (changed.Board, changed.Position),
            Picture = Picture,
            Table = Calls,
            Line = Line,
        };

    public static Command Board(Frame frame) => Boards.Board(
        frame, "Show what lies before a section: open calls with a suggested share, promises, warnings.");

    public static Command Watch(Frame frame) =>
        Boards.Watch(frame, "Follow what lies before a section, live, until Ctrl-C.");

    private static (IRenderable Head, IRenderable Body) Picture(SectionBoard board)
    {
        var head = new Text($"{board.Name}: {Totals(board)}", new Style(decoration: Decoration.Bold));
        var parts = new List<IRenderable>();
        parts.AddRange(board.Calls.SelectMany(call => new IRenderable[] { Text.Empty, Call(call) }));
        foreach (var table in Tables(board))
            parts.AddRange([Text.Empty, table]);
        parts.AddRange(MoreText.Lines(board.Omitted));
        return (head, new Rows(parts));
    }

    private static IEnumerable<IRenderable> Tables(SectionBoard board)
    {
        if (board.Strikes.Count > 0)
            yield return StrikeTable.Of(board.Strikes);
        if (board.Promises.Count > 0)
            yield return Promises(board);
        if (board.Tranches.Count > 0)
            yield return Tranches(board);
        if (board.Money.Count > 0)
            yield return Money(board);
        foreach (var warning in board.Warnings.Where(warning => warning.Fault.Length == 0))
            yield return new Text(Shown.Line(InWords(warning)));
    }

    private static string InWords(OpenWarning warning)
    {
        var place = Facts.Place(warning.Facts.Locality, warning.Facts.Country);
        return warning.AcknowledgedTime is null
            ? T($"warning of {warning.Section}, {place}: {warning.Text}")
            : T($"warning of {warning.Section}, {place}: {warning.Text} (taken note of)");
    }

    private static string Line(SectionBoard board) => $"{Names.Short(board.Name)} {Totals(board)}";

    private static string Totals(SectionBoard board) => T($"open calls: {board.CallsTotal}, "
        + $"unanswered: {board.Unanswered}; open promises: {board.Promises.Count + board.Tranches.Count}; "
        + $"warnings: {board.Warnings.Count}");

    private static Rows Call(OpenCall call)
    {
        if (call.Fault.Length > 0)
            return new Rows(new Text(MoreText.Faulty(call.Strike)));
        var (section, answer) = (Names.Short(call.Section), EnumText.Plain(call.Answer));
        var head = call.ChangedSinceAnswered
            ? T($"{call.Strike} of {section}: {answer}, but the call has changed since")
            : T($"{call.Strike} of {section}: {answer}");
        var below = new List<string>();
        if (call.Call.Asks.Length > 0)
            below.Add(T($"asks: {call.Call.Asks}"));
        if (call.Share is { } share)
            below.AddRange([
                T($"suggested share: {SumText.Of(share.Share)}"), Language.Current.Repeat(share.Explanation)]);
        if (call.Dealings.Count > 0)
            below.Add(T($"with {section}: {Between(call.Dealings)}"));
        if (call.DealingsWithTrade.Count > 0)
            below.Add(T($"with all {Facts.Trade(call.Trade)}: {Between(call.DealingsWithTrade)}"));
        return new Rows(below.Select(line => Padded(line, Indent)).Prepend(Padded(head, 0)));
    }

    private static Padder Padded(string line, int left) =>
        new(new Text(Shown.Line(line)), new Padding(left, 0, 0, 0));

    private static Sheet Calls(SectionBoard board) =>
        Sheet.Of(board.Calls, ["Strike", "Section", "Answer", "Asks", "Suggested share>"], call =>
        [
            Names.Short(call.Strike), Names.Short(call.Section), EnumText.Plain(call.Answer), call.Call?.Asks ?? "",
            call.Share is { } share ? SumText.Of(share.Share) : "",
        ]);

    private static string Between(IEnumerable<Dealings> dealings) => string.Join("; ", dealings.Select(row =>
        T($"{SumText.Of(row.GivenMinorUnits, row.Currency)} given, "
            + $"{SumText.Of(row.ReceivedMinorUnits, row.Currency)} received")));

    private static Sheet Promises(SectionBoard board) => Sheet.Of(
        board.Promises.Where(promise => promise.Fault.Length == 0),
        ["Promise", "Strike", "Kind", "Sum>", "On its way with"], promise =>
        [
            Names.Short(promise.Name), Names.Short(promise.Strike), EnumText.Plain(promise.Kind),
            SumText.Of(promise.Amount), Names.Short(promise.Transfer),
        ]);

    private static Sheet Tranches(SectionBoard board) => Sheet.Of(
        board.Tranches.Where(tranches => tranches.Fault.Length == 0),
        ["Tranches", "Strike", "Each>", "Left>", "Missed>", "Next", "Every>"], tranches =>
        [
            Names.Short(tranches.Name), Names.Short(tranches.Strike), SumText.Of(tranches.Each),
            $"{tranches.Left}", $"{tranches.Missed}",
            Moments.Minute(tranches.NextDueTime), BoardDetails.Days(tranches.EveryDays),
        ]);

    private static Sheet Money(SectionBoard board) => Sheet.Of(
        board.Money, ["Currency", "Available>", "Asked>", "Pledged>", "On its way>", "Given>", "Got>"],
        row => SumText.Row(
            row.Currency, row.AvailableMinorUnits, row.AskedMinorUnits, row.PledgedMinorUnits, row.OnItsWayMinorUnits,
            row.GaveMinorUnits, row.GotMinorUnits));
}
