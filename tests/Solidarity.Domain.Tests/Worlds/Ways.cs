using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>Puts bodies and corridors into a world by hand.</summary>
internal static class Ways
{
    public static World Found(this World world, params Address[] bodies)
    {
        foreach (var body in bodies)
        {
            if (body.IsSection)
                world.Do(body, Sample.FoundSection);
            else
                world.Do(body, Sample.FoundFederation);
        }
        return world;
    }

    public static World Open(
        this World world, Address from, Address to, CorridorTerms? terms = null, Currency? given = null,
        Currency? arrives = null)
    {
        var (give, get) = (given ?? Sample.Chf, arrives ?? given ?? Sample.Chf);
        world.Treasury(from, new CorridorCommand.OfferCorridor(
            new CorridorKey(to, give, get), terms ?? CorridorTerms.Free)).Settle();
        world.Treasury(to, new CorridorCommand.AgreeToCorridor(new CorridorKey(from, give, get))).Settle();
        world.TreasuryOf(from)!.Corridors.Out[new CorridorKey(to, give, get)].Status.ShouldBe(CorridorStatus.Open);
        return world;
    }

    public static World Close(this World world, Address from, Address to) =>
        world.Treasury(from, new CorridorCommand.CloseCorridor(Sample.To(to)));

    public static World Treasury(this World world, Address body, TreasuryCommand command) => body.IsSection
        ? world.Do(body, new OwnTreasuryCommand.ToTreasury(command))
        : world.Do(body, new FederationCommand.ToTreasury(command));

    /// <summary>The builders strike and call the printers, who have 1,000.00 CHF.</summary>
    public static World CallThePrinters(this World world)
    {
        world.Do(Sample.Printers, new OwnTreasuryCommand.Deposit(Sample.Francs(100_000), ""));
        world.Do(Sample.Builders, new OwnStrikeCommand.DeclareStrike(Sample.Lockout, Sample.Facts));
        world.Do(Sample.Builders, new OwnCallCommand.CallForAid(
            Sample.Lockout, Level.Local, [Sample.Printers], new CallChange("")));
        world.Settle();
        return world;
    }

    public static World Pledge(this World world, long minor, AidKind kind = AidKind.Gift) =>
        world.Do(Sample.Printers, Sample.Pledge(minor, kind, now: true));

    /// <summary>The transfer of the printers' first pledge.</summary>
    public static Transfer TheTransfer(this World world, int run = 1) =>
        world.Transfer(Transfer.IdFor(Sample.Printers, "pledge", Sample.First, run));

    /// <summary>Delivers message after message until the transfer is as wanted.</summary>
    public static World Until(this World world, Func<Transfer, bool> wanted)
    {
        const int messagesMax = 1_000;
        for (var i = 0; !wanted(world.TheTransfer()); i++)
        {
            i.ShouldBeLessThan(messagesMax);
            world.Deliver(1);
        }
        return world;
    }

    /// <summary>Delivers message after message until the transfer's money is on its way over a hop.</summary>
    public static World UntilSent(this World world, Address from, Address to) => world.Until(
        _ => world.TreasuryOf(from)!.Transfers.Unacknowledged.Values.Any(sending => !sending.Back && sending.To == to));

    /// <summary>Everything comes to rest, and no money is lost or left lying.</summary>
    public static World RestSoundly(this World world)
    {
        world.Rest();
        Accounts.CheckSetAside(world);
        Accounts.CheckTotals(world);
        Accounts.CheckAtRest(world);
        Boards.CheckTransfers(world);
        Boards.CheckAid(world);
        Boards.CheckLoans(world);
        return world;
    }
}
