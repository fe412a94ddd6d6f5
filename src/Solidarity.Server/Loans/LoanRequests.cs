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
    extension(V1.RecordLoanRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var loan = fields.NewId<PledgeId>("loan_id", request.LoanId, id);
            var command = new LoanCommand.RecordLoan(
                loan,
                fields.Giver("lender", request.Lender),
                fields.Strike("strike", request.Strike),
                fields.Money("amount", request.Amount));
            fields.Check();
            return Order.To(id, section, command, $"loans/{loan}");
        }
    }

    extension(V1.RepayLoanRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var loan = new AidKey(
                fields.Party("lender", request.Lender), fields.Id<PledgeId>("loan_id", request.LoanId));
            var repayment = fields.NewId<PledgeId>("repayment_id", request.RepaymentId, id);
            var command = new LoanCommand.RepayLoan(
                loan,
                repayment,
                fields.Money("amount", request.Amount),
                request.RedirectStrike.Length > 0 ? fields.Strike("redirect_strike", request.RedirectStrike) : null,
                request.RedirectSection.Length > 0 ? fields.Section("redirect_section", request.RedirectSection) : null,
                fields.Text("authority", request.Authority, Texts.MemoCharsMax));
            fields.Check();
            return Order.To(id, section, command, $"repayments/{repayment}");
        }
    }

    extension(V1.RedirectRepaymentRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (lender, pledge) = fields.Part("pledge", request.Pledge, BodyKind.Section, PledgeRequests.Pledges);
            var command = new LoanCommand.RedirectRepayment(
                pledge,
                fields.Strike("strike", request.Strike),
                fields.Section("section", request.Section),
                fields.Money("amount", request.Amount));
            fields.Check();
            return Order.To(id, lender.Section, command, $"{PledgeRequests.Pledges}/{pledge}");
        }
    }
}
