using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Quarantines;
using Xunit.Abstractions;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Transfers;

/// <summary>
/// One fault at each step of each hop: message by message a transfer is brought as far as the step, the fault happens,
/// and all comes to rest. The books of all must then be sound, and the transfer must have ended once (invariants 1, 5
/// and 6). The worlds themselves reorder and repeat messages besides.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    /// <summary>More than any of these transfers takes, one fault included.</summary>
    private const int StepsMax = 60;

    private const int Seeds = 2;

    private static readonly FederationId Zurich = new("zurich");

    private static readonly TimeSpan AllHolds =
        TimeSpan.FromHours(RouteTimes.HoldHours + (RouteTimes.HoldStepHours * Route.HopsMax));

    private static readonly Dictionary<string, Action<World>> Faults = new(StringComparer.Ordinal)
    {
        ["the last corridor closes"] = world => world.Close(Council, Builders),
        ["the middle corridor closes"] = world => world.Close(Romande, Council),
        ["the terms of the middle corridor change"] = world => world.Treasury(
            Romande, new CorridorCommand.OfferCorridor(To(Council), CorridorTerms.Free with { FeeMinor = 3 })),
        ["a carrier drains"] = world => world.Treasury(Council, new CarryingCommand.SetDrain(true)),
        ["a carrier has its fill"] = world => world.Treasury(Council, new CarryingCommand.SetPassingLimit(Chf, 0)),
        ["all holds expire with words under way"] = world => world.Wait(AllHolds),
        ["the clock stands at the very expiry of the last hold"] = world =>
            world.Wait(TimeSpan.FromHours(RouteTimes.HoldHours)),
        ["the clock stands within the margin before it"] = world => world.Wait(
            TimeSpan.FromHours(RouteTimes.HoldHours) - TimeSpan.FromMinutes(TreasuryHolds.ClockSkewMinutes - 1)),
        ["the holder is quarantined by the next"] = world => world.Treasury(
            Council, new QuarantineCommand.QuarantineNeighbour(Romande, "silent")),
        ["the next is quarantined by the holder"] = world => world.Treasury(
            Romande, new QuarantineCommand.QuarantineNeighbour(Council, "seized")),
        ["the source is quarantined by its carrier"] = world => world.Treasury(
            Romande, new QuarantineCommand.QuarantineNeighbour(Printers, "silent")),
        ["the receiver quarantines the last carrier"] = world => world.Treasury(
            Builders, new QuarantineCommand.QuarantineNeighbour(Council, "seized")),
        ["a quarantine is lifted at once"] = world => world.Treasury(
                Romande, new QuarantineCommand.QuarantineNeighbour(Council, "seized"))
            .Treasury(Romande, new QuarantineCommand.LiftQuarantine(Council)),
        ["the strike ends"] = world => world.Do(Builders, new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, "")),
        ["every body is killed and loads its events again"] = world => world.Reload(),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_happens_at_whatever_step_no_money_is_lost_and_all_ends_once(string name)
    {
        for (var seed = 0; seed < Seeds; seed++)
            foreach (var withDetour in (bool[])[false, true])
            {
                // Behind the last message there are no further steps.
                var isOver = false;
                for (var step = 0; !isOver; step++)
                {
                    step.ShouldBeLessThan(StepsMax);
                    isOver = RunAloud(name, seed, step, withDetour);
                }
            }
    }

    private bool RunAloud(string name, int seed, int step, bool withDetour)
    {
        try
        {
            return Run(seed, step, withDetour, Faults[name]);
        }
        catch (Exception)
        {
            output.WriteLine($"{name}, seed {seed}, step {step}, detour {withDetour}");
            throw;
        }
    }

    /// <returns>Whether all had been delivered when the fault came.</returns>
    private static bool Run(int seed, int step, bool withDetour, Action<World> fault)
    {
        var world = new World(seed, bringsWays: true).Found(Printers, Romande, Council, Zurich, Builders)
            .Open(Printers, Romande, CorridorTerms.Free with { FeeMinor = 10 })
            .Open(Romande, Council).Open(Council, Builders, CorridorTerms.Free with { CapacityMinor = 1_500 });
        if (withDetour)
            world.Open(Romande, Zurich, CorridorTerms.Free with { FeeMinor = 50 }).Open(Zurich, Builders);
        world.CallThePrinters().Pledge(1_000);
        world.Deliver(step);
        var isOver = world.IsQuiet;
        fault(world);
        Accounts.CheckSetAside(world);
        world.Rest();
        // As it stands with everything said, and then with every word given that is waited for.
        Accounts.CheckSetAside(world);
        Accounts.CheckTotals(world);
        Accounts.CheckBetween(world);
        Boards.CheckEnds(world);
        TreasuryMoves.MakeUp(world, [Printers, Romande, Council, Zurich, Builders]);
        world.RestSoundly();
        return isOver;
    }

    [Fact]
    public void Of_transfers_that_fight_for_the_last_room_of_a_corridor_as_many_come_through_as_it_has_room_for()
    {
        const int rivals = 8;
        for (var seed = 0; seed < 20; seed++)
        {
            var world = new World(seed, bringsWays: true).Found(Printers, Romande, Builders)
                .Open(Printers, Romande)
                .Open(Romande, Builders, CorridorTerms.Free with { CapacityMinor = 3_500, PeriodDays = 366 })
                .CallThePrinters();
            for (var i = 0; i < rivals; i++)
                world.Do(Printers, Pledge(1_000, now: true) with { Pledge = new($"rival-{i}"), Again = true });

            world.RestSoundly();

            // Some go in parts, which may fill what is left of the room; none of it is given twice, and no rival stays
            // that it had room for.
            var came = world.Transfers.Values.Select(t => t.State).Where(t => t.Phase == TransferPhase.Settled);
            var taken = world.TreasuryOf(Romande)!.Corridors.Out[To(Builders)].TakenMinor;
            taken.ShouldBe(came.Sum(transfer => transfer.Amount.Minor), $"seed {seed}");
            taken.ShouldBeInRange(3_500 - 999, 3_500, $"seed {seed}");
        }
    }

    [Fact]
    public void Of_transfers_that_fight_for_a_passing_limit_none_goes_past_it()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var world = new World(seed, bringsWays: true).Found(Printers, Romande, Builders)
                .Open(Printers, Romande).Open(Romande, Builders).CallThePrinters()
                .Treasury(Romande, new CarryingCommand.SetPassingLimit(Chf, 2_000));
            for (var i = 0; i < 6; i++)
                world.Do(Printers, Pledge(1_000, now: true) with { Pledge = new($"rival-{i}"), Again = true });
            for (var i = 0; i < 500; i++)
            {
                world.Deliver(1);
                var romande = world.TreasuryOf(Romande)!;
                var standing = romande.Transfers.Passing.Values.Sum(amount => amount.Minor);
                (standing + romande.Carriage.Coming.GetValueOrDefault(Chf)).ShouldBeLessThanOrEqualTo(2_000);
            }
            world.RestSoundly();
        }
    }
}
