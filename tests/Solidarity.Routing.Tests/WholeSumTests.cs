using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Tests.Kit;
using Xunit.Abstractions;
using static Solidarity.Routing.Tests.Sample;

namespace Solidarity.Routing.Tests;

public sealed class WholeSumTests(ITestOutputHelper output)
{
    private const int Runs = 1_000;
    private const int Places = 5;
    private const int Wide = 12;


    private static Address Place(int i) => GraphKit.Place(i);

    private static Address AnyPlace(Random chance) => chance.Next(Places) is > 0 and var i ? Place(i - 1) : Builders;

    [Fact]
    public void Of_two_ways_the_one_over_which_more_arrives_is_taken()
    {
        var kit = new GraphKit()
            .Add(Printers, Builders, CorridorTerms.Free with { FeeMinor = 11 })
            .Add(Printers, Romande, CorridorTerms.Free with { FeeMinor = 5 }).Add(Romande, Builders);
        var route = Route(kit, 1_000)!;
        route.Hops.ShouldBe([Hop(Printers, Romande, 1_000, 5), Hop(Romande, Builders, 995)]);
        route.Delivers.ShouldBe(Francs(995));
    }

    [Fact]
    public void Of_two_that_deliver_the_same_the_shorter_is_taken() =>
        Route(new GraphKit().Add(Printers, Romande).Add(Romande, Builders).Add(Printers, Builders), 1_000)!
            .Hops.Length.ShouldBe(1);

    [Fact]
    public void Full_and_excluded_corridors_are_left_out()
    {
        Route(new GraphKit().Add(Printers, Builders, room: 999), 1_000).ShouldBeNull();
        Route(new GraphKit().Add(Printers, Builders, room: 999), 999).ShouldNotBeNull();
        var planned = FlowPlanner.PlanWhole(new GraphKit().Add(Printers, Builders).Request((Printers, 5)) with
        {
            Excluded = [new ExcludedCorridor(Printers, To(Builders))],
        });
        planned.Part.ShouldBeNull();
        planned.Reason.ShouldEndWith("is left out");
    }

    [Fact]
    public void What_a_neighbour_does_not_take_is_not_led_there()
    {
        var request = new GraphKit().Add(Printers, Builders).Request((Printers, 5));
        var node = request.TreasuryOf(Printers)!;
        FlowPlanner.PlanWhole(request with
        {
            TreasuryOf = body => body == Builders
                ? node with { Corridors = [], Refuses = from => from == Printers }
                : request.TreasuryOf(body),
        }).Part.ShouldBeNull();
    }

    [Fact]
    public void A_sum_passes_where_all_of_it_may()
    {
        var kit = new GraphKit().Add(Printers, Romande).Add(Romande, Builders).Passing(Romande, 999)
            .Add(Printers, Council, CorridorTerms.Free with { FeeMinor = 9 }).Add(Council, Builders);
        Route(kit, 999)!.Hops[0].To.ShouldBe(Romande);
        Route(kit, 1_000)!.Hops[0].To.ShouldBe(Council);
        Route(kit.Draining(Council), 1_000).ShouldBeNull();
        // What stands there already need not pass.
        Route(kit, 1_000, from: Romande).ShouldNotBeNull();
    }

    [Fact]
    public void A_carrier_is_not_asked_to_expect_money_for_longer_than_its_limit_says()
    {
        var kit = new GraphKit()
            .Add(Printers, Romande).Add(Romande, Builders, CorridorTerms.Free with { DelayHours = 90 });
        Route(kit.Passing(Romande, 1_000, holdHours: 200), 1_000).ShouldNotBeNull();
        Planned(kit.Passing(Romande, 1_000, holdHours: 100), 1_000).Reason
            .ShouldEndWith("would have to be held for longer than carriers on the way hold room for");
        Route(kit, 1_000, from: Romande).ShouldNotBeNull();
    }

    [Fact]
    public void A_dearer_way_is_taken_where_it_alone_is_in_time()
    {
        var request = new GraphKit()
            .Add(Printers, Romande, CorridorTerms.Free with { DelayHours = 30 })
            .Add(Printers, Romande, CorridorTerms.Free with { FeeMinor = 9 }, given: Gbp)
            .Add(Printers, Council, CorridorTerms.Free with { FeeMinor = 9 }).Add(Council, Romande)
            .Add(Romande, Builders)
            .Request((Printers, 1_000)) with
        { Deadline = Noon.AddHours(24) };
        FlowPlanner.PlanWhole(request).Part!.Route.Delivers.ShouldBe(Francs(991));
        FlowPlanner.PlanWhole(request with { Deadline = Noon.AddHours(30) }).Part!.Hours.ShouldBe(30);
    }

