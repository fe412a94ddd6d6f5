using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;
using static Solidarity.Domain.Tests.Kit.Sample;
using static Solidarity.Domain.Treasuries.Acknowledgements.AcknowledgementCommand;
using static Solidarity.Domain.Treasuries.Corridors.CorridorCommand;
using static Solidarity.Domain.Treasuries.Holds.HoldCommand;
using static Solidarity.Domain.Treasuries.Hops.HopCommand;
using static Solidarity.Domain.Treasuries.ManualSettlement.ManualSettlementCommand;
using static Solidarity.Domain.Treasuries.Quarantines.QuarantineCommand;

namespace Solidarity.Domain.Tests.Treasuries;

/// <summary>A treasury, the Romande's, between two corridors that people settle: money comes by courier from the
/// printers, and goes on by wire to the builders.</summary>
public sealed class HandOverTests
{
    private const string Wired = "order 1868/17 of the Bank of Geneva";

    private static readonly Address Self = Romande;
    private static readonly CorridorTerms ByWire =
        CorridorTerms.Free with { FeeMinor = 10, SettledBy = Settlement.Wire };

    private static readonly CorridorTerms ByCourier = CorridorTerms.Free with { SettledBy = Settlement.Courier };
    private static readonly Hop In = Hop(Printers, Romande, 1_000) with { SettledBy = Settlement.Courier };
    private static readonly Hop Out = Hop(Romande, Builders, 1_000, 10) with { SettledBy = Settlement.Wire };
    private static readonly DateTimeOffset Later = Noon.AddHours(72);
    private static readonly DateTimeOffset Last = Later.AddMinutes(-TreasuryHolds.ClockSkewMinutes);
    private static readonly Receipt Brought = new("brought by the diligence of 31 March", null, Noon.AddHours(-5));
    private static readonly TakeIn Comes = new(Key(0), In, null, [], Receipt: Brought);
    private static readonly ManualSettlementCommand.ConfirmSettlement Handed = new(Key(1), Wired);

    private static readonly LedgerEntry OutEntry = LedgerEntry.Move(Francs(990), Account.Passing, Account.To(Builders))
        .And(LedgerEntry.Move(Francs(10), Account.Passing, Account.Fees));

    private static readonly LedgerEntry InEntry =
        LedgerEntry.Move(Francs(1_000), Account.From(Printers), Account.Passing);

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Open => ATreasury.Of(Self)
        .After(new OfferCorridor(To(Builders), ByWire)).After(new LearnAgreement(To(Builders), ByWire))
        .After(new LearnOffer(To(Printers), ByCourier)).After(new AgreeToCorridor(To(Printers)));

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Here =>
        Open.After(Comes).After(new ConfirmClaim(Key(0), "counted"));

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Waiting =>
        Here.After(new HoldHop(Key(1), Out, Later, [], Printers)).After(new SendHop(Key(1), null));

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> WaitingBack =>
        Here.After(new SendBack(Key(0), In));

    private static Message ToWay(TransferCommand command) => new(Way, command);

    [Fact]
    public void The_two_ends_agree_on_how_it_is_settled_and_a_hop_is_held_only_so()
    {
        Open.State.Corridors.Out[To(Builders)].Terms.SettledBy.ShouldBe(Settlement.Wire);
        // What was agreed to by courier is no agreement to a wire, and a plan that knows of no wire is refused.
        Open.After(new OfferCorridor(To(Builders), ByWire with { SettledBy = Settlement.Courier }))
            .When(new LearnAgreement(To(Builders), ByWire)).ThenNothing();
        Open.When(new HoldHop(Key(1), Out with { SettledBy = null }, Later, [], Printers)).ThenTells(ToWay(
            new TransferCommand.LearnRefused(
                Key(1), "the terms of the corridor from federations/romande to sections/geneva-builders have changed",
                Again: true)));
        Open.When(new OfferCorridor(To(Builders), ByWire with { SettledBy = (Settlement)9 })).ThenMalformed("terms");
    }

