using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Seeds;

/// <summary>When a pledged sum is sent.</summary>
internal enum Honour
{
    Now,

    /// <summary>Not in this story: history records the promise only.</summary>
    Later,
}

/// <summary>The strike that a repayment goes to, and whose it is.</summary>
internal readonly record struct SeedRedirect(StrikeId Strike, SectionId Section);

/// <summary>One thing to do against the service, on the day on which it happened.</summary>
internal abstract record Step
{
    private Step(DateOnly date, StepKey key) => (Date, Key) = (date, key);

    public DateOnly Date { get; }

    public StepKey Key { get; }

    public sealed record FoundFederation(
        DateOnly Date, StepKey Key, FederationId Federation, string Name, V1.Level Level, string? Locality,
        string Country) : Step(Date, Key);

    /// <summary>Currencies: the home currency first, then those that the section gives or gets, by code.</summary>
    public sealed record FoundSection(
        DateOnly Date, StepKey Key, SectionId Section, string Name, V1.SectionKind Kind, string? Trade,
        string? Locality, string Country, long? Members, ImmutableArray<Currency> Currencies) : Step(Date, Key);

    /// <summary>The member asks, the federation admits.</summary>
    public sealed record Affiliate(DateOnly Date, StepKey Key, Address Member, FederationId Federation)
        : Step(Date, Key);

    public sealed record LeaveFederation(DateOnly Date, StepKey Key, Address Member, FederationId Federation)
        : Step(Date, Key);

    /// <summary>One end offers, the other agrees. The rate is between smallest units.</summary>
    public sealed record OpenCorridor(
        DateOnly Date, StepKey Key, Address From, Address To, Currency Currency, Currency ToCurrency, Rate Rate)
        : Step(Date, Key);

    public sealed record Deposit(DateOnly Date, StepKey Key, SectionId Section, Amount Amount, string Memo)
        : Step(Date, Key);

    public sealed record PayDues(
        DateOnly Date, StepKey Key, SectionId Section, FederationId Federation, Amount Amount, string Memo)
        : Step(Date, Key);

    /// <summary>The section says how much of its strikes it shows to everybody; its federations see as much, and a
    /// breakdown at least.</summary>
    public sealed record SetOpenness(DateOnly Date, StepKey Key, SectionId Section, V1.Detail Public) : Step(Date, Key);

    /// <summary>Employers are recorded for no strike of the sample data, so there are none here.</summary>
    public sealed record DeclareStrike(
        DateOnly Date, StepKey Key, SectionId Section, StrikeId Strike, string Trade, string Locality, string? Demands,
        long? Strikers) : Step(Date, Key);

    /// <summary>The call goes to the section's own federations, and to Recipients besides them. What it asks is null
    /// where only the answers show that there was a call. How much was needed is recorded for no call.</summary>
    public sealed record CallForAid(
        DateOnly Date, StepKey Key, SectionId Section, StrikeId Strike, V1.Level Scope,
        ImmutableArray<Address> Recipients, string? Asks) : Step(Date, Key);

    /// <summary>The call goes to Recipients too. They may have heard it: then it reaches nobody anew.</summary>
    public sealed record WidenCall(
        DateOnly Date, StepKey Key, SectionId Section, StrikeId Strike, V1.Level Scope,
        ImmutableArray<Address> Recipients, string? Asks) : Step(Date, Key);

    /// <summary>Amount is null where the sum is not recorded. Authority is the source that tells of the vote.</summary>
    public sealed record Pledge(
        DateOnly Date, StepKey Key, SectionId Section, AidId Id, StrikeId Strike, SeedAidKind Kind, Amount? Amount,
        string Authority, Honour Honour) : Step(Date, Key);

    /// <summary>
    /// A pledge to a strike that is over (aid-019: a loan voted after the end). Pledge, expect the service's refusal,
    /// then let the striking section report the aid as lapsed. An acceptance is an error: the strike would owe for
    /// money that it cannot use.
    /// </summary>
    public sealed record PledgeTooLate(
        DateOnly Date, StepKey Key, SectionId Section, AidId Id, StrikeId Strike, SectionId StrikingSection,
        SeedAidKind Kind, Amount Amount, string Authority, string Note) : Step(Date, Key);

    public sealed record Decline(
        DateOnly Date, StepKey Key, SectionId Section, AidId Id, StrikeId Strike, string Reason) : Step(Date, Key);

    /// <summary>What was collected through a federation is booked there as passing through, and sent on.</summary>
    public sealed record Collect(
        DateOnly Date, StepKey Key, FederationId Federation, AidId Id, StrikeId Strike, SectionId StrikingSection,
        SeedAidKind Kind, Amount Amount, string Note) : Step(Date, Key);

    /// <summary>Money of a giver who is no body of the system, booked into the strike fund.</summary>
    public sealed record ReceiveOutsideGift(
        DateOnly Date, StepKey Key, SectionId Section, StrikeId Strike, AidId Id, string FromName, SeedAidKind Kind,
        Amount Amount, string Note) : Step(Date, Key);

    /// <summary>What history tells and no book holds, reported by the striking section. Amount is null where it is not
    /// recorded, never zero.</summary>
    public sealed record ReportAid(
        DateOnly Date, StepKey Key, SectionId Section, StrikeId Strike, AidId Id, SeedGiver From, SeedAidKind Kind,
        V1.AidState State, Amount? Amount, string Note) : Step(Date, Key);

    /// <summary>An older debt of the section's is taken onto the books; Strike is the one that it was for.</summary>
    public sealed record RecordLoan(
        DateOnly Date, StepKey Key, SectionId Section, LoanId Loan, string Lender, StrikeId Strike, Amount Amount)
        : Step(Date, Key);

    /// <summary>The lender is repaid, or a strike in its stead. Authority is the source that tells of it; LentBy is the
    /// lender where that is a section, whose pledge has the loan's id.</summary>
    public sealed record Repay(
        DateOnly Date, StepKey Key, SectionId Section, LoanId Loan, string Lender, AidId Id, Amount Amount,
        SeedRedirect? RedirectTo, string Authority, SectionId? LentBy = null) : Step(Date, Key);

    public sealed record PayStrikePay(
        DateOnly Date, StepKey Key, SectionId Section, StrikeId Strike, Amount Amount, string Memo) : Step(Date, Key);

    public sealed record EndStrike(
        DateOnly Date, StepKey Key, SectionId Section, StrikeId Strike, V1.Outcome Outcome, string? Note)
        : Step(Date, Key);
}
