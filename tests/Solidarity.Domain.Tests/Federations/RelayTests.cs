using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Tests.Worlds;
using Xunit.Abstractions;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Federations;

/// <summary>Invariant 7: a call reaches each section in its scope exactly once, however many ways lead to it.</summary>
public sealed class RelayTests(ITestOutputHelper output)
{
    private const int Runs = 150;
    private const int Bodies = 8;

    private static FederationId Federation(int i) => new($"f{i}");

    private static SectionId Section(int i) => new($"s{i}");

    [Fact]
    public void A_call_reaches_each_section_in_its_scope_exactly_once() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed, chance);
            var scope = (Level)chance.Next(4);
            var direct = Direct(chance);
            world.Do(Section(0), new OwnCallCommand.CallForAid(Lockout, scope, direct, new CallChange(""))).Rest();

            Heard(world, once: true).ShouldBe(InScope(world, scope, direct), ignoreOrder: true);
            Boards.CheckAnswers(world);
        });

    // A call concerns whoever has it, until it is taken back there: that is whom the board counts as silent.
    [Fact]
    public void Who_has_left_with_a_call_in_its_inbox_is_reminded_of_it_and_told_its_end()
    {
        var world = new World(5);
        world.Do(Federation(0), new FederationCommand.Found("f0", Level.Local, "", "CH"));
        foreach (var section in (SectionId[])[Section(0), Section(1)])
        {
            world.Do(section, FoundSection).Do(section, new AffiliationCommand.AskAffiliation(Federation(0))).Settle();
            world.Do(Federation(0), new MemberCommand.Admit(section)).Settle();
        }
        world.Do(Section(0), new OwnStrikeCommand.DeclareStrike(Lockout, Facts))
            .Do(Section(0), new OwnCallCommand.CallForAid(Lockout, Level.Local, [], new CallChange(""))).Settle();
        world.Do(Section(1), new AffiliationCommand.LeaveFederation(Federation(0))).Settle();

        // Not in its quiet hours, so at once.
        world.Do(Section(0), new OwnCallCommand.RemindSilent(Lockout)).Rest();
        world.Section(Section(1)).Inbox.Calls[Lockout].Reminders.ShouldBe(1);
        world.Do(Section(0), new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, "")).Rest();
        world.Section(Section(1)).Inbox.Calls[Lockout].Closed.ShouldBeTrue();
    }

    [Fact]
    public void A_wider_call_reaches_those_that_the_narrower_one_did_not_and_stands_once_in_each_inbox() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed, chance);
            var (first, more) = (Direct(chance), Direct(chance));
            var (narrow, wide) = ((Level)chance.Next(4), (Level)chance.Next(4));
            world.Do(Section(0), new OwnCallCommand.CallForAid(Lockout, narrow, first, new CallChange("")));
            // The wider call may overtake the narrower one on other ways.
            world.Deliver(chance.Next(30));
            world.Do(Section(0), new OwnCallCommand.CallForAid(Lockout, wide, more, new CallChange(""))).Rest();

            var widest = narrow > wide ? narrow : wide;
            Heard(world, once: false).ShouldBe(InScope(world, widest, [.. first, .. more]), ignoreOrder: true);
            Boards.CheckAnswers(world);
        });

    [Fact]
    public void A_narrowed_call_stays_open_to_those_in_its_scope_and_is_closed_to_all_others_that_have_it() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed, chance);
            var (direct, scope) = (Direct(chance), (Level)(1 + chance.Next(3)));
            world.Do(Section(0), new OwnCallCommand.CallForAid(Lockout, scope, direct, new CallChange("")));
            // It may be narrowed before it has come everywhere, and widened again before that has.
            world.Deliver(chance.Next(60));
            var narrow = (Level)chance.Next((int)scope);
            world.Do(Section(0), new OwnCallCommand.NarrowCall(Lockout, narrow));
            world.Deliver(chance.Next(60));
            var again = chance.Next(3) == 0;
            if (again)
                world.Do(Section(0), new OwnCallCommand.CallForAid(Lockout, scope, [], new CallChange("")));
            world.Rest();

            Open(world).ShouldBe(InScope(world, again ? scope : narrow, direct), ignoreOrder: true);
        });

    [Fact]
    public void A_cancelled_call_is_closed_to_everybody_until_it_is_sent_again() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed, chance);
            var (direct, scope) = (Direct(chance), (Level)chance.Next(4));
            world.Do(Section(0), new OwnCallCommand.CallForAid(Lockout, scope, direct, new CallChange("")));
            world.Deliver(chance.Next(60));
            world.Do(Section(0), new OwnCallCommand.CancelCall(Lockout, "settled out of court"));
            world.Deliver(chance.Next(60));
            var again = chance.Next(2) == 0;
            if (again)
                world.Do(Section(0), new OwnCallCommand.CallForAid(Lockout, scope, [], new CallChange("")));
            world.Rest();

            Open(world).ShouldBe(again ? InScope(world, scope, direct) : [], ignoreOrder: true);
            Boards.CheckAnswers(world);
        });

    [Fact]
    public void A_changed_call_and_the_end_come_to_all_that_have_it_also_those_that_joined_or_left_meanwhile() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, CheckChangeAndEnd);

    /// <summary>A federation gave a call to a member, heard that it had left, joined it, and did not tell the end so
    /// far up.</summary>
    [Fact]
    public void What_failed_once_holds_now() => CheckChangeAndEnd(125894838);

    [Fact]
    public void The_end_comes_to_all_that_have_the_call_while_others_come_and_go() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed, chance);
            world.Do(Section(0), new OwnCallCommand.CallForAid(
                Lockout, (Level)chance.Next(4), [], new CallChange("bread")));
            var end = chance.Next(6 * Bodies);
            for (var i = 0; i < 6 * Bodies; i++)
            {
                if (i == end)
                    world.Do(Section(0), new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, ""));
                AskAdmitOrLeave(world, chance);
                world.Deliver(chance.Next(20));
            }
            world.Rest();
            Open(world).ShouldBeEmpty();
        });

    [Fact]
    public void A_federation_that_drops_a_call_shows_and_hides_it_only_from_those_with_no_other_way() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed, chance);
            var bad = Federation(chance.Next(Bodies));
            var reached = InScope(world, Level.International, []);
            var withoutIt = InScope(world, Level.International, [], bad);
            world.Dropping.Add(bad);
            world.Do(Section(0), new OwnCallCommand.CallForAid(
                Lockout, Level.International, [], new CallChange(""))).Rest();

            Heard(world, once: true).ShouldBe(withoutIt, ignoreOrder: true);
            var relays = world.Strike(Lockout).Calls.Relays;
            relays.Where(relay => relay.Key != bad).ShouldAllBe(relay => relay.Value.Problem.Length == 0);
            if (reached.Count != withoutIt.Count)
                relays[bad].Problem.ShouldBe(RelayReport.NotReported);
        });

    [Fact]
    public void A_warning_reaches_the_sections_of_the_trade_everywhere_and_no_others() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed, chance);
            var weavers = Section(Bodies);
            world.Do(weavers, FoundSection with { Trade = "weaving" });
            Affiliate(world, weavers, Federation(0));
            world.Do(Section(0), new OwnCallCommand.GiveWarning(Lockout, "Do not come to Geneva")).Rest();

            var warned = world.Sections.Where(s => s.Value.State.Inbox.Warnings.ContainsKey(Lockout))
                .Select(s => new SectionId(s.Key));
            warned.ShouldBe(InScope(world, Level.International, []).Where(s => s != weavers), ignoreOrder: true);
            world.Sections.Values.ShouldAllBe(s => s.Events.Count(e => e is InboxEvent.WarningHeard) <= 1);
        });

    private static void CheckChangeAndEnd(int seed)
    {
        var chance = new Random(seed);
        var world = Build(seed, chance);
        var scope = (Level)chance.Next(4);
        world.Do(Section(0), new OwnCallCommand.CallForAid(Lockout, scope, [], new CallChange("bread")));
        world.Deliver(chance.Next(60));
        for (var i = 0; i < Bodies; i++)
            ComeAndGo(world, chance);
        world.Settle();
        var called = Heard(world, once: true);
        called.ShouldBeSubsetOf(world.Sections.Keys.Select(id => new SectionId(id)));
        InScope(world, scope, []).ShouldBeSubsetOf(called);

        world.Do(Section(0), new OwnCallCommand.CallForAid(Lockout, scope, [], new CallChange("bread and coal")));
        world.Settle();
        foreach (var section in InScope(world, scope, []))
            world.Section(section).Inbox.Calls[Lockout].Call.Asks.ShouldBe("bread and coal", $"{section}");
        world.Do(Section(0), new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, "")).Rest();
        Open(world).ShouldBeEmpty();
    }

    private static void ComeAndGo(World world, Random chance)
    {
        var federation = Federation(chance.Next(Bodies));
        Address body = chance.Next(2) == 0 ? Section(1 + chance.Next(Bodies - 1)) : Federation(chance.Next(Bodies));
        if (chance.Next(2) == 0)
            Affiliate(world, body, federation);
        else if (body.IsSection)
            world.Ask(body, new AffiliationCommand.LeaveFederation(federation));
        else
            world.Ask(body, new MemberCommand.LeaveFederation(federation));
        world.Deliver(chance.Next(20));
    }

    // Whatever is under way stays so; federations come and go more often, because calls take their ways from them.
    private static void AskAdmitOrLeave(World world, Random chance)
    {
        var federation = Federation(chance.Next(Bodies));
        Address body = chance.Next(4) == 0 ? Section(1 + chance.Next(Bodies - 1)) : Federation(chance.Next(Bodies));
        var act = chance.Next(3);
        if (act == 0)
            foreach (var (member, _) in world.Federation(federation).Membership.Questions)
                world.Ask(federation, new MemberCommand.Admit(member));
        else if (body.IsSection)
            world.Ask(body, act == 1
                ? new AffiliationCommand.AskAffiliation(federation)
                : new AffiliationCommand.LeaveFederation(federation));
        else
            world.Ask(body, act == 1
                ? new MemberCommand.AskAffiliation(federation)
                : new MemberCommand.LeaveFederation(federation));
    }

    private static List<SectionId> Open(World world) =>
    [
        .. world.Sections.Where(s => s.Value.State.Inbox.Calls.GetValueOrDefault(Lockout) is { Closed: false })
            .Select(s => new SectionId(s.Key)),
    ];

    private static World Build(int seed, Random chance)
    {
        var world = new World(seed);
        for (var i = 0; i < Bodies; i++)
        {
            world.Do(Federation(i), FoundFederation with { Level = (Level)chance.Next(4) });
            world.Do(Section(i), FoundSection);
        }
        // Several ways: any federation in any other, refused where it would close a ring.
        for (var i = 0; i < 2 * Bodies; i++)
            Affiliate(world, Federation(chance.Next(Bodies)), Federation(chance.Next(Bodies)));
        for (var i = 0; i < 2 * Bodies; i++)
            Affiliate(world, Section(chance.Next(Bodies)), Federation(chance.Next(Bodies)));
        var facts = Facts with { Trade = FoundSection.Trade };
        world.Do(Section(0), new OwnStrikeCommand.DeclareStrike(Lockout, facts)).Settle();
        return world;
    }

    private static void Affiliate(World world, Address member, FederationId federation)
    {
        _ = member.IsSection
            ? world.Ask(member, new AffiliationCommand.AskAffiliation(federation))
            : world.Ask(member, new MemberCommand.AskAffiliation(federation));
        world.Settle();
        world.Ask(federation, new MemberCommand.Admit(member));
        world.Settle();
    }

    private static ImmutableArray<Address> Direct(Random chance) =>
        [.. Enumerable.Range(0, chance.Next(3)).Select(_ => chance.Next(2) == 0
            ? (Address)Section(1 + chance.Next(Bodies - 1))
            : Federation(chance.Next(Bodies)))];

    private static List<SectionId> Heard(World world, bool once)
    {
        var heard = new List<SectionId>();
        foreach (var (id, stream) in world.Sections)
        {
            var times = stream.Events.Count(e => e is InboxEvent.CallHeard);
            if (once)
                times.ShouldBeLessThanOrEqualTo(1, id);
            if (times > 0)
                heard.Add(new SectionId(id));
            stream.State.Inbox.Calls.Count.ShouldBe(times > 0 ? 1 : 0, id);
        }
        return heard;
    }

    // The naive closure: go on until nothing is added. Down to all members, up to parents that are not too wide.
    private static HashSet<SectionId> InScope(
        World world, Level scope, ImmutableArray<Address> direct, FederationId? but = null)
    {
        var reached = new HashSet<Address>(direct);
        foreach (var (federation, status) in world.Section(Section(0)).Affiliations.Federations)
            if (status == AffiliationStatus.Member)
                reached.Add(federation);
        for (var before = -1; before != reached.Count;)
        {
            before = reached.Count;
            foreach (var federation in reached.Where(r => r.IsFederation && r.Federation != but).ToArray())
            {
                var state = world.Federation(federation.Federation);
                reached.UnionWith(state.Membership.Admitted());
                reached.UnionWith(state.Membership.Parents
                    .Where(p => p.Value.Status == AffiliationStatus.Member && p.Value.Level <= scope)
                    .Select(p => (Address)p.Key));
            }
        }
        return [.. reached.Where(r => r.IsSection && r.Section != Section(0)).Select(r => r.Section)];
    }
}
