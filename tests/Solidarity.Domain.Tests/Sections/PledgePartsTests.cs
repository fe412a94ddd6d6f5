using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Tests.Worlds;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Corridors;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>A pledge whose money goes several ways.</summary>
public sealed class PledgePartsTests
{
    private static readonly PledgeId Second = new("first-p2");

    /// <summary>Two ways from the printers to the builders, each with room for a part of it.</summary>
    private static World TwoNarrowWays(int seed, long left, long right) => new World(seed)
        .Found(Printers, Romande, Council, Builders)
        .Open(Printers, Romande, CorridorTerms.Free with { CapacityMinor = left, PeriodDays = 366 })
        .Open(Romande, Builders)
        .Open(Printers, Council, CorridorTerms.Free with { CapacityMinor = right, PeriodDays = 366 })
        .Open(Council, Builders)
        .CallThePrinters();

    private static PlannedWay Via(Address carrier, long minor) =>
        new(new Route([Hop(Printers, carrier, minor), Hop(carrier, Builders, minor)]), [0, 0]);

    private static PledgeCommand.MakePledge Whole(params PlannedWay[] ways) =>
        Sample.Pledge(1_000, now: true) with { Ways = [.. ways] };

    [Fact]
    public void Its_parts_go_by_themselves_and_arrive_as_one_sum()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var world = TwoNarrowWays(seed, 700, 300).Do(Printers, Whole(Via(Romande, 700), Via(Council, 300)));
            var pledges = world.Section(Printers).Promises.Pledges;
            pledges[First].Amount.ShouldBe(Francs(700));
            (pledges[Second].Amount, pledges[Second].PartOf).ShouldBe((Francs(300), (PledgeId?)First));

            world.RestSoundly();

            world.Transfers.Values.Count(t => t.State.Phase == TransferPhase.Settled).ShouldBe(2, $"seed {seed}");
            world.Section(Builders).Treasury.Book.Balance(Account.StrikeFund(Lockout), Chf).ShouldBe(1_000);
            var strike = world.Strike(Lockout);
            strike.Aid.Totals[Chf].ShouldBe(new AidTotals(0, 0, 0, 1_000, 1_000, 0));
            strike.Aid.Answers.Pledged.ShouldBe(1);
        }
    }

    [Fact]
    public void What_comes_back_stands_and_is_sent_again_with_the_whole()
    {
        var world = TwoNarrowWays(1, 700, 300).Do(Printers, Whole(Via(Romande, 700), Via(Council, 300)));
        world.Close(Council, Builders).RestSoundly();

        var section = world.Section(Printers);
        section.Promises.Pledges[First].State.ShouldBe(AidState.Honoured);
        section.Promises.Pledges[Second].State.ShouldBe(AidState.Pledged);
        section.Treasury.Book.Balance(Account.Pledged, Chf).ShouldBe(300);
        world.Strike(Lockout).Aid.Totals[Chf].ShouldBe(new AidTotals(300, 0, 0, 700, 1_000, 0));

        world.Treasury(Council, new CorridorCommand.OfferCorridor(To(Builders), CorridorTerms.Free)).Settle();
        world.Treasury(Builders, new CorridorCommand.AgreeToCorridor(To(Council))).Settle();
        world.Do(Printers, new PledgeCommand.HonourPledge(First)).RestSoundly();
        world.Strike(Lockout).Aid.Totals[Chf].Received.ShouldBe(1_000);
        world.Ask(Printers, new PledgeCommand.HonourPledge(First))!.Reason.ShouldBe("PLEDGE_NOT_OPEN");
    }

    [Fact]
    public void What_came_back_is_withdrawn_with_the_whole()
    {
        var world = TwoNarrowWays(2, 700, 300).Do(Printers, Whole(Via(Romande, 700), Via(Council, 300)));
        world.Ask(Printers, new PledgeCommand.WithdrawPledge(First, ""))!.Reason.ShouldBe("PLEDGE_ON_ITS_WAY");
        world.Close(Council, Builders).RestSoundly();

        world.Do(Printers, new PledgeCommand.WithdrawPledge(First, "our own lockout")).RestSoundly();

        world.Section(Printers).Promises.Pledges[Second].State.ShouldBe(AidState.Withdrawn);
        world.Section(Printers).Treasury.Book.Balance(Account.Pledged, Chf).ShouldBe(0);
        world.Strike(Lockout).Aid.Totals[Chf].ShouldBe(new AidTotals(0, 0, 0, 700, 700, 0));
        // It has given the rest, so it stands by its answer.
        world.Section(Printers).Inbox.Calls[Lockout].Answer.ShouldBe(Answer.Pledged);
    }

    [Fact]
    public void What_the_ways_leave_becomes_a_part_that_looks_for_one_itself()
    {
        var world = TwoNarrowWays(3, 700, 200).Do(Printers, Whole(Via(Romande, 700), Via(Council, 200)));
        world.Section(Printers).Promises.Pledges[new PledgeId("first-p3")].Amount.ShouldBe(Francs(100));

        world.RestSoundly();

        world.Section(Printers).Promises.Pledges[new PledgeId("first-p3")].State.ShouldBe(AidState.Pledged);
        world.Strike(Lockout).Aid.Totals[Chf].ShouldBe(new AidTotals(100, 0, 0, 900, 1_000, 0));
    }

    [Fact]
    public void Of_a_loan_each_part_is_owed_by_itself()
    {
        var world = TwoNarrowWays(4, 700, 300).Do(Printers, Whole(Via(Romande, 700), Via(Council, 300)) with
        {
            Kind = AidKind.Loan,
        });
        world.RestSoundly();
        world.Section(Builders).Loans.Taken.Values.Select(loan => loan.Owed.Minor)
            .ShouldBe([700, 300], ignoreOrder: true);
    }

    [Fact]
    public void Ways_that_do_not_fit_leave_the_pledge_whole()
    {
        PlannedWay[][] wrong =
        [
            [Via(Romande, 700), Via(Council, 301)], // More than it is.
            [Via(Romande, 701), Via(Council, 299)], // No room for that here.
            [Via(Romande, 700), new PlannedWay(new Route([Hop(Printers, Council, 300)]), [0])],
        ];
        foreach (var ways in wrong)
        {
            var world = TwoNarrowWays(5, 700, 300).Do(Printers, Whole(ways));
            world.Section(Printers).Promises.Pledges.Keys.ShouldBe([First]);
            world.RestSoundly();
        }
    }

    [Fact]
    public void Its_parts_get_names_that_are_free()
    {
        var world = TwoNarrowWays(6, 700, 300).Do(Printers, Sample.Pledge(5) with { Pledge = Second })
            .Do(Printers, Whole(Via(Romande, 700), Via(Council, 300)));
        world.Section(Printers).Promises.Pledges.Keys.ShouldContain(new PledgeId("first-p3"));
        world.Section(Printers).Promises.Pledges[Second].Amount.ShouldBe(Francs(5));
        // A name that has no room for a number cannot be divided.
        var longest = Whole(Via(Romande, 700), Via(Council, 300)) with { Pledge = new PledgeId(new string('a', 60)) };
        TwoNarrowWays(7, 700, 300).Do(Printers, longest).Section(Printers).Promises.Pledges.Keys
            .ShouldBe([longest.Pledge]);
    }
}
