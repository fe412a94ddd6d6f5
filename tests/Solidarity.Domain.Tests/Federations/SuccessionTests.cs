using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Federations.Collections.CollectionCommand;
using static Solidarity.Domain.Federations.FederationCommand;
using static Solidarity.Domain.Federations.FederationEvent;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Federations.Members.MemberEvent;
using static Solidarity.Domain.Federations.Relays.RelayCommand;
using static Solidarity.Domain.Federations.Successions.DuesTransferCommand;
using static Solidarity.Domain.Federations.Successions.DuesTransferEvent;
using static Solidarity.Domain.Federations.Successions.SuccessionCommand;
using static Solidarity.Domain.Federations.Successions.SuccessionEvent;
using static Solidarity.Domain.Federations.Successions.SuccessorCommand;
using static Solidarity.Domain.Federations.Successions.SuccessorEvent;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Federations;

/// <summary>The rules of a federation that is to be dissolved.</summary>
public sealed class SuccessionTests
{
    private static readonly FederationId Geneva = new("geneva");
    private static readonly FederationId Jura = new("jura");
    private const string Congress = "congress of 4 April 1870";

    /// <summary>Romande, with the printers and the weavers as members.</summary>
    private static Scenario<Federation, FederationCommand, FederationEvent> Living => Scenarios.Federation(Romande)
        .After(FoundFederation)
        .Given(new MemberAdmitted(Printers, 1, Noon), new MemberAdmitted(Weavers, 1, Noon));

    private static AnnounceSuccession Split => new(
        [Jura, Geneva], [new Proposal(Weavers, Jura), new Proposal(Printers, Geneva)], Congress);

    private static Scenario<Federation, FederationCommand, FederationEvent> Splitting => Living.After(Split);

    private static Scenario<Federation, FederationCommand, FederationEvent> Agreed => Splitting
        .After(new LearnSuccessorAnswer(Geneva, 1, Agreed: true, ""))
        .After(new LearnSuccessorAnswer(Jura, 1, Agreed: true, ""));

    private static Scenario<Federation, FederationCommand, FederationEvent> Empty => Agreed
        .After(new LearnLeft(Printers)).After(new LearnLeft(Weavers));

    [Fact]
    public void Announces_its_successors_and_what_it_proposes() =>
        Living.When(Split).Then(new SuccessionAnnounced(
            1, [Geneva, Jura], [new(Weavers, Jura), new(Printers, Geneva)], Congress, Noon));

    [Fact]
    public void Drains_from_when_the_first_successor_agrees()
    {
        Splitting.State.Treasury.Carriage.Draining.ShouldBeFalse();
        Splitting.After(new Collect(First, Lockout, Builders, AidKind.Gift, Francs(1), "")).State.Collections
            .ShouldHaveSingleItem();
        Splitting.When(new LearnSuccessorAnswer(Geneva, 1, Agreed: false, "too few")).Then(
            new SuccessorAnswered(Geneva, false, "too few", Noon));
        Splitting.When(new LearnSuccessorAnswer(Geneva, 1, Agreed: true, "")).Then(
            new SuccessorAnswered(Geneva, true, "", Noon, BeginsDrain: true),
            new OfTreasury(new CarryingEvent.DrainBegun()));
        var agreed = Splitting.After(new LearnSuccessorAnswer(Geneva, 1, Agreed: true, ""));
        agreed.When(new LearnSuccessorAnswer(Jura, 1, Agreed: true, "")).Then(
            new SuccessorAnswered(Jura, true, "", Noon));
        agreed.When(new ToTreasury(new CarryingCommand.SetDrain(On: false))).ThenRefused("FEDERATION_DISSOLVING");
        agreed.After(new WithdrawSuccession("we stay")).State.Treasury.Carriage.Draining.ShouldBeFalse();
    }

