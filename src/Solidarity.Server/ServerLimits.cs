namespace Solidarity.Server;

/// <summary>Limits of the API; past one the caller gets a clear refusal, or fewer items on a page.</summary>
public static class ServerLimits
{
    /// <summary>The largest message, either way, in bytes: what gRPC clients take unless told otherwise.</summary>
    public const int MessageBytesMax = 4 * 1024 * 1024;

    /// <summary>A page ends before it is larger than so many bytes; a single item is always below that.</summary>
    public const int PageBytesMax = 3 * 1024 * 1024;

    /// <summary>How long a request waits for what other services have written, in seconds.</summary>
    public const int CatchUpSecondsMax = 10;

    public const int PageSizeMax = 1_000;
    public const int PageSizeDefault = 100;
    public const int PageTokenCharsMax = 2_048;

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

    /// <summary>The most watch calls at the same time. When all are taken, a caller with fewer than another takes one
    /// of the caller who has most.</summary>
    public const int WatchersMax = 10_000;

    /// <summary>The most who watch health at the same time; seats are given as those of <see cref="WatchersMax"/>.
    /// </summary>
    public const int HealthWatchersMax = 1_000;

    /// <summary>The longest name that health is asked for, in characters: longer than any service's.</summary>
    public const int HealthNameCharsMax = 256;

    /// <summary>The largest message that asks for reflection, in bytes.</summary>
    public const int ReflectionRequestBytesMax = 4_096;

    /// <summary>How long those who watch health wait for a change at most, in seconds; of the stop they hear at once.
    /// </summary>
    public const int HealthToldSeconds = 1;

    /// <summary>How long a feed is silent after a message, in milliseconds: what changes meanwhile is shown together.
    /// </summary>
    public const int FeedPauseMs = 200;

    /// <summary>A feed is silent so many times as long as a message took to make, where that is longer.</summary>
    public const int FeedRestFactor = 10;

    /// <summary>But never longer than this, in milliseconds.</summary>
    public const int FeedPauseMsMax = 5_000;

    /// <summary>The most queries at once that may cost more than their answer: lists, the graph, plans, statements.
    /// </summary>
    public const int QueriesMax = 4;

    /// <summary>Of one caller, so that another finds room.</summary>
    public const int QueriesPerCallerMax = 2;

    /// <summary>The most questions about the past at once: each is a world of its own in memory.</summary>
    public const int PastQueriesMax = Views.Worlds.Histories.HistoriesMax;

    /// <summary>Of one caller.</summary>
    public const int PastQueriesPerCallerMax = 1;

    /// <summary>The most plans of routes that are made for one caller at once.</summary>
    public const int PlansPerCallerMax = 1;

    /// <summary>The most queries of one caller that wait for their turn.</summary>
    public const int QueriesWaitingPerCallerMax = 200;

    /// <summary>How long a query waits for its turn, in milliseconds.</summary>
    public const int QueryWaitMsMax = 30_000;

    /// <summary>The most calls under way on one connection.</summary>
    public const int StreamsPerConnectionMax = 1_000;

    /// <summary>A client of which nothing comes for so long is asked for a sign of life, in seconds.</summary>
    public const int KeepAliveDelaySeconds = 30;

    /// <summary>Where none comes for so long, its line is given up, with the calls and watches on it, in seconds.
    /// </summary>
    public const int KeepAliveAnswerSeconds = 15;

    /// <summary>How long a stop waits for calls under way, in seconds.</summary>
    public const int DrainSecondsMax = 30;
}
