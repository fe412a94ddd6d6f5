using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Transfers;
using Xunit.Abstractions;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Federations;

/// <summary>Splits and mergers with calls, pledges and money open, with what is told coming in any order.</summary>
public sealed class SuccessionWorldTests(ITestOutputHelper output)
{
    private const int Runs = 60;
    private const int Sections = 6;
    private const string Congress = "congress of 4 April 1870";

    private static readonly FederationId Old = new("romande");
    private static readonly FederationId East = new("geneva");
    private static readonly FederationId West = new("jura");
    private static readonly FederationId Top = new("international");

    private static SectionId Section(int i) => new($"s{i}");

    private static FederationId HomeOf(int i) => i % 2 == 0 ? East : West;

    /// <summary>Invariant 7: a call that is made in the middle of a split reaches every section of the old federation,
    /// whether it has moved, is on its way or stays.</summary>
    [Fact]
    public void A_call_in_the_middle_of_a_split_reaches_each_section_once() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed);
            Split(world).Settle();
            world.Do(East, new SuccessorCommand.AgreeToSucceed(Old, Congress)).Deliver(chance.Next(10));
            world.Do(West, new SuccessorCommand.AgreeToSucceed(Old, Congress)).Settle();
            var stays = 1 + chance.Next(Sections - 1);
            for (var i = 0; i < Sections; i++)
            {
                if (i != stays)
                    world.Do(Section(i), new AffiliationCommand.Reassign(Old, HomeOf(i), "assembly"));
                world.Deliver(chance.Next(10));
                if (i == stays)
                    Strike(world, 0);
            }
            world.Rest();

            HaveHeard(world, Lockout).ShouldBe(Enumerable.Range(1, Sections - 1).Select(Section), ignoreOrder: true);
            // The end comes to all that have it.
            world.Do(Section(0), new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, "")).Rest();
            world.Sections.Values.SelectMany(s => s.State.Inbox.Calls.Values).ShouldAllBe(call => call.Closed);
            world.Do(Section(stays), new AffiliationCommand.LeaveFederation(Old)).Rest();
            world.Do(Old, new SuccessionCommand.Dissolve()).Rest();
            Check(world);
        });

    /// <summary>A call that was open before comes to nobody twice, and its end also to those that have moved.</summary>
    [Fact]
    public void An_open_call_goes_along_and_is_ended_once_its_federation_is_gone() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed);
            Strike(world, 0).Deliver(chance.Next(20));
            Split(world).Settle();
            AgreeAndMove(world, chance);
            world.Rest().Do(Old, new SuccessionCommand.Dissolve()).Deliver(chance.Next(10));
            // A section that joins a successor now gets the call there.
            Address late = new SectionId("late");
            world.Found(late).Do(late, new AffiliationCommand.AskAffiliation(East)).Settle();
            world.Do(East, new MemberCommand.Admit(late)).Rest();

            HaveHeard(world, Lockout).ShouldBe(
                Enumerable.Range(1, Sections - 1).Select(Section).Append(late.Section), ignoreOrder: true);
            world.Do(Section(0), new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, "")).Rest();
            world.Sections.Values.SelectMany(s => s.State.Inbox.Calls.Values).ShouldAllBe(call => call.Closed);
            Check(world);
        });

    [Fact]
    public void Pledges_and_money_that_passes_through_are_carried_to_their_end() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed);
            Strike(world, 0).Settle();
            for (var i = 1; i < Sections; i++)
                world.Do(Section(i), new PledgeCommand.MakePledge(
                    new PledgeId($"p{i}"), Lockout, AidKind.Gift, Francs(100 * i), "assembly", HonourNow: i % 2 == 0,
                    null));
            world.Deliver(chance.Next(120));
            Split(world).Deliver(chance.Next(20));
            AgreeAndMove(world, chance);
            world.Rest();
            // What could not pass through the old federation any more came home, and goes by the new ones.
            for (var i = 1; i < Sections; i++)
                world.Ask(Section(i), new PledgeCommand.HonourPledge(new PledgeId($"p{i}")));
            world.Rest().Do(Old, new SuccessionCommand.Dissolve()).Rest();

            world.Section(Section(0)).Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(1_500);
            world.Transfers.Values.ShouldAllBe(t =>
                t.State.Phase == TransferPhase.Settled || t.State.Phase == TransferPhase.Returned);
            Check(world);
        });

    [Fact]
    public void Two_federations_merge_into_one_that_takes_over_their_dues_collections_and_places() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, seed =>
        {
            var chance = new Random(seed);
            var world = Build(seed);
            var merged = new FederationId("united");
            world.Found(merged).Found(new SectionId("other"));
            Split(world).Settle();
            AgreeAndMove(world, chance);
            world.Rest().Do(Old, new SuccessionCommand.Dissolve());
            world.Do(Top, new MemberCommand.Admit(East)).Do(Top, new MemberCommand.Admit(West)).Rest();
            Strike(world, 0).Settle();
            foreach (var federation in new[] { East, West })
            {
                world.Do(
                    Section(federation == East ? 0 : 1), new OwnTreasuryCommand.PayDues(federation, Francs(70), ""));
                world.Do(federation, new CollectionCommand.Collect(
                    First, Lockout, Section(0), AidKind.Gift, Francs(500), "")).Settle();
                world.Do(federation, new SuccessionCommand.AnnounceSuccession([merged], [], Congress))
                    .Deliver(chance.Next(20));
            }
            world.Settle();
            foreach (var federation in new[] { East, West })
                world.Do(merged, new SuccessorCommand.AgreeToSucceed(federation, Congress)).Deliver(chance.Next(10));
            for (var i = 0; i < Sections; i++)
                world.Do(Section(i), new AffiliationCommand.Reassign(HomeOf(i), merged, "assembly"))
                    .Deliver(chance.Next(20));
            world.Rest();
            SuccessionMoves.Finish(world, [East, West, merged, Old, Top]);

            world.Federation(merged).Treasury.Book.Balance(Account.Dues, Chf).ShouldBe(140);
            world.Federation(merged).Lineage.Predecessors.Values.ShouldAllBe(
                p => p.Status == PredecessorStatus.Closed && p.Problem == null);
            world.Federation(Top).Membership.Members[merged].ShouldBe(AffiliationStatus.Asked);
            world.Federation(East).Lineage.Stage.ShouldBe(FederationStage.Dissolved);
            Check(world);
        });

    private static World Build(int seed)
    {
        var world = new World(seed).Found(Old, East, West, Top);
        Affiliate(world, Old, Top);
        for (var i = 0; i < Sections; i++)
        {
            world.Found(Section(i)).Do(Section(i), new OwnTreasuryCommand.Deposit(Francs(10_000), ""));
            Affiliate(world, Section(i), Old);
            world.Open(Section(i), Old).Open(Section(i), HomeOf(i)).Open(Old, Section(i)).Open(HomeOf(i), Section(i));
        }
        return world.Open(East, West).Open(West, East);
    }

    private static void Affiliate(World world, Address member, FederationId federation)
    {
        world.Do(member, member.IsSection
            ? new AffiliationCommand.AskAffiliation(federation)
            : new MemberCommand.AskAffiliation(federation)).Settle();
        world.Do(federation, new MemberCommand.Admit(member)).Settle();
    }

    private static World Split(World world) => world.Do(Old, new SuccessionCommand.AnnounceSuccession(
        [East, West],
        [.. Enumerable.Range(0, Sections).Select(i => new Proposal(Section(i), HomeOf(i)))], Congress));

    private static void AgreeAndMove(World world, Random chance)
    {
        world.Settle();
        world.Do(East, new SuccessorCommand.AgreeToSucceed(Old, Congress));
        world.Do(West, new SuccessorCommand.AgreeToSucceed(Old, Congress)).Deliver(chance.Next(30));
        for (var i = 0; i < Sections; i++)
            world.Do(Section(i), new AffiliationCommand.Reassign(Old, HomeOf(i), "assembly")).Deliver(chance.Next(30));
    }

    private static World Strike(World world, int i)
    {
        world.Do(Section(i), new OwnStrikeCommand.DeclareStrike(Lockout, Facts)).Settle();
        return world.Do(Section(i), new OwnCallCommand.CallForAid(Lockout, Level.Local, [], new CallChange("bread")));
    }

    private static List<SectionId> HaveHeard(World world, StrikeId strike)
    {
        var all = new List<SectionId>();
        foreach (var (id, stream) in world.Sections)
        {
            var times = stream.Events.Count(e => e is InboxEvent.CallHeard heard && heard.Call.Strike == strike);
            times.ShouldBeLessThanOrEqualTo(1, id);
            if (times > 0)
                all.Add(new SectionId(id));
        }
        return all;
    }

    private static void Check(World world)
    {
        Accounts.CheckSetAside(world);
        Accounts.CheckTotals(world);
        Accounts.CheckAtRest(world);
        Boards.CheckMemberships(world);
        Boards.CheckAid(world);
        Boards.CheckAnswers(world);
        Successions.CheckAtRest(world);
    }
}
