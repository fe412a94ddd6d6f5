using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Federations.Relays.RelayCommand;
using static Solidarity.Domain.Federations.Successions.SuccessorCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Federations;

/// <summary>However much is open in a federation, one entry tells a newcomer a bounded part of it.</summary>
public sealed class NewcomerTests
{
    private const int Callers = 4;
    private const int CallsEach = 12;
    private static readonly FederationId Geneva = new("geneva");

    /// <summary>Four members with twelve open calls and one warning each.</summary>
    private static Scenario<Federation, FederationCommand, FederationEvent> Busy
    {
        get
        {
            var federation = Scenarios.Federation(Romande).After(FoundFederation);
            for (var caller = 0; caller < Callers; caller++)
            {
                var section = new SectionId($"caller-{caller}");
                federation = federation.After(new LearnAsked(section, 1)).After(new Admit(section));
                for (var i = 0; i < CallsEach; i++)
                {
                    var call = Call() with { Strike = new StrikeId($"s-{caller}-{i}"), Section = section };
                    federation = federation.After(new LearnCall(call, section));
                }
                var warning = new Warning(new StrikeId($"s-{caller}-0"), section, "do not go there", Facts);
                federation = federation.After(new LearnWarning(warning, section));
            }
            return federation;
        }
    }

    [Fact]
    public void A_newcomer_is_told_everything_some_of_it_with_each_entry()
    {
        var asked = Busy.After(new LearnAsked(Weavers, 1));
        var told = asked.When(new Admit(Weavers)).Tells();
        var federation = asked.After(new Admit(Weavers));
        var all = told.ToList();
        while (all[^1].Command is TellNewcomer more)
        {
            told.Count.ShouldBeInRange(FederationRelays.CallsToldMax + 1, FederationRelays.CallsToldMax + 2);
            told = federation.When(more).Tells();
            federation = federation.After(more);
            all.AddRange(told);
        }
        all.Select(message => message.Command).OfType<InboxCommand.LearnCall>()
            .Select(learn => learn.Call.Strike).ShouldBe(federation.State.Relays.Calls.Keys, ignoreOrder: true);
        all.Select(message => message.Command).OfType<InboxCommand.LearnWarning>().Count().ShouldBe(Callers);
        all.Count(message => message.Command is TellNewcomer).ShouldBe(2);
    }

    [Fact]
    public void Who_has_left_is_told_no_more()
    {
        var federation = Busy.After(new LearnAsked(Weavers, 1)).After(new Admit(Weavers));
        var more = new TellNewcomer(Weavers, Noon, InCalls: true, new StrikeId("s-0-1"));
        federation.When(more).Tells().Count.ShouldBe(FederationRelays.CallsToldMax + 1);
        federation.After(new LearnLeft(Weavers)).When(more).ThenNothing();
    }

    /// <summary>A federation that joins is told to its parent in the same way.</summary>
    [Fact]
    public void A_parent_is_told_in_parts_as_well() =>
        Busy.After(new AskAffiliation(Council))
            .When(new LearnAffiliation(Council, 1, Admitted: true, Level.International, [], "")).Tells()
            .Count.ShouldBe(FederationRelays.CallsToldMax + 1);

    [Fact]
    public void A_successor_takes_in_those_that_wait_some_with_each_entry()
    {
        Address[] waiting = [.. Enumerable.Range(0, 25).Select(i => (Address)new SectionId($"w-{i:D2}"))];
        var federation = waiting.Aggregate(
            Scenarios.Federation(Geneva).After(FoundFederation)
                .After(new LearnSuccessionProposed(Romande, 1, "congress", [.. waiting], [])),
            (one, member) => one.After(new LearnAsked(member, 1)));
        var tells = federation.When(new AgreeToSucceed(Romande, "assembly")).Tells();
        federation = federation.After(new AgreeToSucceed(Romande, "assembly"));
        for (var entries = 1; tells[^1].Command is TakeInWaiting more; entries++)
        {
            federation.State.Membership.Questions.Count.ShouldBe(waiting.Length - entries * Succession.TakenInMax);
            tells = federation.When(more).Tells();
            federation = federation.After(more);
        }
        federation.State.Membership.Questions.ShouldBeEmpty();
        federation.When(new TakeInWaiting(Romande)).ThenNothing();
        federation.When(new TakeInWaiting(Council)).ThenNothing();
    }

    [Fact]
    public void A_federation_asks_so_often_in_a_day_and_no_more()
    {
        var federation = Scenarios.Federation(Romande).After(FoundFederation);
        for (var i = 0; i < Membership.AsksPerDayMax; i++)
            federation = federation.After(new AskAffiliation(Council)).After(new LeaveFederation(Council));
        federation.When(new AskAffiliation(Council)).ThenRefused("LIMIT_REACHED");
        federation.When(new AskAffiliation(Council), Noon.AddDays(1)).Afterwards().Membership.AskedAt
            .ShouldBe([Noon.AddDays(1)]);
    }

    [Fact]
    public void Who_joins_passes_on_the_newest_of_its_open_calls()
    {
        var section = Scenarios.Section(Builders).After(FoundSection)
            .After(new AffiliationCommand.AskAffiliation(Romande));
        for (var i = 0; i < SectionStrikes.CallsPassedOnMax + 6; i++)
        {
            var (strike, day) = (new StrikeId($"s-{i}"), Noon.AddDays(i));
            section = section
                .After(new OwnStrikeCommand.DeclareStrike(strike, Facts with { Start = Facts.Start.AddDays(i) }), day)
                .After(new OwnCallCommand.CallForAid(strike, Level.Local, [Printers], new CallChange("bread")), day);
        }
        var told = section.When(new AffiliationCommand.LearnAffiliation(Romande, 1, Admitted: true, "")).Tells();
        told.Count.ShouldBe(SectionStrikes.CallsPassedOnMax);
        told[0].To.ShouldBe((Address)new StrikeId($"s-{SectionStrikes.CallsPassedOnMax + 5}"));
    }
}
