namespace Solidarity.Cli.Boards;

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
        PledgedMinorUnits = left.PledgedMinorUnits + right.PledgedMinorUnits,
        HeldMinorUnits = left.HeldMinorUnits + right.HeldMinorUnits,
        InTransitMinorUnits = left.InTransitMinorUnits + right.InTransitMinorUnits,
        ReceivedMinorUnits = left.ReceivedMinorUnits + right.ReceivedMinorUnits,
        GiftsMinorUnits = left.GiftsMinorUnits + right.GiftsMinorUnits,
        LoansMinorUnits = left.LoansMinorUnits + right.LoansMinorUnits,
        PaidOutMinorUnits = left.PaidOutMinorUnits + right.PaidOutMinorUnits,
    };
}
