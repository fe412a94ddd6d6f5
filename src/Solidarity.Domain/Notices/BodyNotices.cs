namespace Solidarity.Domain.Notices;

/// <summary>What became of the notices over one channel.</summary>
/// <param name="Sent">How many messages were sent; one may have told of many things.</param>
/// <param name="Through">The journal's position up to which all has been told; 0: nothing was.</param>
/// <param name="Tries">How often sending has failed since it last went well.</param>
/// <param name="Problem">Why it failed last; null once it went well again.</param>
public sealed record ChannelRecord(
    long Sent, DateTimeOffset? SentAt, long Through, int Tries, DateTimeOffset? FailedAt, string? Problem)
{
    public const int ProblemCharsMax = 200;

    public static ChannelRecord New { get; } = new(0, null, 0, 0, null, null);
}

/// <summary>The notices of a section or a federation: what it wants, and what became of it.</summary>
/// <param name="Records">By the channel's target; only of channels that there are.</param>
/// <param name="TestedAt">When a test was last asked for.</param>
public sealed record BodyNotices(
    NoticeSettings Settings, ImmutableSortedDictionary<string, ChannelRecord> Records, DateTimeOffset? TestedAt)
{
    /// <summary>Of a body that never chose: it is told nothing.</summary>
    public static BodyNotices None { get; } = new(
        NoticeSettings.None,
        ImmutableSortedDictionary.Create<string, ChannelRecord>(StringComparer.Ordinal), TestedAt: null);

    public ChannelRecord RecordOf(string target) => Records.GetValueOrDefault(target) ?? ChannelRecord.New;
}
