using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Tests.Worlds;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>Money that waits to be sent again by itself is held under its mandate all the while: else another act could
/// use the ceiling up, and the two together would pass it.</summary>
public sealed class MandateRetryTests
{
    private const string UnderWinter = "mandates/winter";

    private static readonly MandateId Winter = new("winter");
    private static readonly PledgeId Back = new("back");
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    /// <summary>The builders, whose delegate may dispose of 5.00 CHF, owe the printers 10.00 CHF or have them in the
    /// fund of an ended strike; nothing leads from the builders.</summary>
    private static World Mandated(AidKind given)
    {
        var world = new World(11).Found(Printers, Builders).Open(Printers, Builders)
            .CallThePrinters().Pledge(1_000, given).RestSoundly();
        world.Do(Builders, new OwnTreasuryCommand.Deposit(Francs(5_000), ""));
        if (given == AidKind.Gift)
            world.Do(Builders, new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, "")).RestSoundly();
        return world.Do(Builders, new MandateCommand.GrantMandate(Winter, new MandateTerms(
            "treasurer", [ActKind.Repayments, ActKind.Surplus, ActKind.Payouts], Strike: null, Trade: "",
            [new Ceiling(Francs(500), null, null)], null, DateOnly.FromDateTime(world.Now.UtcDateTime).AddDays(90)),
            "assembly"));
    }

    private static World Unsent(AidKind given)
    {
        var world = Mandated(given).Do(Builders, given == AidKind.Gift
            ? new SurplusCommand.ReturnSurplus(Lockout, Back, Printers, Francs(400), UnderWinter)
            : new LoanCommand.RepayLoan(FirstAid, Back, Francs(400), null, null, UnderWinter));
        world.Settle();
        return world;
    }

    private static (Int128 Used, Int128 Held) In(World world)
    {
        var house = world.Section(Builders).House!;
        return (house.Mandates.Granted[Winter].UseOf(Chf).Minor, house.HeldBy(Winter, Chf));
    }

    private static string? PayOut(World world, long minor) => world.Ask(
        Builders, new OwnTreasuryCommand.PayOut(Francs(minor), "rent", Again: true, UnderWinter))?.Reason;

    [Theory]
    [InlineData(AidKind.Gift)]
    [InlineData(AidKind.Loan)]
    public void What_waits_uses_the_ceiling_up_until_it_arrives(AidKind given)
    {
        var world = Unsent(given);
        In(world).ShouldBe((400, 400));
        PayOut(world, 101).ShouldBe("CEILING_IN_ALL");
        world.Open(Builders, Printers).Wait(Soon);
        world.RestSoundly();
        In(world).ShouldBe((400, 0));
        PayOut(world, 101).ShouldBe("CEILING_IN_ALL");
        PayOut(world, 100).ShouldBeNull();
    }

    [Theory]
    [InlineData(AidKind.Gift)]
    [InlineData(AidKind.Loan)]
    public void What_is_withdrawn_while_it_waits_comes_back(AidKind given)
    {
        var world = Unsent(given).Do(Builders, given == AidKind.Gift
            ? new SurplusCommand.WithdrawSurplus(Back, "")
            : new LoanCommand.WithdrawRepayment(Back, ""));
        In(world).ShouldBe((0, 0));
        PayOut(world, 500).ShouldBeNull();
    }
}
