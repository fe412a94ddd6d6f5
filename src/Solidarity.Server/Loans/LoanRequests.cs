using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Text;
using Solidarity.Server.Pledges;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Loans;

/// <summary>Reads the commands of loans.proto.</summary>
internal static class LoanRequests
{
    public const string Repayments = "repayments";

    public static Order<SectionCommand> Read(this V1.RecordLoanRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section,
        fields => new LoanCommand.RecordLoan(
            fields.NewId<PledgeId>("loan_id", request.LoanId),
            fields.Giver("lender", request.Lender),
            fields.Strike("strike", request.Strike),
            fields.Money("amount", request.Amount),
            Fields.Again(request.Again, request.LoanId)),
        command => $"loans/{command.Loan}");

    public static Order<SectionCommand> Read(this V1.RepayLoanRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section,
        fields => new LoanCommand.RepayLoan(
            new AidKey(fields.Party("lender", request.Lender), fields.Id<PledgeId>("loan_id", request.LoanId)),
            fields.NewId<PledgeId>("repayment_id", request.RepaymentId),
            fields.Money("amount", request.Amount),
            fields.StrikeOrNone("redirect_strike", request.RedirectStrike),
            fields.SectionOrNone("redirect_section", request.RedirectSection),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax),
            Fields.Again(request.Again, request.RepaymentId),
            fields.StrikeOrNone("from_fund", request.FromFund)),
        command => $"{Repayments}/{command.Repayment}");

    public static Order<SectionCommand> Read(this V1.SendRepaymentRequest request) => Order.OfSectionPart(
        request.RequestId, "name", request.Name, Repayments,
        (_, repayment) => new LoanCommand.SendRepayment(repayment));

    public static Order<SectionCommand> Read(this V1.WithdrawRepaymentRequest request) => Order.OfSectionPart(
        request.RequestId, "name", request.Name, Repayments,
        (fields, repayment) => new LoanCommand.WithdrawRepayment(repayment, fields.Memo("reason", request.Reason)));

    public static Order<SectionCommand> Read(this V1.RedirectRepaymentRequest request) => Order.OfSectionPart(
        request.RequestId, "pledge", request.Pledge, PledgeRequests.Pledges,
        (fields, pledge) => new LoanCommand.RedirectRepayment(
            pledge,
            fields.Strike("strike", request.Strike),
            fields.Section("section", request.Section),
            fields.Money("amount", request.Amount),
            request.Again));
}
