using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Federations.Collections.CollectionCommand;
using static Solidarity.Domain.Federations.FederationCommand;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Federations.Relays.RelayCommand;
using static Solidarity.Domain.Federations.Successions.DuesTransferCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Federations;

/// <summary>Members, calls that are relayed, and collections that are passed on.</summary>
public sealed class FederationTests
{
    private static readonly Collect Collected = new(First, Lockout, Builders, AidKind.Gift, Francs(500), "a concert");

    private static Scenario<Federation, FederationCommand, FederationEvent> Founded =>
        Scenarios.Federation(Romande).After(FoundFederation);

    private static Scenario<Federation, FederationCommand, FederationEvent> With(params Address[] members)
    {
        var federation = Founded;
        foreach (var member in members)
            federation = federation.After(new LearnAsked(member, 1)).After(new Admit(member));
        return federation;
    }

    private static LearnAffiliation Admitted(FederationId by, params FederationId[] above) =>
        new(by, 1, Admitted: true, Level.International, [.. above], "");

    // Invariant 13: anybody may found a federation and say that it collects.
    [Fact]
    public void A_collection_says_whether_the_call_has_come_to_its_federation()
    {
        var founded = Scenarios.Federation(Romande).After(FoundFederation);
        founded.When(Collected).Tells().Select(message => message.Command).OfType<AidCommand.LearnAid>().Single()
            .Unasked.ShouldBe(true);
        founded.After(new LearnCall(Call(), Lockout)).When(Collected).Tells()
            .Select(message => message.Command).OfType<AidCommand.LearnAid>().Single().Unasked.ShouldBeNull();
    }

    [Fact]
    public void A_collection_that_is_handed_over_finds_an_id_also_where_somebody_has_guessed_it()
    {
        var passed = new PassedCollection(First, Lockout, Builders, AidKind.Gift, "a concert");
        var taken = Scenarios.Federation(Romande).After(FoundFederation).After(Collected)
            .After(new LearnDuesTransfer(Council, 1, Francs(300), passed)).State;
        taken.Collections.Keys.ShouldBe([First, new PledgeId("first-2")]);
        taken.Collections[new PledgeId("first-2")].Amount.ShouldBe(Francs(300));
    }

    [Fact]
    public void A_founding_is_checked_field_by_field()
    {
        var unfounded = Scenarios.Federation(Romande);
        unfounded.When(FoundFederation with { Name = "" }).ThenMalformed("name");
        unfounded.When(FoundFederation with { Country = "Suisse" }).ThenMalformed("country");
        Founded.When(FoundFederation).ThenRefused("BODY_EXISTS");
        unfounded.When(new Admit(Printers)).ThenRefused("UNKNOWN_BODY");
    }

    [Fact]
    public void A_strike_learns_that_its_call_went_to_a_federation_that_does_not_exist() =>
        Scenarios.Federation(Romande).When(new LearnCall(Call(), Lockout)).ThenTells(new Message(Lockout,
            new CallCommand.LearnRelayed(
                Romande, 1, Level.International, 0, 0, "federation romande does not exist")));

    [Fact]
    public void Who_asks_a_federation_that_does_not_exist_gets_an_answer() =>
        Scenarios.Federation(Romande).When(new LearnAsked(Printers, 1)).ThenTells(new Message(Printers,
            new AffiliationCommand.LearnAffiliation(Romande, 1, Admitted: false, "federation romande does not exist")));

    [Fact]
    public void Members_ask_are_admitted_or_refused_and_leave()
    {
        Founded.When(new Admit(Printers)).ThenRefused("HAS_NOT_ASKED");
        Founded.When(new RefuseMember(Printers, "")).ThenRefused("HAS_NOT_ASKED");
        var asked = Founded.After(new LearnAsked(Printers, 1));
        asked.When(new LearnAsked(Printers, 1)).ThenNothing();
        asked.When(new Admit(Printers)).ThenTells(
            new Message(Printers, new AffiliationCommand.LearnAffiliation(Romande, 1, Admitted: true, "")));
        asked.When(new RefuseMember(Printers, "no")).ThenTells(
            new Message(Printers, new AffiliationCommand.LearnAffiliation(Romande, 1, Admitted: false, "no")));
        With(Printers).When(new Admit(Printers)).ThenNothing();
        With(Printers).When(new RefuseMember(Printers, "")).ThenRefused("HAS_NOT_ASKED");
        With(Printers).After(new LearnLeft(Printers)).State.Membership.Members.ShouldBeEmpty();
        Founded.When(new LearnLeft(Printers)).ThenNothing();
    }

