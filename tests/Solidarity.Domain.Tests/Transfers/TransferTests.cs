using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Tests.Kit.Sample;
using static Solidarity.Domain.Transfers.TransferCommand;
using static Solidarity.Domain.Transfers.TransferEvent;

namespace Solidarity.Domain.Tests.Transfers;

/// <summary>The saga, message by message, in the orders that the dispatcher may bring them.</summary>
public sealed class TransferTests
{
    private static readonly Route Way = new(
        [Hop(Printers, Romande, 1_000, 10), Hop(Romande, Council, 990), Hop(Council, Builders, 990)]);

    private static Scenario<Transfer, TransferCommand, TransferEvent> Begun =>
        Scenarios.Transfer(Sample.Way).After(new Begin(Printers, Francs(1_000), ToFund()));

    private static Scenario<Transfer, TransferCommand, TransferEvent> Holding => Begun.After(AtOnce(1, Way));

    private static Scenario<Transfer, TransferCommand, TransferEvent> Moving =>
        Holding.After(new LearnHeld(Key(2)));

    [Fact]
    public void It_begins_once_and_asks_for_a_route()
    {
        var begin = new Begin(Printers, Francs(1_000), ToFund());
        Scenarios.Transfer(Sample.Way).When(begin)
            .Then(new Begun(Sample.Way, Printers, Francs(1_000), ToFund(), Noon));
        Scenarios.Transfer(Sample.Way).When(begin).ThenTells(
            new Message(Sample.Way, new PlanRoute(1, Printers, Francs(1_000), ToFund(), [])));
        Begun.When(begin).ThenNothing();
        Begun.When(begin with { Amount = Francs(2_000) }).ThenRefused("TRANSFER_EXISTS");
    }

    [Fact]
    public void Each_hold_further_on_expires_sooner_and_the_last_one_waits_for_the_money_to_come()
    {
        // The first holder is asked, and asks the next.
        var last = Noon.AddHours(34 + RouteTimes.HoldHours);
        Begun.When(new TakeRoute(1, Way, [24, 0, 10])).ThenTells(
            TreasuryOutbox.To(Printers, new HoldCommand.HoldHop(
                Key(0), Way.Hops[0], last.AddHours(2 * RouteTimes.HoldStepHours),
                [
                    new HopAhead(Way.Hops[1], last.AddHours(RouteTimes.HoldStepHours)),
                    new HopAhead(Way.Hops[2], last),
                ],
                Printers)));
    }

    [Fact]
    public void Where_its_source_has_a_way_already_the_rest_of_it_is_held_at_once()
    {
        var until = Noon.AddHours(80);
        var begin = new Begin(Printers, Francs(1_000), ToFund(), Way, [until, until.AddHours(-2), until.AddHours(-4)]);
        var begun = Scenarios.Transfer(Sample.Way).When(begin);
        begun.ThenTells(TreasuryOutbox.To(Romande, new HoldCommand.HoldHop(
            Key(1), Way.Hops[1], until.AddHours(-2), [new HopAhead(Way.Hops[2], until.AddHours(-4))],
            Printers)));
        var holding = Scenarios.Transfer(Sample.Way).After(begin);
        (holding.State.Phase, holding.State.Plan).ShouldBe((TransferPhase.Holding, 1));
        holding.When(begin).ThenNothing();
        holding.When(new LearnHeld(Key(2))).ThenTells(
            TreasuryOutbox.To(Printers, new HopCommand.SendHop(Key(0), null, ToFund())));
        Should.Throw<InvalidOperationException>(() => Scenarios.Transfer(Sample.Way).When(
            begin with { Route = new Route([Hop(Printers, Builders, 999)]), Expiries = [until] }));
        Should.Throw<InvalidOperationException>(() => Scenarios.Transfer(Sample.Way).When(
            begin with { Expiries = [until] }));

        // Over a single hop nobody else need be asked.
        var direct = begin with { Route = new Route([Hop(Printers, Builders, 1_000)]), Expiries = [until] };
        Scenarios.Transfer(Sample.Way).When(direct).ThenTells(
            TreasuryOutbox.To(Printers, new HopCommand.SendHop(Key(0), ToFund())));
    }

