using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Text;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.Quarantines;
using static Solidarity.Domain.Tests.Kit.Sample;
using static Solidarity.Domain.Treasuries.Acknowledgements.AcknowledgementCommand;
using static Solidarity.Domain.Treasuries.Corridors.CorridorCommand;
using static Solidarity.Domain.Treasuries.Holds.HoldCommand;
using static Solidarity.Domain.Treasuries.Hops.HopCommand;
using static Solidarity.Domain.Treasuries.Quarantines.QuarantineCommand;

namespace Solidarity.Domain.Tests.Treasuries;

/// <summary>A treasury, the Romande's, that treats a neighbour as seized, in every order that words may come in.
/// </summary>
public sealed class QuarantineTests
{
    private const string Reason = "seized by the police";
    private const string Why = "federations/romande has quarantined sections/geneva-builders: seized by the police";

    private static readonly Address Self = Romande;
    private static readonly CorridorKey Onward = To(Builders);
    private static readonly Hop In = Hop(Printers, Romande, 1_000);
    private static readonly Hop Out = Hop(Romande, Builders, 1_000, 10);
    private static readonly DateTimeOffset Later = Noon.AddHours(72);
    private static readonly QuarantineNeighbour Seized = new(Builders, Reason);
    private static readonly QuarantineNeighbour PrintersSeized = new(Printers, Reason);

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Open => ATreasury.Of(Self)
        .After(new OfferCorridor(Onward, CorridorTerms.Free with { FeeMinor = 10 }))
        .After(new LearnAgreement(Onward, CorridorTerms.Free with { FeeMinor = 10 }))
        .After(new LearnOffer(To(Printers), CorridorTerms.Free))
        .After(new AgreeToCorridor(To(Printers)));

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Holding =>
        Open.After(new TakeIn(Key(0), In, null, [])).After(new HoldHop(Key(1), Out, Later, [], Printers));

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Sent => Holding.After(new SendHop(Key(1), null));

    private static Message ToWay(TransferCommand command) => new(Way, command);

    [Fact]
    public void It_is_for_a_neighbour_with_a_reason_and_counts_once()
    {
        Open.When(Seized).Then(
            new QuarantineEvent.Quarantined(Builders, Reason, Noon),
            new QuarantineEvent.QuarantineCleared(Builders, More: false));
        Open.When(Seized with { Reason = " " }).ThenMalformed("reason");
        Open.When(Seized with { Reason = new string('x', Texts.MemoCharsMax + 1) }).ThenMalformed("reason");
        Open.When(Seized with { Neighbour = Weavers }).ThenRefused("NOT_A_NEIGHBOUR");
        Open.After(Seized).When(Seized).ThenNothing();
        Open.After(Seized).When(Seized with { Reason = "silent" }).ThenRefused("QUARANTINED_ALREADY");
        Open.When(new LiftQuarantine(Builders)).ThenRefused("NOT_QUARANTINED");
        // Who only offers a corridor here, or has closed it since, is a neighbour too.
        Open.When(PrintersSeized).Then(
            new QuarantineEvent.Quarantined(Printers, Reason, Noon),
            new QuarantineEvent.QuarantineCleared(Printers, More: false));
    }

    [Fact]
    public void Nothing_is_held_or_sent_towards_it_any_more()
    {
        Open.After(Seized).When(new HoldHop(Key(1), Out, Later, [], Printers)).ThenTells(
            ToWay(new TransferCommand.LearnRefused(Key(1), Why)));
        Holding.After(Seized).When(new SendHop(Key(1), null)).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
        Holding.After(PrintersSeized).When(new SendBack(Key(0), In)).ThenTells(ToWay(new TransferCommand.LearnRefused(
            Key(0), "federations/romande has quarantined sections/lausanne-printers: seized by the police")));
    }

