using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.Affiliations.AffiliationCommand;
using static Solidarity.Domain.Sections.Inbox.InboxCommand;
using static Solidarity.Domain.Sections.OwnCalls.OwnCallCommand;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeCommand;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryCommand;
using static Solidarity.Domain.Sections.Pledges.PledgeCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>What a section does, and what follows from it.</summary>
public sealed class SectionTests
{
    private static HopCommand.TakeIn Arriving(Amount amount, Purpose delivery) => new(
        Key(), new Domain.Routes.Hop(Romande, Builders, amount, Amount.Zero(amount.Currency), amount), delivery, []);

    [Fact]
    public void A_pledge_sets_money_aside_and_tells_the_strike()
    {
        PrintersWithCall.When(Pledge(lapses: Noon.AddDays(1))).Then(new PledgeEvent.Pledged(
            First, Lockout, Builders, AidKind.Gift, Francs(5_000), "assembly of 1 April", Noon.AddDays(1),
            Noon, LedgerEntry.Move(Francs(5_000), Account.Treasury, Account.Pledged)));
        PrintersWithCall.When(Pledge(lapses: Noon.AddDays(1))).ThenTells(
            new Message(Lockout, new AidCommand.LearnAid(
                FirstAid, AidKind.Gift, AidState.Pledged, Francs(5_000), Counted: true, "assembly of 1 April")),
            new Message(Printers, new LapsePledge(First), Noon.AddDays(1)));
    }

    [Fact]
    public void Honoured_at_once_it_goes_straight_to_a_transfer()
    {
        var transfer = Transfer.IdFor(Printers, "pledge", First, 1);
        PrintersWithCall.When(Pledge(now: true)).Tells().Select(message => message.To)
            .ShouldBe([Lockout, Lockout, transfer]);
        var after = PrintersWithCall.After(Pledge(now: true)).State;
        after.Treasury.Book.Balance(Account.Held, Chf).ShouldBe(5_000);
        after.Treasury.Book.Balance(Account.Pledged, Chf).ShouldBe(0);
        after.Available(Chf).ShouldBe(Francs(95_000));
    }

    [Fact]
    public void Taken_back_or_lapsed_its_money_is_free_again_and_the_answer_is_no()
    {
        var pledged = PrintersWithCall.After(Pledge());
        foreach (var end in new SectionCommand[] { new WithdrawPledge(First, "no"), new LapsePledge(First) })
        {
            var after = pledged.After(end).State;
            after.Available(Chf).ShouldBe(Francs(100_000));
            after.Inbox.Calls[Lockout].Answer.ShouldBe(Answer.Declined);
        }
        pledged.After(Pledge() with { Pledge = new PledgeId("second"), Again = true }).After(new LapsePledge(First))
            .State.Inbox.Calls[Lockout].Answer.ShouldBe(Answer.Pledged);
    }

    [Fact]
    public void A_call_heard_again_is_one_call()
    {
        PrintersWithCall.When(new LearnCall(Call(), Council)).ThenNothing();
        PrintersWithCall.When(new LearnCall(Call(number: 2), Council))
            .Then(new InboxEvent.CallHeard(Call(number: 2), Council, Noon));
        PrintersWithCall.After(new LearnCall(Call(number: 2), Council)).State.Inbox.Calls.Count.ShouldBe(1);
        PrintersWithCall.After(new LearnCall(Call(number: 2), Council))
            .When(new LearnCall(Call(), Romande)).ThenNothing();
    }

    [Fact]
    public void A_call_only_ever_widens()
    {
        var called = BuildersOnStrike;
        called.After(new CallForAid(Lockout, Level.Local, [Printers], new CallChange("", Francs(5))))
            .State.Strikes.Declared[Lockout].Call.ShouldBe(new Call(
                Lockout, Builders, 2, Level.International, "", Francs(5), Facts));
    }

    [Fact]
    public void Aid_for_the_strike_goes_into_its_fund_and_a_loan_is_a_debt()
    {
        BuildersOnStrike.When(new ToTreasury(Arriving(Francs(500), ToFund()))).Then(
            new OwnStrikeEvent.AidArrived(Key(), Romande, ToFund(), Francs(500), Passed: [Noon], Owed: true,
                LedgerEntry.Move(Francs(500), Account.From(Romande), Account.StrikeFund(Lockout))),
            new OwnTreasuryEvent.OfTreasury(
                new AcknowledgementEvent.AcknowledgementsPutOff(Noon.AddSeconds(AcknowledgementsOwed.WaitSecondsMax))));
        var lent = BuildersOnStrike.After(new ToTreasury(Arriving(Francs(500), ToFund(AidKind.Loan))));
        lent.State.Loans.Taken[FirstAid].Owed.ShouldBe(Francs(500));
        lent.After(new PayStrikePay(Lockout, Francs(500), "")).State.Treasury.Book
            .Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(0);
    }

