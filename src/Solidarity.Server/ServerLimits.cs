namespace Solidarity.Server;

/// <summary>Limits of the API; past one the caller gets a clear refusal, or fewer items on a page.</summary>
public static class ServerLimits
{
    /// <summary>The largest message, either way, in bytes: what gRPC clients take unless told otherwise.</summary>
    public const int MessageBytesMax = 4 * 1024 * 1024;

    /// <summary>A page ends before it is larger than so many bytes; a single item is always below that.</summary>
    public const int PageBytesMax = 3 * 1024 * 1024;

    /// <summary>How many bodies a list looks at while the world stands still for it.</summary>
    public const int LookedAtTogetherMax = 1_000;

    public const int PageSizeMax = 1_000;
    public const int PageSizeDefault = 100;
    public const int PageTokenCharsMax = 1_024;

    /// <summary>The most pieces of aid on a board in one message; fewer where their notes and names are so long that
    /// they have more than <see cref="BoardAidBytesMax"/>.</summary>
    public const int BoardAidMax = 500;

    public const int BoardAidBytesMax = 1_536 * 1024;

    /// <summary>The most bytes of any other list of a board; with all its lists it is below
    /// <see cref="PageBytesMax"/>.</summary>
    public const int BoardListBytesMax = 128 * 1024;

    /// <summary>The most bytes of the lists that are rows of strikes, calls and warnings.</summary>
    public const int BoardRowsBytesMax = 640 * 1024;

    /// <summary>The most bytes of the rows of the whole graph.</summary>
    public const int GraphRowsBytesMax = 2 * 1024 * 1024;

    /// <summary>The most characters of a long text (demands, what a call asks, a warning, a reason) in a row of a
    /// board.</summary>
    public const int RowTextCharsMax = 200;

    /// <summary>The most employers in a row of a board.</summary>
    public const int RowEmployersMax = 3;

    /// <summary>The most currencies with sums in a row, and in a group of a board.</summary>
    public const int RowMoneyMax = 8;

    /// <summary>The most currencies with sums on a board.</summary>
    public const int BoardMoneyMax = 100;

    /// <summary>The most quarantines that a board or a carriage shows.</summary>
    public const int QuarantinesMax = 100;

    /// <summary>The most redirects of a loan in a list.</summary>
    public const int RowRedirectsMax = 20;

    /// <summary>The most members that a predecessor is shown with.</summary>
    public const int PredecessorMembersMax = 20;

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