    [Fact]
    public void No_body_contains_itself_directly_or_through_its_members()
    {
        Founded.When(new AskAffiliation(Romande)).ThenRefused("WOULD_CONTAIN_ITSELF");
        With(Council).When(new AskAffiliation(Council)).ThenRefused("WOULD_CONTAIN_ITSELF");
        var zurich = new FederationId("zurich");
        var below = Founded.After(new AskAffiliation(Council)).After(Admitted(Council, zurich));
        below.When(new LearnAsked(zurich, 1)).Then(new MemberEvent.MemberRefused(
            zurich, 1, "federations/zurich contains federation romande; no body contains itself"));
        below.When(new LearnAsked(Council, 1)).Then(new MemberEvent.MemberRefused(
            Council, 1, "federations/general-council contains federation romande; no body contains itself"));
        Founded.After(new LearnAsked(zurich, 1)).After(new AskAffiliation(Council)).After(Admitted(Council, zurich))
            .When(new Admit(zurich)).ThenRefused("WOULD_CONTAIN_ITSELF");
        Founded.When(new Admit(Romande)).ThenRefused("WOULD_CONTAIN_ITSELF");
    }

    [Fact]
    public void Who_finds_itself_above_itself_steps_out()
    {
        Founded.After(new AskAffiliation(Council)).When(Admitted(Council, Romande)).ThenTells(
            new Message(Council, new LearnLeft(Romande)));
        Founded.After(new AskAffiliation(Council)).After(Admitted(Council))
            .When(new LearnAncestry(Council, [Romande], []))
            .Then(new MemberEvent.AffiliationEnded(Council, Left: true, "it would have contained itself"));
    }

    [Fact]
    public void An_affiliation_is_asked_for_once_and_left_by_members()
    {
        var asked = Founded.After(new AskAffiliation(Council));
        asked.When(new AskAffiliation(Council)).ThenRefused("ALREADY_AFFILIATED");
        Founded.When(new LeaveFederation(Council)).ThenRefused("NOT_AFFILIATED");
        Founded.When(Admitted(Council)).ThenNothing();
        asked.When(Admitted(Council) with { Question = 2 }).ThenNothing();
        asked.After(Admitted(Council) with { Admitted = false }).State.Membership.Parents.ShouldBeEmpty();
        var member = asked.After(Admitted(Council));
        member.When(Admitted(Council)).ThenNothing();
        member.When(Admitted(Council) with { Admitted = false }).ThenNothing();
        var above = new FederationId("above");
        var deeper = member.After(new LearnAncestry(Council, [above], []));
        deeper.State.Membership.Ancestors.ShouldBe([above, Council]);
        deeper.When(new LearnAncestry(Council, [above], [new FederationId("other")])).ThenNothing();
        deeper.After(new LearnAncestry(Council, [], [above])).State.Membership.Ancestors.ShouldBe([Council]);
        deeper.After(new LeaveFederation(Council)).State.Membership.Above.ShouldBeEmpty();
        member.After(new LeaveFederation(Council)).After(new AskAffiliation(Council)).When(Admitted(Council))
            .ThenNothing();
    }

    [Fact]
    public void A_call_is_relayed_once_to_all_but_its_sender_and_its_section()
    {
        var sub = new FederationId("sub");
        var federation = With(Printers, Builders, sub).After(new AskAffiliation(Council)).After(Admitted(Council));
        federation.When(new LearnCall(Call(), Lockout)).Tells().Select(m => m.To)
            .ShouldBe([Printers, sub, Council, Lockout]);
        federation.When(new LearnCall(Call(scope: Level.National), sub)).Tells().ShouldBe([
            new Message(Printers, new InboxCommand.LearnCall(Call(scope: Level.National), Romande)),
            new Message(Lockout, new CallCommand.LearnRelayed(Romande, 1, Level.National, 1, 0, ""))]);
        federation.After(new LearnCall(Call(), Lockout)).When(new LearnCall(Call(), Council)).ThenNothing();
    }

    [Fact]
    public void A_wider_call_goes_to_neighbouring_federations_again_and_not_to_sections()
    {
        var federation = With(Printers).After(new AskAffiliation(Council)).After(Admitted(Council))
            .After(new LearnCall(Call(scope: Level.Regional), Lockout));
        federation.When(new LearnCall(Call(number: 2), Lockout)).Tells().Select(m => m.To)
            .ShouldBe([Council, Lockout]);
        federation.When(new LearnCall(Call(number: 2, Level.Regional), Lockout)).ThenNothing();
    }

    [Fact]
    public void A_collection_is_passed_on_and_not_lent()
    {
        Founded.When(Collected with { Amount = Francs(0) }).ThenRefused("AMOUNT_NOT_PAYABLE");
        Founded.When(Collected with { Kind = AidKind.Loan }).ThenMalformed("kind");
        Founded.After(Collected).When(Collected).ThenRefused("COLLECTION_EXISTS");
        Founded.When(new SendCollection(First)).ThenRefused("UNKNOWN_COLLECTION");
        Founded.After(Collected).When(new SendCollection(First)).ThenRefused("COLLECTION_NOT_HERE");
        Founded.When(Collected).Tells().Select(m => m.To).ShouldBe(
            [Lockout, Lockout, Transfer.IdFor(Romande, "collection", First, 1)]);
    }

