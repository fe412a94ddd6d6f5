using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Boards;

/// <summary>Boards for people: each strike, who answered what, the money by currency, and at the end all money
/// together.</summary>
internal static class BoardView
{
    /// <param name="whole">With what the boards have beyond answers, money and aid.</param>
    public static void Write(IAnsiConsole console, IEnumerable<V1.Board> boards, bool whole)
    {
        var inOrder = boards.ToArray();
        if (inOrder.Length == 0)
            console.WriteLine(T("No strikes yet."));
        foreach (var board in inOrder)
        {
            console.Write(Strike(board, whole));
            console.WriteLine();
        }
        if (inOrder.Length > 1)
            WriteTotals(console, inOrder);
    }

    /// <summary>One strike as one block.</summary>
    public static IRenderable Strike(V1.Board board, bool whole)
    {
        if (board.Fault.Length > 0)
            return new Text(MoreText.Faulty(board.Name));
        var parts = new List<IRenderable> { Heading(Shown.Line(Title(board))) };
        parts.AddRange(Lines(whole
            ? [.. Facts(board), .. Coverage(board), .. BoardDetails.Runway(board), .. BoardDetails.Facts(board)]
            : [.. Facts(board), .. Coverage(board)]));
        parts.AddRange([.. Aid(board), .. whole ? Details(board) : [], .. Money(board), .. More(board)]);
        return new Rows(parts);
    }

    /// <summary>The same for one who watches: how far the need is covered stays in sight, and the money is next.
    /// </summary>
    public static LivePicture Live(V1.Board board)
    {
        var showsAll = $"board {Names.Short(board.Name)}";
        if (board.Fault.Length > 0)
            return new LivePicture(new Text(MoreText.Faulty(board.Name)), new Rows(), showsAll);
        var head = Lines([.. Coverage(board), .. BoardDetails.Runway(board)])
            .Prepend(Heading(Shown.Line(Title(board))));
        return new LivePicture(new Rows(head), new Rows(
            [
                .. Lines([.. Facts(board), .. BoardDetails.Facts(board)]), .. Money(board), .. Aid(board),
                .. Details(board), .. More(board),
            ]), showsAll);
    }

    private static IEnumerable<IRenderable> Lines(IEnumerable<string> lines) =>
        lines.Select(line => new Padder(new Text(Shown.Line(line)), new Padding(2, 0, 0, 0)));

    private static IEnumerable<IRenderable> Aid(V1.Board board) =>
        board.Aid.Count > 0 ? [Text.Empty, AidTable(board)] : [];

    private static IEnumerable<IRenderable> Details(V1.Board board) =>
        BoardDetails.Tables(board).SelectMany(table => new IRenderable[] { Text.Empty, table });

    private static IEnumerable<IRenderable> Money(V1.Board board) =>
    [
        .. board.Money.Count > 0 ? (IRenderable[])[Text.Empty, MoneyTable(board.Money)] : [],
        .. board.AidWithoutSum > 0 ? (IRenderable[])[WithoutSum(board.AidWithoutSum)] : [],
    ];

    private static IEnumerable<IRenderable> More(V1.Board board) =>
        MoreText.Lines(board.Omitted.Where(left => left.Field != "aid"));

    private static Text Heading(string title) => new(title, new Style(decoration: Decoration.Bold));

    private static string Title(V1.Board board)
    {
        var facts = board.Facts;
        var place = facts.Locality.Length > 0 ? $"{facts.Locality} ({facts.Country})" : facts.Country;
        return T($"{Sheets.Facts.Trade(facts.Trade)}, {place}, from {Moments.Day(facts.Start)}: {StateInWords(board)}");
    }

    private static string StateInWords(V1.Board board) => board.State switch
    {
        V1.StrikeState.Ended => T("over"),
        var state => EnumText.Plain(state),
    };

    private static IEnumerable<string> Facts(V1.Board board)
    {
        yield return T($"{board.Name}, declared by {board.Section}");
        if (board.Facts.HasStrikers)
            yield return T($"{board.Facts.Strikers} on strike");
        if (board.Facts.Demands.Length > 0)
            yield return T($"demands: {board.Facts.Demands}");
        if (board.Note.Length > 0)
            yield return T($"end: {board.Note}");
        yield return board.Call is null ? T("no call for aid") : CallInWords(board);
    }

    private static IEnumerable<string> Coverage(V1.Board board)
    {
        if (board is { Coverage: null, Detail: V1.Detail.Nothing, Call.Need: { } asked })
            yield return T($"need {SumText.Of(asked)}");
        if (board.Coverage is not { Need: { } need } coverage)
            yield break;
        var covered = T($"need {SumText.Of(need)}: {Of(coverage.ReceivedMinorUnits)} received, "
            + $"{Of(coverage.OnItsWayMinorUnits)} on its way, {Of(coverage.PledgedMinorUnits)} pledged");
        yield return coverage.UnaskedMinorUnits == 0
            ? covered
            : T($"{covered}; {Of(coverage.UnaskedMinorUnits)} told by others, which does not count until it is here");

        string Of(long minor) => SumText.Of(new V1.Money(need) { MinorUnits = minor });
    }

    private static string CallInWords(V1.Board board)
    {
        var answers = board.Answers ?? new V1.BoardAnswers();
        var scope = EnumText.Plain(board.Call.Scope);
        var call = board.Call.Asks.Length > 0 ? $"\"{board.Call.Asks}\", {scope}" : scope;
        // What is not shown is not none.
        return board.Detail == V1.Detail.Nothing
            ? T($"call: {call}")
            : T($"call: {call}, reached {answers.Reached}: {answers.Pledged} pledged, {answers.Declined} declined, "
                + $"{answers.Unanswered} unanswered");
    }

    private static Sheet AidTable(V1.Board board) =>
        Sheet.Of(board.Aid, ["From~", "Kind", "Sum>", "Status~", "Authority or reason~"], Cells);

    /// <summary>The aid of all boards, for programs.</summary>
    public static Sheet AidOf(IEnumerable<V1.Board> boards) => Sheet.Of(
        boards.SelectMany(board => board.Aid.Select(aid => (board.Name, Aid: aid))),
        ["Strike", "From", "Kind", "Sum>", "Status", "Authority or reason"],
        row => Cells(row.Aid).Prepend(Names.Short(row.Name)));

    private static string[] Cells(V1.BoardAid aid) =>
        [Parties.Short(aid.From), AidText.Kind(aid), AidText.Sum(aid), AidText.Status(aid), aid.Note];

    public static Sheet MoneyTable(IEnumerable<V1.BoardMoney> rows) => Sheet.Of(
        rows, ["Currency", "Pledged>", "Held>", "In transit>", "Received>", "Gifts>", "Loans>", "Paid out>"],
        row => SumText.Row(
            row.Currency, row.PledgedMinorUnits, row.HeldMinorUnits, row.InTransitMinorUnits, row.ReceivedMinorUnits,
            row.GiftsMinorUnits, row.LoansMinorUnits, row.PaidOutMinorUnits));

    private static void WriteTotals(IAnsiConsole console, V1.Board[] boards)
    {
        console.Write(new Text(T($"All {boards.Length} strikes"), new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        console.Write(MoneyTable(BoardTotals.Of(boards)));
        var withoutSum = boards.Sum(board => board.AidWithoutSum);
        if (withoutSum > 0)
            console.Write(WithoutSum(withoutSum));
    }

    public static Padder WithoutSum(int count) =>
        new(new Text(T($"+ {count} without a recorded sum")), new Padding(2, 0, 0, 0));
}
