using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;

namespace Solidarity.Domain.Sections.Inbox;

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
/// <param name="Over">The strike is over.</param>
/// <param name="Ended">The number under which the strike was last over, or went on again; 0: never.</param>
public sealed record HeardWarning(
    Warning Warning, Address From, DateTimeOffset HeardAt, DateTimeOffset? AcknowledgedAt, bool Over,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Ended = 0);

/// <summary>What has reached a section of the strikes of others.</summary>
public sealed record SectionInbox(
    ImmutableSortedDictionary<StrikeId, InboxCall> Calls, ImmutableSortedDictionary<StrikeId, HeardWarning> Warnings,
    ReminderSettings Reminders)
{
    /// <summary>The most calls, what is over among them: then the oldest of that gives way to a call that a federation
    /// relays.</summary>
    public const int InboxMax = 5_000;

    /// <summary>The most calls, and warnings, of strangers: those that no federation of its own has relayed.</summary>
    public const int StrangersCallsMax = 500;

    /// <summary>The most calls, and warnings, of one stranger.</summary>
    public const int CallsPerStrangerMax = 5;

    /// <summary>So many calls keep their texts when they are over.</summary>
    public const int WholeCallsMax = 200;

    public const int WarningsMax = 5_000;

    /// <summary>What calls and warnings come to at all these limits at once, as JSON.</summary>
    public const long InboxBytesMax = 192L << 20;

    public static readonly SectionInbox Empty = new(
        ImmutableSortedDictionary<StrikeId, InboxCall>.Empty, ImmutableSortedDictionary<StrikeId, HeardWarning>.Empty,
        ReminderSettings.Default);

    internal SectionInbox With(StrikeId strike, Func<InboxCall, InboxCall> change) =>
        this with { Calls = Calls.SetItem(strike, change(Calls[strike])) };

    internal SectionInbox With(StrikeId strike, Func<HeardWarning, HeardWarning> change) =>
        this with { Warnings = Warnings.SetItem(strike, change(Warnings[strike])) };

    /// <summary>With what the section has answered to a call; to one that it has only been warned of there is no
    /// answer.</summary>
    /// <summary>Whether the section knows that a strike is over that had called here.</summary>
    internal bool IsOver(StrikeId strike) => Calls.GetValueOrDefault(strike) is { HowEnded: CallEnd.StrikeOver };

    internal SectionInbox WithAnswer(StrikeId strike, Answer answer, string reason) =>
        !Calls.ContainsKey(strike) ? this : With(strike, (InboxCall call) => call with
        {
            Answer = answer,
            Reason = reason,
            AnsweredRevision = call.Call.Revision,
        });
}