    [Fact]
    public void A_collection_that_came_back_can_be_sent_again()
    {
        var run1 = Transfer.IdFor(Romande, "collection", First, 1);
        var back = Founded.After(Collected).After(new ToTreasury(new HopCommand.LearnEnd(run1, null, "no way")));
        back.State.Treasury.Book.Balance(Account.Passing, Chf).ShouldBe(500);
        back.When(new SendCollection(First)).Tells().Select(m => m.To).ShouldBe(
            [Lockout, Transfer.IdFor(Romande, "collection", First, 2)]);
    }

    [Fact]
    public void A_warning_that_comes_after_the_strike_is_over_goes_to_nobody()
    {
        var warning = new LearnWarning(new Warning(Lockout, Builders, "Do not come to Geneva", Facts), Council);
        var with = With(Printers);
        with.When(warning).Tells().ShouldHaveSingleItem().To.ShouldBe(Printers);
        foreach (var had in (Scenario<Federation, FederationCommand, FederationEvent>[])
            [with, with.After(new LearnCall(Call(), Lockout))])
        {
            var over = had.After(new LearnCallEnd(Lockout, 2, CallEnd.StrikeOver, Lockout));
            over.When(warning).ThenNothing();
            over.After(warning).After(new LearnAsked(Weavers, 1)).When(new Admit(Weavers)).Tells()
                .ShouldHaveSingleItem("who joins is told of the admission, and of no strike that is over");
        }
        // A call that was taken back is not the end of the strike.
        with.After(new LearnCallEnd(Lockout, 2, CallEnd.Cancelled, Lockout)).When(warning).Tells()
            .ShouldHaveSingleItem();
    }

    [Fact]
    public void Who_was_given_a_call_as_a_member_is_told_its_end_also_when_it_is_above_now()
    {
        // The call does not go up so far; it went down there.
        var given = With(Council).After(new LearnCall(Call(scope: Level.Local), Lockout));
        var end = new LearnCallEnd(Lockout, 2, CallEnd.StrikeOver, Lockout);
        var told = end with { From = Romande };
        given.After(new LearnLeft(Council)).After(new AskAffiliation(Council)).After(Admitted(Council)).When(end)
            .ThenTells(new Message(Council, told));

        // It asks anew before it hears that it was admitted, and is above meanwhile.
        var crossed = Founded.After(new AskAffiliation(Council)).After(new LearnAsked(Council, 1))
            .After(new Admit(Council)).After(Admitted(Council))
            .After(new LearnCall(Call(scope: Level.Local), Lockout))
            .After(new LearnAsked(Council, 2, Leaving: new FederationId("zurich")));
        crossed.State.Membership.Members.ShouldBeEmpty();
        crossed.When(end).ThenTells(new Message(Council, told));
    }

    [Fact]
    public void An_end_of_what_was_never_relayed_takes_no_room_that_is_not_there()
    {
        var known = new RelayedCall(1, Level.Local);
        var room = ImmutableSortedDictionary.CreateBuilder<StrikeId, RelayedCall>();
        for (var i = 0; i < FederationRelays.CallsMax - 1; i++)
            room.Add(new StrikeId($"x-{i:d7}"), known);
        var few = With(Printers).State;
        var one = new Scenario<Federation, FederationCommand, FederationEvent>(
            Aggregates.Federation, few with { Relays = few.Relays with { Calls = room.ToImmutable() } });
        var full = one.After(new LearnCallEnd(new StrikeId("last"), 2, CallEnd.StrikeOver, Council));
        full.State.Relays.Calls.Count.ShouldBe(FederationRelays.CallsMax);

        full.After(new LearnCallEnd(Lockout, 2, CallEnd.StrikeOver, Council)).State.Relays.Calls.Count
            .ShouldBe(FederationRelays.CallsMax);
        // Nothing is lost: what comes later of that strike is not relayed, and what is known is still taken back.
        full.When(new LearnCall(Call(), Council)).ThenRefused("LIMIT_REACHED");
        full.When(new LearnCallEnd(new StrikeId("x-0000000"), 2, CallEnd.StrikeOver, Council)).Tells()
            .ShouldHaveSingleItem().To.ShouldBe(Printers);
    }

    [Fact]
    public void Dues_are_booked_whoever_sends_them() =>
        Founded.When(new LearnDues(Printers, Francs(10))).Afterwards().Treasury.Book
            .Balance(Account.Dues, Chf).ShouldBe(10);

    [Fact]
    public void Money_from_outside_stops_before_a_balance_could_overflow()
    {
        var full = Founded;
        for (var i = 0L; i < Domain.Treasuries.Treasury.BroughtMinorMax / Amount.MinorMax; i++)
            full = full.After(Collected with
            {
                Collection = new PledgeId($"c{i}"),
                Amount = Francs(Amount.MinorMax),
                Again = true,
            });
        full.When(Collected).ThenRefused("LIMIT_REACHED");
    }
}
