using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>A pledge for whose money no way was found is sent again by itself.</summary>
public sealed class PledgeRetryTests
{
    private static readonly DateTimeOffset Soon = Noon.AddMinutes(5);

    private static Scenario<Section, SectionCommand, SectionEvent> Sent =>
        PrintersWithCall.After(Sample.Pledge(now: true));

    private static Scenario<Section, SectionCommand, SectionEvent> Unsent => Sent.After(Ended(Sent, noWay: true));

    private static PledgeCommand.SendAgain Alarm => new(First, 1);

    private static OwnTreasuryCommand.ToTreasury Ended(
        Scenario<Section, SectionCommand, SectionEvent> sent, bool? noWay) => new(new HopCommand.LearnEnd(
            sent.State.Promises.Pledges[First].Transfer!.Value, null, "the council drains", noWay));

    private static Pledge PledgeOf(Scenario<Section, SectionCommand, SectionEvent> scenario) =>
        scenario.State.Promises.Pledges[First];

    [Fact]
    public void It_waits_for_its_time_and_goes_again()
    {
        (PledgeOf(Unsent).AgainAt, PledgeOf(Unsent).Reason).ShouldBe((Soon, "the council drains"));
        Sent.When(Ended(Sent, noWay: true)).Tells().ShouldContain(new Message(Printers, Alarm, Soon));
        var again = Unsent.After(Alarm, Soon);
        (PledgeOf(again).Runs, PledgeOf(again).AgainAt).ShouldBe((2, null));
        PledgeOf(again).Transfer.ShouldNotBeNull();
    }

    [Fact]
    public void What_came_back_for_another_reason_waits_for_people()
    {
        var back = Sent.After(Ended(Sent, noWay: null));
        PledgeOf(back).AgainAt.ShouldBeNull();
        back.When(Alarm, Soon).ThenNothing();
    }

    [Fact]
    public void It_does_not_go_where_it_was_sent_withdrawn_or_the_strike_is_over()
    {
        var honoured = Unsent.After(new PledgeCommand.HonourPledge(First));
        honoured.When(Alarm, Soon).ThenNothing();
        // The alarm of the first transfer is stale once the second has found no way either.
        honoured.After(Ended(honoured, noWay: true)).When(Alarm, Soon).ThenNothing();
        Unsent.After(new PledgeCommand.WithdrawPledge(First, "")).When(Alarm, Soon).ThenNothing();
        Unsent.When(new PledgeCommand.SendAgain(new("unknown"), 1)).ThenNothing();
    }

    [Fact]
    public void Where_the_strike_is_over_it_waits_for_people_and_says_so()
    {
        var over = Unsent.After(new InboxCommand.LearnCallEnd(Lockout, 2, CallEnd.StrikeOver)).After(Alarm, Soon);
        (PledgeOf(over).AgainAt, PledgeOf(over).Transfer).ShouldBe((null, null));
        (PledgeOf(over).State, PledgeOf(over).Reason).ShouldBe(
            (AidState.Pledged, "strike geneva-1868 is over"));
        over.When(Alarm, Soon).ThenNothing();
        PledgeOf(over.After(new PledgeCommand.HonourPledge(First))).Runs.ShouldBe(2);
    }

    [Fact]
    public void It_is_tried_rarely_in_the_end_and_no_more_after_four_weeks()
    {
        RetrySchedule.Next(2, Noon).ShouldBe(Noon.AddMinutes(30));
        RetrySchedule.Next(5, Noon).ShouldBe(Noon.AddDays(1));
        RetrySchedule.Next(RetrySchedule.RunsMax, Noon).ShouldBeNull();
        var (scenario, at, tries) = (Unsent, Soon, 0);
        while (PledgeOf(scenario).AgainAt is { } due)
        {
            (at, tries) = (due, tries + 1);
            scenario = scenario.After(new PledgeCommand.SendAgain(First, PledgeOf(scenario).Runs), at);
            scenario = scenario.After(Ended(scenario, noWay: true), at);
        }
        tries.ShouldBe(RetrySchedule.RunsMax - 1);
        (at - Noon).TotalDays.ShouldBeInRange(25, 28);
    }
}
