using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes;

/// <summary>The sums of counted aid in one currency, in minor units. Pledged, held, in transit and received are each
/// piece of aid's one place; gifts and loans are parts of their total, which may leave a rest that is neither.
/// </summary>
/// <param name="Pledged">Promised and not on its way, tranches that are still to come among it.</param>
public sealed record AidTotals(
    Int128 Pledged, Int128 Held, Int128 InTransit, Int128 Received, Int128 Gifts, Int128 Loans)
{
    public static AidTotals None { get; } = new(0, 0, 0, 0, 0, 0);

    [JsonIgnore]
    public Int128 All => Pledged + Held + InTransit + Received;

    /// <summary>With a sum more in its place; less where it is negative.</summary>
    internal AidTotals With(AidKind kind, MoneyStage stage, Int128 minor)
    {
        var (gifts, loans) = (Gifts + (kind == AidKind.Gift ? minor : 0), Loans + (kind == AidKind.Loan ? minor : 0));
        return stage switch
        {
            MoneyStage.None or MoneyStage.Unsent => new(Pledged + minor, Held, InTransit, Received, gifts, loans),
            MoneyStage.Held => new(Pledged, Held + minor, InTransit, Received, gifts, loans),
            MoneyStage.InTransit => new(Pledged, Held, InTransit + minor, Received, gifts, loans),
            MoneyStage.Received => new(Pledged, Held, InTransit, Received + minor, gifts, loans),
            _ => throw new UnreachableException($"stage {stage}"),
        };
    }
}

/// <summary>A sum of counted aid, and where it counts.</summary>
public readonly record struct PlacedSum(AidKind Kind, MoneyStage Stage, Amount Sum)
{
    /// <summary>Of a piece of aid; null where it has no sum that counts.</summary>
    public static PlacedSum? Of(Aid? aid) => aid?.Sum is { } sum ? new PlacedSum(aid.Kind, aid.Stage, sum) : null;
}

/// <summary>Totals by currency, changed one piece of aid at a time.</summary>
public static class TotalsByCurrency
{
    /// <summary>Takes one sum out and puts another in. A currency that nothing is left of is not on record any more.
    /// </summary>
    public static ImmutableSortedDictionary<Currency, AidTotals> Replace(
        this ImmutableSortedDictionary<Currency, AidTotals> totals, PlacedSum? before, PlacedSum? after)
    {
        if (before == after)
            return totals;
        if (before is not { } taken || after is not { } put || taken.Sum.Currency != put.Sum.Currency)
            return totals.With(before, -1).With(after, 1);
        var row = totals.GetValueOrDefault(put.Sum.Currency, AidTotals.None)
            .With(taken.Kind, taken.Stage, -taken.Sum.Minor).With(put.Kind, put.Stage, put.Sum.Minor);
        return totals.WithRow(put.Sum.Currency, row);
    }

    private static ImmutableSortedDictionary<Currency, AidTotals> With(
        this ImmutableSortedDictionary<Currency, AidTotals> totals, PlacedSum? placed, int sign) =>
        placed is not { Sum: { } sum } one
            ? totals
            : totals.WithRow(sum.Currency, totals.GetValueOrDefault(sum.Currency, AidTotals.None)
                .With(one.Kind, one.Stage, sign * sum.Minor));

    private static ImmutableSortedDictionary<Currency, AidTotals> WithRow(
        this ImmutableSortedDictionary<Currency, AidTotals> totals, Currency currency, AidTotals row) =>
        row == AidTotals.None ? totals.Remove(currency) : totals.SetItem(currency, row);
}