    [Fact]
    public void Tells_successors_who_is_proposed_to_them_and_each_member_which_one_is_proposed_to_it()
    {
        var told = Living
            .Given(new AffiliationAsked(Council, 1), new AffiliationGranted(Council, Level.National, [], Noon))
            .When(Split).Tells();

        Told<LearnSuccessionProposed>(told, Geneva).ShouldSatisfyAllConditions(
            c => c.Members.ShouldBe([Printers]), c => c.Parents.ShouldBe([Council]), c => c.Round.ShouldBe(1));
        Told<LearnSuccessionProposed>(told, Jura).Members.ShouldBe([Weavers]);
        Told<AffiliationCommand.LearnSuccession>(told, Printers).ShouldSatisfyAllConditions(
            c => c.Proposed.ShouldBe(Geneva), c => c.Successors.ShouldBe([Geneva, Jura]));
        Told<AffiliationCommand.LearnSuccession>(told, Weavers).Proposed.ShouldBe(Jura);
        told.Count.ShouldBe(4);
    }

    [Fact]
    public void A_single_successor_is_proposed_to_all_members_but_itself()
    {
        var merging = Living.Given(new MemberAdmitted(Geneva, 1, Noon));

        merging.When(new AnnounceSuccession([Geneva], [], Congress)).Afterwards().Lineage.Succession!.Proposed
            .ShouldBe(
                new Dictionary<Address, FederationId> { [Printers] = Geneva, [Weavers] = Geneva }, ignoreOrder: true);
    }

    [Fact]
    public void A_member_need_not_be_proposed_any_successor_of_several()
    {
        Living.When(Split with { Proposals = [] }).Afterwards().Lineage.Succession!.Proposed.ShouldBeEmpty();
    }

    [Fact]
    public void Who_has_asked_to_be_taken_in_is_told_the_successors()
    {
        var told = Living.After(new LearnAsked(Builders, 3)).When(Split).Tells();

        Told<AffiliationCommand.LearnAffiliation>(told, Builders).ShouldSatisfyAllConditions(
            c => c.Admitted.ShouldBeFalse(), c => c.Question.ShouldBe(3),
            c => c.Reason.ShouldContain("geneva, jura"));
    }

    [Fact]
    public void Announces_only_what_makes_sense()
    {
        Living.When(Split with { Authority = " " }).ThenMalformed("authority");
        Living.When(Split with { Successors = [] }).ThenMalformed("successors");
        Living.When(Split with { Successors = [Geneva, Jura, Romande] }).ThenMalformed("successors");
        Living.When(Split with { Successors = [Geneva, Jura, Jura] }).ThenMalformed("successors");
        Living.When(Split with { Successors = [Jura] }).ThenMalformed("proposals");
        Living.When(Split with { Successors = [.. Enumerable.Range(0, 21).Select(i => new FederationId($"f{i}"))] })
            .ThenMalformed("successors");
        Living.When(Split with { Proposals = [new(Printers, Jura), new(Printers, Geneva)] }).ThenMalformed("proposals");
        Living.When(Split with { Proposals = [new(Geneva, Geneva)] }).ThenMalformed("proposals");
        Living.When(Split with { Proposals = [new(Builders, Jura)] }).ThenRefused("NOT_A_MEMBER");
        Splitting.When(Split).ThenRefused("SUCCESSION_ANNOUNCED");
        Scenarios.Federation(Romande).When(Split).ThenRefused("UNKNOWN_BODY");
    }

    [Fact]
    public void Takes_on_nothing_new_and_names_its_successors_to_who_asks()
    {
        Splitting.When(new AskAffiliation(Council)).ThenRefused("FEDERATION_DISSOLVING");
        Agreed.When(new Collect(First, Lockout, Builders, AidKind.Gift, Francs(1), ""))
            .ThenRefused("FEDERATION_DISSOLVING");
        Splitting.When(new LearnAsked(Builders, 1)).Then(new MemberRefused(
            Builders, 1, "federation romande is to be dissolved; its successors: geneva, jura"));
        Splitting.When(new LearnSuccessionProposed(Council, 2, Congress, [], [])).Then(new SuccessionDeclined(
            Council, 2, "federation romande is to be dissolved; its successors: geneva, jura"));
    }