    [Fact]
    public void Money_that_cannot_be_placed_is_booked_as_passing_and_the_transfer_hears_it()
    {
        var other = ToFund() with { Strike = new StrikeId("another") };
        var lender = new Purpose.ToLender(Builders, First, Printers, First);
        foreach (var arriving in new[]
        {
            Arriving(Francs(500), other), Arriving(Francs(500), lender), Arriving(new Amount(500, Frf), ToFund()),
        })
        {
            var outcome = BuildersOnStrike.When(new ToTreasury(arriving));
            outcome.ThenTells(
                new Message(Way, new TransferCommand.LearnArrived(Key(), [Noon])),
                TreasuryOutbox.To(Romande, new AcknowledgementCommand.LearnTakenIn(Key())));
            outcome.Afterwards().Treasury.Transfers.Passing[Way].ShouldBe(arriving.Hop.Arrives);
        }
    }

    [Fact]
    public void Money_and_offers_that_reach_a_section_before_its_founding_are_kept()
    {
        var early = Scenarios.Section(Builders)
            .After(new ToTreasury(Arriving(Francs(500), ToFund())))
            .After(new ToTreasury(new CorridorCommand.LearnOffer(To(Romande), CorridorTerms.Free)))
            .After(FoundSection);
        early.State.Treasury.Book.Balance(Account.Passing, Chf).ShouldBe(500);
        early.When(new ToTreasury(new HopCommand.SendBack(Key(), Hop(Romande, Builders, 500)))).Afterwards()
            .Treasury.Book.Balance(Account.Passing, Chf).ShouldBe(0);
        early.When(new ToTreasury(new CorridorCommand.AgreeToCorridor(To(Romande)))).Afterwards()
            .Treasury.Corridors.Offers[To(Romande)].Agreed.ShouldBeTrue();
    }

    [Fact]
    public void Where_the_id_of_a_strike_was_taken_what_outsiders_brought_is_the_sections_own()
    {
        var gbp = new Amount(7, Gbp);
        var brought = BuildersOnStrike
            .After(new ReceiveOutsideAid(Lockout, First, "A hatter", AidKind.Gift, Francs(500), ""))
            .After(new ReceiveOutsideAid(Lockout, new PledgeId("second"), "A hatter", AidKind.Gift, gbp, ""))
            .After(new LearnStrikeIdTaken(Lockout));
        brought.State.Strikes.Declared.ShouldBeEmpty();
        brought.State.Available(Chf).ShouldBe(Francs(500));
        brought.State.Available(Gbp).ShouldBe(gbp);
        brought.When(new LearnStrikeIdTaken(Lockout)).ThenNothing();
        BuildersOnStrike.When(new LearnStrikeIdTaken(Lockout)).Then(new OwnStrikeEvent.StrikeIdTaken(Lockout, null));
    }

    [Fact]
    public void An_answer_to_a_question_that_was_taken_back_is_no_answer_to_the_next()
    {
        var admitted = new LearnAffiliation(Romande, 1, Admitted: true, "");
        var refused = new LearnAffiliation(Romande, 1, Admitted: false, "no");
        var asked = PrintersWithCall.After(new AskAffiliation(Romande));
        var left = asked.After(new LeaveFederation(Romande));
        var askedAgain = left.After(new AskAffiliation(Romande));

        asked.When(admitted).Then(new AffiliationEvent.AffiliationGranted(Romande));
        asked.When(refused).Then(new AffiliationEvent.AffiliationEnded(Romande, Left: false, "no"));
        foreach (var late in new[] { admitted, refused })
        {
            left.When(late).ThenNothing();
            askedAgain.When(late).ThenNothing();
            asked.After(admitted).When(late).ThenNothing();
        }
        askedAgain.When(admitted with { Question = 2 }).Then(new AffiliationEvent.AffiliationGranted(Romande));
    }

    [Fact]
    public void Dues_go_from_one_book_to_the_other()
    {
        var member = PrintersWithCall.After(new AskAffiliation(Romande))
            .After(new LearnAffiliation(Romande, 1, Admitted: true, ""));
        member.When(new PayDues(Romande, Francs(10), "April")).ThenTells(
            new Message(Romande, new FederationCommand.LearnDues(Printers, Francs(10))));
    }
}