    [Fact]
    public void A_plan_for_one_sum_reads_only_what_is_near_its_way()
    {
        var kit = new GraphKit().Add(Printers, Romande).Add(Romande, Builders).Add(Romande, Place(0));
        for (var i = 0; i < 100; i++)
            kit.Add(Place(i), Place(i + 1));
        Route(kit, 5).ShouldNotBeNull();
        kit.Asked.ShouldBe(4);
    }

    [Fact]
    public void A_dearer_way_is_taken_where_it_alone_fits_through_a_narrow_corridor() =>
        Route(
            new GraphKit()
                .Add(Printers, Romande).Add(Printers, Council, CorridorTerms.Free with { FeeMinor = 100 })
                .Add(Council, Romande).Add(Romande, Builders, room: 950),
            1_000)!.Delivers.ShouldBe(Francs(900));

    /// <summary>What a stranger opens beside the way of a pledge makes nobody look for ways in parts.</summary>
    [Fact]
    public void A_narrow_corridor_beside_the_way_is_looked_past()
    {
        var planned = Planned(
            new GraphKit().Add(Printers, Romande).Add(Romande, Builders)
                .Add(Printers, Council, room: 1).Add(Council, Builders).Add(Romande, Council, room: 1),
            1_000);
        planned.Part!.Route.Hops.Length.ShouldBe(2);
        planned.MayGain.ShouldBeFalse();
        // Where it leads nowhere, nothing else does either.
        Planned(new GraphKit().Add(Printers, Council, room: 1).Add(Romande, Builders), 1_000).MayGain.ShouldBeFalse();
    }

    [Fact]
    public void A_narrow_corridor_that_costs_less_says_how_much_could_gain_by_it()
    {
        var dear = CorridorTerms.Free with { FeePerMyriad = 500 };
        var kit = new GraphKit().Add(Printers, Romande, dear).Add(Romande, Builders)
            .Add(Printers, Council, room: 600).Add(Council, Builders);
        var planned = Planned(kit, 1_000);
        (planned.Part!.Route.Delivers, planned.MayGain, planned.NarrowPerMille).ShouldBe((Francs(950), true, 600));
        Planned(new GraphKit().Add(Printers, Builders, room: 600), 1_000)
            .ShouldSatisfyAllConditions(one => one.Part.ShouldBeNull(), one => one.MayGain.ShouldBeTrue());
    }

    /// <summary>Eleven layers of twelve treasuries, each corridor with a fee of its own: more to try than there may be.
    /// </summary>
    [Theory]
    [InlineData(200)]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void A_search_ends_after_its_limit_of_corridors_and_what_it_found_holds(long stepsMax)
    {
        var (chance, kit) = (new Random(7), new GraphKit());
        const int last = Domain.Routes.Route.HopsMax - 2;
        for (var layer = 0; layer <= last; layer++)
            for (var pair = 0; pair < Wide * Wide; pair++)
            {
                var from = layer == 0 ? Printers : (Address)Place(100 * layer + pair / Wide);
                var to = layer == last ? Builders : (Address)Place(100 * (layer + 1) + pair % Wide);
                if (!kit.Has(from, To(to)))
                    Add(kit, chance, from, to);
            }
        var planned = FlowPlanner.PlanWhole(kit.Request((Printers, 10_000)), stepsMax);

        planned.IsCut.ShouldBe(stepsMax < 20_000);
        if (planned.Part is { Route: var route })
            ShouldJoinUp(kit, [], route, Printers, 10_000);
        else
            planned.Reason.ShouldEndWith($"as far as was looked: {stepsMax} corridors were tried, which is the most");
    }

    [Fact]
    public void Money_is_changed_only_where_it_must_be()
    {
        var kit = new GraphKit()
            .Add(Printers, Builders, CorridorTerms.Free with { Rate = new Rate(100, 1) }, arrives: Gbp)
            .Add(Printers, Romande, CorridorTerms.Free with { FeeMinor = 990 }).Add(Romande, Builders);
        var request = kit.Request((Printers, 1_000));
        FlowPlanner.PlanWhole(request with { Accepted = [Chf, Gbp] }).Part!.Route.Delivers.ShouldBe(Francs(10));
        FlowPlanner.PlanWhole(request with { Accepted = [Gbp] }).Part!.Route.Delivers
            .ShouldBe(new Amount(100_000, Gbp));
    }

