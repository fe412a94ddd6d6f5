using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Boards;

/// <summary>A <see cref="Flow"/> as far as a viewer may see it.</summary>
/// <param name="From">Null for all givers together whom the viewer may not see, with an empty country.</param>
public sealed record ShownFlow(
    Party? From, SectionId To, Currency Currency, string FromCountry, string ToCountry, string ToTrade, Int128 Arrived,
    Int128 OnTheWay);

/// <summary>
/// Where money flows, for a viewer. Givers are named by sections that show their books, and a giver sees its own gifts;
/// from all others together comes what a board's totals tell. What went to sections that show nothing is left out.
/// </summary>
public static class ShownFlows
{
    /// <remarks>Costs a pass over what is shown.</remarks>
    public static IReadOnlyList<ShownFlow> Of(VisibleWorld visible)
    {
        var (flows, shown) = (visible.World.Counters.Flows, new List<ShownFlow>());
        if (visible.IsWhole)
            return [.. flows.All.Select(Whole)];
        foreach (var to in visible.Strikers)
        {
            var cut = new Dictionary<Currency, ShownFlow>();
            foreach (var flow in flows.To(to))
                if (IsNamed(visible, flow))
                    shown.Add(Whole(flow));
                else
                    cut[flow.Currency] = Plus(cut.GetValueOrDefault(flow.Currency), flow);
            shown.AddRange(cut.Values);
        }
        shown.AddRange(OwnToHidden(visible).Select(Whole));
        return shown;
    }

    /// <summary>By country of the giver and of the striking section: of each strike what its board shows by
    /// country.</summary>
    public static IEnumerable<CountryFlow> Countries(VisibleWorld visible)
    {
        var world = visible.World;
        if (visible.IsWhole)
            return world.Counters.Flows.Countries;
        var all = new SortedDictionary<(string, string, Currency), CountryFlow>();
        foreach (var id in visible.Strikers.SelectMany(section => world.Counters.Bodies.Of(section).Strikes))
        {
            var (strike, figures) = (world.Strikes.Find(id.Value)!, world.Counters.Of(id));
            var (section, place) = figures.Home!.Value;
            foreach (var group in Rows.One(
                "graph", strike, of => of.Id.Value, of => GroupsOf(of, figures, visible.DetailOf(section)), _ => []))
                foreach (var (currency, totals) in group.Totals)
                    Add(all, group.Name, place.Country, currency, totals);
        }
        return all.Values;
    }

    // Whoever gives knows what it gave, whatever the strikers show.
    private static IEnumerable<Flow> OwnToHidden(VisibleWorld visible)
    {
        if (visible.Viewer is not Viewer.Member { Body: var body })
            return [];
        var counters = visible.World.Counters;
        var sums = body.IsSection
            ? counters.Bodies.Of(body.Section).Sums
            : counters.Bodies.Of(body.Federation).Collected;
        return sums.GaveTo.SelectMany(gave => visible.IsHidden(gave.Key.To)
            ? counters.Flows.Of(Party.Of(body), gave.Key.To, gave.Value.Keys)
            : []);
    }

    private static ShownFlow Whole(Flow flow) => new(
        flow.From, flow.To, flow.Currency, flow.FromCountry, flow.ToCountry, flow.ToTrade, flow.Arrived, flow.OnTheWay);

    private static bool IsNamed(VisibleWorld visible, Flow flow) =>
        visible.DetailOf(flow.To) == Detail.Books || (flow.From.Body is { } giver && visible.Owns(giver));

    private static ShownFlow Plus(ShownFlow? sum, Flow flow) => new(
        null, flow.To, flow.Currency, "", flow.ToCountry, flow.ToTrade, (sum?.Arrived ?? 0) + flow.Arrived,
        (sum?.OnTheWay ?? 0) + flow.OnTheWay);

    private static ImmutableArray<BoardGroup> GroupsOf(Strike strike, StrikeCounters figures, Detail detail)
    {
        if (detail == Detail.Totals)
            return [new BoardGroup(SmallGroups.Others, 1, 0, AnswerCounts.None, strike.Aid.Totals)];
        ImmutableArray<BoardGroup> groups =
            [.. figures.Countries.Select(group => BoardGroup.Of(group.Key, group.Value))];
        return detail == Detail.Books ? groups : SmallGroups.PutTogether(groups, overlapping: false);
    }

    private static void Add(
        SortedDictionary<(string, string, Currency), CountryFlow> all, string from, string to, Currency currency,
        AidTotals totals)
    {
        var known = all.GetValueOrDefault((from, to, currency)) ?? new CountryFlow(from, to, currency, 0, 0);
        known = known with
        {
            Arrived = known.Arrived + totals.Received,
            OnTheWay = known.OnTheWay + totals.Held + totals.InTransit,
        };
        if (known.Arrived != 0 || known.OnTheWay != 0)
            all[(from, to, currency)] = known;
    }
}