    [Fact]
    public void Dues_and_what_is_under_way_still_come_in()
    {
        Splitting.When(new LearnDues(Printers, Francs(100))).Afterwards()
            .Treasury.Book.Balance(Account.Dues, Chf).ShouldBe(100);
    }

    [Fact]
    public void Gives_its_open_calls_to_a_successor_that_agrees_and_relays_to_it_from_then_on()
    {
        var called = Splitting.After(new LearnCall(Call(), Builders));

        Told<LearnCall>(called.When(new LearnSuccessorAnswer(Geneva, 1, true, "")).Tells(), Geneva)
            .Call.Strike.ShouldBe(Lockout);
        Agreed.When(new LearnCall(Call(), Builders)).Tells().Select(m => m.To).ShouldBe(
            [Weavers, Printers, Geneva, Jura, Lockout], ignoreOrder: true);
        Splitting.When(new LearnCall(Call(), Builders)).Tells().ShouldNotContain(m => m.To == (Address)Geneva);
    }

    [Fact]
    public void An_answer_to_an_earlier_announcement_changes_nothing()
    {
        Splitting.After(new WithdrawSuccession("we stay together")).After(Split)
            .When(new LearnSuccessorAnswer(Geneva, 1, true, "")).ThenNothing();
        Agreed.When(new LearnSuccessorAnswer(Geneva, 1, false, "too late")).ThenNothing();
        Living.When(new LearnSuccessorAnswer(Geneva, 1, true, "")).ThenNothing();
    }

    [Fact]
    public void Can_live_on_until_something_was_handed_over()
    {
        Agreed.When(new WithdrawSuccession("we stay together")).Then(
            new SuccessionWithdrawn(1, [Geneva, Jura], "we stay together"),
            new OfTreasury(new CarryingEvent.DrainEnded()));
        Agreed.When(new WithdrawSuccession("we stay together")).Tells().Select(m => m.To).ShouldBe(
            [Geneva, Jura, Printers, Weavers], ignoreOrder: true);
        Agreed.After(new LearnDues(Printers, Francs(9))).After(new TransferDues(Geneva, Francs(9)))
            .When(new WithdrawSuccession("we stay together")).ThenRefused("HANDED_OVER_ALREADY");
        Living.When(new WithdrawSuccession("why not")).ThenRefused("NO_SUCCESSION");
        Splitting.When(new WithdrawSuccession("")).ThenMalformed("reason");
    }

    [Fact]
    public void A_drain_that_was_there_before_stays_when_the_succession_is_withdrawn()
    {
        Living.After(new ToTreasury(new CarryingCommand.SetDrain(On: true))).After(Split)
            .When(new WithdrawSuccession("we stay")).Afterwards().Treasury.Carriage.Draining.ShouldBeTrue();
    }

    [Fact]
    public void Hands_dues_over_as_money_sent_to_a_neighbour()
    {
        var rich = Agreed.After(new LearnDues(Printers, Francs(100)));

        rich.When(new TransferDues(Geneva, Francs(60))).Then(new DuesTransferred(
            1, Geneva, Francs(60), Noon, LedgerEntry.Move(Francs(60), Account.Dues, Account.To(Geneva))));
        rich.When(new TransferDues(Geneva, Francs(60))).ThenTells(
            new Message(Geneva, new LearnDuesTransfer(Romande, 1, Francs(60), null)));
        rich.When(new TransferDues(Geneva, Francs(101))).ThenRefused("NOT_ENOUGH_DUES");
        rich.When(new TransferDues(Geneva, Francs(0))).ThenRefused("AMOUNT_NOT_PAYABLE");
        rich.When(new TransferDues(Council, Francs(1))).ThenRefused("NOT_A_SUCCESSOR");
        Splitting.After(new LearnDues(Printers, Francs(100))).When(new TransferDues(Geneva, Francs(1)))
            .ThenRefused("SUCCESSOR_HAS_NOT_AGREED");
        Living.When(new TransferDues(Geneva, Francs(1))).ThenRefused("NO_SUCCESSION");
    }

