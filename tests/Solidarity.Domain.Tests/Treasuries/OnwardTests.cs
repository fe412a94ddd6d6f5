using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Tests.Kit.Sample;
using static Solidarity.Domain.Treasuries.Acknowledgements.AcknowledgementCommand;
using static Solidarity.Domain.Treasuries.Corridors.CorridorCommand;
using static Solidarity.Domain.Treasuries.Holds.HoldCommand;
using static Solidarity.Domain.Treasuries.Hops.HopCommand;
using static Solidarity.Domain.Treasuries.Quarantines.QuarantineCommand;

namespace Solidarity.Domain.Tests.Treasuries;

/// <summary>Room that is held along a route from treasury to treasury, money that goes on by itself over what is held,
/// and word of it that goes back.</summary>
public sealed class OnwardTests
{
    private static readonly Address Self = Romande;
    private static readonly Hop In = Hop(Printers, Romande, 1_000);
    private static readonly Hop Out = Hop(Romande, Council, 1_000, 10);
    private static readonly Hop Last = Hop(Council, Builders, 990);
    private static readonly DateTimeOffset Later = Noon.AddHours(76);
    private static readonly DateTimeOffset Soon = Noon.AddSeconds(AcknowledgementsOwed.WaitSecondsMax);

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Open => ATreasury.Of(Self)
        .After(new OfferCorridor(To(Council), CorridorTerms.Free with { FeeMinor = 10 }))
        .After(new LearnAgreement(To(Council), CorridorTerms.Free with { FeeMinor = 10 }));

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Holding =>
        Open.After(new HoldHop(Key(1), Out, Later, [new HopAhead(Last, Later.AddHours(-2))], Printers));

    private static readonly TakeIn Coming = new(Key(0), In, null, [], ToFund());

    [Fact]
    public void Each_holder_asks_the_next_and_the_last_one_tells_the_transfer()
    {
        Open.When(new HoldHop(Key(1), Out, Later, [new HopAhead(Last, Later.AddHours(-2))], Printers)).ThenTells(
            TreasuryOutbox.To(Council, new HoldHop(Key(2), Last, Later.AddHours(-2), [], Printers)),
            TreasuryOutbox.To(Self, new ExpireHolds(), Later));
        Open.When(new HoldHop(Key(1), Out, Later, [], Printers)).ThenTells(
            new Message(Way, new TransferCommand.LearnHeld(Key(1))),
            TreasuryOutbox.To(Self, new ExpireHolds(), Later));
        // Who cannot hold it asks nobody further on.
        ATreasury.Of(Self).When(new HoldHop(Key(1), Out, Later, [new HopAhead(Last, Later)], Printers))
            .Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnRefused>();
        Open.When(new HoldHop(Key(1), Out, Noon, [], Printers)).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
    }

    [Fact]
    public void Money_goes_on_at_once_over_what_is_held_for_it()
    {
        var went = Holding.When(Coming);
        went.ThenTells(
            TreasuryOutbox.To(Council, new TakeIn(Key(1), Out, null, [Noon], ToFund())),
            TreasuryOutbox.To(Self, new SendAcknowledgements(), Soon));
        var after = went.Afterwards();
        after.Transfers.Passing.ShouldBeEmpty();
        after.Holds.ByHop.ShouldBeEmpty();
        after.Carriage.Coming.ShouldBeEmpty();
        after.Book.Balance(Account.To(Council), Chf).ShouldBe(990);
        after.Transfers.Unacknowledged[Key(1)].Amount.ShouldBe(Francs(990));
    }

    [Fact]
    public void The_one_before_the_last_says_what_it_is_to_be_delivered_as()
    {
        var hop = Hop(Romande, Builders, 1_000);
        ATreasury.Of(Self).After(new OfferCorridor(To(Builders), CorridorTerms.Free))
            .After(new LearnAgreement(To(Builders), CorridorTerms.Free))
            .After(new HoldHop(Key(1), hop, Later, [], Printers))
            .When(Coming with { Passed = [Noon.AddHours(-1)] }).ThenTellsFirst(
                TreasuryOutbox.To(Builders, new TakeIn(Key(1), hop, ToFund(), [Noon.AddHours(-1), Noon])));
    }

