using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

public sealed class LoanTests
{
    private static readonly V1.Party TheJoiners = new() { Body = Joiners };

    [Fact]
    public async Task A_loan_is_owed_by_one_and_to_the_other_and_is_repaid()
    {
        await using var server = await WithLoanAsync(40);
        var owed = (await server.Loans.ListLoansAsync(new() { OwedBy = Masons })).Loans.ShouldHaveSingleItem();
        (owed.LoanId, owed.Lender, owed.Strike, owed.Owed.MinorUnits).ShouldBe(("p-1", TheJoiners, Strike, 40_00));
        var lent = (await server.Loans.ListLoansAsync(new() { OwedTo = Joiners })).Loans.ShouldHaveSingleItem();
        (lent.LoanId, lent.Borrower, lent.Owed.MinorUnits, lent.Paying).ShouldBe(("p-1", Masons, 40_00, null));
        (await server.BoardAsync()).Money.Single().LoansMinorUnits.ShouldBe(40_00);

        await server.DepositAsync(Masons, 40);
        var reply = await server.Loans.RepayLoanAsync(Repayment(server, 40));
        reply.Name.ShouldBe("sections/masons/repayments/r-1");
        await server.QuietAsync();

        (await server.Loans.ListLoansAsync(new() { OwedBy = Masons, OwedTo = Joiners })).Loans.ShouldBeEmpty();
        (await server.Loans.ListLoansAsync(new() { OwedTo = Joiners })).Loans.ShouldBeEmpty();
        var repaid = await server.Loans.ListLoansAsync(new() { OwedBy = Masons, ShowRepaid = true });
        repaid.Loans.ShouldHaveSingleItem().Owed.MinorUnits.ShouldBe(0);
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(100_00);
        var transfer = (await server.Transfers.ListTransfersAsync(new() { Source = Masons })).Transfers
            .ShouldHaveSingleItem();
        (transfer.ToLender.Lender, transfer.ToLender.RepaymentId).ShouldBe((Joiners, "r-1"));
        var shown = (await server.BoardAsync()).Aid.Single(aid => aid.AidId == "r-1");
        (shown.Kind, shown.Counted).ShouldBe((V1.AidKind.Repayment, false));
    }

    [Fact]
    public async Task A_lender_lets_a_repayment_go_to_another_strike()
    {
        await using var server = await WithLoanAsync(40);
        await server.DeclareAsync(Printers, "printers-1869", "1869-01-02");
        await server.CallAsync(Printers, "strikes/printers-1869");
        await server.DepositAsync(Masons, 40);
        await server.QuietAsync();
        var redirected = Repayment(server, 30);
        (redirected.RedirectStrike, redirected.RedirectSection) = ("strikes/printers-1869", Printers);
        (await Refused.ByAsync(server.Loans.RepayLoanAsync(redirected)))
            .ShouldSay(StatusCode.FailedPrecondition, "NOT_REDIRECTED");

        await server.Loans.RedirectRepaymentAsync(new()
        {
            RequestId = server.NewId(),
            Pledge = "sections/joiners/pledges/p-1",
            Strike = "strikes/printers-1869",
            Section = Printers,
            Amount = Francs(30),
        });
        await server.QuietAsync();
        var allowed = (await server.Loans.ListLoansAsync(new() { OwedBy = Masons })).Loans.Single().Redirects
            .ShouldHaveSingleItem();
        (allowed.Strike, allowed.Section, allowed.Amount.MinorUnits).ShouldBe(
            ("strikes/printers-1869", Printers, 30_00));
        redirected.RequestId = server.NewId();
        await server.Loans.RepayLoanAsync(redirected);

        var board = await server.BoardAsync("strikes/printers-1869");
        var aid = board.Aid.ShouldHaveSingleItem();
        (aid.Kind, aid.Stage, aid.FromLabel).ShouldBe(
            (V1.AidKind.RedirectedRepayment, V1.MoneyStage.Received, "masons"));
        var row = board.Money.ShouldHaveSingleItem();
        (row.ReceivedMinorUnits, row.GiftsMinorUnits, row.LoansMinorUnits).ShouldBe((30_00, 0, 0));
        (await server.Loans.ListLoansAsync(new() { OwedBy = Masons })).Loans.Single().Owed.MinorUnits.ShouldBe(10_00);
        (await server.Loans.ListLoansAsync(new() { OwedTo = Joiners })).Loans.Single().Owed.MinorUnits.ShouldBe(10_00);
    }

    [Fact]
    public async Task Nobody_repays_more_than_is_owed_or_what_is_not()
    {
        await using var server = await WithLoanAsync(40);
        await server.DepositAsync(Masons, 100);
        (await Refused.ByAsync(server.Loans.RepayLoanAsync(Repayment(server, 41))))
            .ShouldSay(StatusCode.FailedPrecondition, "MORE_THAN_OWED");
        var unknown = Repayment(server, 1);
        unknown.LoanId = "p-2";
        (await Refused.ByAsync(server.Loans.RepayLoanAsync(unknown))).ShouldSay(StatusCode.NotFound, "UNKNOWN_LOAN");
        var redirect = new V1.RedirectRepaymentRequest
        {
            RequestId = server.NewId(),
            Pledge = "sections/joiners/pledges/p-1",
            Strike = "strikes/printers-1869",
            Section = Printers,
            Amount = Francs(41),
        };
        (await Refused.ByAsync(server.Loans.RedirectRepaymentAsync(redirect)))
            .ShouldSay(StatusCode.FailedPrecondition, "MORE_THAN_OWED");
        (redirect.RequestId, redirect.Section, redirect.Strike) = (server.NewId(), Masons, Strike);
        redirect.Amount = Francs(40);
        (await Refused.ByAsync(server.Loans.RedirectRepaymentAsync(redirect)))
            .ShouldSay(StatusCode.FailedPrecondition, "OWN_STRIKE");
    }

    [Fact]
    public async Task A_debt_from_before_is_recorded_and_repaid_outside()
    {
        await using var server = await BegunAsync();
        await server.Loans.RecordLoanAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            LoanId = "old",
            Lender = "Friends of Carouge",
            Strike = Strike,
            Amount = Francs(20),
        });
        await server.DepositAsync(Masons, 20);
        var repayment = Repayment(server, 5);
        (repayment.Lender, repayment.LoanId) = (new() { RecordedName = "Friends of Carouge" }, "old");
        await server.Loans.RepayLoanAsync(repayment);

        var loan = (await server.Loans.ListLoansAsync(new() { OwedBy = Masons })).Loans.ShouldHaveSingleItem();
        (loan.Lender.RecordedName, loan.Owed.MinorUnits, loan.Paying.MinorUnits).ShouldBe(
            ("Friends of Carouge", 15_00, 0));
    }

    private static async Task<TestServer> WithLoanAsync(long francs)
    {
        var server = await BegunAsync();
        var pledge = server.PledgeOf(Joiners, "p-1", francs);
        (pledge.Kind, pledge.HonourNow) = (V1.AidKind.Loan, true);
        await server.Pledges.PledgeAsync(pledge);
        await server.QuietAsync();
        return server;
    }

    private static V1.RepayLoanRequest Repayment(TestServer server, long francs) => new()
    {
        RequestId = server.NewId(),
        Section = Masons,
        Lender = TheJoiners,
        LoanId = "p-1",
        RepaymentId = "r-1",
        Amount = Francs(francs),
        Authority = "meeting of 3 May",
    };
}
