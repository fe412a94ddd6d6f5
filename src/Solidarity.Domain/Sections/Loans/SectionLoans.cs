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

/// <summary>A repayment. Kept when it is over, because its id is used up. While it waits to be sent again, its money is
/// where it came from, and the section disposes of it.</summary>
/// <param name="RedirectSection">Whose strike <paramref name="RedirectTo"/> is.</param>
/// <param name="FromFund">The ended strike whose fund it was paid from; null: the treasury.</param>
/// <param name="State">Pledged while it is on its way or waits, honoured once it was paid, lapsed where it came back
/// and is not sent again by itself, withdrawn where people say so.</param>
/// <param name="Runs">The transfers begun for it.</param>
/// <param name="Transfer">The transfer that carries it now.</param>
/// <param name="Reason">Why it came back, lapsed or was withdrawn.</param>
/// <param name="AgainAt">When it, for which no way was found, is sent again by itself.</param>
public sealed record Repayment(
    AidKey Loan, Amount Amount, StrikeId? RedirectTo, SectionId? RedirectSection, StrikeId? FromFund, string Authority,
    AidState State, int Runs = 0, TransferId? Transfer = null, string Reason = "", DateTimeOffset? AgainAt = null);

/// <summary>The debts of a section.</summary>
public sealed record SectionLoans(
    ImmutableSortedDictionary<AidKey, Loan> Taken, ImmutableSortedDictionary<PledgeId, Repayment> Repayments)
{
    public const int LoansMax = 100_000;

    public static readonly SectionLoans None = new(
        ImmutableSortedDictionary<AidKey, Loan>.Empty, ImmutableSortedDictionary<PledgeId, Repayment>.Empty);

    internal SectionLoans With(AidKey id, Func<Loan, Loan> change) =>
        this with { Taken = Taken.SetItem(id, change(Taken[id])) };

    internal SectionLoans With(PledgeId repayment, Func<Repayment, Repayment> change) =>
        this with { Repayments = Repayments.SetItem(repayment, change(Repayments[repayment])) };
}
