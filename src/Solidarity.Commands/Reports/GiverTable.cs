using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Reports;

/// <summary>What arrived in a strike's fund, by the kind of those who gave it and by currency. Names of givers stand on
/// the board, not here.</summary>
internal static class GiverTable
{
    /// <summary>Three kinds of givers in three currencies.</summary>
    private const int RowsMax = 9;

    private enum Giver
    {
        Section,
        Federation,
        Outside,
    }

    public static Sheet Of(Board board)
    {
        // What is only on record is in no sum of the fund.
        var arrived = board.Aid.Where(aid => aid is { Counted: true, Delivered: not null, Stage: MoneyStage.Received });
        var groups = arrived.GroupBy(aid => (
            Giver: KindOf(aid.From), aid.Delivered.CurrencyCode, aid.Delivered.UnitsPerMajor))
            .OrderBy(group => group.Key.Giver).ThenBy(group => group.Key.CurrencyCode, StringComparer.Ordinal)
            .Take(RowsMax);
        return Sheet.Of(groups, ["From~", "Givers>", "Gifts>", "Loans>", "Other>", "In all>"], group =>
        {
            var currency = new Currency
            {
                CurrencyCode = group.Key.CurrencyCode,
                UnitsPerMajor = group.Key.UnitsPerMajor,
            };
            return
            [
                NameOf(group.Key.Giver),
                group.Select(aid => aid.From).Distinct().Count().ToString(CultureInfo.InvariantCulture),
                Sum(kind => kind == AidKind.Gift), Sum(kind => kind == AidKind.Loan),
                Sum(kind => kind is not (AidKind.Gift or AidKind.Loan)), Sum(_ => true),
            ];

            string Sum(Func<AidKind, bool> isOf) => SumText.Of(Capped(
                group.Where(aid => isOf(aid.Kind)).Select(aid => aid.Delivered.MinorUnits)), currency);
        });
    }

    // A total of more than is shown is shown as that.
    private static long Capped(IEnumerable<long> sums)
    {
        Int128 all = 0;
        foreach (var sum in sums)
            all += sum;
        return Domain.Money.Total.ShownMinor(all);
    }

    private static Giver KindOf(Party from) => from.PartyCase != Party.PartyOneofCase.Body ? Giver.Outside
        : from.Body.StartsWith("sections/", StringComparison.Ordinal) ? Giver.Section
        : Giver.Federation;

    private static string NameOf(Giver giver) => giver switch
    {
        Giver.Section => T("sections"),
        Giver.Federation => T("federations"),
        _ => T("givers outside"),
    };
}
