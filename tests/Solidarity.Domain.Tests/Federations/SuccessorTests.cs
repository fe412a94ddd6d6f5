using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Federations.Members.MemberEvent;
using static Solidarity.Domain.Federations.Relays.RelayCommand;
using static Solidarity.Domain.Federations.Successions.DuesTransferCommand;
using static Solidarity.Domain.Federations.Successions.DuesTransferEvent;
using static Solidarity.Domain.Federations.Successions.SuccessionCommand;
using static Solidarity.Domain.Federations.Successions.SuccessorCommand;
using static Solidarity.Domain.Federations.Successions.SuccessorEvent;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Federations;

/// <summary>The rules of a federation that succeeds another one, and of the members that move to it.</summary>
public sealed class SuccessorTests
{
    private static readonly FederationId Geneva = new("geneva");
    private const string Congress = "congress of 4 April 1870";

    private static Scenario<Federation, FederationCommand, FederationEvent> Asked => Scenarios.Federation(Geneva)
        .After(FoundFederation)
        .After(new LearnSuccessionProposed(Romande, 1, Congress, [Printers], [Council]));

    private static Scenario<Federation, FederationCommand, FederationEvent> Agreed =>
        Asked.After(new AgreeToSucceed(Romande, "assembly of delegates"));

    private static Scenario<Section, SectionCommand, SectionEvent> Member => PrintersWithCall
        .Given(new AffiliationEvent.AffiliationAsked(Romande, 1), new AffiliationEvent.AffiliationGranted(Romande))
        .After(new AffiliationCommand.LearnSuccession(Romande, [Geneva], Geneva, Congress));

    [Fact]
    public void One_that_does_not_exist_declines()
    {
        Scenarios.Federation(Geneva).When(new LearnSuccessionProposed(Romande, 1, Congress, [], []))
            .ThenTells(new Message(Romande, new LearnSuccessorAnswer(
                Geneva, 1, false, "federation geneva does not exist")));
    }

    [Fact]
    public void Agreeing_asks_to_be_taken_in_where_the_predecessor_is()
    {
        Asked.When(new AgreeToSucceed(Romande, "assembly of delegates")).Then(
            new SuccessionAgreed(Romande, 1, "assembly of delegates"), new AffiliationAsked(Council, 1));
        Asked.When(new AgreeToSucceed(Romande, "assembly of delegates")).ThenTells(
            new Message(Romande, new LearnSuccessorAnswer(Geneva, 1, true, "")),
            new Message(Council, new LearnAsked(Geneva, 1)));
        Asked.Given(new AffiliationAsked(Council, 1)).When(new AgreeToSucceed(Romande, "assembly"))
            .Then(new SuccessionAgreed(Romande, 1, "assembly"));
        Asked.When(new AgreeToSucceed(Romande, "")).ThenMalformed("authority");
        Asked.When(new AgreeToSucceed(Council, "assembly")).ThenRefused("NOT_PROPOSED");
        Agreed.When(new AgreeToSucceed(Romande, "assembly")).ThenNothing();
    }

    [Fact]
    public void Declining_is_told_with_the_reason()
    {
        Asked.When(new DeclineToSucceed(Romande, "too far")).ThenTells(
            new Message(Romande, new LearnSuccessorAnswer(Geneva, 1, false, "too far")));
        Agreed.When(new DeclineToSucceed(Romande, "too far")).ThenRefused("AGREED_ALREADY");
        Asked.After(new DeclineToSucceed(Romande, "too far")).When(new AgreeToSucceed(Romande, "assembly"))
            .ThenRefused("NOT_PROPOSED");
    }

    [Fact]
    public void Who_was_proposed_and_moves_is_taken_in_at_once_and_others_ask()
    {
        Agreed.When(new LearnAsked(Printers, 2, Leaving: Romande)).Then(new MemberAdmitted(Printers, 2, Noon));
        Agreed.When(new LearnAsked(Weavers, 2, Leaving: Romande)).Then(new MemberAsked(Weavers, 2));
        Agreed.When(new LearnAsked(Printers, 2)).Then(new MemberAsked(Printers, 2));
        Asked.When(new LearnAsked(Printers, 2, Leaving: Romande)).Then(new MemberAsked(Printers, 2));
        Agreed.When(new LearnAsked(Printers, 2, Leaving: Council)).Then(new MemberAsked(Printers, 2));
    }

