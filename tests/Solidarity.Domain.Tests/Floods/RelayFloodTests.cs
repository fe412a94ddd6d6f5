using System.Text.Json;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Federations.Members.MemberCommand;
using static Solidarity.Domain.Federations.Relays.RelayCommand;
using static Solidarity.Domain.Federations.Relays.RelayEvent;
using static Solidarity.Domain.Federations.Successions.SuccessorCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Floods;

/// <summary>Whatever outsiders and fellow federations call for, members' calls are relayed.</summary>
public sealed class RelayFloodTests
{
    private static readonly string LongText = new('願', Texts.MemoCharsMax);

    private static readonly StrikeFacts LongFacts = Facts with
    {
        Demands = LongText,
        Employers = [.. Enumerable.Repeat(LongText[..40], StrikeFacts.EmployersMax)],
    };

    // The printers are a member, the council is a parent, and the weavers' federation is one below.
    private static readonly FederationId Below = new("weavers-union");

    private static Scenario<Federation, FederationCommand, FederationEvent> Romandie { get; } =
        Scenarios.Federation(Romande).After(FoundFederation)
            .After(new LearnAsked(Printers, 1)).After(new Admit(Printers))
            .After(new LearnAsked(Below, 1)).After(new Admit(Below));

    [Fact]
    public void Outsiders_calls_are_bounded_apart_from_those_of_members()
    {
        // 84 strangers with 24 calls each.
        var state = Romandie.State;
        var refused = 0;
        for (var stranger = 0; stranger < 84; stranger++)
            for (var number = 0; number < 24; number++)
            {
                var decision = FederationDecider.Decide(state, Heard(Stranger(stranger), number), Noon);
                refused += decision.Events.Single() is CallNotRelayed { Reason: var reason } && Names(reason) ? 1 : 0;
                state = decision.Events.Aggregate(state, Federation.Evolve);
            }
        (refused, state.Relays.OpenCalls.Count).ShouldBe((84 * 24 - 200, FederationRelays.OpenOutsideMax));
        Bytes(state).ShouldBeLessThan(4 << 20);

        // Only the fourth of the strangers still has room of its own; nobody else outside has.
        var flooded = From(state);
        flooded.When(Heard(Weavers, 1)).Tells().ShouldHaveSingleItem().Command
            .ShouldBeOfType<CallCommand.LearnRelayed>().Problem.ShouldContain("call through a federation");
        flooded.When(Heard(Printers, 1)).Tells()[0].To.ShouldBe(Below);
        flooded.When(Relayed(Below, Weavers, 1)).Tells()[0].To.ShouldBe(Printers);
        static bool Names(string reason) => reason.Contains("OpenPerOutsiderMax = 5") || reason.Contains("200");
    }

    [Fact]
    public void An_outsiders_call_that_is_over_or_old_makes_room()
    {
        var full = Romandie;
        for (var number = 0; number < FederationRelays.OpenPerOutsiderMax; number++)
            full = full.After(Heard(Weavers, number));
        full.When(Heard(Weavers, 99)).Afterwards().Relays.OpenCalls.ShouldNotContainKey(Id(Weavers, 99));
        full.After(new LearnCallEnd(Id(Weavers, 0), 2, CallEnd.StrikeOver, Id(Weavers, 0)))
            .After(Heard(Weavers, 99)).State.Relays.OpenCalls.ShouldContainKey(Id(Weavers, 99));
        var later = full.After(Heard(Weavers, 99), Noon.AddDays(FederationRelays.CallFreshDays + 1)).State;
        later.Relays.OpenCalls.ShouldContainKey(Id(Weavers, 99));
        later.Relays.OpenCalls.Count.ShouldBe(FederationRelays.OpenPerOutsiderMax);
    }

    [Fact]
    public void A_fellow_federation_has_a_quota_and_when_all_is_full_the_one_with_most_gives_way()
    {
        var state = Romandie.State;
        for (var number = 0; number < 860; number++)
            state = Told(state, Relayed(Below, Stranger(number), number));
        state.Relays.OpenCalls.Count.ShouldBe(FederationRelays.OpenPerFederationMax);

        // Others fill the total; a small one is relayed all the same.
        var fellows = new[] { "a", "b", "c" }.Select(name => new FederationId(name)).Prepend(Below).ToArray();
        foreach (var fellow in fellows)
        {
            state = Told(state, new LearnAsked(fellow, 7));
            state = Told(state, new Admit(fellow));
            for (var number = 0; number < FederationRelays.OpenPerFederationMax; number++)
                state = Told(state, Relayed(fellow, new SectionId($"{fellow}-{number}"), 1));
        }
        state.Relays.OpenCalls.Count.ShouldBe(FederationRelays.OpenOfFederationsMax);
        var small = new FederationId("small");
        var after = From(state).After(new LearnAsked(small, 1)).After(new Admit(small))
            .When(Relayed(small, Weavers, 1)).Afterwards();
        after.Relays.OpenCalls.ShouldContainKey(Id(Weavers, 1));
        after.Relays.OpenCalls.Count.ShouldBe(FederationRelays.OpenOfFederationsMax);
        // Members' own calls have not been touched by any of it.
        From(after).When(Heard(Printers, 1)).Afterwards().Relays.OpenCalls.Count
            .ShouldBe(FederationRelays.OpenOfFederationsMax + 1);
    }

