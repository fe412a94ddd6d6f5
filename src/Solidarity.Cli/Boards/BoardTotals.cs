using Solidarity.Domain.Money;

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
        PledgedMinorUnits = Plus(left.PledgedMinorUnits, right.PledgedMinorUnits),
        HeldMinorUnits = Plus(left.HeldMinorUnits, right.HeldMinorUnits),
        InTransitMinorUnits = Plus(left.InTransitMinorUnits, right.InTransitMinorUnits),
        ReceivedMinorUnits = Plus(left.ReceivedMinorUnits, right.ReceivedMinorUnits),
        GiftsMinorUnits = Plus(left.GiftsMinorUnits, right.GiftsMinorUnits),
        LoansMinorUnits = Plus(left.LoansMinorUnits, right.LoansMinorUnits),
        PaidOutMinorUnits = Plus(left.PaidOutMinorUnits, right.PaidOutMinorUnits),
    };

    // Each may stand at the bound already.
    private static long Plus(long left, long right) => Total.ShownMinor((Int128)left + right);
}
