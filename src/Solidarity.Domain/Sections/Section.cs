using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Json;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
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

/// <summary>A call in the section's inbox.</summary>
/// <param name="Closed">Nothing more can be promised: the strike is over, or does not ask this section any more.
/// </param>
/// <param name="HowEnded">Why it is closed; null while it is open.</param>
/// <param name="Ended">The number under which it was last taken back; 0: never.</param>
/// <param name="SeenAt">When the section's people took note of it.</param>
/// <param name="AnsweredRevision">Which wording was answered: the call may have changed since.</param>
public sealed record InboxCall(
    Call Call, Address From, DateTimeOffset HeardAt, Answer Answer, string Reason, bool Closed,
    CallEnd? HowEnded = null, int Ended = 0, DateTimeOffset? SeenAt = null, int Reminders = 0,
    DateTimeOffset? RemindedAt = null, int AnsweredRevision = 0)
{
    /// <summary>Whether the call says something else now than when it was answered.</summary>
    [JsonIgnore]
    public bool ChangedSinceAnswered => Answer != Answer.Unanswered && Call.Revision > AnsweredRevision;
}

/// <summary>A warning against strike-breaking that the section has heard.</summary>
public sealed record HeardWarning(
    Warning Warning, Address From, DateTimeOffset HeardAt, DateTimeOffset? AcknowledgedAt, bool Over);

/// <summary>A promise of this section's. <paramref name="Runs"/> counts the transfers begun for it.</summary>
/// <param name="Amount">Null where the sum is not named.</param>
/// <param name="Transfer">The transfer that carries it now.</param>
/// <param name="Delivered">What arrived, once honoured.</param>
/// <param name="Owed">Of a loan: what is still owed to this section.</param>
/// <param name="PartOf">The pledge that this is a part of, because its money went several ways.</param>
public sealed record Pledge(
    StrikeId Strike, SectionId To, AidKind Kind, Amount? Amount, string Authority, AidState State, int Runs,
    TransferId? Transfer, Amount? Delivered, Amount? Owed, string Reason, PledgeId? PartOf = null);

/// <summary>A part of a pledge that is divided.</summary>
public readonly record struct PledgePart(PledgeId Pledge, Amount Amount);

/// <summary>A strike that this section has declared.</summary>
/// <param name="Recipients">Whom the call was sent to; a wider one goes to them, too.</param>
/// <param name="OutsideAid">What givers outside the system have sent: each counts once.</param>
/// <param name="Warned">Its warning against strike-breaking was sent.</param>
public sealed record OwnStrike(
    StrikeFacts Facts, Call? Call, ImmutableSortedSet<Address> Recipients, Outcome? Outcome,
    ImmutableSortedSet<AidKey> OutsideAid, bool Warned = false);

/// <summary>A debt of this section's.</summary>
/// <param name="Paying">What repayments on their way will take off it.</param>
public sealed record Loan(
    StrikeId Strike, Amount Amount, Amount Owed, Amount Paying, ImmutableArray<Redirect> Redirects)
{
    /// <summary>The most strikes that the lender may let parts of one loan go to at the same time.</summary>
    public const int RedirectsMax = 100;
}

/// <summary>What a lender lets go to a strike instead of itself.</summary>
public sealed record Redirect(StrikeId Strike, SectionId Section, Amount Amount);

/// <summary>A repayment. Kept when it is over, because its id is used up.</summary>
/// <param name="Open">On its way.</param>
public sealed record Repayment(AidKey Loan, Amount Amount, StrikeId? RedirectTo, bool Open);

/// <summary>A promise to send so much again and again. Each tranche is a pledge of its own when its time comes.
/// </summary>
/// <param name="Done">How many were due so far.</param>
/// <param name="Missed">How many of these did not go out, because the money was not there.</param>
/// <param name="State">Pledged while it goes on, honoured when all were due, else withdrawn or lapsed.</param>
public sealed record Tranches(
    StrikeId Strike, SectionId To, AidKind Kind, Amount Each, int Count, int EveryDays, string Authority, int Done,
    int Missed, DateTimeOffset? NextDue, AidState State, string Reason)
{
    public const int CountMax = 104;
    public const int EveryDaysMax = 92;

    /// <summary>How many are still to come.</summary>
    [JsonIgnore]
    public int Left => State == AidState.Pledged ? Count - Done : 0;
}

/// <summary>An offer of support that is no money.</summary>
public sealed record SupportOffer(StrikeId Strike, Support Support);