    [Fact]
    public void A_members_own_calls_are_bounded_for_that_member_alone()
    {
        var state = Romandie.After(new LearnAsked(Weavers, 1)).After(new Admit(Weavers)).State;
        for (var number = 0; number < 200; number++)
            state = Told(state, Heard(Printers, number));
        state.Relays.OpenCalls.Count.ShouldBe(FederationRelays.OpenPerMemberMax);
        From(state).After(Heard(Weavers, 1)).State.Relays.OpenCalls.ShouldContainKey(Id(Weavers, 1));
    }

    [Fact]
    public void Warnings_of_outsiders_are_bounded_in_the_same_way()
    {
        var state = Romandie.State;
        for (var stranger = 0; stranger < 100; stranger++)
            for (var number = 0; number < 10; number++)
                state = Told(state, Warned(Stranger(stranger), number));
        state.Relays.Warnings.Count.ShouldBe(FederationRelays.OpenOutsideMax);
        From(state).When(Warned(Weavers, 1)).ThenRefused("LIMIT_REACHED");
        From(state).After(Warned(Printers, 1)).State.Relays.Warnings.ShouldContainKey(Id(Printers, 1));
    }

    [Fact]
    public void Calls_from_outside_that_are_over_are_forgotten_before_they_are_too_many()
    {
        StrikeId[] ids =
            [.. Enumerable.Range(0, FederationRelays.OutsideCallsMax).Select(number => Id(Stranger(number), 1))];
        var known = new RelayedCall(1, Level.Local, Ended: 2, Over: true);
        var full = From(Romandie.State with
        {
            Relays = Romandie.State.Relays with
            {
                Calls = ids.ToImmutableSortedDictionary(id => id, _ => known),
                OutsideCalls = [.. ids],
            },
        });
        var after = full.After(Heard(Weavers, 1)).State;
        (after.Relays.Calls.Count, after.Relays.OutsideCalls.Count)
            .ShouldBe((FederationRelays.OutsideCallsMax, FederationRelays.OutsideCallsMax));
        after.Relays.Calls.ShouldNotContainKey(ids[0]);
        // A member's call takes nobody's place.
        full.After(Heard(Printers, 1)).State.Relays.Calls.Count.ShouldBe(FederationRelays.OutsideCallsMax + 1);
    }

    [Fact]
    public void Those_that_ask_to_be_taken_in_take_no_members_place()
    {
        var asked = Enumerable.Range(0, Membership.AskedMax).Select(number => (Address)Stranger(number)).ToArray();
        var few = Romandie.State.Membership;
        var full = From(Romandie.State with
        {
            Membership = few with
            {
                Members = few.Members.AddRange(asked.Select(
                    one => KeyValuePair.Create(one, AffiliationStatus.Asked))),
                Questions = few.Questions.AddRange(asked.Select(one => KeyValuePair.Create(one, 1))),
            },
        });
        full.When(new LearnAsked(Weavers, 1)).Afterwards().Membership.Members.ShouldNotContainKey(Weavers);
        full.After(new Admit(asked[0])).After(new LearnAsked(Weavers, 1)).After(new Admit(Weavers))
            .State.Membership.Members[Weavers].ShouldBe(AffiliationStatus.Member);
    }

    [Fact]
    public void Strangers_that_name_it_their_successor_leave_room_for_members()
    {
        var state = Romandie.State;
        for (var number = 0; number < 500; number++)
            state = Told(state, Proposed(new FederationId($"stranger-{number}")));
        state.Lineage.Predecessors.Count.ShouldBe(Predecessor.ProposalsMax);
        From(state).After(Proposed(Below)).State.Lineage.Predecessors.ShouldContainKey(Below);
    }

    private static LearnSuccessionProposed Proposed(FederationId predecessor) =>
        new(predecessor, 1, "congress", [Printers], []);

    private static SectionId Stranger(int number) => new($"stranger-{number}");

    private static StrikeId Id(SectionId section, int number) => new($"{section}-{number}");

    private static Call Of(SectionId section, int number) =>
        new(Id(section, number), section, 1, Level.Local, LongText, null, LongFacts);

    private static LearnCall Heard(SectionId section, int number) => new(Of(section, number), Id(section, number));

    private static LearnCall Relayed(FederationId from, SectionId section, int number) =>
        new(Of(section, number), from);

    private static LearnWarning Warned(SectionId section, int number) =>
        new(new Warning(Id(section, number), section, LongText, LongFacts), Id(section, number));

    private static Federation Told(Federation state, FederationCommand command) =>
        FederationDecider.Decide(state, command, Noon).Events.Aggregate(state, Federation.Evolve);

    private static Scenario<Federation, FederationCommand, FederationEvent> From(Federation state) =>
        new(Aggregates.Federation, state);

    private static int Bytes(Federation state) =>
        JsonSerializer.SerializeToUtf8Bytes(state, DomainJson.Federation).Length;
}
