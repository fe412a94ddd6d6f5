using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using static Solidarity.Routing.Tests.Sample;

namespace Solidarity.Routing.Tests;

public sealed class FlowPlannerTests
{
    private static readonly CorridorTerms Free = CorridorTerms.Free;

    [Fact]
    public void Of_two_ways_the_one_over_which_more_arrives_is_taken()
    {
        var plan = Planned(new GraphKit()
            .Add(Printers, Builders, Free with { FeeMinor = 11 })
            .Add(Printers, Romande, Free with { FeeMinor = 5 }).Add(Romande, Builders)
            .Request((Printers, 1_000)));
        Only(plan).Route.Hops.ShouldBe([Hop(Printers, Romande, 1_000, 5), Hop(Romande, Builders, 995)]);
    }

    [Fact]
    public void Of_two_that_cost_the_same_the_shorter_is_taken() => Only(Planned(new GraphKit()
        .Add(Printers, Romande).Add(Romande, Builders).Add(Printers, Builders)
        .Request((Printers, 1_000)))).Route.Hops.Length.ShouldBe(1);

    [Fact]
    public void What_does_not_fit_one_way_is_split()
    {
        var plan = Planned(new GraphKit()
            .Add(Printers, Builders, room: 600)
            .Add(Printers, Romande).Add(Romande, Builders, Free with { FeePerMyriad = 100 }, room: 300)
            .Request((Printers, 1_000)));
        var source = plan.Sources.ShouldHaveSingleItem();
        source.Parts.Select(part => part.Route.Hops[0].Given.Minor).Order().ShouldBe([300, 600]);
        source.Remainder!.Amount.ShouldBe(Francs(100));
        source.Remainder.Reason.ShouldBe(RemainderReason.NoCapacity);
        source.Remainder.Advice.ShouldBe(
            "1.00 CHF of sections/lausanne-printers find no room: the corridor from sections/lausanne-printers to "
            + "sections/geneva-builders has room for 0.00 CHF more; ask for more room there, or wait for its next "
            + "period");
    }

    [Fact]
    public void Two_sources_share_what_each_alone_would_fill()
    {
        // Alone, each would go over the general council; together, the printers go the dearer way that only they have.
        var plan = Planned(new GraphKit()
            .Add(Printers, Council).Add(Weavers, Council).Add(Council, Builders, room: 1_000)
            .Add(Printers, Romande, Free with { FeePerMyriad = 50 }).Add(Romande, Builders)
            .Request((Printers, 1_000), (Weavers, 1_000)));
        plan.Sources.ShouldAllBe(source => source.Remainder == null);
        plan.Delivers(Chf).ShouldBe(1_995);
    }

    [Fact]
    public void What_is_too_slow_is_not_taken_even_if_cheap()
    {
        var kit = new GraphKit()
            .Add(Printers, Builders, Free with { DelayHours = 48 })
            .Add(Printers, Romande, Free with { DelayHours = 20, FeeMinor = 9 })
            .Add(Romande, Builders, Free with { DelayHours = 4 });
        var request = kit.Request((Printers, 1_000)) with { Deadline = Noon.AddHours(24) };
        var part = Only(Planned(request));
        (part.Hours, part.Route.Delivers).ShouldBe((24, Francs(991)));
        var late = Planned(request with { Deadline = Noon.AddHours(23) }).Sources[0].Remainder!;
        late.Reason.ShouldBe(RemainderReason.TooLate);
        late.Advice.ShouldBe(
            "the quickest way from sections/lausanne-printers to sections/geneva-builders takes 24 hours, and there "
            + "are 23 until the deadline; set it later, or open a quicker one");
        Planned(request with { Deadline = Noon.AddHours(-1) }).Sources[0].Remainder!.Reason
            .ShouldBe(RemainderReason.TooLate);
    }

    [Fact]
    public void A_way_is_no_longer_than_the_limit()
    {
        var kit = new GraphKit();
        for (var i = 0; i < Route.HopsMax; i++)
            kit.Add(GraphKit.Place(i), i == Route.HopsMax - 1 ? Builders : GraphKit.Place(i + 1));
        Only(Planned(kit.Request((GraphKit.Place(0), 5)))).Route.Hops.Length.ShouldBe(Route.HopsMax);
        kit.Add(Printers, GraphKit.Place(0));
        var rest = Planned(kit.Request((Printers, 5))).Sources[0].Remainder!;
        rest.Reason.ShouldBe(RemainderReason.NoWay);
        rest.Advice.ShouldContain("has 13 hops, and 12 are the most");
    }

    [Fact]
    public void A_draining_treasury_sends_its_own_and_takes_what_is_for_it_but_carries_nothing()
    {
        var kit = new GraphKit().Add(Printers, Romande).Add(Romande, Builders).Draining(Romande).Draining(Builders);
        var plan = Planned(kit.Request((Printers, 10), (Romande, 7)));
        plan.Sources[0].Remainder!.Reason.ShouldBe(RemainderReason.NoWay);
        plan.Delivers(Chf).ShouldBe(7);
    }

    [Fact]
    public void No_more_passes_through_a_treasury_than_it_lets_through()
    {
        var kit = new GraphKit().Add(Printers, Romande, Free with { FeeMinor = 2 }).Add(Romande, Builders)
            .Passing(Romande, 100);
        var plan = Planned(kit.Request((Printers, 150), (Romande, 1_000)));
        plan.Sources[0].Parts.Sum(part => part.Route.Delivers.Minor).ShouldBe(100);
        plan.Sources[0].Remainder!.Amount.ShouldBe(Francs(48));
        plan.Sources[0].Remainder!.Advice.ShouldContain("federations/romande lets no more CHF pass through");
        plan.Sources[1].Remainder.ShouldBeNull();
    }

