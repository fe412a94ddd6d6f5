using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using static Solidarity.Domain.Tests.Kit.Sample;
using static Solidarity.Domain.Treasuries.Corridors.CorridorCommand;
using static Solidarity.Domain.Treasuries.Holds.HoldCommand;
using static Solidarity.Domain.Treasuries.Hops.HopCommand;

namespace Solidarity.Domain.Tests.Treasuries;

/// <summary>A treasury by itself: corridors, holds, and money that comes, goes, and comes back.</summary>
public sealed class TreasuryTests
{
    private static readonly Address Self = Romande;
    private static readonly CorridorTerms Terms = CorridorTerms.Free with { FeeMinor = 10, CapacityMinor = 1_500 };
    private static readonly CorridorKey Onward = To(Builders);
    private static readonly Hop In = Hop(Printers, Romande, 1_000);
    private static readonly Hop Out = Hop(Romande, Builders, 1_000, 10);
    private static readonly DateTimeOffset Later = Noon.AddHours(72);

    private static readonly Aggregate<Treasury, TreasuryCommand, TreasuryEvent> Aggregate = new(
        Self.Kind,
        _ => Treasury.Empty,
        (state, command, at) => TreasuryDecider.Decide(Self, state, command, at),
        Treasury.Evolve,
        (_, @event, _) => TreasuryOutbox.Of(Self, @event),
        // A treasury is stored within its owner only.
        null!, null!, null!);

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Empty => new(Aggregate, Treasury.Empty);

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Open =>
        Empty.After(new OfferCorridor(Onward, Terms)).After(new LearnAgreement(Onward, Terms));

    private static Scenario<Treasury, TreasuryCommand, TreasuryEvent> Holding =>
        Open.After(new TakeIn(Key(0), In, null, [])).After(new HoldHop(Key(1), Out, Later, [], Printers));

    private static Message ToWay(TransferCommand command) => new(Way, command);

    [Fact]
    public void A_corridor_opens_when_both_ends_have_agreed_to_the_same_terms()
    {
        var offered = Empty.After(new OfferCorridor(Onward, Terms));
        offered.State.Corridors.Out[Onward].Status.ShouldBe(CorridorStatus.Offered);
        offered.When(new OfferCorridor(Onward, Terms)).ThenTells();
        offered.When(new LearnAgreement(Onward, CorridorTerms.Free)).ThenTells();
        Open.State.Corridors.Out[Onward].Status.ShouldBe(CorridorStatus.Open);
        Open.When(new LearnAgreement(Onward, Terms)).ThenTells();
        Open.After(new OfferCorridor(Onward, CorridorTerms.Free)).State.Corridors.Out[Onward].Status
            .ShouldBe(CorridorStatus.Offered);
    }

    [Fact]
    public void The_other_end_agrees_to_what_it_was_offered()
    {
        Empty.When(new AgreeToCorridor(Onward)).ThenRefused("UNKNOWN_CORRIDOR_OFFER");
        Empty.When(new WithdrawAgreement(Onward)).ThenRefused("UNKNOWN_CORRIDOR_OFFER");
        var offered = Empty.After(new LearnOffer(Onward, Terms));
        offered.When(new AgreeToCorridor(Onward)).ThenTells(new Message(
            Builders, new OwnTreasuryCommand.ToTreasury(new LearnAgreement(To(Romande), Terms))));
        offered.After(new AgreeToCorridor(Onward)).When(new AgreeToCorridor(Onward)).ThenTells();
        offered.After(new AgreeToCorridor(Onward)).When(new WithdrawAgreement(Onward)).ThenTells(new Message(
            Builders, new OwnTreasuryCommand.ToTreasury(new LearnClosure(To(Romande), Outward: true))));
        offered.After(new LearnClosure(Onward, Outward: false)).State.Corridors.Offers.ShouldBeEmpty();
    }

    [Fact]
    public void Either_end_closes_a_corridor()
    {
        Empty.When(new CloseCorridor(Onward)).ThenRefused("UNKNOWN_CORRIDOR");
        Open.When(new CloseCorridor(Onward)).ThenTells(new Message(
            Builders, new OwnTreasuryCommand.ToTreasury(new LearnClosure(To(Romande), Outward: false))));
        var closed = Open.After(new LearnClosure(Onward, Outward: true));
        closed.State.Corridors.Out[Onward].Status.ShouldBe(CorridorStatus.Closed);
        closed.When(new CloseCorridor(Onward)).ThenTells();
        closed.When(new LearnAgreement(Onward, Terms)).ThenTells();
        closed.After(new OfferCorridor(Onward, Terms)).State.Corridors.Out[Onward].Status
            .ShouldBe(CorridorStatus.Offered);
    }

    [Fact]
    public void A_corridor_leads_to_another_treasury()
    {
        Empty.When(new OfferCorridor(To(Self), Terms)).ThenMalformed("to");
        Empty.When(new OfferCorridor(To(Lockout), Terms)).ThenMalformed("to");
        Empty.When(new OfferCorridor(Onward, Terms with { PeriodDays = 0 })).ThenMalformed("terms");
    }