    [Fact]
    public void A_rate_under_which_more_would_arrive_than_can_be_counted_is_no_way() =>
        FlowPlanner.PlanWhole(
            new GraphKit()
                .Add(Printers, Builders, CorridorTerms.Free with { Rate = new Rate(Rate.TermMax, 1) }, arrives: Gbp)
                .Request((Printers, Amount.MinorMax)) with
            { Accepted = [Gbp] }).Part.ShouldBeNull();

    [Fact]
    public void A_way_is_no_longer_than_the_limit()
    {
        const int most = Domain.Routes.Route.HopsMax;
        var kit = new GraphKit().Add(Place(most), Builders);
        for (var i = 0; i < most; i++)
            kit.Add(Place(i), Place(i + 1));
        Route(kit, 5, from: Place(1))!.Hops.Length.ShouldBe(most);
        var planned = Planned(kit, 5, from: Place(0));
        planned.Part.ShouldBeNull();
        planned.Reason.ShouldBe(
            "the shortest way from federations/f0 to sections/geneva-builders has 13 hops, and 12 are the most");
    }

    [Fact]
    public void From_a_place_to_itself_there_is_no_way() =>
        Planned(new GraphKit().Add(Builders, Romande).Add(Romande, Builders), 5, from: Builders).Reason
            .ShouldBe("sections/geneva-builders is where the money is already");

    [Fact]
    public void Within_one_currency_no_way_delivers_more_than_the_one_found() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var kit = new GraphKit();
            for (var i = 0; i < 14; i++)
                if ((AnyPlace(chance), AnyPlace(chance)) is var (from, to) && from != to && !kit.Has(from, To(to)))
                    Add(kit, chance, from, to);
            HashSet<ExcludedCorridor> excluded = [new(AnyPlace(chance), To(AnyPlace(chance)))];
            var minor = 1 + chance.Next(300);

            var route = FlowPlanner.PlanWhole(
                kit.Request((Place(0), minor)) with { Excluded = [.. excluded] }).Part?.Route;

            var best = Best(kit, excluded, Place(0), minor, []);
            (route?.Delivers.Minor ?? 0).ShouldBe(best);
            if (route is not null)
                ShouldJoinUp(kit, excluded, route, Place(0), minor);
        });

    private static void Add(GraphKit kit, Random chance, Address from, Address to)
    {
        var terms = CorridorTerms.Free with
        {
            FeeMinor = chance.Next(3) == 0 ? chance.Next(40) : 0,
            FeePerMyriad = chance.Next(3) == 0 ? chance.Next(3_000) : 0,
        };
        kit.Add(from, to, terms, chance.Next(3) == 0 ? 1 + chance.Next(350) : null);
    }

    // All simple ways, one after the other.
    private static long Best(
        GraphKit kit, HashSet<ExcludedCorridor> excluded, Address at, long minor, ImmutableHashSet<Address> seen)
    {
        if (at == Builders)
            return minor;
        long best = 0;
        foreach (var (from, (key, terms, room)) in kit.Corridors)
        {
            var usable = from == at && !seen.Contains(key.Neighbour)
                && !excluded.Contains(new ExcludedCorridor(at, key)) && !(room < minor);
            if (usable && terms.Arrives(minor) is > 0 and var arrives)
                best = Math.Max(best, Best(kit, excluded, key.Neighbour, arrives, seen.Add(at)));
        }
        return best;
    }

    private static void ShouldJoinUp(
        GraphKit kit, HashSet<ExcludedCorridor> excluded, Route route, Address from, long minor)
    {
        var (at, amount) = (from, Francs(minor));
        foreach (var hop in route.Hops)
        {
            (hop.From, hop.Given).ShouldBe((at, amount));
            var (key, terms, room) = kit.Corridors
                .Single(corridor => corridor.From == at && corridor.Edge.Key == hop.Corridor).Edge;
            excluded.ShouldNotContain(new ExcludedCorridor(at, key));
            (room ?? long.MaxValue).ShouldBeGreaterThanOrEqualTo(hop.Given.Minor);
            hop.Fee.Minor.ShouldBe(terms.Fee(amount.Minor));
            hop.Arrives.Minor.ShouldBe(terms.Arrives(amount.Minor));
            (at, amount) = (hop.To, hop.Arrives);
        }
        at.ShouldBe(Builders);
        route.Hops.Select(h => h.From).ShouldBeUnique();
    }

    private static WholePlan Planned(GraphKit kit, long minor, Address? from = null) =>
        FlowPlanner.PlanWhole(kit.Request((from ?? Printers, minor)));

    private static Route? Route(GraphKit kit, long minor, Address? from = null) =>
        Planned(kit, minor, from).Part?.Route;
}
