using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.ManualSettlement;
using static Solidarity.Domain.Tests.Kit.Sample;
using static Solidarity.Domain.Transfers.TransferCommand;
using static Solidarity.Domain.Transfers.TransferEvent;

namespace Solidarity.Domain.Tests.Transfers;

/// <summary>What a transfer shows of the people at a hop that is settled by them, in every order that words may come
/// in.</summary>
public sealed class ManualStepTests
{
    private static readonly Route Way = new(
        [Hop(Printers, Romande, 1_000) with { SettledBy = Settlement.Wire }, Hop(Romande, Builders, 1_000)]);

    private static readonly DateTimeOffset Until = Noon.AddHours(70);
    private static readonly Receipt Given = new("order 17", null, Noon.AddHours(2));
    private static readonly Receipt Taken = new("credited", null, Noon.AddHours(9));

    private static readonly LearnWaits ToHandOver =
        new(Key(0), Back: false, AwaitedStep.HandOver, Noon, Until, Given: null);

    private static readonly LearnReceipt HandedOver = new(Key(0), Back: false, Taken: false, Given);

    private static readonly LearnWaits ToConfirm =
        new(Key(0), Back: false, AwaitedStep.Confirmation, Noon.AddHours(2), Until: null, Given);

    private static readonly LearnReceipt Confirmed = new(Key(0), Back: false, Taken: true, Taken);

    private static Scenario<Transfer, TransferCommand, TransferEvent> Moving => Scenarios.Transfer(Sample.Way)
        .After(new Begin(Printers, Francs(1_000), ToFund())).After(AtOnce(1, Way))
        .After(new LearnHeld(Key(0)));

    [Fact]
    public void It_shows_whom_it_waits_for_since_when_and_until_when_and_is_not_stuck()
    {
        Moving.When(ToHandOver).Then(new HopWaits(Key(0), Back: false, AwaitedStep.HandOver, Noon, Until, null));
        Moving.When(ToHandOver).ThenTells();
        var waiting = Moving.After(ToHandOver).State;
        waiting.Phase.ShouldBe(TransferPhase.Moving);
        waiting.Waiting.ShouldBe(new Waiting(
            Key(0), Way.Hops[0], Back: false, AwaitedStep.HandOver, Printers, Noon, Until, null));

        var handed = Moving.After(ToHandOver).After(HandedOver);
        handed.State.Waiting.ShouldBeNull();
        handed.After(ToConfirm).State.Waiting.ShouldBe(new Waiting(
            Key(0), Way.Hops[0], Back: false, AwaitedStep.Confirmation, Romande, Noon.AddHours(2), null, Given));
        handed.After(ToConfirm).After(Confirmed).State.Waiting.ShouldBeNull();
        handed.After(ToConfirm).After(Confirmed).After(new LearnArrived(Key(0), [Noon])).State.Waiting.ShouldBeNull();
    }

    [Fact]
    public void A_word_that_comes_twice_changes_nothing()
    {
        var waits = Moving.After(ToHandOver);
        waits.When(ToHandOver).ThenNothing();
        var handed = waits.After(HandedOver);
        handed.When(ToHandOver).ThenNothing();
        handed.When(HandedOver).ThenNothing();
        var confirming = handed.After(ToConfirm);
        foreach (var earlier in (TransferCommand[])[ToHandOver, HandedOver, ToConfirm])
            confirming.When(earlier).ThenNothing();
        var confirmed = confirming.After(Confirmed);
        foreach (var earlier in (TransferCommand[])[ToHandOver, HandedOver, ToConfirm, Confirmed])
            confirmed.When(earlier).ThenNothing();
        var arrived = confirmed.After(new LearnArrived(Key(0), [Noon]));
        foreach (var earlier in (TransferCommand[])[ToHandOver, HandedOver, ToConfirm, Confirmed])
            arrived.When(earlier).ThenNothing();
    }