    [Fact]
    public void Its_holds_are_released_at_once_and_their_transfers_told()
    {
        Holding.When(Seized).ThenTells(ToWay(new TransferCommand.LearnRefused(Key(1), Why)));
        var cleared = Holding.After(Seized);
        cleared.State.Holds.ByHop.ShouldBeEmpty();
        cleared.State.Transfers.Passing[Way].ShouldBe(Francs(1_000));
        // The hold's alarm, and the transfer's own release, come later and find nothing.
        cleared.When(new ExpireHolds(), Later).ThenNothing();
        cleared.When(new ReleaseHop(Key(1))).ThenNothing();
        // Holds on the way to others stay.
        Holding.After(PrintersSeized).State.Holds.ByHop.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_was_sent_there_without_word_is_marked_and_its_transfer_told()
    {
        Sent.When(Seized).Then(
            new QuarantineEvent.Quarantined(Builders, Reason, Noon),
            new QuarantineEvent.SumDoubted(Key(1), Builders, Back: false, Why),
            new QuarantineEvent.QuarantineCleared(Builders, More: false));
        Sent.When(Seized).ThenTells(ToWay(new TransferCommand.LearnInDoubt(Key(1), Builders, Back: false, Why)));
        Sent.After(Seized).State.Transfers.Unacknowledged[Key(1)].Doubted.ShouldBeTrue();
        Sent.State.Transfers.Unacknowledged[Key(1)].At.ShouldBe(Noon);
        // With word of arrival it is not in doubt any more, before the quarantine or after it.
        var arrived = Sent.After(new LearnTakenIn(Key(1)));
        arrived.State.Transfers.Unacknowledged.ShouldBeEmpty();
        arrived.When(Seized).ThenTells();
        Sent.After(Seized).When(new LearnTakenIn(Key(1))).Then(new AcknowledgementEvent.SumAcknowledged(Key(1)));
        Sent.After(Seized).After(new LearnTakenIn(Key(1))).When(new LearnTakenIn(Key(1))).ThenNothing();
    }

    [Fact]
    public void What_was_sent_back_there_is_marked_too()
    {
        var back = Open.After(new TakeIn(Key(0), In, null, [])).After(new SendBack(Key(0), In));
        back.When(PrintersSeized).Tells().Single().Command.ShouldBe(new TransferCommand.LearnInDoubt(
            Key(0), Printers, Back: true,
            "federations/romande has quarantined sections/lausanne-printers: seized by the police"));
        back.After(PrintersSeized).When(new LearnTakenIn(Key(0)))
            .Then(new AcknowledgementEvent.SumAcknowledged(Key(0)));
    }

    [Fact]
    public void More_than_one_entry_takes_is_seen_to_in_several()
    {
        var many = Open;
        const int holds = Quarantine.ClearedMax + 1;
        for (var i = 0; i < holds; i++)
            many = many.After(new HoldHop(Key(1, plan: i), Hop(Romande, Builders, 20, 10), Later, [], Printers));

        var first = many.When(Seized).Tells();
        first.Count.ShouldBe(holds);
        first[^1].ShouldBe(TreasuryOutbox.To(Self, new ClearQuarantined(Builders)));
        var begun = many.After(Seized);
        begun.State.Holds.ByHop.Count.ShouldBe(1);
        // What is left is not used meanwhile, nor when the quarantine is lifted before its turn.
        begun.When(new SendHop(begun.State.Holds.ByHop.Keys.Single(), null)).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
        begun.When(new ClearQuarantined(Builders)).Tells().Count.ShouldBe(1);
        begun.After(new ClearQuarantined(Builders)).When(new ClearQuarantined(Builders))
            .Then(new QuarantineEvent.QuarantineCleared(Builders, More: false));
        begun.After(new LiftQuarantine(Builders)).When(new ClearQuarantined(Builders)).ThenNothing();
    }

    [Fact]
    public void Lifting_restores_the_corridors_as_they_were_and_nothing_else()
    {
        var lifted = Holding.After(Seized).After(new LiftQuarantine(Builders));
        (lifted.State.Corridors.Out[Onward].Terms, lifted.State.Corridors.Out[Onward].Status).ShouldBe(
            (Open.State.Corridors.Out[Onward].Terms, CorridorStatus.Open));
        lifted.State.Corridors.Out[Onward].TakenMinor.ShouldBe(0);
        lifted.State.Holds.ByHop.ShouldBeEmpty();
        lifted.When(new HoldHop(Key(1, plan: 2), Out, Later, [], Printers)).Tells()[0].Command
            .ShouldBeOfType<TransferCommand.LearnHeld>();
        // What was marked stays marked until word comes, and is not marked twice.
        var again = Sent.After(Seized).After(new LiftQuarantine(Builders));
        again.State.Transfers.Unacknowledged[Key(1)].Doubted.ShouldBeTrue();
        again.When(Seized).ThenTells();
        // A corridor that was closed meanwhile stays closed.
        Open.After(Seized).After(new CloseCorridor(Onward)).After(new LiftQuarantine(Builders))
            .When(new HoldHop(Key(1), Out, Later, [], Printers)).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
    }

    [Fact]
    public void What_it_says_that_it_has_sent_is_marked_and_not_booked()
    {
        var claimed = Open.After(PrintersSeized).When(new TakeIn(Key(0), In, null, []));
        claimed.Then(new QuarantineEvent.ClaimMarked(Key(0), In, null, Francs(1_000), Back: false,
            "federations/romande has quarantined sections/lausanne-printers: seized by the police", Noon, Passed: []));
        claimed.Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnInDoubt>()
            .Holder.ShouldBe((Address)Printers);
        claimed.Afterwards().Book.Balance(Account.Passing, Chf).ShouldBe(0);
        claimed.Afterwards().Transfers.Passing.ShouldBeEmpty();

        var back = Sent.After(Seized).When(new TakeBack(Key(1), Out, Francs(990)));
        back.Tells().Single().Command.ShouldBe(new TransferCommand.LearnInDoubt(Key(1), Builders, Back: true, Why));
        back.Afterwards().Book.Balance(Account.Passing, Chf).ShouldBe(0);
        back.Afterwards().Book.Balance(Account.From(Builders), Chf).ShouldBe(0);
    }

    [Fact]
    public void A_claim_is_booked_when_the_owner_confirms_it_and_only_once()
    {
        var claimed = Open.After(PrintersSeized).After(new TakeIn(Key(0), In, null, []));
        var entry = LedgerEntry.Move(Francs(1_000), Account.From(Printers), Account.Passing);
        claimed.When(new ConfirmClaim(Key(0))).Then(
            new QuarantineEvent.ClaimConfirmed(Key(0)),
            new HopEvent.HopTakenIn(Key(0), In, entry, [Noon]));
        claimed.When(new ConfirmClaim(Key(0))).ThenTells(
            ToWay(new TransferCommand.LearnArrived(Key(0), [Noon])),
            TreasuryOutbox.To(Printers, new LearnTakenIn(Key(0))));
        claimed.After(new ConfirmClaim(Key(0))).When(new ConfirmClaim(Key(0))).ThenRefused("UNKNOWN_CLAIM");
        Open.When(new ConfirmClaim(Key(0))).ThenRefused("UNKNOWN_CLAIM");

        var back = Sent.After(Seized).After(new TakeBack(Key(1), Out, Francs(990)));
        back.After(new ConfirmClaim(Key(1))).State.Transfers.Passing[Way].ShouldBe(Francs(990));
        back.When(new ConfirmClaim(Key(1))).ThenTells(
            ToWay(new TransferCommand.LearnBack(Key(1), Francs(990))),
            TreasuryOutbox.To(Builders, new LearnTakenIn(Key(1))));
        back.After(new ConfirmClaim(Key(1))).State.Transfers.Unacknowledged.ShouldBeEmpty();
    }

    [Fact]
    public void A_rejected_claim_stays_and_can_be_confirmed_should_the_money_come_after_all()
    {
        var claimed = Open.After(PrintersSeized).After(new TakeIn(Key(0), In, null, []));
        claimed.When(new RejectClaim(Key(0), "")).ThenMalformed("reason");
        var rejected = claimed.After(new RejectClaim(Key(0), "nothing came"));
        rejected.State.Claims[Key(0)].Rejected.ShouldBe("nothing came");
        rejected.State.Transfers.Passing.ShouldBeEmpty();
        rejected.When(new RejectClaim(Key(0), "nothing came")).ThenNothing();
        rejected.After(new ConfirmClaim(Key(0))).State.Transfers.Passing[Way].ShouldBe(Francs(1_000));
        rejected.After(new ConfirmClaim(Key(0))).When(new RejectClaim(Key(0), "no")).ThenRefused("UNKNOWN_CLAIM");
    }

    [Fact]
    public void Lifting_leaves_claims_to_the_owner()
    {
        var lifted = Open.After(PrintersSeized).After(new TakeIn(Key(0), In, null, []))
            .After(new LiftQuarantine(Printers));
        lifted.State.Claims.Keys.ShouldBe([Key(0)]);
        lifted.After(new ConfirmClaim(Key(0))).State.Transfers.Passing[Way].ShouldBe(Francs(1_000));
        // What comes from then on is booked at once.
        lifted.After(new TakeIn(new HopKey(new TransferId("other"), 1, 0), In, null, []))
            .State.Transfers.Passing.Keys.ShouldBe([new TransferId("other")]);
    }

    [Fact]
    public void Aid_that_a_quarantined_neighbour_brings_reaches_the_fund_when_it_is_confirmed()
    {
        var hop = Hop(Romande, Builders, 500);
        var quarantined = BuildersOnStrike
            .After(Asked(new LearnOffer(To(Romande), CorridorTerms.Free)))
            .After(Asked(new QuarantineNeighbour(Romande, Reason)))
            .After(Asked(new TakeIn(Key(), hop, ToFund(), [])));
        quarantined.State.Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(0);

        var confirmed = quarantined.When(Asked(new ConfirmClaim(Key())));

        confirmed.Afterwards().Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(500);
        confirmed.Afterwards().Treasury.Claims.ShouldBeEmpty();
        confirmed.Tells().Select(message => message.Command.GetType()).ShouldBe([
            typeof(TransferCommand.LearnDelivered), typeof(AidCommand.LearnMoney),
            typeof(OwnTreasuryCommand.ToTreasury)]);
        quarantined.After(Asked(new ConfirmClaim(Key()))).When(Asked(new ConfirmClaim(Key())))
            .ThenRefused("UNKNOWN_CLAIM");
    }

    [Fact]
    public void Only_the_owner_decides_it()
    {
        TreasuryCommand[] all =
            [Seized, new LiftQuarantine(Builders), new ConfirmClaim(Key()), new RejectClaim(Key(), "no")];
        all.ShouldAllBe(command => command.ByOwner);
        new ClearQuarantined(Builders).ByOwner.ShouldBeFalse();
    }

    private static OwnTreasuryCommand.ToTreasury Asked(TreasuryCommand command) => new(command);
}