    [Fact]
    public void A_collection_that_came_back_goes_to_a_successor_and_stands_there_on_the_strikes_board()
    {
        var waiting = Collected(sent: false);
        var outcome = waiting.When(new TransferCollection(Jura, First));

        var after = outcome.Afterwards();
        after.Collections[First].State.ShouldBe(AidState.Withdrawn);
        after.Treasury.Book.Balance(Account.Passing, Chf).ShouldBe(0);
        after.Treasury.Book.Balance(Account.To(Jura), Chf).ShouldBe(500);
        var told = outcome.Tells();
        told.ShouldContain(m => m.To == (Address)Lockout
            && ((AidCommand.LearnAid)m.Command).State == AidState.Withdrawn);
        Told<LearnDuesTransfer>(told, Jura).ShouldSatisfyAllConditions(
            c => c.Amount.ShouldBe(Francs(500)), c => c.Collection!.Strike.ShouldBe(Lockout));
        waiting.After(new TransferCollection(Jura, First)).When(new TransferCollection(Jura, First))
            .ThenRefused("COLLECTION_NOT_HERE");
        // It waited to be sent again: its alarm changes nothing any more.
        waiting.State.Collections[First].AgainAt.ShouldNotBeNull();
        after.Collections[First].AgainAt.ShouldBeNull();
        waiting.After(new TransferCollection(Jura, First)).When(new SendCollectionAgain(First, 1)).ThenNothing();
        Collected(sent: true).When(new TransferCollection(Jura, First)).ThenRefused("COLLECTION_NOT_HERE");
        Agreed.When(new TransferCollection(Jura, First)).ThenRefused("UNKNOWN_COLLECTION");
    }

    [Fact]
    public void Is_not_closed_while_anything_is_left_and_says_what()
    {
        Left(Living).ShouldBe("NO_SUCCESSION");
        Left(Splitting).ShouldContain("members: 2 (sections/basel-weavers, sections/lausanne-printers)");
        Left(Splitting).ShouldContain("successors that have not answered: 2 (geneva, jura)");
        Left(Splitting).ShouldContain("no successor has agreed");
        Left(Empty.After(new LearnDues(Printers, Francs(100)))).ShouldContain("dues: 1 (1.00 CHF)");
        Left(Empty.After(new LearnDues(Printers, Francs(100))).After(new TransferDues(Jura, Francs(100))))
            .ShouldContain("hand-overs without word: 1 (1)");
        Left(Collected(sent: true)).ShouldContain("own transfers under way: 1");
        Left(Collected(sent: false)).ShouldContain("collections: 1 (first)");
        var passing = LedgerEntry.Move(Francs(100), Account.From(Printers), Account.Passing);
        Left(Empty.Given(new OfTreasury(
            new HopEvent.HopTakenIn(Key(), Hop(Printers, Romande, 100), passing, [Noon]))))
            .ShouldContain("sums passing through: 1");
    }

    [Fact]
    public void Closes_when_nothing_is_left_with_a_last_statement_for_its_successors()
    {
        var handed = Empty.After(new LearnDues(Printers, Francs(100))).After(new TransferDues(Jura, Francs(100)))
            .After(new LearnDuesTransferTaken(Jura, 1)).After(new LearnCall(Call(), Builders));
        var closing = new Closing(Noon, Closing.HashOf(handed.State.Treasury.Book), 1, 0,
            [new TransferredSum(Jura, Francs(100))]);

        handed.When(new Dissolve()).Then(new Dissolved(closing), new CorridorsCleared(More: false));
        var told = handed.When(new Dissolve()).Tells();
        Told<LearnDissolved>(told, Jura).Closing.BookHash.ShouldBe(closing.BookHash);
        Told<LearnDissolved>(told, Geneva).Closing.Sums.ShouldBe(closing.Sums);
        handed.After(new Dissolve()).When(new Dissolve()).ThenNothing();
    }

