using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Notices;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Notices;

/// <summary>Writes the messages of notices.proto.</summary>
internal static class NoticeMessages
{
    private static readonly EnumMap<V1.NoticeKind, NoticeKind> KindMap = new();
    private static readonly EnumMap<V1.ChannelKind, ChannelKind> ChannelMap = new();

    public static NoticeKind? ToDomain(this V1.NoticeKind kind) => KindMap.ToDomain(kind);

    /// <summary>What a body has chosen, without secrets, and what became of it.</summary>
    public static V1.Notices ToWire(World world, Address body, NoticeSender sender, DateTimeOffset now)
    {
        var notices = world.NoticesOf(body) ?? BodyNotices.None;
        var queues = world.Notices.QueuesOf(body);
        return new V1.Notices
        {
            Body = body.ToString(),
            Kinds = { notices.Settings.Kinds.Select(KindMap.ToWire) },
            QuietFrom = Clocks.TimeOfDay(notices.Settings.Quiet.From),
            QuietUntil = Clocks.TimeOfDay(notices.Settings.Quiet.Until),
            Zone = notices.Settings.Quiet.Zone,
            Channels =
            {
                notices.Settings.Channels.Select(channel => ToWire(
                    channel, notices, queues.FirstOrDefault(queue => queue.Target == channel.Target), sender, now)),
            },
        };
    }

    private static V1.NoticeChannel ToWire(
        NoticeChannel channel, BodyNotices notices, NoticeQueue? queue, NoticeSender sender, DateTimeOffset now)
    {
        var (record, whyNot) = (notices.RecordOf(channel.Target), sender.WhyNot(channel.Kind));
        var next = queue is null || whyNot is not null
            ? (DateTimeOffset?)null
            : NoticeSchedule.DueAt(queue, record, notices.Settings.Quiet, now);
        return new V1.NoticeChannel
        {
            Kind = ChannelMap.ToWire(channel.Kind),
            Target = channel.Target,
            Sent = record.Sent,
            SentTime = record.SentAt?.ToTimestamp(),
            Waiting = queue is null ? 0 : queue.Listed.Length + (long)queue.Unlisted,
            NextTime = next?.ToTimestamp(),
            Tries = record.Tries,
            FailedTime = record.Problem is null ? null : record.FailedAt?.ToTimestamp(),
            Problem = whyNot ?? record.Problem ?? "",
        };
    }
}
