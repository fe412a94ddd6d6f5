using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Routing;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Xunit.Abstractions;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Routing;

public sealed class RoutePlannerTests(ITestOutputHelper output)
{
    private const int Runs = 1_000;
    private const int Places = 5;
    private const int Wide = 12;

    private static readonly ImmutableSortedSet<Currency> OnlyFrancs = [Chf];
    private static readonly ImmutableHashSet<ExcludedCorridor> None = [];
    private static readonly CorridorTerms Narrow = CorridorTerms.Free with { CapacityMinor = 1 };

    private static Address Place(int i) => new FederationId($"f{i}");

    private static Address AnyPlace(Random chance) => Place(chance.Next(Places));

    /// <summary>Corridors as they stand in treasuries.</summary>
    private sealed class Graph
    {
        public Dictionary<Address, Treasury> Treasuries { get; } = [];

        public Graph Add(
            Address from, Address to, CorridorTerms? terms = null, Currency? arrives = null, Currency? given = null,
            CorridorStatus status = CorridorStatus.Open, long taken = 0)
        {
            var treasury = Treasuries.GetValueOrDefault(from, Treasury.Empty);
            terms ??= CorridorTerms.Free;
            Treasuries[from] = treasury with
            {
                Corridors = treasury.Corridors.SetItem(
                    new CorridorKey(to, given ?? Chf, arrives ?? given ?? Chf),
                    new Corridor(terms, status, terms.Period(Noon), taken)),
            };
            return this;
        }

        public PlannedRoute Plan(
            Address from, Address to, long minor, IReadOnlySet<Currency>? accepted = null,
            IReadOnlySet<ExcludedCorridor>? excluded = null) =>
            RoutePlanner.Plan(id => Treasuries.GetValueOrDefault(id), from, to, Francs(minor),
                accepted ?? OnlyFrancs, excluded ?? None, Noon);
    }

    [Fact]
    public void Of_two_ways_the_one_over_which_more_arrives_is_taken()
    {
        var graph = new Graph()
            .Add(Printers, Builders, CorridorTerms.Free with { FeeMinor = 11 })
            .Add(Printers, Romande, CorridorTerms.Free with { FeeMinor = 5 }).Add(Romande, Builders);
        var route = graph.Plan(Printers, Builders, 1_000).Route!;
        route.Hops.ShouldBe([Hop(Printers, Romande, 1_000, 5), Hop(Romande, Builders, 995)]);
        route.Delivers.ShouldBe(Francs(995));
    }

    [Fact]
    public void Of_two_that_deliver_the_same_the_shorter_is_taken() =>
        new Graph().Add(Printers, Romande).Add(Romande, Builders).Add(Printers, Builders)
            .Plan(Printers, Builders, 1_000).Route!.Hops.Length.ShouldBe(1);

    [Fact]
    public void Closed_full_and_excluded_corridors_are_left_out()
    {
        var narrow = CorridorTerms.Free with { CapacityMinor = 1_000 };
        new Graph().Add(Printers, Builders, status: CorridorStatus.Offered).Plan(Printers, Builders, 5)
            .Route.ShouldBeNull();
        new Graph().Add(Printers, Builders, status: CorridorStatus.Closed).Plan(Printers, Builders, 5)
            .Route.ShouldBeNull();
        new Graph().Add(Printers, Builders, narrow, taken: 1).Plan(Printers, Builders, 1_000).Route.ShouldBeNull();
        new Graph().Add(Printers, Builders, narrow, taken: 1).Plan(Printers, Builders, 999).Route.ShouldNotBeNull();
        var planned = new Graph().Add(Printers, Builders)
            .Plan(Printers, Builders, 5, excluded: new HashSet<ExcludedCorridor> { new(Printers, To(Builders)) });
        planned.Route.ShouldBeNull();
        planned.Reason.ShouldContain("without the 1 that failed");
    }

    [Fact]
    public void A_dearer_way_is_taken_where_it_alone_fits_through_a_narrow_corridor() =>
        new Graph()
            .Add(Printers, Romande).Add(Printers, Council, CorridorTerms.Free with { FeeMinor = 100 })
            .Add(Council, Romande)
            .Add(Romande, Builders, CorridorTerms.Free with { CapacityMinor = 950 })
            .Plan(Printers, Builders, 1_000).Route!.Delivers.ShouldBe(Francs(900));