    [Fact]
    public void Capacity_is_held_while_the_corridor_is_open_its_terms_are_known_and_it_has_room()
    {
        Open.When(new HoldHop(Key(), Out, Later, [], Printers)).ThenTells(
            ToWay(new TransferCommand.LearnHeld(Key())),
            TreasuryOutbox.To(Self, new ExpireHolds(), Later));
        Empty.When(new HoldHop(Key(), Out, Later, [], Printers)).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
        foreach (var hop in new[] { Hop(Romande, Builders, 1_000, 9), Hop(Romande, Builders, 1_501, 10) })
            Open.When(new HoldHop(Key(), hop, Later, [], Printers)).Tells().Single().Command
                .ShouldBeOfType<TransferCommand.LearnRefused>();
        Open.After(new CloseCorridor(Onward)).When(new HoldHop(Key(), Out, Later, [], Printers))
            .Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnRefused>();
        Holding.When(new HoldHop(Key(1), Out, Later, [], Printers)).ThenTells();
    }

    [Fact]
    public void Room_is_taken_given_back_and_new_in_the_next_period()
    {
        Holding.State.Corridors.Out[Onward].RoomMinor(Noon).ShouldBe(500);
        Holding.State.Corridors.Out[Onward].RoomMinor(Noon.AddDays(1)).ShouldBe(1_500);
        Holding.After(new ReleaseHop(Key(1))).State.Corridors.Out[Onward].RoomMinor(Noon).ShouldBe(1_500);
        Holding.After(new SendHop(Key(1), null)).State.Corridors.Out[Onward].RoomMinor(Noon).ShouldBe(500);
        var tomorrow = Holding.After(new HoldHop(Key(5), Out, Later, [], Printers), Noon.AddDays(1));
        tomorrow.After(new ReleaseHop(Key(1))).State.Corridors.Out[Onward].RoomMinor(Noon.AddDays(1)).ShouldBe(500);
    }

    [Fact]
    public void Only_an_expired_hold_is_news_to_the_transfer()
    {
        Holding.When(new ReleaseHop(Key(1))).ThenTells();
        Holding.When(new ExpireHolds(), Later).Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnRefused>();
        Holding.After(new ReleaseHop(Key(1))).When(new ExpireHolds(), Later).ThenTells();
        Holding.After(new SendHop(Key(1), null)).When(new ExpireHolds(), Later).ThenTells();
    }

    [Fact]
    public void Nothing_is_sent_over_a_hold_that_is_about_to_expire()
    {
        var margin = TimeSpan.FromMinutes(TreasuryHolds.ClockSkewMinutes);
        Holding.When(new SendHop(Key(1), null), Later - margin).Tells()[0].Command
            .ShouldNotBeOfType<TransferCommand.LearnRefused>();
        Holding.When(new SendHop(Key(1), null), Later - margin + TimeSpan.FromMilliseconds(1)).Tells().Single().Command
            .ShouldBe(new TransferCommand.LearnRefused(
                Key(1), "the hold at federations/romande has expired, or does within 15 minutes"));
    }

    [Fact]
    public void At_the_instant_of_its_expiry_a_hold_is_over_whichever_word_comes_first()
    {
        var sent = Holding.When(new SendHop(Key(1), null), Later);
        sent.Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnRefused>();
        sent.Afterwards().Transfers.Passing[Way].ShouldBe(Francs(1_000));
        Holding.After(new SendHop(Key(1), null), Later).When(new ExpireHolds(), Later).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
        Holding.After(new ExpireHolds(), Later).When(new SendHop(Key(1), null), Later).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
        // Sent in time, it is sent, and its alarm finds nothing.
        Holding.After(new SendHop(Key(1), null)).When(new ExpireHolds(), Later).ThenTells();
    }

    [Fact]
    public void A_rate_is_quoted_with_the_hold_and_stands_until_the_quote_is_over()
    {
        var key = new CorridorKey(Builders, Chf, Gbp);
        var terms = CorridorTerms.Free with { Rate = new Rate(1, 3), QuoteHours = 4 };
        var hop = new Hop(Romande, Builders, Francs(1_000), Francs(0), new Amount(333, Gbp));
        var quoted = Empty.After(new OfferCorridor(key, terms)).After(new LearnAgreement(key, terms))
            .After(new TakeIn(Key(0), In, null, []));
        quoted.When(new HoldHop(Key(1), hop, Later, [], Printers)).ThenTells(
            ToWay(new TransferCommand.LearnHeld(Key(1))),
            TreasuryOutbox.To(Self, new ExpireHolds(), Noon.AddHours(4)));
        var held = quoted.After(new HoldHop(Key(1), hop, Later, [], Printers));
        // Another rate from now on: what was quoted stands.
        var changed = held.After(new OfferCorridor(key, terms with { Rate = new Rate(1, 4) }));
        changed.After(new SendHop(Key(1), null)).State.Book.Balance(Account.To(Builders), Gbp).ShouldBe(333);
        const string over =
            "the rate that federations/romande quoted for 10.00 CHF to sections/geneva-builders stood until "
            + "1868-04-01 16:00:00Z";
        held.When(new ExpireHolds(), Noon.AddHours(4)).ThenTells(
            ToWay(new TransferCommand.LearnRefused(Key(1), over, Again: true)));
        held.When(new SendHop(Key(1), null), Noon.AddHours(4)).ThenTells(
            ToWay(new TransferCommand.LearnRefused(Key(1), over, Again: true)));
        // A hold that is shorter than the quote is no longer for it.
        quoted.When(new HoldHop(Key(1), hop, Noon.AddHours(3), [], Printers)).Tells()[1].Due.ShouldBe(Noon.AddHours(3));
    }

