using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes;

/// <summary>The sums of counted aid in one currency, in minor units. Pledged, held, in transit and received are each
/// piece of aid's one place; gifts and loans are parts of their total, which may leave a rest that is neither.
/// </summary>
/// <param name="Pledged">Promised and not on its way, tranches that are still to come among it.</param>
/// <param name="UnaskedPledged">What of <paramref name="Pledged"/> comes from givers that the call has not reached:
/// nobody stands for them, so it covers nothing.</param>
/// <param name="UnaskedOnItsWay">The same of what is held and in transit. What has arrived counts, whoever sent it.
/// </param>
public sealed record AidTotals(
    Int128 Pledged, Int128 Held, Int128 InTransit, Int128 Received, Int128 Gifts, Int128 Loans,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Int128 UnaskedPledged = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Int128 UnaskedOnItsWay = default)
{
    public static AidTotals None { get; } = new(0, 0, 0, 0, 0, 0);

    [JsonIgnore]
    public Int128 All => Pledged + Held + InTransit + Received;

    /// <summary>What has arrived, and what those have held, sent or promised that the call has reached: what may stand
    /// against a need.</summary>
    [JsonIgnore]
    public Int128 Covering => All - UnaskedPledged - UnaskedOnItsWay;

    /// <summary>With a sum more in its place; less where it is negative.</summary>
    internal AidTotals With(in PlacedSum placed, Int128 minor)
    {
        var (gifts, loans) = (
            Gifts + (placed.Kind == AidKind.Gift ? minor : 0), Loans + (placed.Kind == AidKind.Loan ? minor : 0));
        var unasked = placed.Unasked ? minor : 0;
        return placed.Stage switch
        {
            MoneyStage.None or MoneyStage.Unsent => new(
                Pledged + minor, Held, InTransit, Received, gifts, loans, UnaskedPledged + unasked, UnaskedOnItsWay),
            MoneyStage.Held => new(
                Pledged, Held + minor, InTransit, Received, gifts, loans, UnaskedPledged, UnaskedOnItsWay + unasked),
            MoneyStage.InTransit => new(
                Pledged, Held, InTransit + minor, Received, gifts, loans, UnaskedPledged, UnaskedOnItsWay + unasked),
            MoneyStage.Received => new(
                Pledged, Held, InTransit, Received + minor, gifts, loans, UnaskedPledged, UnaskedOnItsWay),
            _ => throw new UnreachableException($"stage {placed.Stage}"),
        };
    }
}

/// <summary>A sum of counted aid, and where it counts.</summary>
/// <param name="Unasked">The call has not reached its giver.</param>
public readonly record struct PlacedSum(AidKind Kind, MoneyStage Stage, Amount Sum, bool Unasked = false)
{
    /// <summary>Of a piece of aid; null where it has no sum that counts.</summary>
    public static PlacedSum? Of(Aid? aid) => aid?.Sum is { } sum
        ? new PlacedSum(aid.Kind, aid.Stage, sum, aid.Unasked)
        : null;
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
            .With(taken, -taken.Sum.Minor).With(put, put.Sum.Minor);
        return totals.WithRow(put.Sum.Currency, row);
    }

    private static ImmutableSortedDictionary<Currency, AidTotals> With(
        this ImmutableSortedDictionary<Currency, AidTotals> totals, PlacedSum? placed, int sign) =>
        placed is not { Sum: { } sum } one
            ? totals
            : totals.WithRow(sum.Currency, totals.GetValueOrDefault(sum.Currency, AidTotals.None)
                .With(one, sign * sum.Minor));

    private static ImmutableSortedDictionary<Currency, AidTotals> WithRow(
        this ImmutableSortedDictionary<Currency, AidTotals> totals, Currency currency, AidTotals row) =>
        row == AidTotals.None ? totals.Remove(currency) : totals.SetItem(currency, row);
}
