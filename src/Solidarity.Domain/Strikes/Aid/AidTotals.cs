using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes.Aid;

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

    /// <summary>With one sum in place of another; null is none.</summary>
    internal AidTotals With(in PlacedSum? taken, in PlacedSum? put)
    {
        var (less, more) = (taken.GetValueOrDefault(), put.GetValueOrDefault());
        return new AidTotals(
            Pledged + more.If(more.IsPledged) - less.If(less.IsPledged),
            Held + more.If(more.Stage == MoneyStage.Held) - less.If(less.Stage == MoneyStage.Held),
            InTransit + more.If(more.Stage == MoneyStage.InTransit) - less.If(less.Stage == MoneyStage.InTransit),
            Received + more.If(more.Stage == MoneyStage.Received) - less.If(less.Stage == MoneyStage.Received),
            Gifts + more.If(more.Kind == AidKind.Gift) - less.If(less.Kind == AidKind.Gift),
            Loans + more.If(more.Kind == AidKind.Loan) - less.If(less.Kind == AidKind.Loan),
            UnaskedPledged + more.If(more.Unasked && more.IsPledged) - less.If(less.Unasked && less.IsPledged),
            UnaskedOnItsWay + more.If(more.Unasked && more.IsOnItsWay) - less.If(less.Unasked && less.IsOnItsWay));
    }

    public AidTotals Plus(AidTotals other) => new(
        Pledged + other.Pledged, Held + other.Held, InTransit + other.InTransit, Received + other.Received,
        Gifts + other.Gifts, Loans + other.Loans, UnaskedPledged + other.UnaskedPledged,
        UnaskedOnItsWay + other.UnaskedOnItsWay);

    public AidTotals Minus(AidTotals other) => new(
        Pledged - other.Pledged, Held - other.Held, InTransit - other.InTransit, Received - other.Received,
        Gifts - other.Gifts, Loans - other.Loans, UnaskedPledged - other.UnaskedPledged,
        UnaskedOnItsWay - other.UnaskedOnItsWay);
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
        if (before is not { } taken || after is not { } put || taken.Sum.Currency == put.Sum.Currency)
            return totals.WithRow((after ?? before)!.Value.Sum.Currency, before, after);
        return totals.WithRow(taken.Sum.Currency, taken, null).WithRow(put.Sum.Currency, null, put);
    }

    private static ImmutableSortedDictionary<Currency, AidTotals> WithRow(
        this ImmutableSortedDictionary<Currency, AidTotals> totals, Currency currency, in PlacedSum? taken,
        in PlacedSum? put)
    {
        var row = totals.GetValueOrDefault(currency, AidTotals.None).With(taken, put);
        return row == AidTotals.None ? totals.Remove(currency) : totals.SetItem(currency, row);
    }
}
