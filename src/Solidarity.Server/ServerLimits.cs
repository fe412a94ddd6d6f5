namespace Solidarity.Server;

/// <summary>Limits of the API; past one the caller gets a clear refusal, or fewer items on a page.</summary>
public static class ServerLimits
{
    /// <summary>The largest message, either way, in bytes: what gRPC clients take unless told otherwise.</summary>
    public const int MessageBytesMax = 4 * 1024 * 1024;

    /// <summary>A page ends before it is larger than so many bytes; a single item is always below that.</summary>
    public const int PageBytesMax = 3 * 1024 * 1024;

    public const int PageSizeMax = 1_000;
    public const int PageSizeDefault = 100;
    public const int PageTokenCharsMax = 1_024;

    /// <summary>The most pieces of aid on a board in one message: with the longest notes and names it is then below
    /// <see cref="PageBytesMax"/> still (a text of 1,000 characters is up to 3,000 bytes).</summary>
    public const int BoardAidMax = 500;

    /// <summary>The most countries, and the most federations, on a board.</summary>
    public const int BoardGroupsMax = 100;

    /// <summary>The most watch calls at the same time.</summary>
    public const int WatchersMax = 10_000;

    /// <summary>How long a feed is silent after a message, in milliseconds: what changes meanwhile is shown together.
    /// </summary>
    public const int FeedPauseMs = 200;

    /// <summary>The most calls under way on one connection.</summary>
    public const int StreamsPerConnectionMax = 1_000;

    /// <summary>How long a stop waits for calls under way, in seconds.</summary>
    public const int DrainSecondsMax = 30;
}
