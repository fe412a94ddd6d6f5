using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Loans;

/// <summary>A debt of this section's.</summary>
/// <param name="Paying">What repayments on their way will take off it.</param>
public sealed record Loan(
    StrikeId Strike, Amount Amount, Amount Owed, Amount Paying, ImmutableArray<Redirect> Redirects)
{
    /// <summary>The most strikes that the lender may let parts of one loan go to at the same time.</summary>
    public const int RedirectsMax = 100;

    /// <summary>Which redirect is to this strike of this section, or -1.</summary>
    internal int IndexOf(StrikeId strike, SectionId section)
    {
        for (var i = 0; i < Redirects.Length; i++)
            if (Redirects[i].Strike == strike && Redirects[i].Section == section)
                return i;
        return -1;
    }
}

/// <summary>What a lender lets go to a strike instead of itself.</summary>
public sealed record Redirect(StrikeId Strike, SectionId Section, Amount Amount);

/// <summary>A repayment. Kept when it is over, because its id is used up.</summary>
/// <param name="Open">On its way.</param>
/// <param name="FromFund">The ended strike whose fund it was paid from; null: the treasury.</param>
public sealed record Repayment(AidKey Loan, Amount Amount, StrikeId? RedirectTo, StrikeId? FromFund, bool Open);

/// <summary>The debts of a section.</summary>
public sealed record SectionLoans(
    ImmutableSortedDictionary<AidKey, Loan> Taken, ImmutableSortedDictionary<PledgeId, Repayment> Repayments)
{
    public const int LoansMax = 100_000;

    public static readonly SectionLoans None = new(
        ImmutableSortedDictionary<AidKey, Loan>.Empty, ImmutableSortedDictionary<PledgeId, Repayment>.Empty);

    internal SectionLoans With(AidKey id, Func<Loan, Loan> change) =>
        this with { Taken = Taken.SetItem(id, change(Taken[id])) };

    internal SectionLoans WithClosed(PledgeId repayment) => this with
    {
        Repayments = Repayments.SetItem(repayment, Repayments[repayment] with { Open = false }),
    };
}
