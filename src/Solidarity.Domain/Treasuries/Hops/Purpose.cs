using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;

namespace Solidarity.Domain.Treasuries.Hops;

/// <summary>What a transfer is for, and so which account of the receiving section it ends in.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "to")]
[JsonDerivedType(typeof(ToStrikeFund), "strike-fund")]
[JsonDerivedType(typeof(ToLender), "lender")]
[JsonDerivedType(typeof(ToDonor), "donor")]
public abstract record Purpose
{
    private Purpose() { }

    /// <summary>The section whose treasury receives the money.</summary>
    [JsonIgnore]
    public abstract SectionId Receiver { get; }

    /// <summary>Aid for a strike: into its fund, at the striking section.</summary>
    /// <param name="Run">Counts the transfers begun for this aid from 1, so that late news of an earlier one is known
    /// as such.</param>
    public sealed record ToStrikeFund(SectionId Section, StrikeId Strike, AidKey Aid, AidKind Kind, int Run) : Purpose
    {
        [JsonIgnore]
        public override SectionId Receiver => Section;
    }

    /// <summary>The repayment of a loan: into the lender's treasury, in the currency of the loan.</summary>
    /// <param name="Aid">The lender's pledge that became the loan.</param>
    public sealed record ToLender(SectionId Lender, PledgeId Aid, SectionId Borrower, PledgeId Repayment) : Purpose
    {
        [JsonIgnore]
        public override SectionId Receiver => Lender;
    }

    /// <summary>What was left in the fund of an ended strike, to a section that had given: into its treasury.</summary>
    /// <param name="Section">Whose strike that was.</param>
    /// <param name="Return">What that section calls it.</param>
    public sealed record ToDonor(SectionId Donor, SectionId Section, StrikeId Strike, PledgeId Return) : Purpose
    {
        [JsonIgnore]
        public override SectionId Receiver => Donor;
    }
}
