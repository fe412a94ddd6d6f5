using Solidarity.Demos.Seizures;

namespace Solidarity.Demos.Tests.Seizures;

/// <summary>The world of a seizure.</summary>
public sealed class SeizurePlanTests
{
    [Theory]
    [InlineData(SeizurePlan.SectionsMin)]
    [InlineData(400)]
    [InlineData(5_000)]
    public void Everybody_gives_once_and_there_is_somebody_at_each_stage(int sections)
    {
        var plan = new SeizurePlan(sections);
        Range[] stages =
            [plan.Flowing, plan.SaidSent, plan.OnTheWay, plan.Waiting, plan.Afterwards, plan.Last];

        stages.SelectMany(stage => plan.Givers[stage]).ShouldBe(plan.Givers);
        stages.ShouldAllBe(stage => plan.CountOf(stage) > 0);
        plan.Givers.Length.ShouldBe(sections - 1);
        plan.Givers.Select(giver => giver.Id).ShouldBeUnique();
        plan.Givers.ShouldAllBe(giver => giver.Pledge.Minor > 0);
        // Some of those who wait for the hub have another way, so that a story can be told.
        plan.CutOff(plan.Waiting).ShouldBeLessThan(plan.CountOf(plan.Waiting));
        plan.CutOff(plan.Waiting.Start..).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Two_runs_have_the_same_world()
    {
        new SeizurePlan(400).Givers.ShouldBe(new SeizurePlan(400).Givers);
        new SeizurePlan(400).Corridors().ShouldBe(new SeizurePlan(400).Corridors());
    }

    [Fact]
    public void Every_town_has_a_way_over_the_hub_and_all_but_two_one_round_it()
    {
        var plan = new SeizurePlan(400);
        var all = plan.Corridors().ToArray();
        var round = all.Where(corridor => corridor.From != SeizurePlan.Hub && corridor.To != SeizurePlan.Hub).ToArray();

        SeizureTowns.Others.ShouldAllBe(town => Reached(all, town).Contains(SeizurePlan.Striking));
        SeizureTowns.Others.Where(town => !Reached(round, town).Contains(SeizurePlan.Striking))
            .ShouldBe(SeizureTowns.Others.Where(town => town.CutOff));
        SeizureTowns.Others.Count(town => town.CutOff).ShouldBe(2);
    }

    [Fact]
    public void A_way_is_known_by_the_treasuries_on_it()
    {
        SeizurePlan.WayOf(["federations/lyon", SeizurePlan.Hub, "federations/geneva", SeizurePlan.Striking])
            .ShouldBe(SeizureWay.OverHub);
        SeizurePlan.WayOf(["federations/lyon", "federations/french", "federations/swiss"])
            .ShouldBe(SeizureWay.OverNationals);
        SeizurePlan.WayOf(["federations/lyon", "federations/geneva"]).ShouldBe(SeizureWay.Direct);
    }

    // All treasuries that money of a currency can come to from a town.
    private static HashSet<string> Reached(SeizureCorridor[] corridors, SeizureTown town)
    {
        HashSet<(string, string)> reached = [(town.Federation, town.Land.Currency.Code)];
        int before;
        do
        {
            before = reached.Count;
            foreach (var corridor in corridors)
                if (reached.Contains((corridor.From, corridor.Given.Code)))
                    reached.Add((corridor.To, corridor.Arrives.Code));
        }
        while (reached.Count > before);
        return [.. reached.Select(place => place.Item1)];
    }
}
