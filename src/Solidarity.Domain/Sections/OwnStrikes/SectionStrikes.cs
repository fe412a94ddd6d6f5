using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;

namespace Solidarity.Domain.Sections.OwnStrikes;

/// <summary>A strike that this section has declared.</summary>
/// <param name="Call">What was said last, also where it was taken back since; null: it has not called.</param>
/// <param name="Recipients">Whom the call was sent to; a wider one goes to them, too.</param>
/// <param name="OutsideAid">What givers outside the system have sent: each counts once.</param>
/// <param name="Warned">Its warning against strike-breaking was sent.</param>
/// <param name="IsCalling">The call is out, and not taken back from everybody.</param>
/// <param name="Terms">How the call widens by itself; null: not at all.</param>
/// <param name="EndedAt">When it was ended; null while it goes on.</param>
public sealed record OwnStrike(
    StrikeFacts Facts, Call? Call, ImmutableSortedSet<Address> Recipients, Outcome? Outcome,
    ImmutableSortedSet<AidKey> OutsideAid, bool Warned = false, bool IsCalling = false, CallTerms? Terms = null,
    DateTimeOffset? EndedAt = null);

/// <summary>The strikes of a section's own.</summary>
/// <param name="Sent">When the section sent out calls, warnings and reminders in the last 24 hours that it did.</param>
/// <param name="Openness">Who sees how much of them.</param>
public sealed record SectionStrikes(
    ImmutableSortedDictionary<StrikeId, OwnStrike> Declared, ImmutableArray<DateTimeOffset> Sent, Openness Openness)
{
    public const int StrikesMax = 10_000;
    public const int OutsideAidMax = 100_000;
    public const int RecipientsMax = 1_000;

    /// <summary>How many calls, warnings, reminders and amendments of them a section sends out in 24 hours, of all its
    /// strikes.</summary>
    public const int SendingsPerDayMax = 24;

    /// <summary>So many days after its end a strike can be reopened that was ended by mistake.</summary>
    public const int ReopenDaysMax = 14;

    /// <summary>How many of its open calls are passed on to a federation that it has joined, the newest strikes' first:
    /// as many as it may send in a day. Others get there when it sends them again.</summary>
    public const int CallsPassedOnMax = SendingsPerDayMax;

    public static readonly SectionStrikes None = new(
        ImmutableSortedDictionary<StrikeId, OwnStrike>.Empty, Sent: [], Openness.Default);

    internal SectionStrikes With(StrikeId id, Func<OwnStrike, OwnStrike> change) =>
        this with { Declared = Declared.SetItem(id, change(Declared[id])) };

    /// <summary>With one more sending; older ones than a day are forgotten.</summary>
    internal SectionStrikes WithSent(DateTimeOffset at) =>
        this with { Sent = [.. Sent.Where(sent => sent > at.AddDays(-1)), at] };
}
