using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Boards;

/// <summary>The money of several boards, added up by currency: never across currencies.</summary>
internal static class BoardTotals
{
    public static IEnumerable<V1.BoardMoney> Of(IEnumerable<V1.Board> boards) => boards
        .SelectMany(board => board.Money)
        .GroupBy(money => money.Currency)
        .OrderBy(group => group.Key.CurrencyCode, StringComparer.Ordinal)
        .ThenBy(group => group.Key.UnitsPerMajor)
        .Select(group => group.Aggregate(new V1.BoardMoney { Currency = group.Key }, Sum));

    private static V1.BoardMoney Sum(V1.BoardMoney left, V1.BoardMoney right) => new()
    {
        Currency = left.Currency,
        PledgedMinorUnits = Totals.Of(left.PledgedMinorUnits, right.PledgedMinorUnits),
        HeldMinorUnits = Totals.Of(left.HeldMinorUnits, right.HeldMinorUnits),
        InTransitMinorUnits = Totals.Of(left.InTransitMinorUnits, right.InTransitMinorUnits),
        ReceivedMinorUnits = Totals.Of(left.ReceivedMinorUnits, right.ReceivedMinorUnits),
        GiftsMinorUnits = Totals.Of(left.GiftsMinorUnits, right.GiftsMinorUnits),
        LoansMinorUnits = Totals.Of(left.LoansMinorUnits, right.LoansMinorUnits),
        PaidOutMinorUnits = Totals.Of(left.PaidOutMinorUnits, right.PaidOutMinorUnits),
        ReturnedMinorUnits = Totals.Of(left.ReturnedMinorUnits, right.ReturnedMinorUnits),
        PassedOnMinorUnits = Totals.Of(left.PassedOnMinorUnits, right.PassedOnMinorUnits),
        RepaidMinorUnits = Totals.Of(left.RepaidMinorUnits, right.RepaidMinorUnits),
        KeptMinorUnits = Totals.Of(left.KeptMinorUnits, right.KeptMinorUnits),
    };
}