    [Fact]
    public void Money_that_goes_on_by_itself_is_heard_of_where_it_stops()
    {
        var passed = new[] { Noon.AddHours(1), Noon.AddHours(2), Noon.AddHours(5) };
        Moving.When(new LearnDelivered(Key(2), [.. passed]))
            .Then(new Settled(Key(2), Francs(990), Noon, [.. passed]));
        var settled = Moving.After(new LearnDelivered(Key(2), [.. passed])).State;
        settled.Travelled.Select(travelled => travelled.Key).ShouldBe([Key(0), Key(1), Key(2)]);

        var halfway = Moving.After(new LearnArrived(Key(1), [.. passed[..2]]));
        (halfway.State.Holder, halfway.State.Next).ShouldBe(((Address)Council, 2));
        Moving.When(new LearnArrived(Key(1), [.. passed[..2]])).ThenTells(
            TreasuryOutbox.To(Council, new HopCommand.SendHop(Key(2), ToFund())));
        halfway.When(new LearnArrived(Key(0), [.. passed[..1]])).ThenNothing();
        halfway.When(new LearnRefused(Key(2), "expired")).Then(new PlanFailed(1, 2, "expired"));
    }

    [Fact]
    public void In_doubt_on_one_hop_it_goes_on_with_word_from_any_behind_it()
    {
        var doubt = Moving.After(new LearnInDoubt(Key(0), Romande, Back: false, "seized"));
        doubt.State.Place.ShouldBe(Romande);
        doubt.When(new LearnInDoubt(Key(0), Romande, Back: false, "seized")).ThenNothing();
        doubt.When(new LearnArrived(Key(1), [Noon, Noon])).Then(
            new Resumed(Key(1)), new HopArrived(Key(1), [Noon, Noon]));
        doubt.When(new LearnDelivered(Key(2), [Noon, Noon, Noon])).Then(
            new Resumed(Key(2)), new Settled(Key(2), Francs(990), Noon, [Noon, Noon, Noon]));

        // It had gone on, and is in doubt behind that.
        doubt.When(new LearnInDoubt(Key(2), Builders, Back: false, "silent")).Then(
            new Resumed(Key(2)), new Stuck(Builders, "silent", Noon, Key(2)));
        var further = doubt.After(new LearnInDoubt(Key(2), Builders, Back: false, "silent"));
        (further.State.Place, further.State.Holder).ShouldBe(((Address)Builders, (Address)Council));
        further.When(new LearnArrived(Key(1), [Noon, Noon])).ThenNothing();
    }

    [Fact]
    public void A_quote_that_is_over_costs_a_new_plan_that_may_lead_the_same_way()
    {
        Holding.When(new LearnRefused(Key(1), "quote over", Again: true))
            .Then(new PlanFailed(1, 1, "quote over", Again: true));
        Holding.After(new LearnRefused(Key(1), "quote over", Again: true)).State.Excluded.ShouldBeEmpty();
        // While the money is on an earlier hop it is only noted, and counts when the hop's turn comes.
        var lapsed = Moving.After(new LearnRefused(Key(1), "quote over", Again: true));
        Moving.When(new LearnRefused(Key(1), "quote over", Again: true)).Then(new QuoteLapsed(Key(1)));
        lapsed.When(new LearnRefused(Key(1), "quote over", Again: true)).ThenNothing();
        lapsed.After(new LearnArrived(Key(0), [Noon])).When(new LearnRefused(Key(1), "the hold has expired"))
            .Then(new PlanFailed(1, 1, "the hold has expired", Again: true));
    }

    [Fact]
    public void The_money_moves_when_all_of_the_route_is_held()
    {
        var nearly = Holding.After(new LearnHeld(Key(1)));
        nearly.When(new LearnHeld(Key(1))).ThenNothing();
        nearly.When(new LearnHeld(Key(0))).ThenNothing();
        nearly.When(new LearnHeld(Key(2))).ThenTells(
            TreasuryOutbox.To(Printers, new HopCommand.SendHop(Key(0), null, ToFund())));
    }

