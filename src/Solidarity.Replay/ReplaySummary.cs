using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Replay;

/// <summary>A whole story in a few lines: how many struck and called, who answered, and what moved by currency.
/// </summary>
internal static class ReplaySummary
{
    public static void Write(IAnsiConsole console, V1.Board[] boards)
    {
        foreach (var line in Lines(boards))
            console.WriteLine(line);
        console.Write(Money(boards));
        if (boards.Sum(board => board.AidWithoutSum) is > 0 and var withoutSum)
            console.Write(BoardView.WithoutSum(withoutSum));
    }

    public static void WriteJson(TextWriter output, V1.Board[] boards) => JsonText.Write(output, new JsonFields
    {
        ["strikes"] = boards.Length,
        ["calls"] = CallsOf(boards),
        ["answers"] = Answers(boards),
        ["money"] = BoardTotals.Of(boards).Select(BoardJson.Money),
    });

    public static Sheet Money(V1.Board[] boards) => BoardView.MoneyTable(BoardTotals.Of(boards));

    private static IEnumerable<string> Lines(V1.Board[] boards)
    {
        if (boards.Length == 0)
        {
            yield return T("No strikes.");
            yield break;
        }
        var outcomes = boards.GroupBy(board => board.State).OrderBy(group => group.Key)
            .Select(group => $"{EnumText.Plain(group.Key)} {group.Count()}");
        yield return T($"{boards.Length} strikes from {boards[0].Facts.Start} to {boards[^1].Facts.Start}: "
            + $"{string.Join(", ", outcomes)}");
        var answers = Answers(boards);
        yield return T($"{CallsOf(boards)} calls for aid, which reached {answers.Reached}: {answers.Pledged} pledged, "
            + $"{answers.Declined} declined, {answers.Unanswered} unanswered");
    }

    private static V1.BoardAnswers Answers(V1.Board[] boards)
    {
        var all = new V1.BoardAnswers();
        foreach (var answers in boards.Select(board => board.Answers).OfType<V1.BoardAnswers>())
        {
            all.Reached += answers.Reached;
            all.Pledged += answers.Pledged;
            all.Declined += answers.Declined;
            all.Unanswered += answers.Unanswered;
        }
        return all;
    }

    private static int CallsOf(V1.Board[] boards) => boards.Count(board => board.Call is not null);
}