    [Fact]
    public void Where_it_cannot_go_on_it_stays_and_the_transfer_is_told()
    {
        var stays = new Message(Way, new TransferCommand.LearnArrived(Key(0), [Noon]));
        Open.When(Coming).ThenTellsFirst(stays);
        Open.After(Coming).State.Transfers.Passing[Way].ShouldBe(Francs(1_000));
        // Its hold is over, or nearly, or is for another sum.
        Holding.After(new ExpireHolds(), Later).When(Coming).ThenTellsFirst(stays);
        var late = Later.AddMinutes(-(TreasuryHolds.ClockSkewMinutes - 1));
        Holding.When(Coming, late).Tells()[0].Command.ShouldBeOfType<TransferCommand.LearnArrived>();
        Holding.When(Coming with { Hop = Hop(Printers, Romande, 999) }).ThenTellsFirst(stays);
        Holding.After(new QuarantineNeighbour(Council, "seized")).When(Coming).ThenTellsFirst(stays);
    }

    [Fact]
    public void One_alarm_sees_to_all_holds()
    {
        var second = new HoldHop(Key(1, plan: 2), Out, Later.AddHours(1), [], Printers);
        Holding.When(second).Tells().ShouldNotContain(message => message.Due != null);
        var sooner = Holding.When(new HoldHop(Key(1, plan: 2), Out, Later.AddHours(-1), [], Printers));
        sooner.Tells()[1].ShouldBe(TreasuryOutbox.To(Self, new ExpireHolds(), Later.AddHours(-1)));

        // What has expired goes, and the alarm is set for what has not.
        var both = Holding.After(second);
        both.When(new ExpireHolds(), Later).ThenTells(
            new Message(Way, new TransferCommand.LearnRefused(Key(1), "the hold at federations/romande has expired")),
            TreasuryOutbox.To(Self, new ExpireHolds(), Later.AddHours(1)));
        both.After(new ExpireHolds(), Later).When(new ExpireHolds(), Later).ThenTells();
        both.After(new ExpireHolds(), Later).After(new ExpireHolds(), Later.AddHours(1)).State.Holds.ByHop
            .ShouldBeEmpty();
        // An alarm that was set earlier than the one for it is enough.
        sooner.Afterwards().Holds.ByHop.Count.ShouldBe(2);
        Holding.After(new HoldHop(Key(1, plan: 2), Out, Later.AddHours(-1), [], Printers))
            .When(new ExpireHolds(), Later.AddHours(-1)).Tells()[1].Due.ShouldBe(Later);
    }

    [Fact]
    public void An_alarm_that_has_rung_does_not_serve_later_holds()
    {
        var rung = Holding.After(new ReleaseHop(Key(1))).After(new ExpireHolds(), Later);
        rung.When(new HoldHop(Key(1, plan: 2), Out, Later.AddHours(5), [], Printers), Later.AddHours(1)).Tells()[1]
            .ShouldBe(TreasuryOutbox.To(Self, new ExpireHolds(), Later.AddHours(5)));
    }

    [Fact]
    public void More_expired_holds_than_one_entry_takes_go_one_entry_after_the_other()
    {
        var all = Open;
        for (var i = 1; i <= TreasuryHolds.ExpiredMax + 1; i++)
            all = all.After(new HoldHop(Key(1, plan: i), Hop(Romande, Council, 100, 10), Later, [], Printers));
        var first = all.When(new ExpireHolds(), Later);
        first.Tells()[^1].ShouldBe(TreasuryOutbox.To(Self, new ExpireHolds(), Later));
        first.Afterwards().Holds.ByHop.Count.ShouldBe(1);
        all.After(new ExpireHolds(), Later).After(new ExpireHolds(), Later).State.Holds.ByHop.ShouldBeEmpty();
    }

    // Money of another transfer that goes on from here, too.
    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Through(
        Scenario<Treasury, TreasuryCommand, TreasuryEvent> before, HopKey key, Address from) => before
        .After(new HoldHop(key with { Hop = 1 }, Hop(Romande, Council, 100, 10), Later, [], Printers))
        .After(new TakeIn(key, Hop(from, Romande, 100), null, [], ToFund()));

    [Fact]
    public void Who_sent_its_own_money_is_told_later_and_of_all_together()
    {
        var (other, third) = (new HopKey(new TransferId("another"), 1, 0), new HopKey(new TransferId("third"), 1, 0));
        var two = Through(Holding.After(Coming), other, Printers);
        two.When(new SendAcknowledgements(), Soon).ThenTells(
            TreasuryOutbox.To(Printers, new LearnAllTakenIn([other, Key(0)])));
        two.After(new SendAcknowledgements(), Soon).State.Owed.ShouldBe(AcknowledgementsOwed.None);
        // One alarm is enough, and the next that comes waits for the next.
        Through(two, third, Weavers).When(new SendAcknowledgements(), Soon).Tells().Count.ShouldBe(2);
        Through(two.After(new SendAcknowledgements(), Soon), third, Weavers).State.Owed.PutOff.ShouldBeTrue();
    }