    // Invariant 13: the limit binds where room is held; what has left its sender is never turned away.
    [Fact]
    public void So_many_sums_wait_for_people_over_one_corridor_and_one_more_finds_no_room()
    {
        var full = Open;
        for (var i = 0; i < Corridor.UnconfirmedMax; i++)
            full = full.After(new HoldHop(new HopKey(new TransferId($"w{i}"), 1, 0), Out, Later, [], Printers));
        full.When(new HoldHop(Key(1), Out, Later, [], Printers)).Tells().ShouldHaveSingleItem()
            .Command.ShouldBeOfType<TransferCommand.LearnRefused>().Reason.ShouldContain("wait for people");
        full.After(new ReleaseHop(new HopKey(new TransferId("w7"), 1, 0)))
            .After(new HoldHop(Key(1), Out, Later, [], Printers)).State.Corridors.Out[To(Builders)].Unconfirmed
            .ShouldBe(Corridor.UnconfirmedMax);
    }

    [Fact]
    public void A_sum_counts_until_there_is_word_that_it_is_at_the_other_end()
    {
        Waiting.State.Corridors.Out[To(Builders)].Unconfirmed.ShouldBe(1);
        var handed = Waiting.After(Handed);
        handed.State.Corridors.Out[To(Builders)].Unconfirmed.ShouldBe(1);
        handed.After(new LearnTakenIn(Key(1))).State.Corridors.Out[To(Builders)].Unconfirmed.ShouldBe(0);
        Waiting.After(new DeclineSettlement(Key(1), "no courier")).State.Corridors.Out[To(Builders)].Unconfirmed
            .ShouldBe(0);
    }

    [Fact]
    public void What_comes_is_recorded_however_much_waits_already_for_the_owners_word()
    {
        const int more = 100_100;
        var state = Open.State;
        for (var i = 0; i < more; i++)
        {
            var key = new HopKey(new TransferId($"c{i}"), 1, 0);
            var marked = TreasuryDecider.Decide(Self, state, Comes with { Key = key }, Noon);
            marked.Refusal.ShouldBeNull();
            state = marked.Events.Aggregate(state, Treasury.Evolve);
        }
        state.Claims.Count.ShouldBe(more);
    }

    [Fact]
    public void What_is_to_be_sent_stays_until_somebody_has_handed_it_over()
    {
        var asked = Here.After(new HoldHop(Key(1), Out, Later, [], Printers)).When(new SendHop(Key(1), null));
        asked.Then(new ManualSettlementEvent.SettlementAsked(Key(1), Out, null, Francs(990), Back: false, Noon, Last));
        asked.ThenTells(ToWay(new TransferCommand.LearnWaits(
            Key(1), Back: false, AwaitedStep.HandOver, Noon, Last, Given: null)));
        Waiting.State.Transfers.Passing[Way].ShouldBe(Francs(1_000));
        Waiting.State.Book.Balance(Account.To(Builders), Chf).ShouldBe(0);
        Waiting.When(new SendHop(Key(1), null)).ThenNothing();
    }

    [Fact]
    public void It_is_sent_with_the_receipt_when_it_was_handed_over_and_only_once()
    {
        var at = Noon.AddHours(20);
        var receipt = new Receipt(Wired, null, at);
        Waiting.When(Handed, at).Then(new HopEvent.HopSent(
            Key(1), Out, null, OutEntry, at, Passed: [], Receipt: receipt));
        Waiting.When(Handed, at).ThenTells(
            ToWay(new TransferCommand.LearnReceipt(Key(1), Back: false, Taken: false, receipt)),
            TreasuryOutbox.To(Builders, new TakeIn(Key(1), Out, null, [], Receipt: receipt)));
        var sent = Waiting.After(Handed, at);
        (sent.State.PendingSettlements.Count, sent.State.Holds.ByHop.Count, sent.State.Transfers.Passing.Count)
            .ShouldBe((0, 0, 0));
        sent.State.Transfers.Unacknowledged[Key(1)].Receipt.ShouldBe(receipt);
        sent.When(Handed).ThenRefused("UNKNOWN_HAND_OVER");
        sent.When(new DeclineSettlement(Key(1), "no")).ThenRefused("UNKNOWN_HAND_OVER");
        // The transfer's word, come again, does not ask anybody a second time; the transfer knows that it has left.
        sent.When(new SendHop(Key(1), null)).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
    }