    [Fact]
    public void Leaves_the_federations_above_and_closes_its_corridors_when_it_is_dissolved()
    {
        var outcome = Empty.Given(
                new AffiliationAsked(Council, 1), new AffiliationGranted(Council, Level.National, [], Noon),
                new OfTreasury(new CorridorEvent.CorridorOffered(To(Printers), CorridorTerms.Free)),
                new OfTreasury(new CorridorEvent.OfferLearnt(To(Weavers), CorridorTerms.Free, Noon)))
            .When(new Dissolve());

        outcome.Afterwards().Membership.Parents.ShouldBeEmpty();
        outcome.Afterwards().Treasury.Corridors.Out.Values.ShouldAllBe(c => c.Status == CorridorStatus.Closed);
        outcome.Afterwards().Treasury.Corridors.Offers.ShouldBeEmpty();
        outcome.Tells().ShouldContain(m => m.Command is LearnLeft && m.To == (Address)Council);
    }

    [Fact]
    public void More_corridors_than_one_entry_takes_are_closed_one_entry_after_the_other()
    {
        var many = Enumerable.Range(0, Succession.CorridorsClosedMax + 1).Aggregate(Empty, (scenario, i) =>
            scenario.Given(new OfTreasury(new CorridorEvent.CorridorOffered(
                To(new SectionId($"s{i}")), CorridorTerms.Free))));
        var outcome = many.When(new Dissolve());

        outcome.Tells().ShouldContain(m => m.Command is ClearCorridors);
        many.After(new Dissolve()).When(new ClearCorridors()).Afterwards()
            .Treasury.Corridors.Out.Values.ShouldAllBe(c => c.Status == CorridorStatus.Closed);
    }

    [Fact]
    public void A_dissolved_federation_names_its_successors_passes_calls_on_to_them_and_turns_no_money_away()
    {
        var gone = Empty.After(new Dissolve());

        gone.When(new LearnAsked(Builders, 1)).Then(new MemberRefused(
            Builders, 1, "federation romande is dissolved; its successors: geneva, jura"));
        gone.When(new ToTreasury(new CorridorCommand.OfferCorridor(To(Printers), CorridorTerms.Free)))
            .ThenRefused("FEDERATION_DISSOLVED");
        gone.When(new WithdrawSuccession("back to life")).ThenRefused("FEDERATION_DISSOLVED");
        gone.When(new ToTreasury(new CorridorCommand.LearnOffer(To(Printers), CorridorTerms.Free))).Tells()
            .ShouldContain(m => m.To == (Address)Printers);
        gone.When(new LearnCall(Call(), Builders)).Tells().Select(m => m.To)
            .ShouldBe([Geneva, Jura, Lockout], ignoreOrder: true);
        var late = gone.After(new LearnDues(Printers, Francs(5)));
        OpenMatters.Of(late.State).Dues.ShouldBe([Francs(5)]);
        late.After(new TransferDues(Geneva, Francs(5))).State.Treasury.Book.Balance(Account.Dues, Chf).ShouldBe(0);
    }

    private static Scenario<Federation, FederationCommand, FederationEvent> Collected(bool sent)
    {
        var collected = Living.After(new Collect(First, Lockout, Builders, AidKind.Gift, Francs(500), ""));
        var transfer = collected.State.Treasury.Transfers.Dispatches.Keys.Single();
        var here = sent
            ? collected
            : collected.After(new ToTreasury(new HopCommand.LearnEnd(transfer, null, "no way", FoundNoWay: true)));
        return here.After(Split)
            .After(new LearnSuccessorAnswer(Geneva, 1, true, "")).After(new LearnSuccessorAnswer(Jura, 1, true, ""))
            .After(new LearnLeft(Printers)).After(new LearnLeft(Weavers));
    }

    private static string Left(Scenario<Federation, FederationCommand, FederationEvent> scenario)
    {
        var refusal = FederationDecider.Decide(scenario.State, new Dissolve(), Noon).Refusal.ShouldNotBeNull();
        return refusal.Reason == "SUCCESSION_OPEN" ? refusal.Message : refusal.Reason;
    }

    private static T Told<T>(List<Message> told, Address to) where T : BodyCommand =>
        told.Where(m => m.To == to).Select(m => m.Command).OfType<T>().Single();
}