    [Fact]
    public void Word_of_the_receiver_that_overtakes_the_givers_has_the_givers_receipt()
    {
        var waits = Moving.After(ToConfirm);
        waits.State.Waiting!.Given.ShouldBe(Given);
        waits.When(ToHandOver).ThenNothing();
        waits.When(HandedOver).ThenNothing();
        waits.State.Waiting!.Step.ShouldBe(AwaitedStep.Confirmation);
        waits.After(Confirmed).When(new LearnArrived(Key(0), [Noon])).Then(new HopArrived(Key(0), [Noon]));
    }

    [Fact]
    public void Who_has_to_see_to_a_later_hop_says_that_the_money_has_come_so_far()
    {
        var further = Moving.After(ToHandOver with { Key = Key(1) });
        (further.State.Next, further.State.Holder).ShouldBe((1, (Address)Romande));
        further.State.Waiting!.Hop.ShouldBe(Way.Hops[1]);
        further.When(ToHandOver).ThenNothing();
    }

    [Fact]
    public void Word_of_another_plan_or_of_a_hop_behind_is_no_word_of_this_one()
    {
        Moving.When(ToHandOver with { Key = Key(0, plan: 2) }).ThenNothing();
        Moving.When(HandedOver with { Key = Key(0, plan: 2) }).ThenNothing();
        Moving.When(ToHandOver with { Back = true }).ThenNothing();
        Moving.After(ToHandOver).After(new LearnRefused(Key(0), "declined")).State.Waiting.ShouldBeNull();
    }

    [Fact]
    public void When_people_have_acted_a_way_is_planned_from_where_the_money_is()
    {
        var arrived = Moving.After(ToConfirm).After(Confirmed).When(new LearnArrived(Key(0), [Noon]));
        arrived.Tells()[^1].Command.ShouldBeOfType<PlanRoute>().Plan.ShouldBe(2);
        var state = arrived.Afterwards();
        (state.Phase, state.Plan, state.Stages, state.Excluded.Length).ShouldBe((TransferPhase.Planning, 2, 1, 0));
        // A hop that people themselves refuse, or let expire, is avoided.
        Moving.After(ToHandOver).When(new LearnRefused(Key(0), "declined")).Then(new PlanFailed(1, 0, "declined"));
    }

    [Fact]
    public void What_is_disputed_is_stuck_and_goes_on_when_it_is_confirmed_after_all()
    {
        var disputed = Moving.After(ToHandOver).After(HandedOver).After(ToConfirm)
            .After(new LearnInDoubt(Key(0), Printers, Back: false, "nothing came"));
        (disputed.State.Phase, disputed.State.Place, disputed.State.Waiting).ShouldBe(
            (TransferPhase.Stuck, Printers, null));
        disputed.When(ToConfirm).ThenNothing();
        disputed.When(HandedOver).ThenNothing();
        disputed.When(Confirmed).Then(new ReceiptGiven(Key(0), Back: false, Taken: true, Taken));
        disputed.After(Confirmed).When(new LearnArrived(Key(0), [Noon]))
            .Then(new Resumed(Key(0)), new HopArrived(Key(0), [Noon]));
    }

    [Fact]
    public void On_the_way_back_it_waits_for_the_one_who_has_it_and_then_for_the_one_who_gets_it_back()
    {
        var back = Moving.After(new LearnArrived(Key(0), [Noon])).After(new LearnRefused(Key(1), "closed"))
            .After(new FindNoRoute(2, "none"));
        var waits = back.After(ToHandOver with { Back = true, Until = null });
        (waits.State.Phase, waits.State.Waiting!.For).ShouldBe((TransferPhase.TurningBack, Romande));
        var handed = waits.After(HandedOver with { Back = true });
        handed.After(ToConfirm with { Back = true }).State.Waiting!.For.ShouldBe(Printers);
        // Declined, it is stuck; tried again, the same treasurer is asked again.
        var declined = waits.After(new LearnRefused(Key(0), "declined"));
        (declined.State.Phase, declined.State.Waiting).ShouldBe((TransferPhase.Stuck, null));
        declined.After(new Retry()).After(ToHandOver with { Back = true }).State.Waiting!.For.ShouldBe(Romande);
    }
}