    [Fact]
    public void Money_is_changed_only_where_it_must_be()
    {
        var kit = new GraphKit()
            .Add(Printers, Builders, Free with { Rate = new Rate(100, 1) }, arrives: Gbp)
            .Add(Printers, Romande, Free with { FeeMinor = 990 }).Add(Romande, Builders);
        Planned(kit.Request((Printers, 1_000)) with { Accepted = [Chf, Gbp] }).Delivers(Chf).ShouldBe(10);
        Planned(kit.Request((Printers, 1_000)) with { Accepted = [Gbp] }).Delivers(Gbp).ShouldBe(100_000);
    }

    [Fact]
    public void Sums_of_several_currencies_share_a_corridor_by_its_own_rates()
    {
        // A pound of 240 pence is 25.20 francs: 21 centimes for 2 pence.
        var kit = new GraphKit()
            .Add(Weavers, Council, given: Gbp)
            .Add(Council, Romande, Free with { Rate = new Rate(21, 2), FeePerMyriad = 25 }, given: Gbp, arrives: Chf)
            .Add(Printers, Romande).Add(Romande, Builders, room: 3_000);
        var request = kit.Request((Printers, 1_000)) with
        {
            Sources = [new(Weavers, new Amount(240, Gbp)), new(Printers, Francs(1_000))],
        };
        var plan = Planned(request);
        // No penny more would fit: 10 centimes.
        ((long)plan.Delivers(Chf)).ShouldBeInRange(3_000 - 10, 3_000);
        plan.Sources.Sum(source => source.Remainder is null ? 0 : 1).ShouldBe(1);
    }

    [Fact]
    public void Each_reason_is_told_apart()
    {
        var kit = new GraphKit().Add(Printers, Builders).Add(Weavers, Builders, given: Gbp).Add(Romande, Council);
        var request = kit.Request((Printers, 1), (Weavers, 2), (Romande, 3), (Builders, 4), (Council, 5));
        Planned(request).Sources.Select(source => source.Remainder?.Reason).ShouldBe(
        [
            null, RemainderReason.Currency, RemainderReason.NoWay, RemainderReason.NoWay,
            RemainderReason.NoWay,
        ]);
        var without = request with { Excluded = [new ExcludedCorridor(Printers, To(Builders))] };
        Planned(without).Sources[0].Remainder!.Advice.ShouldEndWith("is left out");
    }

    [Fact]
    public void Parts_are_limited_for_each_source()
    {
        var kit = new GraphKit();
        for (var i = 0; i < 5; i++)
            kit.Add(Printers, GraphKit.Place(i)).Add(GraphKit.Place(i), Builders, room: 10 + i);
        var one = Planned(kit.Request((Printers, 100)) with { PartsMax = 3 }).Sources[0];
        one.Parts.Length.ShouldBe(3);
        one.Remainder!.Reason.ShouldBe(RemainderReason.TooManyParts);
    }

    [Fact]
    public void What_fees_would_eat_stays()
    {
        var rest = Planned(new GraphKit().Add(Printers, Builders, Free with { FeeMinor = 50 }).Request((Printers, 50)))
            .Sources[0].Remainder!;
        (rest.Reason, rest.Amount).ShouldBe((RemainderReason.TooSmall, Francs(50)));
    }

    [Fact]
    public void A_plan_is_explained()
    {
        var kit = new GraphKit()
            .Add(Printers, Romande, Free with { FeeMinor = 5, DelayHours = 3 }).Add(Romande, Builders, room: 900)
            .Add(Weavers, Builders);
        var plan = Planned(kit.Request((Printers, 1_000), (Weavers, 70)));
        plan.Sources.SelectMany(source => Explanation.Of(source, Noon)).ShouldBe(
        [
            "10.00 CHF of sections/lausanne-printers goes one way.",
            "  9.05 CHF to federations/romande > sections/geneva-builders: 9.00 CHF arrive in 3 hours, by "
            + "1868-04-01 15:00, after fees of 0.05 CHF (sections/lausanne-printers).",
            "  0.95 CHF stay where they are (no room): 0.95 CHF of sections/lausanne-printers find no room: the "
            + "corridor from federations/romande to sections/geneva-builders has room for 0.00 CHF more; ask for more "
            + "room there, or wait for its next period.",
            "0.70 CHF of sections/basel-weavers goes one way.",
            "  0.70 CHF to sections/geneva-builders: 0.70 CHF arrive at once, without fees.",
        ]);
    }

    [Fact]
    public void What_is_out_of_limits_is_refused_with_what_is_wrong()
    {
        var request = new GraphKit().Add(Printers, Builders).Request((Printers, 1));
        Complaint(request with { Sources = [] }).ShouldContain("1 to 10000 sources, not 0");
        Complaint(request with { Accepted = [] }).ShouldContain("at least one currency");
        Complaint(request with { PartsMax = 65 }).ShouldContain("1 to 64 parts");
        Complaint(request with { Sources = [new(Printers, Francs(0))] }).ShouldContain("cannot send 0 minor units");
    }

    private static string Complaint(PlanRequest request) =>
        Should.Throw<ArgumentException>(() => FlowPlanner.Plan(request)).Message;

    private static RoutingPlan Planned(PlanRequest request) => FlowPlanner.Plan(request);

    private static PlannedPart Only(RoutingPlan plan) =>
        plan.Sources.ShouldHaveSingleItem().Parts.ShouldHaveSingleItem();
}