    [Fact]
    public void Carriers_are_told_at_once_and_so_is_whose_money_does_not_go_on()
    {
        var carried = Coming with { Key = Key(1), Hop = Hop(Council, Romande, 1_000) };
        Open.After(new HoldHop(Key(2), Out, Later, [], Printers)).When(carried).Tells()[0].ShouldBe(
            TreasuryOutbox.To(Council, new LearnTakenIn(Key(1))));
        Open.When(Coming).Tells()[^1].ShouldBe(TreasuryOutbox.To(Printers, new LearnTakenIn(Key(0))));
    }

    [Fact]
    public void More_words_than_one_entry_takes_go_one_entry_after_the_other()
    {
        var many = Open;
        for (var i = 0; i <= AcknowledgementsOwed.HopsMax; i++)
            many = Through(many, new HopKey(new TransferId($"way-{i}"), 1, 0), Printers);
        many.When(new SendAcknowledgements(), Soon).Tells()[^1]
            .ShouldBe(TreasuryOutbox.To(Self, new SendAcknowledgements(), Soon));
        var rest = many.After(new SendAcknowledgements(), Soon);
        rest.State.Owed.To.Count.ShouldBe(1);
        rest.After(new SendAcknowledgements(), Soon).State.Owed.ShouldBe(AcknowledgementsOwed.None);
    }

    [Fact]
    public void Word_of_what_is_not_waited_for_leaves_nothing()
    {
        var sent = Holding.After(Coming);
        sent.When(new LearnAllTakenIn([Key(1), Key(5)])).Then(new AcknowledgementEvent.SumAcknowledged(Key(1)));
        var told = sent.After(new LearnAllTakenIn([Key(1)])).State;
        TreasuryDecider.Decide(Self, told, new LearnAllTakenIn([Key(1)]), Noon).IsRedundant.ShouldBeTrue();
    }

    [Fact]
    public void Who_sends_its_own_money_holds_the_first_hop_of_its_way_itself()
    {
        var way = new PlannedWay(new Route([Out, Last]), [24, 0]);
        var before = WithMoney(Open.State);
        var events = Dispatched(before, way);

        events.Select(e => e.GetType()).ShouldBe(
            [typeof(HopEvent.Dispatched), typeof(HoldEvent.HopHeld), typeof(HoldEvent.ExpiryAwaited)]);
        var until = Noon.AddHours(24 + RouteTimes.HoldHours);
        var dispatched = (HopEvent.Dispatched)events[0];
        (dispatched.Route, dispatched.Expiries!.Value[1]).ShouldBe((way.Route, until));
        // The transfer hears of it with its beginning, and nobody else need hear of the hold.
        TreasuryOutbox.Of(Self, events[1]).ShouldBeEmpty();
        TreasuryOutbox.Of(Self, dispatched).Single().Command.ShouldBe(new TransferCommand.Begin(
            Self, Francs(1_000), ToFund(), way.Route, dispatched.Expiries));
        // Sent over a hop that begins here, the strike is told.
        var sent = events.Aggregate(before, Treasury.Evolve);
        TreasuryDecider.Decide(Self, sent, new SendHop(Key(0), null, ToFund()), Noon).Events
            .SelectMany(e => TreasuryOutbox.Of(Self, e)).ShouldContain(new Message(
                Lockout, new AidCommand.LearnMoney(
                    FirstAid, AidKind.Gift, 1, MoneyStage.InTransit, Francs(1_000))));
    }

    [Fact]
    public void A_planned_way_that_does_not_hold_here_is_left_to_the_transfer()
    {
        var closed = Open.After(new CloseCorridor(To(Council))).State;
        foreach (var (state, way) in new[]
        {
            (closed, new PlannedWay(new Route([Out, Last]), [0, 0])),
            (Open.State, new PlannedWay(new Route([Out]), [0])),
            (Open.State, new PlannedWay(new Route([Out, Last]), [0])),
            (Open.State, new PlannedWay(
                new Route([Hop(Romande, Council, 999, 10), Hop(Council, Builders, 989)]), [0, 0])),
        })
        {
            var events = Dispatched(WithMoney(state), way);
            events.ShouldHaveSingleItem().ShouldBeOfType<HopEvent.Dispatched>().Route.ShouldBeNull();
        }
    }

    private static Treasury WithMoney(Treasury state) => state with
    {
        Book = state.Book.Post(LedgerEntry.Move(Francs(1_000), Account.Outside, Account.Passing)),
    };

    private static TreasuryEvent[] Dispatched(Treasury state, PlannedWay way) =>
        [.. Dispatching.Of(Self, state, Way, Francs(1_000), Account.Passing, ToFund(), [way], Noon)];
}
