using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Notices.NoticeCommand;
using static Solidarity.Domain.Notices.NoticeEvent;

namespace Solidarity.Domain.Notices;

/// <summary>What a section or a federation decides about its notices. Whether and when one is sent is no decision of a
/// body: what was sent, or failed, is noted here, so that each service that takes over knows it.</summary>
public static class NoticeRules
{
    /// <summary>A body tests its notices at most so often.</summary>
    public const int TestPauseSeconds = 60;

    private static readonly Decision<NoticeEvent> Nothing = Decision<NoticeEvent>.Nothing;

    public static Decision<NoticeEvent> Decide(
        Address self, BodyNotices? known, NoticeCommand command, DateTimeOffset at)
    {
        var state = known ?? BodyNotices.None;
        return command switch
        {
            SetNotices c => OnSet(self, state.Settings, c.Settings),
            StopNotices c => OnStop(state.Settings, c.Kinds),
            TestNotices => OnTest(self, state, at),
            NoteNoticeSent c => IsNews(state, c.Target, c.Through)
                ? new NoticeSent(c.Target, c.Through, c.Unlisted, at)
                : Nothing,
            NoteNoticeFailed c => IsNews(state, c.Target, c.Through)
                ? new NoticeFailed(
                    c.Target, c.Through, c.Problem[..Math.Min(c.Problem.Length, ChannelRecord.ProblemCharsMax)], at)
                : Nothing,
            _ => throw new UnreachableException($"notice command {command.GetType().Name}"),
        };
    }

    public static BodyNotices Evolve(BodyNotices? known, NoticeEvent @event)
    {
        var state = known ?? BodyNotices.None;
        return @event switch
        {
            NoticesSet e => state with
            {
                Settings = e.Settings,
                Records = state.Records.RemoveRange(
                    state.Records.Keys.Where(target => e.Settings.Find(target) is null)),
            },
            NoticesTested e => state with { TestedAt = e.At },
            NoticeSent e => With(state, e.Target, record => record with
            {
                Sent = record.Sent + 1,
                SentAt = e.At,
                Through = e.Through,
                Tries = 0,
                Problem = null,
            }),
            NoticeFailed e => With(state, e.Target, record => record with
            {
                // Pauses grow with the tries, so the count is small for any lifetime of a service.
                Tries = record.Tries + 1,
                FailedAt = e.At,
                Problem = e.Problem,
            }),
            _ => throw new UnreachableException($"notice event {@event.GetType().Name}"),
        };
    }

    private static Decision<NoticeEvent> OnSet(Address self, NoticeSettings known, NoticeSettings asked)
    {
        if (asked.Problem() is { } no)
            return no;
        var channels = asked.Channels.Select(channel => channel.Kind == ChannelKind.Email
            ? channel with { Secret = null }
            : channel with { Secret = channel.Secret ?? known.Find(channel.Target)?.Secret }).ToImmutableArray();
        return channels.FirstOrDefault(channel => channel is { Kind: ChannelKind.Webhook, Secret: null }) is { } bare
            ? NoticeRefusals.SecretMissing(self, bare.Target)
            : new NoticesSet(asked with { Channels = channels });
    }

    private static Decision<NoticeEvent> OnStop(NoticeSettings known, ImmutableSortedSet<NoticeKind> kinds)
    {
        var left = kinds.IsEmpty ? [] : known.Kinds.Except(kinds);
        return left.Count == known.Kinds.Count ? Nothing : new NoticesSet(known with { Kinds = left });
    }

    private static Decision<NoticeEvent> OnTest(Address self, BodyNotices state, DateTimeOffset at)
    {
        if (state.Settings.Channels.IsEmpty)
            return NoticeRefusals.NoChannel(self);
        return at < state.TestedAt?.AddSeconds(TestPauseSeconds)
            ? CommonRefusals.LimitReached(nameof(TestPauseSeconds), TestPauseSeconds,
                $"{self} has sent a test notice less than a minute ago; look at its notices, and try again later")
            : new NoticesTested(at);
    }

    // Where two services sent the same, or a channel was taken away meanwhile, nothing is left to note.
    private static bool IsNews(BodyNotices state, string target, long through) =>
        state.Settings.Find(target) is not null && through > state.RecordOf(target).Through;

    private static BodyNotices With(BodyNotices state, string target, Func<ChannelRecord, ChannelRecord> change) =>
        state with { Records = state.Records.SetItem(target, change(state.RecordOf(target))) };
}

/// <summary>The refusals about notices.</summary>
internal static class NoticeRefusals
{
    public static Refusal NoChannel(Address body) => Refusal.Of(RefusalKind.FailedPrecondition, "NO_CHANNEL",
        $"{body} has not said where its notices go. Set an e-mail address or a webhook first.", ("body", body));

    public static Refusal SecretMissing(Address body, string target) => Refusal.Of(
        RefusalKind.FailedPrecondition, "SECRET_MISSING",
        $"{body} has no secret for the webhook {target} yet. Give one: its notices are signed with it.",
        ("body", body), ("webhook", target));
}