    /// <summary>What a stranger opens beside the way of a pledge makes nobody look for ways in parts.</summary>
    [Fact]
    public void A_narrow_corridor_beside_the_way_is_looked_past()
    {
        var planned = new Graph().Add(Printers, Romande).Add(Romande, Builders)
            .Add(Printers, Council, Narrow).Add(Council, Builders).Add(Romande, Council, Narrow)
            .Plan(Printers, Builders, 1_000);
        planned.Route!.Hops.Length.ShouldBe(2);
        planned.MayGain.ShouldBeFalse();
        // Where it leads nowhere, nothing else does either.
        new Graph().Add(Printers, Council, Narrow).Add(Romande, Builders).Plan(Printers, Builders, 1_000)
            .MayGain.ShouldBeFalse();
    }

    [Fact]
    public void A_narrow_corridor_that_costs_less_says_how_much_could_gain_by_it()
    {
        var dear = CorridorTerms.Free with { FeePerMyriad = 500 };
        var some = CorridorTerms.Free with { CapacityMinor = 600 };
        var graph = new Graph().Add(Printers, Romande, dear).Add(Romande, Builders)
            .Add(Printers, Council, some).Add(Council, Builders);
        var planned = graph.Plan(Printers, Builders, 1_000);
        (planned.Route!.Delivers, planned.MayGain, planned.NarrowPerMille).ShouldBe((Francs(950), true, 600));
        new Graph().Add(Printers, Builders, some).Plan(Printers, Builders, 1_000)
            .ShouldSatisfyAllConditions(one => one.Route.ShouldBeNull(), one => one.MayGain.ShouldBeTrue());
    }

    /// <summary>Eleven layers of twelve treasuries, each corridor with a fee of its own: more to try than there may be.
    /// </summary>
    [Theory]
    [InlineData(200)]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void A_search_ends_after_its_limit_of_corridors_and_what_it_found_holds(long stepsMax)
    {
        var (chance, graph) = (new Random(7), new Graph());
        for (var layer = 0; layer < Route.HopsMax - 1; layer++)
            for (var pair = 0; pair < Wide * Wide; pair++)
                graph.Add(
                    layer == 0 ? Place(0) : Place(100 * layer + pair / Wide),
                    layer == Route.HopsMax - 2 ? Place(1) : Place(100 * (layer + 1) + pair % Wide),
                    AnyTerms(chance), taken: chance.Next(50));
        var looked = 0L;
        var planned = RoutePlanner.Plan(
            id =>
            {
                looked++;
                return graph.Treasuries.GetValueOrDefault(id);
            },
            Place(0), Place(1), Francs(10_000), OnlyFrancs, None, Noon, stepsMax);

        planned.IsCut.ShouldBe(stepsMax < 20_000);
        // Each of three searches looks at each corridor's two ends.
        looked.ShouldBeLessThan(3 * 2 * (stepsMax + 1_000));
        if (planned.Route is { } route)
            ShouldJoinUp(graph, [], route, 10_000);
        else
            planned.Reason.ShouldEndWith($"as far as was looked: {stepsMax} corridors were tried, which is the most");
    }

    [Fact]
    public void Money_is_changed_only_where_it_must_be()
    {
        var both = new HashSet<Currency> { Chf, Gbp };
        var graph = new Graph()
            .Add(Printers, Builders, CorridorTerms.Free with { Rate = new Rate(100, 1) }, arrives: Gbp)
            .Add(Printers, Romande, CorridorTerms.Free with { FeeMinor = 990 }).Add(Romande, Builders);
        graph.Plan(Printers, Builders, 1_000, both).Route!.Delivers.ShouldBe(Francs(10));
        graph.Plan(Printers, Builders, 1_000, new HashSet<Currency> { Gbp }).Route!.Delivers
            .ShouldBe(new Amount(100_000, Gbp));
    }

