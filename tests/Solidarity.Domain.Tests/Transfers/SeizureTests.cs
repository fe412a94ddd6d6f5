using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Quarantines;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Transfers;

/// <summary>A hub is seized while money is on its way: whole worlds, from the seizure until all has come to rest.
/// </summary>
public sealed class SeizureTests
{
    private const int Seeds = 60;

    private static readonly FederationId Zurich = new("zurich");
    private static readonly QuarantineCommand.QuarantineNeighbour CouncilSeized = new(Council, "seized");

    /// <summary>From Romande a cheap way leads through the Council, and a dear one through Zurich.</summary>
    private static World TwoWays(int seed) => new World(seed)
        .Found(Printers, Romande, Council, Zurich, Builders)
        .Open(Printers, Romande)
        .Open(Romande, Council).Open(Council, Builders)
        .Open(Romande, Zurich, CorridorTerms.Free with { FeeMinor = 50 }).Open(Zurich, Builders)
        .CallThePrinters();

    [Fact]
    public void Money_held_towards_it_goes_round_it()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var world = TwoWays(seed).Pledge(1_000);
            world.Until(t => t.Phase == TransferPhase.Moving);
            world.Treasury(Romande, CouncilSeized);

            world.Rest();

            // What had left for it already came through, with word of it; all else went round.
            var transfer = world.TheTransfer();
            transfer.Phase.ShouldBe(TransferPhase.Settled, $"seed {seed}");
            world.TreasuryOf(Romande)!.Holds.ByHop.ShouldBeEmpty($"seed {seed}");
            world.RestSoundly();
        }
    }

    [Fact]
    public void Money_sent_to_it_without_word_is_stuck_there_and_goes_on_when_word_comes()
    {
        var stuck = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var world = TwoWays(seed).Pledge(1_000);
            world.UntilSent(Romande, Council);
            world.Treasury(Romande, CouncilSeized);

            world.RestSoundly();

            var events = world.Transfers.Single().Value.Events;
            if (events.OfType<TransferEvent.Stuck>().SingleOrDefault() is { } at)
            {
                stuck++;
                at.Holder.ShouldBe((Address)Council);
                events.OfType<TransferEvent.Resumed>().ShouldHaveSingleItem();
            }
            world.Strike(Lockout).Aid.Pieces[FirstAid].Received.ShouldBe(Francs(1_000), $"seed {seed}");
        }
        stuck.ShouldBeGreaterThan(0, "the quarantine never came before the word");
    }

    [Fact]
    public void Money_that_a_seized_hub_swallows_stays_claimed_on_it_and_is_neither_lost_nor_sent_again()
    {
        var world = TwoWays(1).Pledge(1_000);
        // The Council held room before it fell silent, so the money is sent to it.
        world.Until(t => t.Phase == TransferPhase.Moving);
        world.Dropping.Add(Council);
        world.UntilSent(Romande, Council);
        world.Treasury(Romande, CouncilSeized);

        world.Rest();

        var transfer = world.TheTransfer();
        (transfer.Phase, transfer.Place, transfer.AtPlace).ShouldBe(
            (TransferPhase.Stuck, (Address)Council, Francs(1_000)));
        world.Ask(transfer.Id, new TransferCommand.Retry())!.Reason.ShouldBe("TRANSFER_IN_DOUBT");
        var sending = world.TreasuryOf(Romande)!.Transfers.Unacknowledged.Single().Value;
        (sending.Doubted, sending.To, sending.Amount).ShouldBe((true, (Address)Council, Francs(1_000)));
        world.TreasuryOf(Romande)!.Book.Balance(Account.To(Council), Chf).ShouldBe(1_000);
        world.Strike(Lockout).Aid.Pieces[FirstAid].Received.ShouldBeNull();
        Accounts.CheckTotals(world);
        Accounts.CheckSetAside(world);
    }

    [Fact]
    public void What_a_seized_hub_says_that_it_has_sent_counts_when_the_receiver_confirms_it()
    {
        var claimed = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var world = TwoWays(seed).Pledge(1_000);
            world.UntilSent(Council, Builders);
            world.Do(Builders, new OwnTreasuryCommand.ToTreasury(CouncilSeized)).Rest();
            Accounts.CheckBetween(world);
            if (world.Section(Builders).Treasury.Claims.Keys.ToArray() is [var key])
            {
                claimed++;
                world.TheTransfer().Phase.ShouldBe(TransferPhase.Stuck);
                world.TheTransfer().Place.ShouldBe((Address)Council);
                world.Section(Builders).Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(0);
                world.Treasury(Builders, new QuarantineCommand.RejectClaim(key, "nothing came")).Rest();
                world.TheTransfer().Phase.ShouldBe(TransferPhase.Stuck);
                world.Treasury(Builders, new QuarantineCommand.ConfirmClaim(key));
            }

            world.RestSoundly();

            world.TheTransfer().Phase.ShouldBe(TransferPhase.Settled);
            world.Section(Builders).Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(1_000);
        }
        claimed.ShouldBeGreaterThan(0, "the quarantine never came before the money");
    }

    [Fact]
    public void Money_is_not_sent_back_to_a_seized_treasury_and_goes_home_once_it_is_trusted_again()
    {
        var world = new World(3).Found(Printers, Romande, Builders).Open(Printers, Romande)
            .Open(Romande, Builders).CallThePrinters().Pledge(1_000);
        world.UntilSent(Printers, Romande);
        world.Treasury(Romande, new QuarantineCommand.QuarantineNeighbour(Builders, "silent"));
        world.Until(t => t.Travelled.Length == 1);
        world.Treasury(Romande, new QuarantineCommand.QuarantineNeighbour(Printers, "seized"));
        world.Rest();

        var transfer = world.TheTransfer();
        (transfer.Phase, transfer.Place, transfer.Halt!.Hop).ShouldBe(
            (TransferPhase.Stuck, (Address)Romande, null));
        world.Treasury(Romande, new QuarantineCommand.LiftQuarantine(Printers));
        world.Do(transfer.Id, new TransferCommand.Retry()).RestSoundly();

        world.TheTransfer().Phase.ShouldBe(TransferPhase.Returned);
        world.Section(Printers).Treasury.Book.Balance(Account.Pledged, Chf).ShouldBe(1_000);
    }

    [Fact]
    public void The_planner_leaves_out_corridors_that_either_end_has_quarantined()
    {
        var world = TwoWays(4).Do(Builders, new OwnTreasuryCommand.ToTreasury(CouncilSeized))
            .Pledge(1_000).RestSoundly();
        world.TheTransfer().Travelled.Select(t => t.Hop.To).ShouldBe([Romande, Zurich, Builders]);
        world = TwoWays(4).Do(Council, new FederationCommand.ToTreasury(
            new QuarantineCommand.QuarantineNeighbour(Romande, "silent"))).Pledge(1_000).RestSoundly();
        world.TheTransfer().Travelled.Select(t => t.Hop.To).ShouldBe([Romande, Zurich, Builders]);
    }
}
