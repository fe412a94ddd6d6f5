using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Grains.Tests;
using Solidarity.Storage;
using Solidarity.Views.Access;
using Solidarity.Views.Audit;
using Solidarity.Views.Boards;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Views.Tests.Worlds;

/// <summary>Invariants 10 and 13: whatever one section promises, the read models add it up, and their views answer.
/// </summary>
public sealed class LargeSumsTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Tailors = new("tailors");
    private static readonly FederationId Geneva = new("geneva");
    private static readonly Amount Most = new(Amount.MinorMax, Chf);

    [Fact]
    public async Task Promises_of_the_largest_sums_pass_64_bits_in_totals_and_stop_nothing()
    {
        // More givers than one, because one may promise only so much to a strike.
        const int promises = 4;
        SectionId[] givers = [.. Enumerable.Range(0, 12).Select(giver => new SectionId($"tailors-{giver}"))];
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal);
        await service.Must(Geneva, new FederationCommand.Found(Geneva.Value, Level.Local, "Geneva", "CH"));
        await service.FoundAsync(Masons, 0);
        await service.JoinAsync(Masons, Geneva);
        foreach (var giver in givers)
        {
            await service.FoundAsync(giver, 0);
            await service.JoinAsync(giver, Geneva);
            await service.Must(giver, new OwnTreasuryCommand.Deposit(Most, "", Again: true));
        }
        StrikeId[] strikes = [new("bread"), new("coal")];
        foreach (var strike in strikes)
        {
            await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(strike, new StrikeFacts(
                "building", "Geneva", "CH", ["employers"], "", null, new DateOnly(1868, 3, 23))));
            await service.Must(
                Masons, new OwnCallCommand.CallForAid(strike, Level.Local, [], new CallChange("", Francs(100))));
        }
        await service.QuietAsync();
        for (var i = 0; i < promises; i++)
            foreach (var giver in givers)
                foreach (var strike in strikes)
                    await PromiseAsync(service, giver, strike, new PledgeId($"p{i}"));
        await service.QuietAsync();

        var all = (Int128)2 * promises * givers.Length * (TrancheSeries.CountMax - 1) * Amount.MinorMax;
        all.ShouldBeGreaterThan(long.MaxValue);
        var world = await service.Projector.LatestAsync();
        world.Counters.Given[Chf].Pledged.ShouldBe(all);
        world.Counters.Bodies.Of(Geneva).Sums.Gave[Chf].Pledged.ShouldBe(all);
        var board = StrikeBoard.Of(world, world.Strikes.Find(strikes[0].Value)!, service.Time.GetUtcNow());
        board.Money.Single().Totals.Pledged.ShouldBe(all / 2);
        Total.ShownMinor(board.Coverage!.Pledged).ShouldBe(Amount.TotalMinorMax);
        await CheckAuditAsync(journal);
    }

    [Fact]
    public void Any_history_of_sums_at_the_ends_is_added_up_and_every_view_answers()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var tale = Begun();
            for (var i = random.Next(1, 60); i > 0; i--)
                tale.Tell(Strikes[random.Next(2)], [.. Any(random)]);
            try
            {
                Look(tale);
            }
            catch (Exception problem)
            {
                throw new InvalidOperationException($"seed {seed}, round {round}: {problem.Message}", problem);
            }
        }
    }

    private static readonly StrikeId[] Strikes = [new("bread"), new("coal")];

    private static Tale Begun()
    {
        var tale = new Tale();
        tale.Tell(Geneva, new FederationEvent.Founded(Geneva, "Geneva", Level.Local, "Geneva", "CH", tale.At));
        foreach (var section in (SectionId[])[Masons, Tailors, new("weavers"), new("smiths")])
            tale.Found(section, "CH", Profile.MembersMax, Geneva);
        foreach (var strike in Strikes)
        {
            var facts = new StrikeFacts("building", "Geneva", "CH", [], "", null, new DateOnly(1868, 3, 23));
            var call = new Call(strike, Masons, 1, Level.Local, "", Most, facts);
            tale.Tell(strike, new LifecycleEvent.StrikeOpened(strike, Masons, facts, tale.At), new CallEvent.CallSent(
                call, [Geneva], tale.At, new CallTerms(
                    Level.Local, 1, 1, [], new PayTerms(Most, StrikeFacts.StrikersMax, new DateOnly(2199, 12, 31)))));
            foreach (var section in (SectionId[])[Tailors, new("weavers")])
                tale.Tell(section, new InboxEvent.CallHeard(call, Geneva, tale.At));
        }
        return tale;
    }

    private static IEnumerable<StrikeEvent> Any(Random random)
    {
        Party[] givers = [Party.Of(Tailors), Party.Of(new SectionId("weavers")), Party.Of(Geneva), Party.Named("x")];
        var key = new AidKey(givers[random.Next(4)], new PledgeId($"p{random.Next(1_000_000)}"));
        var sum = random.Next(4) == 0 ? Most with { Minor = 1 } : Most;
        var kind = random.Next(2) == 0 ? AidKind.Gift : AidKind.Loan;
        yield return new AidEvent.AidNoted(
            key, kind, AidState.Pledged, sum, Counted: true, "", random.Next(2) == 0 ? true : null);
        yield return new AidEvent.TranchesNoted(key, new TranchesAhead(
            kind, sum, random.Next(TrancheSeries.CountMax), null, TrancheSeries.EveryDaysMax, Missed: 0));
        if (Enum.GetValues<MoneyStage>()[random.Next(5)] is not MoneyStage.None and var stage)
            yield return new AidEvent.MoneyMoved(key, 1, stage, sum);
        if (random.Next(3) == 0)
            yield return new PayEvent.StrikePayPaid(sum, new DateOnly(2199, 12, 31), random.Next());
    }

    private static void Look(Tale tale)
    {
        var world = tale.World;
        Viewer[] viewers = [new Viewer.Operator(), new Viewer.Public(), new Viewer.Member(Tailors)];
        foreach (var visible in viewers.Select(viewer => new VisibleWorld(world, viewer)))
        {
            _ = GraphBoard.Of(visible, default(GraphFilter) with { Country = "", Trade = "" }, tale.At);
            _ = ShownFlows.Of(visible);
            _ = FederationBoard.Of(visible, world.Federations.Find(Geneva.Value)!, tale.At).Money
                .Select(money => money.PerMille).ToArray();
            foreach (var section in world.Sections.All)
                _ = SectionBoard.Of(visible, section, tale.At).Calls.Select(call => call.Share?.InWords()).ToArray();
            foreach (var strike in Strikes)
                _ = StrikeBoard.Of(visible, world.Strikes.Find(strike.Value)!, tale.At);
        }
        var totals = Strikes.Select(id =>
            world.Strikes.Find(id.Value)!.Aid.Totals.GetValueOrDefault(Chf, AidTotals.None));
        world.Counters.Given.GetValueOrDefault(Chf, AidTotals.None).All.ShouldBe(totals.SumMinor(sum => sum.All));
    }

    // The first tranche is taken back at once, so the same money stands behind each promise.
    private static async Task PromiseAsync(Service service, SectionId giver, StrikeId strike, PledgeId id)
    {
        var promise = new PledgeId($"{strike}-{id}");
        await service.Must(giver, new TrancheCommand.PromiseTranches(
            promise, strike, AidKind.Gift, Most, TrancheSeries.CountMax, EveryDays: 7, "assembly", Again: true));
        // No way leads there, so the transfer ends and the money is free again.
        await service.QuietAsync();
        await service.Must(giver, new PledgeCommand.WithdrawPledge(TrancheIds.Of(promise, 1), ""));
    }

    private static async Task CheckAuditAsync(MemoryJournal journal)
    {
        var audit = new JournalAudit();
        for (long at = 0; at < journal.Position;)
        {
            var page = await journal.ReadAsync(at, JournalLimits.PageEntriesMax);
            foreach (var entry in page)
                await audit.AddAsync(entry, journal);
            at = page[^1].Position;
        }
        await audit.FinishAsync(journal);
        audit.First.ShouldBeNull();
    }
}
