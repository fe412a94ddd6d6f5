using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Boards;

/// <summary>Strikes, a line each.</summary>
internal static class StrikeTable
{
    public static Sheet Of(IEnumerable<V1.StrikeRow> rows)
    {
        var sheet = new Sheet("Strike", "State", "From", "Reached>", "Pledged>", "Need>", "Received~", "Runway>");
        foreach (var row in rows)
            if (row.Fault.Length > 0)
                sheet.Row(
                    Names.Short(row.Name), T("cannot be shown"), "", "", "", "", T("a fault of the service"), "");
            else
                sheet.Row(
                    Names.Short(row.Name), EnumText.Plain(row.State), Moments.Day(row.Facts.Start),
                    Count(row, row.Answers.Reached), Count(row, row.Answers.Pledged),
                    row.Need is { } need ? SumText.Of(need) : "", Received(row),
                    row.HasRunwayDays ? BoardDetails.Days(row.RunwayDays) : "");
        return sheet;
    }

    // What is not shown is not none.
    private static string Count(V1.StrikeRow row, int count) => row.Detail == V1.Detail.Nothing ? "" : $"{count}";

    private static string Received(V1.StrikeRow row) => string.Join(
        ", ", row.Money.Where(money => money.ReceivedMinorUnits > 0)
            .Select(money => SumText.Of(money.ReceivedMinorUnits, money.Currency)));
}