    [Fact]
    public void A_receipt_is_a_text_of_limited_length_and_in_kind_it_says_what_was_given()
    {
        var tooLong = new string('x', Receipt.TextCharsMax + 1);
        Waiting.When(Handed with { Receipt = " " }).ThenMalformed("receipt");
        Waiting.When(Handed with { Receipt = tooLong }).ThenMalformed("receipt");
        Waiting.When(Handed with { Goods = tooLong }).ThenMalformed("goods");
        Waiting.When(new DeclineSettlement(Key(1), "")).ThenMalformed("reason");

        var inKind = ByWire with { SettledBy = Settlement.InKind };
        var hop = Out with { SettledBy = Settlement.InKind };
        var waiting = Here.After(new OfferCorridor(To(Builders), inKind))
            .After(new LearnAgreement(To(Builders), inKind))
            .After(new HoldHop(Key(1), hop, Later, [], Printers)).After(new SendHop(Key(1), null));
        waiting.When(Handed).ThenRefused("GOODS_MISSING");
        waiting.When(Handed with { Goods = "30 sacks of flour" }).Then(new HopEvent.HopSent(
            Key(1), hop, null, OutEntry, Noon, Passed: [], Receipt: new Receipt(Wired, "30 sacks of flour", Noon)));
    }

    [Fact]
    public void What_cannot_be_handed_over_is_released_and_its_transfer_told()
    {
        var declined = Waiting.When(new DeclineSettlement(Key(1), "the telegraph is cut"));
        declined.Then(new HoldEvent.HopReleased(
            Key(1), Expired: false, "federations/romande cannot hand the money over: the telegraph is cut"));
        declined.Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnRefused>().Again.ShouldBeNull();
        declined.Afterwards().Transfers.Passing[Way].ShouldBe(Francs(1_000));
        Waiting.After(new DeclineSettlement(Key(1), "the telegraph is cut")).When(Handed)
            .ThenRefused("UNKNOWN_HAND_OVER");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(15 * 60, true)]
    public void At_the_last_instant_it_is_still_in_time_and_after_it_too_late_whichever_comes_first(
        int secondsAfter, bool isTooLate)
    {
        var at = Last.AddSeconds(secondsAfter);
        if (!isTooLate)
        {
            Waiting.When(Handed, at).Tells().Count.ShouldBe(2);
            Waiting.After(Handed, at).When(new ExpireHolds(), Later).ThenNothing();
            return;
        }
        Waiting.When(Handed, at).ThenRefused("HAND_OVER_TOO_LATE");
        Waiting.After(new ExpireHolds(), Later).When(Handed, Later).ThenRefused("UNKNOWN_HAND_OVER");
        Waiting.When(new ExpireHolds(), Later).ThenTells(ToWay(
            new TransferCommand.LearnRefused(Key(1), "the hold at federations/romande has expired")));
        Waiting.After(new ExpireHolds(), Later).State.PendingSettlements.ShouldBeEmpty();
    }

    [Fact]
    public void A_released_hold_takes_the_hand_over_with_it()
    {
        Waiting.After(new ReleaseHop(Key(1))).State.PendingSettlements.ShouldBeEmpty();
        Waiting.After(new ReleaseHop(Key(1))).When(Handed).ThenRefused("UNKNOWN_HAND_OVER");
    }