    [Fact]
    public void Only_the_last_hop_says_what_the_money_is_for()
    {
        Moving.After(new LearnArrived(Key(0), [Noon])).When(new LearnArrived(Key(1), [Noon])).ThenTells(
            TreasuryOutbox.To(Council, new HopCommand.SendHop(Key(2), ToFund())));
    }

    [Fact]
    public void It_settles_once_and_tells_its_source()
    {
        var last = Moving.After(new LearnArrived(Key(0), [Noon])).After(new LearnArrived(Key(1), [Noon]));
        last.When(new LearnDelivered(Key(2), [Noon])).Then(new Settled(Key(2), Francs(990), Noon, [Noon]));
        last.When(new LearnDelivered(Key(2), [Noon])).ThenTells(
            TreasuryOutbox.To(Printers, new HopCommand.LearnEnd(Sample.Way, Francs(990), "")));
        var settled = last.After(new LearnDelivered(Key(2), [Noon]));
        settled.When(new LearnDelivered(Key(2), [Noon])).ThenNothing();
        settled.When(new LearnRefused(Key(2), "late")).ThenNothing();
        settled.When(new Retry()).ThenRefused("TRANSFER_NOT_STUCK");
    }

    [Fact]
    public void A_refused_hold_releases_the_others_and_asks_for_a_route_without_that_corridor()
    {
        var told = Holding.After(new LearnHeld(Key(0))).When(new LearnRefused(Key(1), "closed")).Tells();

        told[..3].ShouldBe(Way.Hops.Select((h, i) =>
            TreasuryOutbox.To(h.From, new HoldCommand.ReleaseHop(Key(i)))));
        var plan = told[3].Command.ShouldBeOfType<PlanRoute>();
        (plan.Plan, plan.From, plan.Amount).ShouldBe((2, Printers, Francs(1_000)));
        plan.Excluded.ShouldBe([new ExcludedCorridor(Romande, To(Council))]);
    }

    [Fact]
    public void Word_about_an_old_plan_changes_nothing()
    {
        var again = Holding.After(new LearnRefused(Key(1), "closed"));
        again.When(new LearnHeld(Key(0))).ThenNothing();
        again.When(new LearnRefused(Key(0), "expired")).ThenNothing();
        again.When(AtOnce(1, Way)).ThenNothing();
        again.When(new FindNoRoute(1, "none")).ThenNothing();
        var replanned = again.After(AtOnce(2, Way));
        replanned.When(new LearnHeld(Key(0))).ThenNothing();
        replanned.When(new LearnHeld(Key(0, plan: 2))).Then(new TransferEvent.HopHeld(Key(0, plan: 2)));
    }

    [Fact]
    public void A_hold_that_expires_while_another_hop_is_on_its_way_is_looked_at_in_its_turn()
    {
        Moving.When(new LearnRefused(Key(2), "expired")).ThenNothing();
        Moving.When(new LearnRefused(Key(1), "expired")).ThenNothing();
        Moving.When(new LearnRefused(Key(0), "expired")).Then(new PlanFailed(1, 0, "expired"));
    }

    [Fact]
    public void After_the_last_plan_money_that_never_left_is_returned()
    {
        var tried = Begun;
        for (var plan = 1; plan < Transfer.PlansMax; plan++)
            tried = tried.After(AtOnce(plan, Way)).After(new LearnRefused(Key(0, plan), "closed"));
        tried = tried.After(AtOnce(Transfer.PlansMax, Way));

        var why = $"closed (tried PlansMax = {Transfer.PlansMax} routes)";
        tried.When(new LearnRefused(Key(0, Transfer.PlansMax), "closed")).Then(
            new PlanFailed(Transfer.PlansMax, 0, "closed"), new Returned(why, Noon, FoundNoWay: true));
        tried.When(new LearnRefused(Key(0, Transfer.PlansMax), "closed")).ThenTells(
        [
            .. Way.Hops.Select((h, i) => TreasuryOutbox.To(
                h.From, new HoldCommand.ReleaseHop(Key(i, Transfer.PlansMax)))),
            TreasuryOutbox.To(Printers, new HopCommand.LearnEnd(Sample.Way, null, why, FoundNoWay: true)),
        ]);
    }

