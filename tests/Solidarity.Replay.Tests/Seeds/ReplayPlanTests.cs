using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

public sealed class ReplayPlanTests
{
    private static ReplayPlan Plan => InternationalPlan.Plan;

    [Fact]
    public void The_same_folder_gives_the_same_plan_to_the_byte()
    {
        var again = ReplayPlan.Of(SeedFiles.International().LoadValid());

        Telling.All(again).ShouldBe(Telling.All(Plan));
        again.LeftOut.ShouldBe(Plan.LeftOut);
    }

    [Fact]
    public void The_folder_on_disk_gives_that_plan_too()
    {
        var folder = Path.GetDirectoryName(SeedFiles.OnDisk("aid.csv"))!;

        var loaded = SeedLoader.Load(folder).ShouldBeOfType<SeedLoad.Valid>();

        Telling.All(ReplayPlan.Of(loaded.Folder)).ShouldBe(Telling.All(Plan));
    }

    [Fact]
    public void The_story_is_the_approved_one()
    {
        // Foundings, affiliations and corridors are left out: they repeat their files line by line.
        var story = Plan.Steps
            .Where(step => step is not (Step.FoundFederation or Step.FoundSection))
            .Where(step => step is not (Step.Affiliate or Step.OpenCorridor))
            .Select(Telling.Line).ToList();
        var folder = Path.Combine(AppContext.BaseDirectory, "Seeds");

        // What was received lies beside what was approved, to compare the two and copy it over if it is right.
        File.WriteAllLines(Path.Combine(folder, "international.received.txt"), story);

        story.ShouldBe(File.ReadAllLines(Path.Combine(folder, "international.approved.txt")));
    }

    [Fact]
    public void Every_body_strike_and_corridor_is_there_once()
    {
        Plan.Steps.OfType<Step.FoundFederation>().Count().ShouldBe(86);
        Plan.Steps.OfType<Step.FoundSection>().Count().ShouldBe(191 + 23);
        Plan.Steps.OfType<Step.Affiliate>().Count().ShouldBe(77 + 191 + 1);
        Plan.Steps.OfType<Step.OpenCorridor>().Count().ShouldBe(555);
        Plan.Steps.OfType<Step.SetOpenness>().Count().ShouldBe(40);
        Plan.Steps.OfType<Step.DeclareStrike>().Count().ShouldBe(40);
        Plan.Steps.OfType<Step.EndStrike>().Count().ShouldBe(33);
        Plan.Steps.OfType<Step.PayDues>().Count().ShouldBe(27);
        Plan.Steps.Length.ShouldBe(1384);
    }

    [Fact]
    public void Every_row_of_aid_becomes_a_step_or_more()
    {
        var told = Plan.Steps.Select(step => step.Key.Value.Split('/')).Where(key => key[0] == "aid")
            .Select(key => key[1]).Distinct();

        told.Order().ShouldBe(InternationalPlan.Seeds.Aid.Select(aid => aid.Id.Value).Order());
    }

    [Fact]
    public void Every_recorded_call_becomes_one_step()
    {
        foreach (var call in InternationalPlan.Seeds.Calls)
            InternationalPlan.Told($"call/{call.Id}").Length.ShouldBe(1, call.Id.Value);
    }

    [Fact]
    public void What_is_left_out_is_named()
    {
        Plan.LeftOut.Select(row => $"{row.File}:{row.Line}: {row.Id}: {row.Reason}").ShouldBe(
        [
            "contributions.csv:22: pay-21: \"West End [line cut]\" is no section in sections.csv, so there is no "
                + "treasury that paid",
            "contributions.csv:27: pay-26: \"France, per Dupont\" is no section in sections.csv, so there is no "
                + "treasury that paid",
            "contributions.csv:28: pay-27: \"German-Swiss section, Geneva\" is no section in sections.csv, so there is "
                + "no treasury that paid",
        ]);
    }

    [Fact]
    public void Steps_are_in_order_of_day_and_rank()
    {
        var order = Plan.Steps.Select(step => (step.Date, ReplayPlan.Rank(step))).ToList();

        order.ShouldBe(order.Order());
    }

    [Fact]
    public void Every_kind_of_step_has_its_place_in_the_day_and_comes_in_the_story()
    {
        var kinds = typeof(Step).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Step))).ToList();

        kinds.Count.ShouldBe(21);
        Plan.Steps.Select(step => step.GetType()).Distinct().ShouldBe(kinds, ignoreOrder: true);
    }

    [Fact]
    public void A_folder_with_headers_only_gives_an_empty_plan()
    {
        var files = SeedFiles.International();
        foreach (var schema in SeedSchema.All)
            files.WithoutLines(schema.File, cells => cells[0] != schema.Columns[0]);

        ReplayPlan.Of(files.LoadValid()).Steps.ShouldBeEmpty();
    }

    [Fact]
    public void Request_ids_are_uuids_of_version_8_and_differ_by_step_and_act()
    {
        var ids = Plan.Steps.SelectMany(step => new[] { step.Key.RequestId(), step.Key.RequestId("agree") }).ToList();

        ids.Distinct().Count().ShouldBe(2 * Plan.Steps.Length);
        ids.ShouldAllBe(id => id.Version == 8 && id.Variant >= 8 && id.Variant <= 11);
    }

    [Fact]
    public void The_request_id_of_a_key_never_changes()
    {
        new StepKey("aid/aid-001/pledge").RequestId().ShouldBe(new Guid("110c0879-5362-81d1-856b-675cefa3ff26"));
        new StepKey("aid/aid-001/pledge").RequestId("agree")
            .ShouldBe(new Guid("0e051065-cba7-8ca6-95c7-be777d456ec8"));
    }
}
