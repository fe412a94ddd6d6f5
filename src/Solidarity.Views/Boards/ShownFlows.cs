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
/// <param name="To">Null for all sections together whose strikes show nothing, with no country and no trade.</param>
public sealed record ShownFlow(
    Party? From, SectionId? To, Currency Currency, string FromCountry, string ToCountry, string ToTrade, Int128 Arrived,
    Int128 OnTheWay);

/// <summary>
/// Where money flows, for a viewer. Givers are named by sections that show their books, and a giver sees its own gifts;
/// from all others together comes what a board's totals tell. What went to sections that show nothing is one sum, if
/// there are enough of them to hide one another, and else left out; it has no country, so that no filter can part it.
/// </summary>
public static class ShownFlows
{
    /// <remarks>Costs a pass over all flows.</remarks>
    public static IReadOnlyList<ShownFlow> Of(VisibleWorld visible)
    {
        var shown = new List<ShownFlow>();
        var cut = new Dictionary<(SectionId, Currency), ShownFlow>();
        foreach (var flow in visible.World.Counters.Flows.All)
        {
            if (IsNamed(visible, flow))
                shown.Add(new ShownFlow(
                    flow.From, flow.To, flow.Currency, flow.FromCountry, flow.ToCountry, flow.ToTrade, flow.Arrived,
                    flow.OnTheWay));
            else
                cut[(flow.To, flow.Currency)] = Plus(cut.GetValueOrDefault((flow.To, flow.Currency)), flow);
        }
        shown.AddRange(cut.Values.Where(flow => !visible.IsHidden(flow.To!.Value)));
        foreach (var hidden in cut.Values.Where(flow => visible.IsHidden(flow.To!.Value)).GroupBy(f => f.Currency))
        {
            var sums = hidden.Select(f => AidTotals.None with { Received = f.Arrived, Held = f.OnTheWay }).ToArray();
            if (SmallGroups.Hides(sums))
                shown.Add(new ShownFlow(
                    null, null, hidden.Key, "", "", "", sums.SumMinor(sum => sum.Received),
                    sums.SumMinor(sum => sum.Held)));
        }
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
        foreach (var strike in world.Strikes.All)
        {
            var figures = world.Counters.Of(strike.Id);
            if (figures.Home is not { } home || visible.IsHidden(home.Section))
                continue;
            foreach (var group in Rows.One(
                "graph", strike, of => of.Id.Value,
                of => GroupsOf(of, figures, visible.DetailOf(home.Section)), _ => []))
                foreach (var (currency, totals) in group.Totals)
                    Add(all, group.Name, home.Place.Country, currency, totals);
        }
        foreach (var (currency, got) in visible.HiddenGot())
            if (SmallGroups.Hides(got))
                foreach (var totals in got)
                    Add(all, SmallGroups.Others, SmallGroups.Others, currency, totals);
        return all.Values;
    }

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
