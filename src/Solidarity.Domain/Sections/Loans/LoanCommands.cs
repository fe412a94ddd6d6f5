using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Loans;

/// <summary>What a section can be asked about debts of its own and about what is owed to it.</summary>
[JsonDerivedType(typeof(RecordLoan), "record-loan")]
[JsonDerivedType(typeof(RepayLoan), "repay-loan")]
[JsonDerivedType(typeof(RedirectRepayment), "redirect-repayment")]
[JsonDerivedType(typeof(LearnRedirect), "learn-redirect")]
[JsonDerivedType(typeof(LearnClaimReduced), "learn-claim-reduced")]
public abstract record LoanCommand : SectionCommand
{
    private LoanCommand() { }

    /// <summary>Takes an older debt to a lender outside the system onto the books.</summary>
    public sealed record RecordLoan(PledgeId Loan, string Lender, StrikeId Strike, Amount Amount) : LoanCommand;

    /// <param name="RedirectTo">The strike that the lender let this repayment go to instead of itself; null: to
    /// the lender.</param>
    /// <param name="RedirectSection">The section whose strike that is.</param>
    public sealed record RepayLoan(
        AidKey Loan, PledgeId Repayment, Amount Amount, StrikeId? RedirectTo, SectionId? RedirectSection,
        string Authority) : LoanCommand;

    /// <summary>The lender lets a part of what it is owed go to a strike.</summary>
    public sealed record RedirectRepayment(PledgeId Pledge, StrikeId Strike, SectionId Section, Amount Amount)
        : LoanCommand;

    public sealed record LearnRedirect(AidKey Loan, StrikeId Strike, SectionId Section, Amount Amount) : LoanCommand;

    public sealed record LearnClaimReduced(PledgeId Pledge, Amount Amount) : LoanCommand;
}
