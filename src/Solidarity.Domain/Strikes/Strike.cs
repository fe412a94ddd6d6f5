using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes;

/// <summary>One piece of aid on a strike's board.</summary>
/// <param name="Amount">What was promised, or null where no sum is known.</param>
/// <param name="Counted">Whether its sum belongs into the board's totals; reports and totals from the record do
/// not.</param>
/// <param name="Run">Which transfer for it <paramref name="Stage"/> speaks of.</param>
/// <param name="OnItsWay">What is held or in transit.</param>
/// <param name="Received">What arrived.</param>
/// <param name="Unasked">The call has not reached its giver, as far as that is known.</param>
public sealed record Aid(
    AidKind Kind, AidState State, Amount? Amount, bool Counted, int Run, MoneyStage Stage, Amount? OnItsWay,
    Amount? Received, string Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Unasked = false)
{
    /// <summary>What of it belongs into the totals, at the stage that it is at; else null.</summary>
    [JsonIgnore]
    public Amount? Sum => !Counted || !IsGiven || !IsPromised ? null : Stage switch
    {
        MoneyStage.None or MoneyStage.Unsent => Amount,
        MoneyStage.Held or MoneyStage.InTransit => OnItsWay,
        MoneyStage.Received => Received,
        _ => throw new UnreachableException($"stage {Stage}"),
    };

    /// <summary>Where its sum counts; null where it has none that does.</summary>
    [JsonIgnore]
    public PlacedSum? Placed => Sum is { } sum ? new PlacedSum(Kind, Stage, sum, Unasked) : null;

    /// <summary>Promised or sent, with no sum on record.</summary>
    [JsonIgnore]
    public bool IsWithoutSum => IsPromised && IsGiven && Amount is null;

    /// <summary>Given to the strike: no debt that is paid back, no total from the record, no mere words.</summary>
    [JsonIgnore]
    public bool IsGiven => Kind switch
    {
        AidKind.Gift or AidKind.Loan or AidKind.Unspecified or AidKind.RedirectedRepayment => true,
        AidKind.Repayment or AidKind.Aggregate or AidKind.Other => false,
        _ => throw new UnreachableException($"aid kind {Kind}"),
    };

    /// <summary>Whether it is its giver's answer to the call.</summary>
    [JsonIgnore]
    public bool IsAnswer => Kind is AidKind.Gift or AidKind.Loan or AidKind.Unspecified;

    [JsonIgnore]
    public bool IsPromised => State switch
    {
        AidState.Pledged or AidState.Honoured => true,
        AidState.Asked or AidState.Deferred or AidState.Declined or AidState.Withdrawn or AidState.Lapsed => false,
        _ => throw new UnreachableException($"aid state {State}"),
    };
}

/// <summary>What a giver has answered on the whole.</summary>
/// <param name="Standing">How many of its promises stand or were honoured.</param>
/// <param name="Support">How many of its offers of other support stand.</param>
/// <param name="Pieces">How many pledges, parts and refusals it has told, ended ones among them.</param>
/// <param name="Offers">How many offers of support it has told, withdrawn ones among them.</param>
/// <param name="Series">How many promises in tranches it has told, ended ones among them.</param>
public sealed record Giver(
    Answer Answer, int Standing,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Support = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Pieces = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Offers = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Series = 0)
{
    public static Giver Unheard { get; } = new(Answer.Unanswered, 0);
}