    [Fact]
    public void Without_a_way_onward_money_that_has_left_turns_back_from_where_it_is()
    {
        var halfway = Moving.After(new LearnArrived(Key(0), [Noon])).After(new LearnRefused(Key(1), "expired"));
        halfway.State.Phase.ShouldBe(TransferPhase.Planning);
        halfway.State.AtHolder.ShouldBe(Francs(990));
        const string why = "none (before that: expired)";
        halfway.When(new FindNoRoute(2, "none")).Then(new TurnedBack(why));
        halfway.When(new FindNoRoute(2, "none")).ThenTells(
            TreasuryOutbox.To(Romande, new HopCommand.SendBack(Key(0), Way.Hops[0])));
        halfway.After(new FindNoRoute(2, "none")).When(new LearnBack(Key(0), Francs(990)))
            .Then(new BackArrived(Key(0), Francs(990)), new Returned(why, Noon));
    }

    [Fact]
    public void A_receiver_that_cannot_place_the_money_sends_it_back()
    {
        var last = Moving.After(new LearnArrived(Key(0), [Noon])).After(new LearnArrived(Key(1), [Noon]));
        last.When(new LearnArrived(Key(2), [Noon])).Then(
            new HopArrived(Key(2), [Noon]), new TurnedBack($"{(Address)Builders} could not take the money in"));
    }

    [Fact]
    public void Money_that_can_go_neither_way_is_stuck_at_its_holder_until_somebody_tries_again()
    {
        var back = Moving.After(new LearnArrived(Key(0), [Noon])).After(new LearnRefused(Key(1), "expired"))
            .After(new FindNoRoute(2, "none"));
        back.When(new LearnRefused(Key(0), "seized")).Then(new Stuck(Romande, "seized", Noon));
        var stuck = back.After(new LearnRefused(Key(0), "seized"));
        stuck.State.Ended.ShouldBeTrue();
        stuck.State.Holder.ShouldBe(Romande);
        stuck.When(new Retry()).ThenTells(
            TreasuryOutbox.To(Romande, new HopCommand.SendBack(Key(0), Way.Hops[0])));
        stuck.After(new Retry()).When(new LearnRefused(Key(0), "seized")).Then(new Stuck(Romande, "seized", Noon));
        stuck.After(new Retry()).After(new LearnBack(Key(0), Francs(990)))
            .State.Phase.ShouldBe(TransferPhase.Returned);
    }

    [Fact]
    public void A_route_that_does_not_join_up_is_a_fault_of_the_planner()
    {
        Route[] wrong =
        [
            new([]),
            new([Hop(Romande, Builders, 1_000)]),
            new([Hop(Printers, Builders, 999)]),
            new([Hop(Printers, Romande, 1_000)]),
            new([Hop(Printers, Romande, 1_000), Hop(Council, Builders, 1_000)]),
            new([Hop(Printers, Romande, 1_000, 10), Hop(Romande, Builders, 1_000)]),
        ];
        foreach (var route in wrong)
            Should.Throw<InvalidOperationException>(() => Begun.When(AtOnce(1, route)));
    }

    [Fact]
    public void A_transfer_that_was_never_begun_cannot_be_tried_again() =>
        Scenarios.Transfer(Sample.Way).When(new Retry()).ThenRefused("UNKNOWN_BODY");

    [Fact]
    public void The_id_tells_apart_who_sends_what_for_the_which_time()
    {
        TransferId[] ids =
        [
            Transfer.IdFor(Printers, "pledge", First, 1), Transfer.IdFor(Printers, "pledge", First, 2),
            Transfer.IdFor(Printers, "repayment", First, 1), Transfer.IdFor(Weavers, "pledge", First, 1),
            Transfer.IdFor(Printers, "pledge", new PledgeId(new string('a', Slug.CharsMax)), 1),
        ];
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => Slug.IsValid(id.Value));
        Transfer.IdFor(Printers, "pledge", First, 1).ShouldBe(ids[0]);
    }
}
