using Solidarity.Domain.Messages;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Tests.Kit.Sample;
using static Solidarity.Domain.Transfers.TransferCommand;
using static Solidarity.Domain.Transfers.TransferEvent;

namespace Solidarity.Domain.Tests.Transfers;

/// <summary>A transfer whose money was sent to one who is not trusted, or by one, and the words that come of it.
/// </summary>
public sealed class DoubtTests
{
    private static readonly Route Way = new(
        [Hop(Printers, Romande, 1_000, 10), Hop(Romande, Council, 990), Hop(Council, Builders, 990)]);

    private static readonly LearnInDoubt Doubt = new(Key(1), Council, Back: false, "seized");

    private static Scenario<Transfer, TransferCommand, TransferEvent> Between => Scenarios.Transfer(Sample.Way)
        .After(new Begin(Printers, Francs(1_000), ToFund())).After(AtOnce(1, Way))
        .After(new LearnHeld(Key(2))).After(new LearnArrived(Key(0), [Noon]));

    private static Scenario<Transfer, TransferCommand, TransferEvent> TurningBack => Between
        .After(new LearnArrived(Key(1), [Noon])).After(new LearnRefused(Key(2), "closed"))
        .After(new FindNoRoute(2, "none"));

    [Fact]
    public void It_is_stuck_at_the_one_who_is_said_to_have_it()
    {
        Between.When(Doubt).Then(new Stuck(Council, "seized", Noon, Key(1)));
        var stuck = Between.After(Doubt);
        stuck.State.Halt.ShouldBe(new Halt(Council, Key(1), TransferPhase.Moving));
        stuck.When(Doubt).ThenNothing();
        stuck.When(new Retry()).ThenRefused("TRANSFER_IN_DOUBT");
        stuck.When(new LearnRefused(Key(2), "expired")).ThenNothing();
    }

    [Fact]
    public void Word_of_arrival_lets_it_go_on_whenever_it_comes()
    {
        var stuck = Between.After(Doubt);
        stuck.When(new LearnArrived(Key(1), [Noon])).Then(new Resumed(Key(1)), new HopArrived(Key(1), [Noon]));
        stuck.When(new LearnArrived(Key(1), [Noon])).ThenTells(
            TreasuryOutbox.To(Council, new HopCommand.SendHop(Key(2), ToFund())));
        var on = stuck.After(new LearnArrived(Key(1), [Noon]));
        on.State.Halt.ShouldBeNull();
        on.When(Doubt).ThenNothing();
        on.When(new LearnArrived(Key(1), [Noon])).ThenNothing();
        // Word that was quicker than the doubt.
        Between.After(new LearnArrived(Key(1), [Noon])).When(Doubt).ThenNothing();
        // Word about another hop or plan is no word of this one.
        stuck.When(new LearnArrived(Key(0), [Noon])).ThenNothing();
        stuck.When(new LearnArrived(Key(1, plan: 2), [Noon])).ThenNothing();
    }

    [Fact]
    public void Word_of_delivery_settles_it()
    {
        var last = Between.After(new LearnArrived(Key(1), [Noon]))
            .After(new LearnInDoubt(Key(2), Builders, false, "silent"));
        last.When(new LearnDelivered(Key(2), [Noon])).Then(
            new Resumed(Key(2)), new Settled(Key(2), Francs(990), Noon, [Noon]));
        last.After(new LearnDelivered(Key(2), [Noon]))
            .When(new LearnInDoubt(Key(2), Builders, false, "silent")).ThenNothing();
    }

    [Fact]
    public void On_the_way_back_it_is_stuck_and_goes_on_in_the_same_way()
    {
        var doubt = new LearnInDoubt(Key(1), Council, Back: true, "seized");
        TurningBack.When(doubt).Then(new Stuck(Council, "seized", Noon, Key(1)));
        var stuck = TurningBack.After(doubt);
        stuck.When(new Retry()).ThenRefused("TRANSFER_IN_DOUBT");
        stuck.When(new LearnBack(Key(1), Francs(990))).Then(
            new Resumed(Key(1)), new BackArrived(Key(1), Francs(990)));
        stuck.After(new LearnBack(Key(1), Francs(990))).When(doubt).ThenNothing();
        stuck.When(new LearnBack(Key(0), Francs(990))).ThenNothing();
        // Turning back is not the hop's way there, and the other way round.
        TurningBack.When(doubt with { Back = false }).ThenNothing();
        Between.When(Doubt with { Back = true }).ThenNothing();
    }

    [Fact]
    public void Money_that_a_holder_would_not_send_back_goes_on_when_it_is_back_after_all()
    {
        var stuck = TurningBack.After(new LearnRefused(Key(1), "quarantined"));
        stuck.State.Halt.ShouldBe(new Halt(Council, null, TransferPhase.TurningBack));
        stuck.When(new LearnBack(Key(1), Francs(990))).Then(
            new Resumed(Key(1)), new BackArrived(Key(1), Francs(990)));
        stuck.When(new Retry()).Then(new TurnedBack("tried again by hand"));
    }
}
