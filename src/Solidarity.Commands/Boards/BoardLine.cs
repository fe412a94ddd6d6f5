using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Boards;

/// <summary>A board in one line.</summary>
internal static class BoardLine
{
    public static string Of(V1.Board board)
    {
        var answers = board.Answers ?? new V1.BoardAnswers();
        var money = board.Money.Select(money => T($"{SumText.Of(money.PledgedMinorUnits, money.Currency)} pledged, "
            + $"{SumText.Of(Totals.Of(money.HeldMinorUnits, money.InTransitMinorUnits), money.Currency)} on its way, "
            + $"{SumText.Of(money.ReceivedMinorUnits, money.Currency)} received, "
            + $"{SumText.Of(money.PaidOutMinorUnits, money.Currency)} paid out"));
        string[] parts =
        [
            $"{Names.Short(board.Name)} {EnumText.Plain(board.State)}",
            .. board.Detail == V1.Detail.Nothing ? Array.Empty<string>() : [Call(answers)],
            .. money,
            .. board.Runway is { } runway ? [T($"runway {BoardDetails.Days(runway.Days)}")] : Array.Empty<string>(),
        ];
        return string.Join("; ", parts);
    }

    private static string Call(V1.BoardAnswers answers) => answers.Supported > 0
        ? T($"call reached {answers.Reached}: {answers.Pledged} pledged, {answers.Declined} declined, "
            + $"{answers.Unanswered} unanswered, {answers.Supported} with other support")
        : T($"call reached {answers.Reached}: {answers.Pledged} pledged, {answers.Declined} declined, "
            + $"{answers.Unanswered} unanswered");
}