    [Fact]
    public void Nothing_is_handed_over_to_a_quarantined_neighbour()
    {
        var seized = Waiting.When(new QuarantineNeighbour(Builders, "seized"));
        seized.Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnRefused>();
        seized.Afterwards().PendingSettlements.ShouldBeEmpty();
        var back = WaitingBack.When(new QuarantineNeighbour(Printers, "seized"));
        back.Tells().Single().Command.ShouldBe(new TransferCommand.LearnRefused(
            Key(0), "federations/romande has quarantined sections/lausanne-printers: seized"));
        back.Afterwards().PendingSettlements.ShouldBeEmpty();
        back.Afterwards().Transfers.Passing[Way].ShouldBe(Francs(1_000));
    }

    [Fact]
    public void What_waits_blocks_nothing_else()
    {
        var other = new HopKey(new TransferId("other"), 1, 0);
        var more = Waiting.After(new TakeIn(other, In, null, [], Receipt: Brought));
        more.State.Claims.Keys.ShouldBe([other]);
        more.After(new ConfirmClaim(other, "counted")).State.Transfers.Passing.Count.ShouldBe(2);
        more.After(Handed).State.Claims.Keys.ShouldBe([other]);
    }

    [Fact]
    public void What_comes_over_it_waits_for_the_owners_word_and_its_transfer_is_told_and_not_stuck()
    {
        Open.When(Comes).Then(new QuarantineEvent.ClaimMarked(
            Key(0), In, null, Francs(1_000), Back: false, "it comes by courier", Noon, Passed: [],
            SettledBy: Settlement.Courier, Receipt: Brought));
        Open.When(Comes).ThenTells(ToWay(new TransferCommand.LearnWaits(
            Key(0), Back: false, AwaitedStep.Confirmation, Noon, Until: null, Brought)));
        Open.After(Comes).State.Transfers.Passing.ShouldBeEmpty();
    }

    [Fact]
    public void It_is_booked_with_a_receipt_of_the_receivers_own()
    {
        var claimed = Open.After(Comes);
        claimed.When(new ConfirmClaim(Key(0))).ThenRefused("RECEIPT_MISSING");
        claimed.When(new ConfirmClaim(Key(0), "")).ThenMalformed("receipt");
        claimed.When(new ConfirmClaim(Key(0), "counted")).Then(
            new QuarantineEvent.ClaimConfirmed(Key(0), new Receipt("counted", null, Noon), Back: false),
            new HopEvent.HopTakenIn(Key(0), In, InEntry, [Noon]));
        claimed.When(new ConfirmClaim(Key(0), "counted")).ThenTells(
            ToWay(new TransferCommand.LearnReceipt(
                Key(0), Back: false, Taken: true, new Receipt("counted", null, Noon))),
            ToWay(new TransferCommand.LearnArrived(Key(0), [Noon])),
            TreasuryOutbox.To(Printers, new LearnTakenIn(Key(0))));
        Here.When(new ConfirmClaim(Key(0), "counted")).ThenRefused("UNKNOWN_CLAIM");
    }

