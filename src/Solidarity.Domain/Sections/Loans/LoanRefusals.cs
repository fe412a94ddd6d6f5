using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Loans;

/// <summary>A section's refusals about its loans.</summary>
internal static class LoanRefusals
{
    public static Refusal UnknownLoan(SectionId section, AidKey loan) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_LOAN", $"section {section} owes nothing to {loan.From.Label} for {loan.Id}.", ("loan", loan));

    public static Refusal LoanExists(SectionId section, AidKey loan) => Refusal.Of(RefusalKind.AlreadyExists,
        "LOAN_EXISTS", $"section {section} has loan {loan.Id} of {loan.From.Label} on its books already.",
        ("loan", loan));

    public static Refusal MoreThanOwed(AidKey loan, Amount left, Amount asked) => Precondition("MORE_THAN_OWED",
        $"{left} of loan {loan.Id} is still to be repaid; the repayment is of {asked}.",
        ("loan", loan), ("left", left.Minor), ("asked", asked.Minor));

    public static Refusal NotRedirected(AidKey loan, StrikeId strike) => Precondition("NOT_REDIRECTED",
        $"{loan.From.Label} has not let so much of loan {loan.Id} go to strike {strike}.",
        ("loan", loan), ("strike", strike));

    public static Refusal NotALoan(PledgeId pledge) => Precondition("NOT_A_LOAN",
        $"nothing is owed for pledge {pledge}: it is no loan, or it is repaid.", ("pledge", pledge));
}
