using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Corridors;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Transfers;

/// <summary>Rates that are quoted with a hold, in whole worlds.</summary>
public sealed class QuotedRateTests
{
    private const int Seeds = 40;

    private static readonly CorridorKey Exchange = new(Council, Chf, Gbp);
    private static readonly CorridorTerms Terms = CorridorTerms.Free with { Rate = new Rate(1, 2), QuoteHours = 3 };

    private static World Exchanging(int seed) => new World(seed)
        .Found(Printers, Romande, Council, Builders)
        .Open(Printers, Romande).Open(Romande, Council, Terms, Chf, Gbp).Open(Council, Builders, null, Gbp)
        .CallThePrinters();

    [Fact]
    public void The_rate_stands_while_the_quote_does_whatever_is_offered_meanwhile()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var world = Exchanging(seed).Pledge(1_000);
            world.Until(t => t.Phase == TransferPhase.Moving && t.Travelled.Length == 0);
            Offer(world, new Rate(1, 4));

            world.RestSoundly();

            world.Strike(Lockout).Aid.Pieces[FirstAid].Received.ShouldBe(new Amount(500, Gbp), $"seed {seed}");
        }
    }

    [Fact]
    public void After_the_quote_the_transfer_goes_the_same_way_at_the_rate_of_then()
    {
        var lapsed = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var world = Exchanging(seed).Pledge(1_000);
            world.Until(t => t.Phase == TransferPhase.Moving && t.Travelled.Length == 0);
            world.Wait(TimeSpan.FromHours(3));
            Offer(world, new Rate(1, 4));
            world.Treasury(Council, new CorridorCommand.AgreeToCorridor(new CorridorKey(Romande, Chf, Gbp)));

            world.RestSoundly();

            lapsed += world.Transfers.Single().Value.Events.OfType<TransferEvent.QuoteLapsed>().Count();
            // Either the new rate was open in time for the new plan, or there was no way and the money came home.
            var transfer = world.TheTransfer();
            if (transfer.Phase == TransferPhase.Settled)
                world.Strike(Lockout).Aid.Pieces[FirstAid].Received.ShouldBe(new Amount(250, Gbp), $"seed {seed}");
            else
                transfer.Phase.ShouldBe(TransferPhase.Returned, $"seed {seed}");
        }
        lapsed.ShouldBeGreaterThan(0);
    }

    private static void Offer(World world, Rate rate)
    {
        world.Treasury(Romande, new CorridorCommand.OfferCorridor(Exchange, Terms with { Rate = rate }));
        for (var i = 0; i < 1_000 && !IsOffered(world, rate); i++)
            world.Deliver(1);
    }

    private static bool IsOffered(World world, Rate rate) =>
        world.TreasuryOf(Council)!.Corridors.Offers[new CorridorKey(Romande, Chf, Gbp)].Terms.Rate == rate;
}
