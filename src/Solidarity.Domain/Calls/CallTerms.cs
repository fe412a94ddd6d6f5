using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Calls;

/// <summary>How a call goes out in waves, as the striking section chose. The first wave is the call's own scope.
/// </summary>
/// <param name="Widest">How far it may widen by itself.</param>
/// <param name="WaveHours">How long a wave waits for the need to be covered before the next one, 1 to
/// <see cref="WaveHoursMax"/>.</param>
/// <param name="RunwayDays">The next wave goes out at once when the runway falls below so many days, 1 to
/// <see cref="RunwayDaysMax"/>; null: it waits for its time.</param>
/// <param name="Foreign">Bodies abroad that are asked directly once the call has become international.</param>
/// <param name="Pay">What the runway is reckoned with; null: there is no runway.</param>
public sealed record CallTerms(
    Level Widest, int WaveHours, int? RunwayDays, ImmutableArray<Address> Foreign, PayTerms? Pay)
{
    public const int WaveHoursMax = 24 * 90;
    public const int RunwayDaysMax = 365;

    /// <summary>Whether both are the same; null: there are none.</summary>
    public static bool AreSame(CallTerms? one, CallTerms? other) => one is null || other is null
        ? one == other
        : one.Foreign.SequenceEqual(other.Foreign) && one == other with { Foreign = one.Foreign };
}

/// <summary>What a strike costs: so much a week to each striker, from a day on.</summary>
/// <param name="Weekly">To each striker, for seven days.</param>
/// <param name="Strikers">1 to <see cref="StrikeFacts.StrikersMax"/>.</param>
/// <param name="From">The first day that is owed.</param>
public sealed record PayTerms(Amount Weekly, int Strikers, DateOnly From)
{
    /// <summary>The whole days for which so much money pays everybody: often more than a calendar has.</summary>
    public Int128 DaysFor(Int128 minor) => minor * 7 / ((Int128)Weekly.Minor * Strikers);
}

/// <summary>Why a call was sent, or taken back from some.</summary>
[JsonConverter(typeof(KebabEnumConverter<WaveCause>))]
public enum WaveCause
{
    /// <summary>The section wanted it.</summary>
    ByHand,

    /// <summary>The section changed what it says, and sent it no farther.</summary>
    Amended,

    /// <summary>A wave ended and the need was not covered.</summary>
    Deadline,

    /// <summary>The runway fell below what the section had set.</summary>
    Runway,
}

/// <summary>One wave of a call: it was sent once, to a scope.</summary>
public sealed record CallWave(int Number, Level Scope, DateTimeOffset At, WaveCause Cause);

/// <summary>What a federation reported of relaying a call. One that was told of the call, by the strike or by another
/// federation, stands here from then on with <see cref="NotReported"/>: who drops a call shows.</summary>
/// <param name="Sections">To how many sections, those that have it from elsewhere among them.</param>
/// <param name="Problem">Empty, or what is wrong: it could not be relayed, or not as it was sent.</param>
public sealed record RelayReport(
    int Number, Level Scope, int Sections, int Federations, DateTimeOffset At, string Problem)
{
    public static readonly string NotReported = InEnglish("has not reported yet");

    [JsonIgnore]
    public bool IsReported => Problem != NotReported;
}
