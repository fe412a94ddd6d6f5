using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;
using Xunit.Abstractions;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Transfers;

/// <summary>Ways that people settle, in whole worlds: at whatever step somebody refuses, says a thing twice, or says it
/// at the instant that it is too late, the books of all are sound and the transfer ends once (invariants 1, 5 and 6).
/// </summary>
public sealed class PeopleTests(ITestOutputHelper output)
{
    private const int Seeds = 2;

    /// <summary>More than any of these transfers takes, one fault included.</summary>
    private const int StepsMax = 45;

    private static readonly FederationId Zurich = new("zurich");
    private static readonly Address[] All = [Printers, Romande, Council, Zurich, Builders];

    private static readonly Dictionary<string, Action<World>> Faults = new(StringComparer.Ordinal)
    {
        ["nothing"] = _ => { },
        ["every hand-over is declined"] = world =>
            OnHandOvers(world, key => new ManualSettlementCommand.DeclineSettlement(key, "nobody to carry it")),
        ["every claim is rejected"] = world =>
            OnClaims(world, key => new QuarantineCommand.RejectClaim(key, "not here")),
        ["every claim is rejected and then confirmed"] = world =>
        {
            OnClaims(world, key => new QuarantineCommand.RejectClaim(key, "not here"));
            OnClaims(world, key => new QuarantineCommand.ConfirmClaim(key, "it came"));
        },
        ["it is said twice that it was handed over"] = world =>
        {
            OnHandOvers(world, PeopleMoves.HandedOver);
            OnHandOvers(world, PeopleMoves.HandedOver);
        },
        ["it is handed over and declined at once"] = world =>
        {
            foreach (var body in All)
                foreach (var key in world.TreasuryOf(body)!.PendingSettlements.Keys)
                {
                    world.Treasury(body, PeopleMoves.HandedOver(key));
                    Ask(world, body, new ManualSettlementCommand.DeclineSettlement(key, "no"))
                        .ShouldBe("UNKNOWN_HAND_OVER");
                }
        },
        ["it is handed over at the very expiry, before the alarm"] = world => AtExpiry(world, alarmFirst: false),
        ["it is handed over at the very expiry, after the alarm"] = world => AtExpiry(world, alarmFirst: true),
        ["it is handed over at the last instant"] = world =>
        {
            if (Expiry(world) is { } expiry)
                world.Wait(expiry - TimeSpan.FromMinutes(TreasuryHolds.ClockSkewMinutes) - world.Now);
            PeopleMoves.DoAll(world, All);
        },
        ["the corridor closes while somebody has to hand over"] = world => world.Close(Romande, Council),
        ["the corridor is settled otherwise from now on"] = world => world.Treasury(
            Romande, new CorridorCommand.OfferCorridor(To(Council), CorridorTerms.Free)),
        ["the next is quarantined by the holder"] = world => world.Treasury(
            Romande, new QuarantineCommand.QuarantineNeighbour(Council, "seized")),
        ["the holder is quarantined by the next"] = world => world.Treasury(
            Council, new QuarantineCommand.QuarantineNeighbour(Romande, "seized")),
        ["every body is killed and loads its events again"] = world => world.Reload(),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_people_do_at_whatever_step_no_money_is_lost_and_all_ends_once(string name)
    {
        for (var seed = 0; seed < Seeds; seed++)
            for (var step = 0; step < StepsMax; step++)
                foreach (var withDetour in (bool[])[false, true])
                {
                    var idle = (seed + step) % 2 == 0;
                    var what = $"{name}, seed {seed}, step {step}, detour {withDetour}, idle {idle}";
                    try
                    {
                        Run(seed, step, withDetour, idle, Faults[name]);
                    }
                    catch (Exception)
                    {
                        output.WriteLine(what);
                        throw;
                    }
                }
    }

    /// <param name="idle">After the fault nobody does anything until all alarms have rung.</param>
    private static void Run(int seed, int step, bool withDetour, bool idle, Action<World> fault)
    {
        var world = new World(seed, bringsWays: true).Found(All)
            .Open(Printers, Romande, By(Settlement.Courier) with { FeeMinor = 10 })
            .Open(Romande, Council, By(Settlement.Wire))
            .Open(Council, Builders, By(Settlement.InKind) with { DelayHours = 24 });
        if (withDetour)
            world.Open(Romande, Zurich, CorridorTerms.Free with { FeeMinor = 50 })
                .Open(Zurich, Builders, By(Settlement.Wire));
        world.CallThePrinters().Pledge(1_000);
        for (var i = 0; i < step; i++)
        {
            if (i % 4 == 3)
                PeopleMoves.DoAll(world, All);
            world.Deliver(1);
        }
        fault(world);
        Accounts.CheckSetAside(world);
        if (!idle)
            Attend(world);
        world.Rest();
        // As it stands with everything said, and then with every word given that is waited for.
        Accounts.CheckSetAside(world);
        Accounts.CheckTotals(world);
        Accounts.CheckBetween(world);
        Boards.CheckEnds(world);
        TreasuryMoves.MakeUp(world, All);
        world.RestSoundly();
    }

    [Fact]
    public void Everybody_does_their_part_and_the_money_comes_through_with_both_receipts_of_each_hop()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var world = new World(seed).Found(Printers, Romande, Builders)
                .Open(Printers, Romande, By(Settlement.Courier)).Open(Romande, Builders, By(Settlement.Wire))
                .CallThePrinters().Pledge(1_000);
            Attend(world, [Printers, Romande, Builders]);
            world.RestSoundly();

            world.TheTransfer().Phase.ShouldBe(TransferPhase.Settled, $"seed {seed}");
            var events = world.Transfers.Single().Value.Events;
            // What is behind a hop that people settle is a plan of its own.
            events.OfType<TransferEvent.ReceiptGiven>().Where(e => e.Taken).Select(e => (e.Key.Plan, e.Key.Hop))
                .ShouldBe([(1, 0), (2, 0)], $"seed {seed}");
            // Where the receiver's word was quicker, it brought the giver's receipt along.
            foreach (var plan in (int[])[1, 2])
                events.Any(e => e is TransferEvent.ReceiptGiven { Taken: false } given && given.Key.Plan == plan
                    || e is TransferEvent.HopWaits { Given: not null } waits && waits.Key.Plan == plan)
                    .ShouldBeTrue($"seed {seed}, plan {plan}");
            events.OfType<TransferEvent.Stuck>().ShouldBeEmpty();
        }
    }

    [Fact]
    public void While_it_waits_it_is_neither_stuck_nor_over_and_others_go_on()
    {
        var world = new World(5).Found(Printers, Romande, Council, Builders)
            .Open(Printers, Romande).Open(Romande, Builders, By(Settlement.Wire)).CallThePrinters().Pledge(1_000);
        world.Settle();

        var waiting = world.TheTransfer().Waiting!;
        (waiting.Step, waiting.For, waiting.Since).ShouldBe((AwaitedStep.HandOver, Romande, Noon));
        (world.TheTransfer().Phase, world.TheTransfer().Place).ShouldBe((TransferPhase.Moving, Romande));
        world.Open(Romande, Council).Open(Council, Builders);
        world.Do(Printers, Pledge(2_000, now: true) with { Pledge = new PledgeId("second") }).Settle();
        // The second one's plan may wait for the wire too; what goes round by the Council has arrived.
        world.Treasury(Romande, new ManualSettlementCommand.DeclineSettlement(waiting.Key, "the telegraph is cut"))
            .Settle();
        world.TheTransfer().Phase.ShouldBe(TransferPhase.Settled);
        TreasuryMoves.MakeUp(world, [Printers, Romande, Council, Builders]);
        world.RestSoundly();
    }

    [Fact]
    public void A_hold_that_nobody_acted_on_expires_and_the_money_comes_home()
    {
        var world = new World(2).Found(Printers, Romande, Builders)
            .Open(Printers, Romande, By(Settlement.Courier)).Open(Romande, Builders).CallThePrinters().Pledge(1_000);

        world.RestSoundly();

        world.TheTransfer().Phase.ShouldBe(TransferPhase.Returned);
        world.TheTransfer().Reason.ShouldNotBeNull();
        world.Section(Printers).Treasury.Book.Balance(Account.Pledged, Chf).ShouldBe(1_000);
    }

    [Fact]
    public void What_waits_for_the_receivers_word_waits_for_as_long_as_it_takes()
    {
        var world = new World(4).Found(Printers, Romande, Builders)
            .Open(Printers, Romande, By(Settlement.Courier)).Open(Romande, Builders).CallThePrinters().Pledge(1_000);
        world.Settle();
        OnHandOvers(world, PeopleMoves.HandedOver, Printers);

        world.Rest();
        world.Wait(TimeSpan.FromDays(100));

        var waiting = world.TheTransfer().Waiting!;
        (waiting.Step, waiting.For, waiting.Given!.Text).ShouldBe((AwaitedStep.Confirmation, Romande, "wire 17"));
        Accounts.CheckBetween(world);
        world.Treasury(Romande, new QuarantineCommand.ConfirmClaim(waiting.Key, "counted")).RestSoundly();
        // Nothing was held behind it meanwhile; room was held when it was there.
        world.TheTransfer().Phase.ShouldBe(TransferPhase.Settled);
    }

    [Fact]
    public void Room_behind_people_is_held_when_they_have_acted_and_not_before()
    {
        var world = new World(6).Found(Printers, Romande, Council, Builders)
            .Open(Printers, Romande).Open(Romande, Council, By(Settlement.Courier)).Open(Council, Builders)
            .CallThePrinters().Pledge(1_000);
        world.Settle();

        world.TheTransfer().Phase.ShouldBe(TransferPhase.Moving);
        world.TreasuryOf(Romande)!.Holds.ByHop.ShouldHaveSingleItem();
        world.TreasuryOf(Council)!.Holds.ByHop.ShouldBeEmpty();
        Attend(world);
        world.TheTransfer().Phase.ShouldBe(TransferPhase.Settled);
        (world.TheTransfer().Plan, world.TheTransfer().Stages).ShouldBe((2, 1));
        world.RestSoundly();
    }

    [Fact]
    public void However_many_hops_people_settle_none_of_them_counts_as_a_plan_that_failed()
    {
        Address[] way = [Printers, .. Enumerable.Range(0, 7).Select(n => (Address)new FederationId($"f{n}")), Builders];
        var world = new World(7).Found(way);
        for (var hop = 0; hop + 1 < way.Length; hop++)
            world.Open(way[hop], way[hop + 1], By(Settlement.Wire));
        world.CallThePrinters().Pledge(1_000);
        Attend(world, way);
        world.TheTransfer().Phase.ShouldBe(TransferPhase.Settled);
    }

    private static CorridorTerms By(Settlement settlement) => CorridorTerms.Free with { SettledBy = settlement };

    private static void Attend(World world, Address[]? bodies = null)
    {
        do
            world.Settle();
        while (PeopleMoves.DoAll(world, bodies ?? All));
    }

    private static DateTimeOffset? Expiry(World world) => All
        .SelectMany(body => world.TreasuryOf(body)!.PendingSettlements.Keys.Select(key => (body, key)))
        .Select(at => world.TreasuryOf(at.body)!.Holds.ByHop.GetValueOrDefault(at.key)?.Expires).FirstOrDefault();

    // Before the alarm is within the margin, where the clocks of two services may disagree.
    private static void AtExpiry(World world, bool alarmFirst)
    {
        if (Expiry(world) is not { } expiry)
            return;
        world.Wait(expiry - world.Now - (alarmFirst ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1)));
        foreach (var body in All)
            foreach (var (key, waiting) in world.TreasuryOf(body)!.PendingSettlements)
                if (!waiting.Back && world.TreasuryOf(body)!.Holds.ByHop[key].Expires <= expiry)
                    Ask(world, body, PeopleMoves.HandedOver(key)).ShouldBe("HAND_OVER_TOO_LATE");
        world.Wait(TimeSpan.FromMilliseconds(1));
    }

    private static void OnHandOvers(World world, Func<HopKey, TreasuryCommand> command, params Address[] bodies)
    {
        foreach (var body in bodies.Length > 0 ? bodies : All)
            foreach (var key in world.TreasuryOf(body)!.PendingSettlements.Keys)
                world.Treasury(body, command(key));
    }

    private static void OnClaims(World world, Func<HopKey, TreasuryCommand> command)
    {
        foreach (var body in All)
            foreach (var key in world.TreasuryOf(body)!.Claims.Keys)
                world.Treasury(body, command(key));
    }

    private static string? Ask(World world, Address body, TreasuryCommand command) => world.Ask(body, body.IsSection
        ? new OwnTreasuryCommand.ToTreasury(command)
        : new FederationCommand.ToTreasury(command))?.Reason;
}