    [Fact]
    public void Who_moved_before_it_agreed_is_taken_in_when_it_does()
    {
        Asked.After(new LearnAsked(Printers, 2, Leaving: Romande)).After(new LearnAsked(Weavers, 5))
            .When(new AgreeToSucceed(Romande, "assembly")).Then(
                new SuccessionAgreed(Romande, 1, "assembly"), new MemberAdmitted(Printers, 2, Noon),
                new AffiliationAsked(Council, 1));
    }

    /// <summary>The answer to the first question is under way when the second one comes; only that one is waited for.
    /// </summary>
    [Fact]
    public void Who_had_asked_already_is_answered_again()
    {
        var admitted = Agreed.After(new LearnAsked(Printers, 2)).After(new Admit(Printers));

        admitted.When(new LearnAsked(Printers, 3, Leaving: Romande)).Then(new MemberAdmitted(Printers, 3, Noon));
        admitted.When(new LearnAsked(Printers, 3)).ThenNothing();
    }

    [Fact]
    public void Who_contains_the_successor_is_not_taken_in()
    {
        Asked.Given(new AffiliationAsked(Council, 1), new AffiliationGranted(Council, Level.National, [], Noon))
            .After(new LearnSuccessionProposed(Romande, 2, Congress, [Council], []))
            .After(new AgreeToSucceed(Romande, "assembly"))
            .When(new LearnAsked(Council, 1, Leaving: Romande)).Tells()
            .ShouldContain(m => m.Command is LearnAffiliation && !((LearnAffiliation)m.Command).Admitted);
    }

    [Fact]
    public void Relays_to_the_predecessor_until_that_is_dissolved_and_still_tells_it_the_end()
    {
        var called = Agreed.After(new LearnCall(Call(), Builders));
        Agreed.When(new LearnCall(Call(), Builders)).Tells().ShouldContain(m => m.To == (Address)Romande);
        Agreed.When(new LearnCall(Call(), Romande)).Tells().ShouldNotContain(m => m.To == (Address)Romande);
        Asked.When(new LearnCall(Call(), Builders)).Tells().ShouldNotContain(m => m.To == (Address)Romande);

        var closed = called.After(new LearnDissolved(Romande, Closed()));
        closed.When(new LearnCall(Call(2) with { Revision = 1 }, Builders)).Tells()
            .ShouldNotContain(m => m.To == (Address)Romande);
        closed.When(new LearnCallEnd(Lockout, 2, CallEnd.StrikeOver, Builders)).Tells()
            .ShouldContain(m => m.To == (Address)Romande);
    }

    [Fact]
    public void Books_what_is_handed_over_and_says_so()
    {
        var handOver = new LearnDuesTransfer(Romande, 1, Francs(60), null);
        Agreed.When(handOver).Then(new DuesTakenOver(
            Romande, 1, Francs(60), LedgerEntry.Move(Francs(60), Account.From(Romande), Account.Dues)));
        Agreed.When(handOver).ThenTells(new Message(Romande, new LearnDuesTransferTaken(Geneva, 1)));
    }

    [Fact]
    public void A_collection_that_is_handed_over_is_sent_on()
    {
        var outcome = Agreed.When(new LearnDuesTransfer(
            Romande, 1, Francs(500), new PassedCollection(First, Lockout, Builders, AidKind.Gift, "a note")));

        outcome.Afterwards().Treasury.Transfers.Dispatches.Values.Single().Amount.ShouldBe(Francs(500));
        outcome.Afterwards().Collections[First].State.ShouldBe(AidState.Pledged);
        outcome.Tells().ShouldContain(m => m.To == (Address)Lockout
            && ((AidCommand.LearnAid)m.Command).Aid == new AidKey(Party.Of(Geneva), First));
    }

    [Fact]
    public void Keeps_the_last_statement_and_says_where_it_differs_from_its_own_book()
    {
        var handed = Agreed.After(new LearnDuesTransfer(Romande, 1, Francs(60), null));

        handed.When(new LearnDissolved(Romande, Closed(new TransferredSum(Geneva, Francs(60))))).Afterwards()
            .Lineage.Predecessors[Romande].ShouldSatisfyAllConditions(
                p => p.Status.ShouldBe(PredecessorStatus.Closed), p => p.Problem.ShouldBeNull(),
                p => p.Closing!.BookHash.ShouldBe("0"));
        handed.When(new LearnDissolved(Romande, Closed(new TransferredSum(Geneva, Francs(61))))).Afterwards()
            .Lineage.Predecessors[Romande].Problem.ShouldBe(
                "federation romande says that it has handed over 0.61 CHF, and 0.60 CHF has come");
        handed.After(new LearnDissolved(Romande, Closed())).When(new LearnDissolved(Romande, Closed())).ThenNothing();
    }

