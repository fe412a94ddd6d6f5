using Solidarity.Domain.Bodies;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;

namespace Solidarity.Domain.Sections.Claims;

/// <summary>How far a claim for strike pay has come.</summary>
[JsonConverter(typeof(KebabEnumConverter<ClaimState>))]
public enum ClaimState
{
    /// <summary>It can still be replaced or withdrawn.</summary>
    Filed,

    /// <summary>It stands, and can be paid.</summary>
    Approved,
    Paid,
}

/// <summary>The id of a group of strikers who are alike, unique within a strike: a tier's name or a pseudonymous token,
/// never a name of a person.</summary>
[JsonConverter(typeof(TextJsonConverter<GroupId>))]
public readonly record struct GroupId(string Value) : ISlug<GroupId>, IComparable<GroupId>
{
    public static GroupId Of(string value) => new(value);

    public int CompareTo(GroupId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>What a claim says of a group: who they are, and what each of them did in the week.</summary>
/// <param name="Group">The same from week to week: what each has had so far is kept under it. Whoever comes later is
/// another group.</param>
public sealed record ClaimGroup(GroupId Group, Striker Who, StrikerWeek Did);

/// <summary>A group as its claim was reckoned.</summary>
/// <param name="Minor">To each, in minor units.</param>
/// <param name="After">What each has had in the strike once this is paid.</param>
public sealed record ClaimedGroup(ClaimGroup Facts, long Minor, StrikerAccount After);

/// <summary>A claim for the strike pay of one week, as far as the section keeps it. Its groups are in the event that
/// filed it.</summary>
/// <param name="From">The first day of the week.</param>
/// <param name="Through">The last day that it pays for.</param>
/// <param name="Version">Of the statutes whose pay rules it was reckoned by.</param>
/// <param name="Amount">Of all; may be zero, where the rules let everybody wait.</param>
/// <param name="Authority">What it was approved by.</param>
/// <param name="Entry">The number of the entry that paid it, among the section's plain ones.</param>
public sealed record WeeklyClaim(
    DateOnly From, DateOnly Through, int Version, long Strikers, Amount Amount, ClaimState State,
    DateTimeOffset FiledAt, string? Authority = null, int? Entry = null);

/// <summary>The claims of one strike.</summary>
/// <param name="Course">As the form of the beginning says it.</param>
/// <param name="Version">Of the statutes that were in force when the claims were begun; they judge the whole strike.
/// </param>
/// <param name="Estimate">What the first week was thought to cost; null: nobody said.</param>
/// <param name="Claims">By week, from the first.</param>
/// <param name="Accounts">What a striker of each group has had, by the approved claims.</param>
/// <param name="Filed">The same after the newest claim, while it is not approved; of its groups alone.</param>
public sealed record ClaimSeries(
    StrikeCourse Course, int Version, Amount? Estimate, DateTimeOffset BegunAt, ImmutableArray<WeeklyClaim> Claims,
    ImmutableSortedDictionary<GroupId, StrikerAccount> Accounts,
    ImmutableSortedDictionary<GroupId, StrikerAccount> Filed)
{
    /// <summary>How many weeks of a strike can be claimed.</summary>
    public const int WeeksMax = 260;

    /// <summary>How many groups a claim can have.</summary>
    public const int GroupsMax = 500;

    /// <summary>How many groups all claims of a strike can have together.</summary>
    public const int AccountsMax = 1_000;

    /// <summary>Whether the newest claim can still be replaced or withdrawn.</summary>
    [JsonIgnore]
    public bool IsOpen => Claims is [.., { State: ClaimState.Filed }];

    internal WeeklyClaim? Find(int number) => number >= 1 && number <= Claims.Length ? Claims[number - 1] : null;

    internal ClaimSeries With(int number, Func<WeeklyClaim, WeeklyClaim> change) =>
        this with { Claims = Claims.SetItem(number - 1, change(Claims[number - 1])) };
}

/// <summary>A section's claims for strike pay, by strike.</summary>
public sealed record SectionClaims(ImmutableSortedDictionary<StrikeId, ClaimSeries> Strikes)
{
    /// <summary>For how many strikes a section can have claims.</summary>
    public const int SeriesMax = 200;

    public static readonly SectionClaims None = new(ImmutableSortedDictionary<StrikeId, ClaimSeries>.Empty);

    internal SectionClaims With(StrikeId strike, Func<ClaimSeries, ClaimSeries> change) =>
        new(Strikes.SetItem(strike, change(Strikes[strike])));
}
