namespace Solidarity.Domain.Treasuries.Hops;

/// <summary>
/// When money is sent again by itself, because no way was found for it: a treasury on the way drains, a corridor is
/// full until its next period, a quarantine lasts. So it goes on soon after that has ended. What came back for any
/// other reason is not: fees may have been lost, or somebody has declined. The same for all that an owner sends:
/// pledges, collections, repayments, and what was left in a strike's fund.
/// </summary>
internal static class RetrySchedule
{
    /// <summary>After so many transfers nothing is tried by itself any more. It takes four weeks to get there.
    /// </summary>
    public const int RunsMax = 30;

    private static readonly ImmutableArray<TimeSpan> First =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8),
    ];

    private static readonly TimeSpan Later = TimeSpan.FromHours(24);

    /// <param name="run">Of the transfer that found no way, from 1.</param>
    /// <returns>Null: no more.</returns>
    public static DateTimeOffset? Next(int run, DateTimeOffset at) =>
        run >= RunsMax ? null : at + (run <= First.Length ? First[run - 1] : Later);

    /// <summary>As <see cref="Next(int, DateTimeOffset)"/>, for a transfer that ended without delivery.</summary>
    /// <param name="end">Null where the money came back by itself.</param>
    /// <returns>Null also where it found a way, and came back from there.</returns>
    public static DateTimeOffset? Next(HopCommand.LearnEnd? end, int run, DateTimeOffset at) =>
        end?.FoundNoWay == true ? Next(run, at) : null;

    /// <summary>Whether an alarm is of the last transfer, and the money still waits for it. Whoever sends, ends or
    /// hands over the money takes <paramref name="againAt"/> away, so nothing is sent twice, whoever comes first.
    /// </summary>
    /// <param name="alarm">The run that found no way.</param>
    /// <param name="runs">The transfers begun for the money.</param>
    public static bool IsDue(int alarm, int runs, DateTimeOffset? againAt) => againAt is not null && alarm == runs;
}
