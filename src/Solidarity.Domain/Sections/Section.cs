using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Sections;

[JsonConverter(typeof(KebabEnumConverter<SectionKind>))]
public enum SectionKind
{
    /// <summary>The members of one trade in one locality.</summary>
    Trade,

    /// <summary>A mixed section.</summary>
    Central,
}

[JsonConverter(typeof(KebabEnumConverter<AffiliationStatus>))]
public enum AffiliationStatus
{
    Asked,
    Member,
}

[JsonConverter(typeof(KebabEnumConverter<Answer>))]
public enum Answer
{
    Unanswered,
    Pledged,
    Declined,
}

/// <summary>A call in the section's inbox.</summary>
public sealed record InboxCall(
    Call Call, Address From, DateTimeOffset HeardAt, Answer Answer, string Reason, bool Closed);

/// <summary>A promise of this section's. <paramref name="Runs"/> counts the transfers begun for it.</summary>
/// <param name="Amount">Null where the sum is not named.</param>
/// <param name="Transfer">The transfer that carries it now.</param>
/// <param name="Delivered">What arrived, once honoured.</param>
/// <param name="Owed">Of a loan: what is still owed to this section.</param>
public sealed record Pledge(
    StrikeId Strike, SectionId To, AidKind Kind, Amount? Amount, string Authority, AidState State, int Runs,
    TransferId? Transfer, Amount? Delivered, Amount? Owed, string Reason);

/// <summary>A strike that this section has declared.</summary>
/// <param name="Recipients">Whom the call was sent to; a wider one goes to them, too.</param>
/// <param name="OutsideAid">What givers outside the system have sent: each counts once.</param>
public sealed record OwnStrike(
    StrikeFacts Facts, Call? Call, ImmutableSortedSet<Address> Recipients, Outcome? Outcome,
    ImmutableSortedSet<AidKey> OutsideAid);

/// <summary>A debt of this section's.</summary>
/// <param name="Paying">What repayments on their way will take off it.</param>
public sealed record Loan(
    StrikeId Strike, Amount Amount, Amount Owed, Amount Paying, ImmutableArray<Redirect> Redirects);

/// <summary>What a lender lets go to a strike instead of itself.</summary>
public sealed record Redirect(StrikeId Strike, SectionId Section, Amount Amount);

/// <summary>A repayment. Kept when it is over, because its id is used up.</summary>
/// <param name="Open">On its way.</param>
public sealed record Repayment(AidKey Loan, Amount Amount, StrikeId? RedirectTo, bool Open);

/// <summary>A section: the only body that disposes of its own money.</summary>
/// <param name="QuestionsPut">How many times it has asked any federation to admit it.</param>
/// <param name="Questions">Which of these questions each of its affiliations rests on.</param>
public sealed record Section(
    SectionId Id,
    bool Founded,
    string Name,
    SectionKind Kind,
    string Trade,
    string Locality,
    string Country,
    int? Members,
    ImmutableSortedSet<Currency> Currencies,
    int QuestionsPut,
    ImmutableSortedDictionary<FederationId, int> Questions,
    ImmutableSortedDictionary<FederationId, AffiliationStatus> Affiliations,
    Treasury Treasury,
    ImmutableSortedDictionary<StrikeId, InboxCall> Inbox,
    ImmutableSortedDictionary<PledgeId, Pledge> Pledges,
    ImmutableSortedDictionary<StrikeId, OwnStrike> Strikes,
    ImmutableSortedDictionary<AidKey, Loan> Loans,
    ImmutableSortedDictionary<PledgeId, Repayment> Repayments)
{
    public const int CurrenciesMax = 32;
    public const int MembersMax = 10_000_000;
    public const int AffiliationsMax = 100;
    public const int RecipientsMax = 1_000;
    public const int InboxMax = 100_000;
    public const int PledgesMax = 100_000;
    public const int StrikesMax = 10_000;
    public const int LoansMax = 100_000;
    public const int OutsideAidMax = 100_000;

    public static Section Unfounded(SectionId id) => new(
        id, false, "", SectionKind.Trade, "", "", "", null, [],
        QuestionsPut: 0, ImmutableSortedDictionary<FederationId, int>.Empty,
        ImmutableSortedDictionary<FederationId, AffiliationStatus>.Empty,
        Treasury.Empty,
        ImmutableSortedDictionary<StrikeId, InboxCall>.Empty,
        ImmutableSortedDictionary<PledgeId, Pledge>.Empty,
        ImmutableSortedDictionary<StrikeId, OwnStrike>.Empty,
        ImmutableSortedDictionary<AidKey, Loan>.Empty,
        ImmutableSortedDictionary<PledgeId, Repayment>.Empty);

    /// <summary>Whether a pledge or a repayment has this id: on a strike's board they share one namespace.</summary>
    public bool HasUsed(PledgeId id) => Pledges.ContainsKey(id) || Repayments.ContainsKey(id);

    /// <summary>Whether a pledge to this strike stands or was honoured.</summary>
    public bool HasPledgedTo(StrikeId strike) => Pledges.Values.Any(p =>
        p.Strike == strike && p.State is (AidState.Pledged or AidState.Honoured));

    /// <summary>What the section can dispose of now.</summary>
    public Amount Available(Currency currency) => Treasury.Book.BalanceOf(Account.Treasury, currency);
}