    [Fact]
    public void A_sender_that_says_nothing_of_people_is_not_believed_where_they_were_agreed_on()
    {
        var silent = new TakeIn(Key(0), In with { SettledBy = null }, null, []);
        Open.After(silent).State.Claims[Key(0)].SettledBy.ShouldBe(Settlement.Courier);
        // Without an agreement it is a corridor like any other.
        ATreasury.Of(Self).After(new LearnOffer(To(Printers), ByCourier)).After(silent).State.Claims.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_rejected_is_disputed_and_its_transfer_stuck_at_the_sender_until_it_is_confirmed_after_all()
    {
        var rejected = Open.After(Comes).When(new RejectClaim(Key(0), "the bag was empty"));
        rejected.Then(new QuarantineEvent.ClaimRejected(Key(0), "the bag was empty", Noon, Printers, Back: false));
        rejected.ThenTells(ToWay(new TransferCommand.LearnInDoubt(
            Key(0), Printers, Back: false, "the bag was empty")));
        rejected.Afterwards().Transfers.Passing.ShouldBeEmpty();
        Open.After(Comes).After(new RejectClaim(Key(0), "the bag was empty"))
            .When(new ConfirmClaim(Key(0), "it was in the other bag")).Tells().Count.ShouldBe(3);
    }

    [Fact]
    public void What_a_quarantined_neighbour_sends_over_it_is_in_doubt_and_keeps_its_receipt()
    {
        var claimed = Open.After(new QuarantineNeighbour(Printers, "seized")).When(Comes);
        claimed.Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnInDoubt>();
        (claimed.Afterwards().Claims[Key(0)] is { SettledBy: null, Receipt: not null }).ShouldBeTrue();
    }

    [Fact]
    public void What_goes_back_is_handed_over_and_confirmed_too()
    {
        Here.When(new SendBack(Key(0), In)).Then(new ManualSettlementEvent.SettlementAsked(
            Key(0), In, null, Francs(1_000), Back: true, Noon, Until: null));
        WaitingBack.When(new SendBack(Key(0), In)).ThenNothing();
        var receipt = new Receipt("by the same diligence", null, Later);
        var back = WaitingBack.When(new ManualSettlementCommand.ConfirmSettlement(Key(0), receipt.Text), Later);
        back.ThenTells(
            ToWay(new TransferCommand.LearnReceipt(Key(0), Back: true, Taken: false, receipt)),
            TreasuryOutbox.To(Printers, new HopCommand.TakeBack(Key(0), In, Francs(1_000), receipt)));
        back.Afterwards().PendingSettlements.ShouldBeEmpty();
        WaitingBack.When(new DeclineSettlement(Key(0), "the road is closed")).ThenTells(ToWay(
            new TransferCommand.LearnRefused(
                Key(0), "federations/romande cannot hand the money over: the road is closed")));
        var declined = WaitingBack.After(new DeclineSettlement(Key(0), "the road is closed"));
        declined.State.PendingSettlements.ShouldBeEmpty();
        declined.When(new SendBack(Key(0), In)).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnWaits>();

        // At the end that had sent it.
        var returns = Waiting.After(Handed).When(new HopCommand.TakeBack(Key(1), Out, Francs(990), receipt));
        returns.Afterwards().Claims[Key(1)].Receipt.ShouldBe(receipt);
        returns.Afterwards().Transfers.Passing.ShouldBeEmpty();
    }

    [Fact]
    public void Aid_that_comes_over_it_reaches_the_fund_when_it_is_confirmed()
    {
        var hop = Hop(Romande, Builders, 500) with { SettledBy = Settlement.Wire };
        var claimed = BuildersOnStrike.After(Asked(new TakeIn(Key(), hop, ToFund(), [], Receipt: Brought)));
        claimed.State.Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(0);
        claimed.When(Asked(new ConfirmClaim(Key()))).ThenRefused("RECEIPT_MISSING");

        var confirmed = claimed.When(Asked(new ConfirmClaim(Key(), "credited on 3 April")));

        confirmed.Afterwards().Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(500);
        confirmed.Tells().Select(message => message.Command.GetType()).Take(3).ShouldBe([
            typeof(TransferCommand.LearnReceipt), typeof(TransferCommand.LearnDelivered),
            typeof(AidCommand.LearnMoney)]);
        claimed.After(Asked(new ConfirmClaim(Key(), "credited"))).When(Asked(new ConfirmClaim(Key(), "credited")))
            .ThenRefused("UNKNOWN_CLAIM");
    }

    [Fact]
    public void Only_the_owner_decides_it()
    {
        TreasuryCommand[] all = [Handed, new DeclineSettlement(Key(1), "no")];
        all.ShouldAllBe(command => command.ByOwner);
    }

    private static OwnTreasuryCommand.ToTreasury Asked(TreasuryCommand command) => new(command);
}