    [Fact]
    public void A_section_hears_of_it_while_it_is_a_member_and_moves_by_its_own_decision()
    {
        PrintersWithCall.When(new AffiliationCommand.LearnSuccession(Romande, [Geneva], null, Congress)).ThenNothing();
        var reassign = new AffiliationCommand.Reassign(Romande, Geneva, "assembly of 5 April");
        Member.When(reassign).Then(new AffiliationEvent.ReassignmentAsked(Romande, Geneva, 2, "assembly of 5 April"));
        Member.When(reassign).ThenTells(new Message(Geneva, new LearnAsked(Printers, 2, Leaving: Romande)));
        Member.After(reassign).When(reassign).ThenNothing();
        Member.When(reassign with { Authority = "" }).ThenMalformed("authority");
        Member.When(reassign with { To = Council }).ThenRefused("NOT_A_SUCCESSOR");
        Member.When(reassign with { From = Council }).ThenRefused("NO_SUCCESSION");
        Member.After(new AffiliationCommand.LearnSuccessionWithdrawn(Romande)).When(reassign)
            .ThenRefused("NO_SUCCESSION");
    }

    [Fact]
    public void A_section_stays_where_it_is_until_it_is_taken_in()
    {
        var moving = Member.After(new AffiliationCommand.Reassign(Romande, Geneva, "assembly"));

        moving.State.Affiliations.Federations[Romande].ShouldBe(AffiliationStatus.Member);
        moving.When(new AffiliationCommand.LearnAffiliation(Geneva, 2, true, "")).Then(
            new AffiliationEvent.AffiliationGranted(Geneva),
            new AffiliationEvent.AffiliationEnded(Romande, Left: true, "it has moved to its successor geneva"));
        moving.When(new AffiliationCommand.LearnAffiliation(Geneva, 2, false, "no")).Afterwards()
            .Affiliations.Federations.ShouldBe([new(Romande, AffiliationStatus.Member)]);
        moving.After(new AffiliationCommand.LeaveFederation(Romande))
            .When(new AffiliationCommand.LearnAffiliation(Geneva, 2, true, ""))
            .Then(new AffiliationEvent.AffiliationGranted(Geneva));
    }

    [Fact]
    public void Who_moves_to_another_successor_instead_takes_its_question_back()
    {
        PrintersWithCall
            .Given(new AffiliationEvent.AffiliationAsked(Romande, 1), new AffiliationEvent.AffiliationGranted(Romande))
            .After(new AffiliationCommand.LearnSuccession(Romande, [Council, Geneva], null, Congress))
            .After(new AffiliationCommand.Reassign(Romande, Council, "assembly"))
            .When(new AffiliationCommand.Reassign(Romande, Geneva, "assembly")).Then(
                new AffiliationEvent.AffiliationEnded(Council, Left: true, "it moves to geneva instead"),
                new AffiliationEvent.ReassignmentAsked(Romande, Geneva, 3, "assembly"));
    }

    [Fact]
    public void A_section_that_is_in_the_successor_already_only_leaves()
    {
        Member.Given(new AffiliationEvent.AffiliationAsked(Geneva, 2), new AffiliationEvent.AffiliationGranted(Geneva))
            .When(new AffiliationCommand.Reassign(Romande, Geneva, "assembly")).Then(
                new AffiliationEvent.AffiliationEnded(Romande, Left: true, "it is in its successor geneva"));
    }

    [Fact]
    public void A_federation_moves_as_a_section_does()
    {
        var member = Scenarios.Federation(Council).After(FoundFederation)
            .Given(new AffiliationAsked(Romande, 1), new AffiliationGranted(Romande, Level.Regional, [], Noon))
            .After(new LearnSuccession(Romande, [Geneva], null, Congress));
        var reassign = new Reassign(Romande, Geneva, "congress");

        member.When(reassign).Then(new ReassignmentAsked(Romande, Geneva, 2, "congress"));
        member.After(reassign).When(new LearnAffiliation(Geneva, 2, true, Level.Regional, [], "")).Then(
            new AffiliationGranted(Geneva, Level.Regional, [], Noon),
            new AffiliationEnded(Romande, Left: true, "it has moved to its successor geneva"));
        member.Given(new MemberAdmitted(Geneva, 1, Noon)).When(reassign).ThenRefused("WOULD_CONTAIN_ITSELF");
    }

    private static Closing Closed(params TransferredSum[] sums) => new(Noon, "0", 0, 0, [.. sums]);
}
