using Solidarity.Domain.Routes;
using static Solidarity.Routing.Tests.Sample;

namespace Solidarity.Routing.Tests;

/// <summary>Where there is no way, what stands in it is named.</summary>
public sealed class ObstacleTests
{
    private const string NoWay = "no way for 10.00 CHF from sections/lausanne-printers to sections/geneva-builders: ";

    private static GraphKit OverRomande => new GraphKit().Add(Printers, Romande).Add(Romande, Builders);

    private static string Why(GraphKit kit, Func<PlanRequest, PlanRequest>? change = null)
    {
        var request = kit.Request((Printers, 1_000));
        var planned = FlowPlanner.PlanWhole(change is null ? request : change(request));
        planned.Part.ShouldBeNull();
        return planned.Reason;
    }

    [Fact]
    public void A_treasury_that_drains() =>
        Why(OverRomande.Draining(Romande)).ShouldBe(
            NoWay + "federations/romande takes on no new money passing through (it drains)");

    [Theory]
    [InlineData(0, "no more CHF")]
    [InlineData(999, "only 9.99 CHF more")]
    public void A_passing_limit(long room, string words) =>
        Why(OverRomande.Passing(Romande, room)).ShouldBe(
            NoWay + $"federations/romande lets {words} pass through now");

    [Theory]
    [InlineData(0, "is full for this period")]
    [InlineData(200, "has room for only 2.00 CHF in this period")]
    public void A_corridor_with_too_little_room(long room, string words) =>
        Why(new GraphKit().Add(Printers, Romande, room: room).Add(Romande, Builders)).ShouldBe(
            NoWay + $"the corridor from sections/lausanne-printers to federations/romande {words}");

    [Theory]
    [InlineData(Blocking.Closed, "the corridor from federations/romande to sections/geneva-builders is closed")]
    [InlineData(
        Blocking.NotAgreed,
        "the corridor from federations/romande to sections/geneva-builders is offered and not agreed to")]
    [InlineData(Blocking.Quarantine, "federations/romande has quarantined sections/geneva-builders")]
    public void A_corridor_that_is_not_open(Blocking by, string words) =>
        Why(new GraphKit().Add(Printers, Romande).Block(Romande, Builders, by)).ShouldBe(NoWay + words);

    [Fact]
    public void A_holder_that_the_next_one_has_quarantined() =>
        Why(OverRomande, request => request with
        {
            TreasuryOf = body => body == Builders
                ? request.TreasuryOf(Printers)! with { Corridors = [], Refuses = from => from == Romande }
                : request.TreasuryOf(body),
        }).ShouldBe(NoWay + "sections/geneva-builders has quarantined federations/romande");

    [Fact]
    public void A_corridor_that_is_too_slow()
    {
        var kit = new GraphKit()
            .Add(Printers, Romande).Add(Romande, Builders, CorridorTerms.Free with { DelayHours = 48 });
        Why(kit, request => request with { Deadline = Noon.AddHours(47) }).ShouldBe(
            NoWay + "the corridor from federations/romande to sections/geneva-builders takes 48 hours, which is too "
            + "late");
    }

    [Fact]
    public void A_currency_that_is_not_taken() =>
        Why(OverRomande, request => request with { Accepted = [Gbp, Frf] }).ShouldBe(
            NoWay + "sections/geneva-builders takes FRF, GBP/240, and no corridor on the way exchanges CHF");

    [Fact]
    public void Fees_that_eat_the_sum() =>
        Why(new GraphKit().Add(Printers, Builders, CorridorTerms.Free with { FeeMinor = 1_000 })).ShouldBe(
            NoWay + "the fees of the corridor from sections/lausanne-printers to sections/geneva-builders eat the "
            + "whole sum");

    [Fact]
    public void No_corridors_at_all() =>
        Why(new GraphKit().Add(Printers, Romande, given: Gbp).Add(Romande, Builders)).ShouldBe(
            "no corridors for CHF lead from sections/lausanne-printers to sections/geneva-builders; open one, or one "
            + "to a federation that both are in");

    [Fact]
    public void The_way_with_the_fewest_obstacles_is_the_one_spoken_of() =>
        Why(new GraphKit()
            .Block(Printers, Romande, Blocking.Closed).Block(Romande, Builders, Blocking.Closed)
            .Add(Printers, Council).Add(Council, Weavers).Add(Weavers, Builders).Draining(Weavers)).ShouldBe(
            NoWay + "sections/basel-weavers takes on no new money passing through (it drains)");

    [Fact]
    public void Of_many_obstacles_the_first_are_named()
    {
        var kit = new GraphKit().Block(Printers, GraphKit.Place(0), Blocking.Closed);
        for (var i = 0; i < 4; i++)
            kit.Block(GraphKit.Place(i), i == 3 ? Builders : GraphKit.Place(i + 1), Blocking.Closed);
        Why(kit).ShouldEndWith("; and 2 more obstacles behind");
    }

    [Fact]
    public void A_plan_of_many_sums_names_them_too()
    {
        var plan = FlowPlanner.Plan(OverRomande.Draining(Romande).Request((Printers, 1_000)));
        plan.Sources.Single().Remainder!.Advice.ShouldBe(
            NoWay + "federations/romande takes on no new money passing through (it drains)");
    }
}
