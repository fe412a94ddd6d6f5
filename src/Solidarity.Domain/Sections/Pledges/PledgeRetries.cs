namespace Solidarity.Domain.Sections.Pledges;

/// <summary>
/// When a pledge's money is sent again by itself, because no way was found for it: a treasury on the way drains, a
/// corridor is full until its next period, a quarantine lasts. So it goes on soon after that has ended. What came back
/// for any other reason waits for the section's people: fees may have been lost, or somebody has declined.
/// </summary>
internal static class PledgeRetries
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
}