    [Fact]
    public void A_rate_under_which_more_would_arrive_than_can_be_counted_is_no_way() =>
        new Graph().Add(Printers, Builders, CorridorTerms.Free with { Rate = new Rate(Rate.TermMax, 1) }, arrives: Gbp)
            .Plan(Printers, Builders, Amount.MinorMax, new HashSet<Currency> { Gbp }).Route.ShouldBeNull();

    [Fact]
    public void A_way_is_no_longer_than_the_limit()
    {
        var graph = new Graph();
        for (var i = 0; i <= Route.HopsMax; i++)
            graph.Add(Place(i), Place(i + 1));
        graph.Plan(Place(0), Place(Route.HopsMax), 5).Route!.Hops.Length.ShouldBe(Route.HopsMax);
        var planned = graph.Plan(Place(0), Place(Route.HopsMax + 1), 5);
        planned.Route.ShouldBeNull();
        planned.Reason.ShouldBe(
            "no way of open corridors with room for 0.05 CHF leads from federations/f0 to federations/f13 "
            + "in at most 12 hops");
    }

    [Fact]
    public void From_a_place_to_itself_there_is_no_way() =>
        new Graph().Add(Printers, Romande).Add(Romande, Printers).Plan(Printers, Printers, 5).Route.ShouldBeNull();

    [Fact]
    public void Within_one_currency_no_way_delivers_more_than_the_one_found() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var graph = new Graph();
            for (var i = 0; i < 14; i++)
                graph.Add(AnyPlace(chance), AnyPlace(chance), AnyTerms(chance), taken: chance.Next(50));
            var excluded = new HashSet<ExcludedCorridor> { new(AnyPlace(chance), To(AnyPlace(chance))) };
            var minor = 1 + chance.Next(300);

            var route = graph.Plan(Place(0), Place(1), minor, excluded: excluded).Route;

            var best = Best(graph, excluded, Place(0), Place(1), minor, []);
            (route?.Delivers.Minor ?? 0).ShouldBe(best);
            if (route is not null)
                ShouldJoinUp(graph, excluded, route, minor);
        });

    private static CorridorTerms AnyTerms(Random chance) => CorridorTerms.Free with
    {
        FeeMinor = chance.Next(3) == 0 ? chance.Next(40) : 0,
        FeePerMyriad = chance.Next(3) == 0 ? chance.Next(3_000) : 0,
        CapacityMinor = chance.Next(3) == 0 ? 51 + chance.Next(300) : null,
    };

    // All simple ways, one after the other.
    private static long Best(
        Graph graph, HashSet<ExcludedCorridor> excluded, Address at, Address to, long minor,
        ImmutableHashSet<Address> seen)
    {
        if (at == to)
            return minor;
        long best = 0;
        foreach (var (key, corridor) in graph.Treasuries.GetValueOrDefault(at, Treasury.Empty).Corridors)
        {
            var usable = !seen.Contains(key.Neighbour) && key.Neighbour != at
                && !excluded.Contains(new ExcludedCorridor(at, key)) && !(corridor.RoomMinor(Noon) < minor);
            if (usable && corridor.Terms.Arrives(minor) is > 0 and var arrives)
                best = Math.Max(best, Best(graph, excluded, key.Neighbour, to, arrives, seen.Add(at)));
        }
        return best;
    }

    private static void ShouldJoinUp(Graph graph, HashSet<ExcludedCorridor> excluded, Route route, long minor)
    {
        var (at, amount) = (Place(0), Francs(minor));
        foreach (var hop in route.Hops)
        {
            (hop.From, hop.Given).ShouldBe((at, amount));
            var corridor = graph.Treasuries[at].Corridors[hop.Corridor];
            excluded.ShouldNotContain(new ExcludedCorridor(at, hop.Corridor));
            (corridor.RoomMinor(Noon) ?? long.MaxValue).ShouldBeGreaterThanOrEqualTo(hop.Given.Minor);
            hop.Fee.Minor.ShouldBe(corridor.Terms.Fee(amount.Minor));
            hop.Arrives.Minor.ShouldBe(corridor.Terms.Arrives(amount.Minor));
            (at, amount) = (hop.To, hop.Arrives);
        }
        at.ShouldBe(Place(1));
        route.Hops.Select(h => h.From).ShouldBeUnique();
    }
}
