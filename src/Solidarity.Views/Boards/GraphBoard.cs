using Solidarity.Domain.Calls;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Boards;

/// <summary>Which strikes and which money of the whole graph are asked for; empty: all.</summary>
public readonly record struct GraphFilter(string Country, string Trade)
{
    internal bool IsAll => Country.Length == 0 && Trade.Length == 0;

    /// <summary>A strike of which nothing is known is shown, so that it is seen that something is wrong with it.
    /// </summary>
    internal bool Shows(StrikeFacts? facts) => facts is null
        || ((Country.Length == 0 || facts.Country == Country) && (Trade.Length == 0 || facts.Trade == Trade));

    /// <summary>A country counts at either end, a trade where the money goes to.</summary>
    public bool Shows(ShownFlow flow) =>
        (Country.Length == 0 || flow.FromCountry == Country || flow.ToCountry == Country)
        && (Trade.Length == 0 || flow.ToTrade == Trade);
}

/// <summary>The whole graph: who is on strike, and where the money flows.</summary>
/// <param name="Strikes">Open ones, by their start; at most <see cref="StrikesMax"/>.</param>
/// <param name="Countries">By country of the giver and of the strike; at most <see cref="CountriesMax"/>. All trades:
/// they are counted by country alone. What may not be shown by country is under
/// <see cref="SmallGroups.Others"/>.</param>
public sealed record GraphBoard(
    DateTimeOffset At, ImmutableArray<StrikeRow> Strikes, int StrikesTotal, ImmutableArray<CountryFlow> Countries,
    int CountriesTotal, ImmutableArray<BoardMoney> Money)
{
    public const int StrikesMax = 500;
    public const int CountriesMax = 1_000;

    /// <remarks>Costs the rows that are shown, a pass over open strikes where they are filtered, and one over pairs
    /// of countries; for a viewer from whom something may be hidden one over strikes that are not, and the countries of
    /// each.</remarks>
    public static GraphBoard Of(VisibleWorld visible, GraphFilter filter, DateTimeOffset at)
    {
        var figures = visible.World.Counters;
        var open = filter.IsAll
            ? figures.OpenByStart
            : figures.OpenByStart.Where(id => filter.Shows(visible.World.Strikes.Find(id.Value)?.Facts));
        CountryFlow[] countries =
        [
            .. ShownFlows.Countries(visible).Where(flow => filter.Country.Length == 0
                || flow.From == filter.Country || flow.To == filter.Country),
        ];
        return new GraphBoard(
            at, [.. StrikeRow.Of("graph", visible, open.Take(StrikesMax), at)],
            filter.IsAll ? figures.Open.Count : open.Count(), [.. countries.Take(CountriesMax)], countries.Length,
            [
                .. visible.Given().Select(given => new BoardMoney(given.Key, given.Value, PaidOut: 0)),
            ]);
    }
}
