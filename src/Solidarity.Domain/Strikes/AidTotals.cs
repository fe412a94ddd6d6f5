using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes;

/// <summary>The sums of counted aid in one currency, in minor units. Pledged, held, in transit and received are each
/// piece of aid's one place; gifts and loans are parts of their total, which may leave a rest that is neither.
/// </summary>
/// <param name="Pledged">Promised and not on its way, tranches that are still to come among it.</param>
public sealed record AidTotals(long Pledged, long Held, long InTransit, long Received, long Gifts, long Loans)
{
    public static AidTotals None { get; } = new(0, 0, 0, 0, 0, 0);

    [JsonIgnore]
    public long All => Pledged + Held + InTransit + Received;
}

/// <summary>Totals by currency, changed one piece of aid at a time.</summary>
public static class TotalsByCurrency
{
    /// <param name="sign">1 puts the sum in, -1 takes it out.</param>
    public static ImmutableSortedDictionary<Currency, AidTotals> Add(
        this ImmutableSortedDictionary<Currency, AidTotals> totals, AidKind kind, MoneyStage stage, Amount sum,
        int sign)
    {
        var minor = sign * sum.Minor;
        var row = totals.GetValueOrDefault(sum.Currency, AidTotals.None);
        row = stage switch
        {
            MoneyStage.None or MoneyStage.Unsent => row with { Pledged = row.Pledged + minor },
            MoneyStage.Held => row with { Held = row.Held + minor },
            MoneyStage.InTransit => row with { InTransit = row.InTransit + minor },
            MoneyStage.Received => row with { Received = row.Received + minor },
            _ => throw new UnreachableException($"stage {stage}"),
        };
        row = kind switch
        {
            AidKind.Gift => row with { Gifts = row.Gifts + minor },
            AidKind.Loan => row with { Loans = row.Loans + minor },
            _ => row,
        };
        // A sum that nothing is left of is not on record any more.
        return row == AidTotals.None ? totals.Remove(sum.Currency) : totals.SetItem(sum.Currency, row);
    }
}
