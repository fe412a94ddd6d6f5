using Solidarity.Domain.Money;

namespace Solidarity.Routing;

/// <summary>
/// What a minor unit of each currency is worth in the unit that a flow is counted in, so that flows of different
/// currencies can share corridors in one plan. No promise rests on it: a way is always walked at its corridors' rates.
/// </summary>
/// <remarks>
/// The first accepted currency is worth one. Any other is worth the best that a corridor
/// gives for it in a currency whose worth is known already; so what corridors give is worth that or less, and the
/// difference is a cost (a spread). Currencies are taken by their order, those first that are fewer exchanges away.
/// Where only exchanges into a currency are known, its worth is turned round from the best of those. In one currency
/// only, all is exact; else a worth is cut to <see cref="TermBits"/> bits, and amounts are counted in thousandths where
/// there is room for it, rounded down.
/// </remarks>
internal sealed class ReferenceRates
{
    private const int TermBits = 40;
    private const long Fineness = 1_000;

    private readonly Dictionary<Currency, (long Numerator, long Denominator)> _worths = [];
    private readonly long _scale;

    private ReferenceRates(
        Dictionary<Currency, (long Numerator, long Denominator)> worths, long scale) =>
        (_worths, _scale) = (worths, scale);

    /// <param name="request">What is planned.</param>
    /// <param name="graph">The corridors.</param>
    /// <param name="corridors">Those that the plan may use.</param>
    /// <param name="unitsMax">The most units that all sources may come to.</param>
    /// <exception cref="PlanTooLargeException">They come to more.</exception>
    public static ReferenceRates Of(
        PlanRequest request, CorridorGraph graph, IReadOnlyList<int> corridors, long unitsMax)
    {
        var worths = new Dictionary<Currency, (long, long)> { [request.Accepted[0]] = (1, 1) };
        var exchanges = new SortedDictionary<(Currency Given, Currency Arrives), Rate>();
        foreach (var corridor in corridors)
        {
            var edge = graph.Edge(corridor);
            var pair = (edge.Key.Given, edge.Key.Arrives);
            if (pair.Given != pair.Arrives
                && (!exchanges.TryGetValue(pair, out var best) || IsBetter(edge.Terms.Rate, best)))
                exchanges[pair] = edge.Terms.Rate;
        }
        while (AddNext(worths, exchanges))
        {
        }
        var scale = exchanges.Count == 0 ? 1 : Fineness;
        for (; scale >= 1; scale /= 10)
        {
            var rates = new ReferenceRates(worths, scale);
            if (request.Sources.Aggregate((Int128)0, (sum, source) => sum + rates.Wide(source.Amount)) <= unitsMax)
                return rates;
        }
        throw new PlanTooLargeException(
            $"the sources come to more than {unitsMax} units of {request.Accepted[0]}; plan fewer at a time");
    }

    /// <summary>The units of an amount, rounded down; <see cref="Flows.FlowProblem.UnitsMax"/> at most.</summary>
    public long Units(Amount amount) => (long)Int128.Min(Wide(amount), FlowsMax);

    /// <summary>The whole minor units that so many units make, rounded down.</summary>
    public long Minor(long units, Currency currency)
    {
        var (numerator, denominator) = Worth(currency);
        return (long)Int128.Min((Int128)units * denominator / ((Int128)numerator * _scale), Amount.MinorMax);
    }

    /// <summary>What of a million is lost when one currency is changed into another at a rate; never below
    /// zero.</summary>
    public long SpreadPerMillion(Currency given, Currency arrives, Rate rate)
    {
        if (given == arrives)
            return 0;
        const long million = 1_000_000;
        var (had, got) = (Worth(given), Worth(arrives));
        // Each product is cut to what leaves room for the others; a millionth is all that is asked for.
        var (before, after) = Cut((Int128)had.Numerator * got.Denominator, (Int128)had.Denominator * got.Numerator);
        var (worth, par) = Cut((Int128)after * rate.Numerator, (Int128)before * rate.Denominator);
        return Math.Clamp((long)(million - (Int128)million * worth / par), 0, million);
    }

    private static Int128 FlowsMax => Flows.FlowProblem.UnitsMax;

    private (long Numerator, long Denominator) Worth(Currency currency) => _worths.GetValueOrDefault(currency, (1, 1));

    private Int128 Wide(Amount amount)
    {
        var (numerator, denominator) = Worth(amount.Currency);
        return (Int128)amount.Minor * _scale * numerator / denominator;
    }

    // One more currency, by one exchange; false where no exchange leads to another.
    private static bool AddNext(
        Dictionary<Currency, (long Numerator, long Denominator)> worths,
        SortedDictionary<(Currency Given, Currency Arrives), Rate> exchanges)
    {
        (Currency Currency, (long, long) Worth)? next = null;
        foreach (var ((given, arrives), rate) in exchanges)
            if (!worths.ContainsKey(given) && worths.TryGetValue(arrives, out var worth))
            {
                next = (given,
                    Cut((Int128)worth.Numerator * rate.Numerator, (Int128)worth.Denominator * rate.Denominator));
                break;
            }
        foreach (var ((given, arrives), rate) in exchanges)
            if (next is null && !worths.ContainsKey(arrives) && worths.TryGetValue(given, out var worth))
                next = (arrives,
                    Cut((Int128)worth.Numerator * rate.Denominator, (Int128)worth.Denominator * rate.Numerator));
        if (next is not { } found)
            return false;
        worths.Add(found.Currency, found.Worth);
        return true;
    }

    private static bool IsBetter(Rate one, Rate other) =>
        (Int128)one.Numerator * other.Denominator > (Int128)other.Numerator * one.Denominator;

    // A fraction with terms of at most TermBits bits, and at least one.
    private static (long, long) Cut(Int128 numerator, Int128 denominator)
    {
        var (a, b) = (numerator, denominator);
        while (b != 0)
            (a, b) = (b, a % b);
        (numerator, denominator) = (numerator / a, denominator / a);
        while (numerator >> TermBits > 0 || denominator >> TermBits > 0)
            (numerator, denominator) = (numerator >> 1, denominator >> 1);
        return ((long)Int128.Max(numerator, 1), (long)Int128.Max(denominator, 1));
    }
}