/// <summary>A section: the only body that disposes of its own money.</summary>
/// <param name="QuestionsPut">How many times it has asked any federation to admit it.</param>
/// <param name="Questions">Which of these questions each of its affiliations rests on.</param>
/// <param name="Told">How much it has told each strike that it gives to.</param>
/// <param name="Sent">When it sent out calls, warnings and reminders in the last 24 hours that it did.</param>
/// <param name="Moves">Its part in successions of federations that it is in.</param>
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
    ImmutableSortedDictionary<PledgeId, Repayment> Repayments,
    ImmutableSortedDictionary<PledgeId, Tranches> Tranches,
    ImmutableSortedDictionary<PledgeId, SupportOffer> Support,
    ImmutableSortedDictionary<StrikeId, HeardWarning> Warnings,
    ImmutableSortedSet<PledgeId> Sightings,
    ImmutableSortedDictionary<StrikeId, Told> Told,
    ReminderSettings Reminders,
    Openness Openness,
    ImmutableArray<DateTimeOffset> Sent,
    Moves Moves)
{
    public const int CurrenciesMax = 32;
    public const int MembersMax = 10_000_000;
    public const int AffiliationsMax = 100;
    public const int RecipientsMax = 1_000;

    /// <summary>The most calls in the inbox, what is over among them: then the oldest of that gives way to a call that
    /// a federation relays.</summary>
    public const int InboxMax = 5_000;

    /// <summary>The most calls, and warnings, of strangers: those that no federation of its own has relayed.</summary>
    public const int StrangersCallsMax = 500;

    /// <summary>The most calls, and warnings, of one stranger.</summary>
    public const int CallsPerStrangerMax = 5;

    /// <summary>So many calls keep their texts when they are over.</summary>
    public const int WholeCallsMax = 200;

    public const int WarningsMax = 5_000;

    /// <summary>What inbox and warnings come to at all these limits at once, as JSON.</summary>
    public const long InboxBytesMax = 192L << 20;

    public const int PledgesMax = 100_000;
    public const int StrikesMax = 10_000;
    public const int LoansMax = 100_000;
    public const int OutsideAidMax = 100_000;
    public const int SightingsMax = 10_000;

    /// <summary>How many calls, warnings and reminders a section sends out in 24 hours, of all its strikes.</summary>
    public const int SendingsPerDayMax = 24;

    /// <summary>How many of its open calls are passed on to a federation that it has joined, the newest strikes' first:
    /// as many as it may send in a day. Others get there when it sends them again.</summary>
    public const int CallsPassedOnMax = SendingsPerDayMax;

    public static Section Unfounded(SectionId id) => new(
        id, false, "", SectionKind.Trade, "", "", "", null, [],
        QuestionsPut: 0, ImmutableSortedDictionary<FederationId, int>.Empty,
        ImmutableSortedDictionary<FederationId, AffiliationStatus>.Empty,
        Treasury.Empty,
        ImmutableSortedDictionary<StrikeId, InboxCall>.Empty,
        ImmutableSortedDictionary<PledgeId, Pledge>.Empty,
        ImmutableSortedDictionary<StrikeId, OwnStrike>.Empty,
        ImmutableSortedDictionary<AidKey, Loan>.Empty,
        ImmutableSortedDictionary<PledgeId, Repayment>.Empty,
        ImmutableSortedDictionary<PledgeId, Tranches>.Empty,
        ImmutableSortedDictionary<PledgeId, SupportOffer>.Empty,
        ImmutableSortedDictionary<StrikeId, HeardWarning>.Empty, Sightings: [],
        ImmutableSortedDictionary<StrikeId, Told>.Empty,
        ReminderSettings.Default, Openness.Default, Sent: [], Moves.None);

    /// <summary>Whether anything of this section's has this id on a strike's board, or will have: the tranches of a
    /// promise are named after it.</summary>
    public bool HasUsed(PledgeId id) => Pledges.ContainsKey(id) || Repayments.ContainsKey(id)
        || Tranches.ContainsKey(id) || Support.ContainsKey(id) || Sightings.Contains(id)
        || (TrancheIds.SeriesOf(id) is { } series && Tranches.ContainsKey(series));

    /// <summary>Whether a promise in so many tranches can have this id: it and the tranches' own ids are free, and so
    /// are those that they would have as promises in tranches themselves.</summary>
    public bool HasRoomFor(PledgeId series, int count) => !HasUsed(series)
        && !Enumerable.Range(1, count).Any(number => HasUsed(TrancheIds.Of(series, number)));

    /// <summary>Whether a pledge to this strike stands or was honoured.</summary>
    public bool HasPledgedTo(StrikeId strike) =>
        Pledges.Values.Any(p => p.Strike == strike && p.State is (AidState.Pledged or AidState.Honoured))
        || Tranches.Values.Any(t => t.Strike == strike && t.Left > 0);

    /// <summary>Whether an offer of other support to this strike stands.</summary>
    public bool HasSupported(StrikeId strike) =>
        Support.Values.Any(offer => offer.Strike == strike && !offer.Support.Withdrawn);

    /// <summary>What the section can dispose of now.</summary>
    public Total Available(Currency currency) => Treasury.Book.BalanceOf(Account.Treasury, currency);
}