    [Fact]
    public void Sent_money_leaves_the_book_and_its_fee_is_spent()
    {
        Holding.When(new SendHop(Key(1), null)).ThenTells(
            new Message(Builders, new OwnTreasuryCommand.ToTreasury(
                new TakeIn(Key(1), Out, null, []))));
        var book = Holding.After(new SendHop(Key(1), null)).State.Book;
        book.Balance(Account.Passing, Chf).ShouldBe(0);
        book.Balance(Account.To(Builders), Chf).ShouldBe(990);
        book.Balance(Account.Fees, Chf).ShouldBe(10);
    }

    [Fact]
    public void Nothing_is_sent_without_its_hold_or_its_money()
    {
        Holding.After(new ExpireHolds(), Later).When(new SendHop(Key(1), null)).ThenTells(
            ToWay(new TransferCommand.LearnRefused(Key(1), "the hold at federations/romande has expired")));
        Open.After(new HoldHop(Key(1), Out, Later, [], Printers)).When(new SendHop(Key(1), null))
            .Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnRefused>();
        Holding.After(new SendHop(Key(1), null)).When(new SendHop(Key(1), null)).Tells().Single().Command
            .ShouldBeOfType<TransferCommand.LearnRefused>();
    }

    [Fact]
    public void An_exchange_is_booked_on_both_sides()
    {
        var key = new CorridorKey(Builders, Chf, Gbp);
        var terms = Terms with { Rate = new Rate(1, 3) };
        var hop = new Hop(Romande, Builders, Francs(1_000), Francs(10), new Amount(330, Gbp));
        var sent = Empty.After(new OfferCorridor(key, terms)).After(new LearnAgreement(key, terms))
            .After(new TakeIn(Key(0), In, null, [])).After(new HoldHop(Key(1), hop, Later, [], Printers))
            .After(new SendHop(Key(1), null));
        sent.State.Book.Balance(Account.Exchange, Chf).ShouldBe(990);
        sent.State.Book.Balance(Account.Exchange, Gbp).ShouldBe(-330);
        var back = sent.After(new TakeBack(Key(1), hop, new Amount(100, Gbp)));
        // A third of 990 is 300 for 100; never more than was given, never nothing.
        back.State.Transfers.Passing[Way].ShouldBe(Francs(300));
        sent.After(new TakeBack(Key(1), hop, new Amount(330, Gbp))).State.Transfers.Passing[Way].ShouldBe(Francs(990));
        back.State.Book.Balance(Account.Exchange, Gbp).ShouldBe(-230);
    }

    [Fact]
    public void What_comes_back_of_a_dear_currency_is_never_nothing()
    {
        var hop = new Hop(Romande, Builders, Francs(3), Francs(0), new Amount(300, Gbp));
        Empty.When(new TakeBack(Key(), hop, new Amount(1, Gbp))).Afterwards().Transfers.Passing[Way]
            .ShouldBe(Francs(1));
    }

    [Fact]
    public void What_goes_back_is_what_is_here()
    {
        Empty.After(new TakeIn(Key(0), In, null, [])).When(new SendBack(Key(0), In)).ThenTells(new Message(
            Printers, new OwnTreasuryCommand.ToTreasury(new TakeBack(Key(0), In, Francs(1_000)))));
        // It went on for a fee of 10 and came back.
        Holding.After(new SendHop(Key(1), null)).After(new TakeBack(Key(1), Out, Francs(990)))
            .When(new SendBack(Key(0), In)).ThenTells(new Message(
                Printers, new OwnTreasuryCommand.ToTreasury(new TakeBack(Key(0), In, Francs(990)))));
        Empty.When(new SendBack(Key(0), In)).Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnRefused>();
        Empty.After(new TakeIn(Key(0), Hop(Printers, Romande, 1_001), null, [])).When(new SendBack(Key(0), In))
            .Tells().Single().Command.ShouldBeOfType<TransferCommand.LearnRefused>();
    }

    [Fact]
    public void The_end_of_a_transfer_that_is_not_of_this_treasury_is_nothing() =>
        Empty.When(new LearnEnd(Way, null, "no way")).ThenTells();
}
