using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Transfers;

/// <summary>Money that found no way arrives by itself once there is one, whatever it is for, and its lists tell of it.
/// </summary>
public sealed class SentAgainTests
{
    private const string Repayments = $"{Masons}/repayments";
    private const string Surplus = $"{Joiners}/surplus";

    [Fact]
    public async Task A_full_corridor_has_room_again_and_a_repayment_and_a_collection_arrive()
    {
        await using var server = await BegunAsync();
        await LendAsync(server, 60);
        // Each corridor has room for less than 30 francs more today: the loan and the first repayment went over them.
        await server.OpenAsync(Geneva, Joiners, terms: ADay(45));
        await server.OpenAsync(Geneva, Masons, terms: ADay(85));
        await server.Loans.RepayLoanAsync(Repay(server, "r-1", 20));
        await server.QuietAsync();
        var joiners = await server.BalanceAsync(Joiners, "treasury");

        await server.Loans.RepayLoanAsync(Repay(server, "r-2", 30));
        await server.Federations.CollectAsync(Collect(server, "c-2", 30));
        await server.QuietAsync();

        var soon = server.Time.GetUtcNow().AddMinutes(5);
        var repayment = await RepaymentAsync(server, "r-2");
        (repayment.State, repayment.Runs, repayment.Transfer).ShouldBe((V1.AidState.Pledged, 1, ""));
        repayment.AgainTime.ToDateTimeOffset().ShouldBe(soon);
        repayment.Reason.ShouldContain("federations/geneva to sections/joiners");
        var collection = await CollectionAsync(server, "c-2");
        (collection.State, collection.Runs, collection.Transfer).ShouldBe((V1.AidState.Pledged, 1, ""));
        collection.AgainTime.ToDateTimeOffset().ShouldBe(soon);
        var carried = (await server.Federations.GetFederationBoardAsync(new() { Name = Geneva })).Carrying
            .ShouldHaveSingleItem();
        (carried.Runs, carried.AgainTime.ToDateTimeOffset()).ShouldBe((1, soon));
        (await server.Loans.ListLoansAsync(new() { OwedBy = Masons })).Loans.Single().Paying.MinorUnits.ShouldBe(30_00);

        // Nobody asks for anything; the day goes by.
        foreach (var minutes in (int[])[5, 30, 2 * 60, 8 * 60, 24 * 60])
            await server.PassAsync(TimeSpan.FromMinutes(minutes));

        repayment = await RepaymentAsync(server, "r-2");
        (repayment.State, repayment.AgainTime, repayment.Reason).ShouldBe((V1.AidState.Honoured, null, ""));
        repayment.Runs.ShouldBeGreaterThan(2);
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(joiners + 30_00);
        (await server.Loans.ListLoansAsync(new() { OwedBy = Masons })).Loans.Single().Owed.MinorUnits.ShouldBe(10_00);
        collection = await CollectionAsync(server, "c-2");
        (collection.State, collection.AgainTime, collection.Reason).ShouldBe((V1.AidState.Honoured, null, ""));
        (await server.BoardAsync()).Aid.Single(aid => aid.AidId == "c-2").Delivered.MinorUnits.ShouldBe(30_00);
        var settled = (await server.Transfers.ListTransfersAsync(new())).Transfers
            .Where(transfer => transfer.Phase == V1.TransferPhase.Settled);
        settled.Count(transfer => transfer.ToLender?.RepaymentId == "r-2").ShouldBe(1);
    }

    [Fact]
    public async Task A_person_sends_a_repayment_first_or_withdraws_it()
    {
        await using var server = await BegunAsync();
        await LendAsync(server, 60);
        await CloseAsync(server, Geneva, Joiners);
        await server.Loans.RepayLoanAsync(Repay(server, "r-1", 20));
        await server.Loans.RepayLoanAsync(Repay(server, "r-2", 10));
        await server.QuietAsync();

        await server.Loans.WithdrawRepaymentAsync(new()
        {
            RequestId = server.NewId(),
            Name = $"{Repayments}/r-2",
            Reason = "paid by hand",
        });
        await server.OpenAsync(Geneva, Joiners);
        await server.Loans.SendRepaymentAsync(new() { RequestId = server.NewId(), Name = $"{Repayments}/r-1" });
        await server.QuietAsync();
        (await Refused.ByAsync(server.Loans.SendRepaymentAsync(
            new() { RequestId = server.NewId(), Name = $"{Repayments}/r-1" })))
            .ShouldSay(StatusCode.FailedPrecondition, "REPAYMENT_NOT_HERE");
        await server.PassAsync(TimeSpan.FromDays(2));

        (await RepaymentAsync(server, "r-1")).Runs.ShouldBe(2);
        var withdrawn = await RepaymentAsync(server, "r-2");
        (withdrawn.State, withdrawn.Reason, withdrawn.Runs).ShouldBe((V1.AidState.Withdrawn, "paid by hand", 1));
        (await server.Loans.ListRepaymentsAsync(new() { Section = Masons, OnlyOpen = true })).Repayments
            .ShouldBeEmpty();
        (await server.Loans.ListLoansAsync(new() { OwedBy = Masons })).Loans.Single().Owed.MinorUnits.ShouldBe(40_00);
        (await Refused.ByAsync(server.Loans.WithdrawRepaymentAsync(
            new() { RequestId = server.NewId(), Name = $"{Repayments}/none" })))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_REPAYMENT");
    }

