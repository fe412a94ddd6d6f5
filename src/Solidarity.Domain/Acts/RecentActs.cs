using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Acts;

/// <summary>An act and when it was done.</summary>
public readonly record struct DoneAct(Act Act, DateTimeOffset At);

/// <summary>An event that is an act of a body's people.</summary>
internal interface IAct
{
    /// <summary>Null where this one happened by itself: by an alarm, or by a message.</summary>
    DoneAct? Done { get; }
}

/// <summary>
/// The acts that a body's people did last. Whoever repeats one within a few minutes has mostly lost its answer, or has
/// not seen that somebody else did it; so it is refused until they say that they mean it.
/// </summary>
/// <param name="Done">The latest last.</param>
public sealed record RecentActs(ImmutableArray<DoneAct> Done)
{
    /// <summary>The most acts that are remembered; of more within the time, the oldest are forgotten.</summary>
    public const int ActsMax = 20;

    /// <summary>For how long an act is recent.</summary>
    public const int RecentMinutes = 10;

    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(RecentMinutes);

    public static readonly RecentActs None = new([]);

    /// <summary>The refusal of an act that was done just now; null where it was not, or is to be done again.</summary>
    internal Refusal? Check(Address body, Act act, bool again, DateTimeOffset at)
    {
        if (again)
            return null;
        for (var i = Done.Length - 1; i >= 0; i--)
            if (Done[i].Act == act && at - Done[i].At < Recent)
                return ActRefusals.DoneJustNow(body, Done[i], at);
        return null;
    }

    internal RecentActs With(DoneAct done) => new(
        [.. Done.Where(earlier => done.At - earlier.At < Recent).TakeLast(ActsMax - 1), done]);
}

/// <summary>The refusals of acts.</summary>
internal static class ActRefusals
{
    public static Refusal DoneJustNow(Address body, DoneAct done, DateTimeOffset at)
    {
        var (what, before) = (done.Act.InWords, Before((long)(at - done.At).TotalSeconds));
        return Refusal.Of(RefusalKind.AlreadyExists, "DONE_JUST_NOW",
            $"{body} did this {before} before, at {done.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC: "
            + $"{what}. To do it a second time, say again (--again on the command line).",
            ("body", body), ("what", what), ("before", before),
            ("done_at", done.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
    }

    private static Wording Before(long seconds) => seconds switch
    {
        < 1 => Wording.Of("less than a second"),
        1 => "1 second",
        < 120 => $"{seconds} seconds",
        _ => $"{seconds / 60} minutes",
    };
}