/// <summary>A strike: what it is about, its call, who answered what, the aid, its end.</summary>
/// <param name="LastNumber">The number of the last thing that it sent out over the federations.</param>
/// <param name="CallOpen">Sent, and not taken back from everybody.</param>
/// <param name="WaveWaits">An alarm is set for the end of the present wave.</param>
/// <param name="Recipients">Whom it ever sent its call to itself, and so whom it tells of the end.</param>
/// <param name="Sendings">The newest, at most <see cref="SendingsMax"/>.</param>
/// <param name="RunwayChecks">How often the runway was looked at.</param>
/// <param name="RunwayArmed">It was long enough at the last look, so that it can fall too low.</param>
/// <param name="Givers">All whose answer is known.</param>
/// <param name="OtherPieces">How many pieces of aid that are no answers, as redirected repayments, each giver has told.
/// </param>
/// <param name="Reported">How many pieces of <paramref name="Aid"/> the striking section has booked or reported itself.
/// </param>
/// <param name="LastPaid">The day through which strike pay was paid last.</param>
/// <param name="Acknowledged">Who has taken note of the warning.</param>
public sealed record Strike(
    StrikeId Id,
    bool Opened,
    SectionId Section,
    StrikeFacts? Facts,
    Outcome? Outcome,
    string Note,
    int LastNumber,
    Call? Call,
    bool CallOpen,
    bool WaveWaits,
    CallTerms? Terms,
    ImmutableSortedSet<Address> Recipients,
    ImmutableArray<Sending> Sendings,
    ImmutableSortedDictionary<FederationId, RelayReport> Relays,
    int RunwayChecks,
    bool RunwayArmed,
    Warning? Warning,
    ImmutableSortedSet<SectionId> Acknowledged,
    ImmutableSortedDictionary<AidKey, Sighting> Sightings,
    ImmutableSortedDictionary<Party, Giver> Givers,
    AnswerCounts Answers,
    ImmutableSortedDictionary<AidKey, Aid> Aid,
    ImmutableSortedDictionary<Party, int> OtherPieces,
    int Reported,
    int AidWithoutSum,
    ImmutableSortedDictionary<Currency, AidTotals> Totals,
    ImmutableSortedDictionary<AidKey, TranchesAhead> Tranches,
    ImmutableSortedDictionary<AidKey, Support> Support,
    ImmutableSortedDictionary<Currency, Int128> PaidOut,
    DateOnly? LastPaid)
{
    /// <summary>The most givers whose answers one strike keeps.</summary>
    public const int GiversMax = 500_000;

    /// <summary>The most pieces of aid that givers have told, in all.</summary>
    public const int AidMax = 500_000;

    /// <summary>The most that the striking section books from outside and reports; apart from what givers tell.
    /// </summary>
    public const int ReportedMax = 100_000;

    /// <summary>The most promises in tranches, in all.</summary>
    public const int TranchesMax = 100_000;

    public const int SupportMax = 100_000;

    /// <summary>The most sightings that are kept: then the oldest one gives way to a new one.</summary>
    public const int SightingsMax = 2_000;

    /// <summary>How many sections' notice of the warning is kept.</summary>
    public const int AcknowledgedMax = 500_000;

    /// <summary>So many pieces of aid, and offers of support, keep their notes whole, however long...</summary>
    public const int WholeNotesMax = 20_000;

    /// <summary>... of each giver only so many; of others the first characters are kept.</summary>
    public const int WholeNotesPerGiverMax = 20;

    public const int NoteCharsMax = 80;

    public const int SendingsMax = 100;

    /// <summary>The most federations whose reports are kept.</summary>
    public const int RelaysMax = 20_000;

    /// <summary>Of these, the most that are only known from what others report to have told.</summary>
    public const int RelaysHeardOfMax = 10_000;

    /// <summary>The most federations that one report names as told, in so far as they are kept.</summary>
    public const int ToldPerReportMax = 1_000;

    /// <summary>What the state comes to at all these limits at once, with the longest names and sums, as JSON.
    /// </summary>
    public const long StateBytesMax = 1L << 30;

    public const int RecipientsMax = 2_000;

    public static Strike Unopened(StrikeId id) => new(
        id, false, default, null, null, "", LastNumber: 0, null, CallOpen: false,
        WaveWaits: false, null, [], [],
        ImmutableSortedDictionary<FederationId, RelayReport>.Empty, RunwayChecks: 0, RunwayArmed: false, null, [],
        ImmutableSortedDictionary<AidKey, Sighting>.Empty,
        ImmutableSortedDictionary<Party, Giver>.Empty, AnswerCounts.None,
        ImmutableSortedDictionary<AidKey, Aid>.Empty,
        ImmutableSortedDictionary<Party, int>.Empty, Reported: 0, AidWithoutSum: 0,
        ImmutableSortedDictionary<Currency, AidTotals>.Empty,
        ImmutableSortedDictionary<AidKey, TranchesAhead>.Empty,
        ImmutableSortedDictionary<AidKey, Support>.Empty,
        ImmutableSortedDictionary<Currency, Int128>.Empty, LastPaid: null);

    /// <summary>How long the strike can hold on what has arrived; null where no strike pay is set.</summary>
    public Runway? RunwayOn(DateOnly day)
    {
        if (Terms?.Pay is not { } pay)
            return null;
        var currency = pay.Weekly.Currency;
        var arrived = Totals.GetValueOrDefault(currency)?.Received ?? 0;
        var fund = new Total(Int128.Max(0, arrived - PaidOut.GetValueOrDefault(currency)), currency);
        return Runway.Of(fund, pay, LastPaid, day);
    }

    /// <summary>Whether all that has arrived, and all that those have promised and sent that the call has reached, is
    /// less than the need, in its currency. Where no sum is named as needed nobody can say that it is covered.
    /// </summary>
    [JsonIgnore]
    public bool IsShort => Call?.Need is not { } need
        || (Totals.GetValueOrDefault(need.Currency)?.Covering ?? 0) < need.Minor;

    public static Strike Evolve(Strike state, StrikeEvent @event) => StrikeEvolution.Evolve(state, @event);
}

/// <summary>How many givers have given which answer.</summary>
/// <param name="Supported">Stand by the strike otherwise than with money.</param>
/// <param name="Unanswered">On record as asked, with no answer known.</param>
public sealed record AnswerCounts(int Pledged, int Supported, int Declined, int Unanswered)
{
    public static AnswerCounts None { get; } = new(0, 0, 0, 0);

    public AnswerCounts With(Answer answer, int change) => answer switch
    {
        Answer.Pledged => this with { Pledged = Pledged + change },
        Answer.Supported => this with { Supported = Supported + change },
        Answer.Declined => this with { Declined = Declined + change },
        Answer.Unanswered => this with { Unanswered = Unanswered + change },
        _ => throw new UnreachableException($"answer {answer}"),
    };
}