    [Fact]
    public async Task What_was_left_in_a_fund_waits_there_and_goes_by_itself_or_by_hand()
    {
        await using var server = await BegunAsync();
        await server.DeclareAsync(Joiners, "joiners-1869");
        await server.Strikes.ReceiveOutsideAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Strike = "strikes/joiners-1869",
            From = "A hatter",
            Kind = V1.AidKind.Gift,
            Amount = Francs(50),
        });
        await server.Strikes.EndStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Strike = "strikes/joiners-1869",
            Outcome = V1.Outcome.Won,
        });
        await CloseAsync(server, Geneva, Printers);
        foreach (var (id, francs) in ((string, long)[])[("s-1", 10), ("s-2", 11), ("s-3", 12)])
            await server.Strikes.ReturnSurplusAsync(new()
            {
                RequestId = server.NewId(),
                Section = Joiners,
                Strike = "strikes/joiners-1869",
                ReturnId = id,
                Donor = Printers,
                Amount = Francs(francs),
                Authority = "meeting of 3 May",
            });
        await server.QuietAsync();
        var waiting = (await server.Strikes.ListSurplusAsync(new() { Section = Joiners, OnlyOpen = true })).Surplus;
        waiting.Select(sum => (sum.Name, sum.Receiver, sum.Runs, sum.State)).ShouldBe(
            [.. waiting.Select((_, i) => ($"{Surplus}/s-{i + 1}", Printers, 1, V1.AidState.Pledged))]);
        waiting.Count.ShouldBe(3);
        // What waits is in the fund, and shared with nobody; who gave nothing has no share.
        var shared = await server.Strikes.ListSurplusSharesAsync(new() { Strike = "strikes/joiners-1869" });
        shared.Funds.Select(fund => (fund.Left.MinorUnits, fund.Owed.MinorUnits, fund.Waiting.MinorUnits))
            .ShouldBe([(50_00, 0, 33_00)]);
        shared.Shares.Select(share => (
            share.Giver.Body, share.Gave.MinorUnits, share.Returned.MinorUnits, share.Due.MinorUnits, share.Times))
            .ShouldBe([("", 50_00, 0, 17_00, 0), (Printers, 0, 33_00, 0, 3)]);

        await server.Strikes.WithdrawSurplusAsync(
            new() { RequestId = server.NewId(), Name = $"{Surplus}/s-3", Reason = "needed here" });
        await server.OpenAsync(Geneva, Printers);
        await server.Strikes.SendSurplusAsync(new() { RequestId = server.NewId(), Name = $"{Surplus}/s-1" });
        await server.QuietAsync();
        await server.PassAsync(TimeSpan.FromMinutes(5));

        (await server.Strikes.ListSurplusAsync(new() { Section = Joiners })).Surplus
            .Select(sum => (sum.State, sum.Runs)).ShouldBe(
                [(V1.AidState.Honoured, 2), (V1.AidState.Honoured, 2), (V1.AidState.Withdrawn, 1)]);
        (await server.BalanceAsync(Printers, "treasury")).ShouldBe(121_00);
        (await server.BalanceAsync(Joiners, "strike-fund:joiners-1869")).ShouldBe(29_00);
        (await Refused.ByAsync(server.Strikes.SendSurplusAsync(
            new() { RequestId = server.NewId(), Name = $"{Surplus}/s-2" })))
            .ShouldSay(StatusCode.FailedPrecondition, "SURPLUS_NOT_HERE");
    }

    [Fact]
    public async Task Only_the_section_itself_sees_what_it_repays_and_sends_on()
    {
        await using var server = await BegunAsync();
        (await Refused.ByAsync(server.Loans.ListRepaymentsAsync(new() { Section = Masons, Viewer = Joiners })))
            .ShouldSay(StatusCode.PermissionDenied, "OWN_BOOK_ONLY");
        (await Refused.ByAsync(server.Strikes.ListSurplusAsync(new() { Section = Masons, Viewer = Joiners })))
            .ShouldSay(StatusCode.PermissionDenied, "OWN_BOOK_ONLY");
    }

    // The joiners have lent to the masons, who have money to repay it.
    private static async Task LendAsync(TestServer server, long francs)
    {
        var pledge = server.PledgeOf(Joiners, "p-1", francs);
        (pledge.Kind, pledge.HonourNow) = (V1.AidKind.Loan, true);
        await server.Pledges.PledgeAsync(pledge);
        await server.DepositAsync(Masons, 100);
        await server.QuietAsync();
    }

    private static async Task CloseAsync(TestServer server, string from, string to)
    {
        await server.Corridors.CloseCorridorAsync(
            new() { RequestId = server.NewId(), From = from, To = to, Given = Chf });
        await server.QuietAsync();
    }

    private static V1.CorridorTerms ADay(long francs) => new() { CapacityMinorUnits = francs * 100, PeriodDays = 1 };

    private static V1.RepayLoanRequest Repay(TestServer server, string id, long francs) => new()
    {
        RequestId = server.NewId(),
        Section = Masons,
        Lender = new() { Body = Joiners },
        LoanId = "p-1",
        RepaymentId = id,
        Amount = Francs(francs),
        Authority = "meeting of 3 May",
    };

    private static V1.CollectRequest Collect(TestServer server, string id, long francs) => new()
    {
        RequestId = server.NewId(),
        Federation = Geneva,
        CollectionId = id,
        Strike = Strike,
        Section = Masons,
        Kind = V1.AidKind.Gift,
        Amount = Francs(francs),
    };

    private static async Task<V1.Repayment> RepaymentAsync(TestServer server, string id) =>
        (await server.Loans.ListRepaymentsAsync(new() { Section = Masons })).Repayments
            .Single(repayment => repayment.Name == $"{Repayments}/{id}");

    private static async Task<V1.Collection> CollectionAsync(TestServer server, string id) =>
        (await server.Federations.ListCollectionsAsync(new() { Federation = Geneva })).Collections
            .Single(collection => collection.Name == $"{Geneva}/collections/{id}");
}
