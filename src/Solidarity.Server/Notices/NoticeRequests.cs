using Google.Protobuf.Collections;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Notices;

/// <summary>Reads the commands of notices.proto.</summary>
internal static class NoticeRequests
{
    public static NoticeOrder Read(this V1.SetNoticesRequest request, WebhookHosts hosts) => Read(
        request.RequestId, request.Body, fields =>
        {
            var usual = QuietHours.Default;
            ImmutableArray<NoticeChannel> channels = [.. Emails(fields, request), .. Webhooks(fields, request, hosts)];
            if (channels.Length is 0 or > NoticeSettings.ChannelsMax)
                fields.Add("emails", $"and webhooks have {channels.Length} together; 1 to "
                    + $"{NoticeSettings.ChannelsMax} must be given");
            else if (channels.DistinctBy(channel => channel.Target, StringComparer.OrdinalIgnoreCase).Count()
                < channels.Length)
                fields.Add("emails", "or webhooks names an address twice");
            return new NoticeCommand.SetNotices(new NoticeSettings(
                channels,
                request.Kinds.Count == 0 ? NoticeSettings.AllKinds : Kinds(fields, request.Kinds),
                new QuietHours(
                    fields.MinuteOfDay("quiet_from", request.QuietFrom, usual.From),
                    fields.MinuteOfDay("quiet_until", request.QuietUntil, usual.Until),
                    Zone(fields, request.Zone, usual.Zone))));
        });

    public static NoticeOrder Read(this V1.StopNoticesRequest request) => Read(
        request.RequestId, request.Body,
        fields => new NoticeCommand.StopNotices(Kinds(fields, request.Kinds)));

    public static NoticeOrder Read(this V1.TestNoticesRequest request) => Read(
        request.RequestId, request.Body, _ => new NoticeCommand.TestNotices());

    private static NoticeOrder Read(string requestId, string body, Func<Fields, NoticeCommand> read)
    {
        var fields = new Fields();
        var (id, owner) = (fields.RequestId(requestId), fields.Body("body", body));
        var command = read(fields);
        fields.Check();
        return new NoticeOrder(id, owner, command);
    }

    private static IEnumerable<NoticeChannel> Emails(Fields fields, V1.SetNoticesRequest request)
    {
        if (fields.IsTooMany("emails", request.Emails.Count, NoticeSettings.ChannelsMax))
            yield break;
        for (var i = 0; i < request.Emails.Count; i++)
        {
            fields.Add($"emails[{i}]", NoticeChannel.CheckEmail("emails", request.Emails[i]));
            yield return new NoticeChannel(ChannelKind.Email, request.Emails[i]);
        }
    }

    private static IEnumerable<NoticeChannel> Webhooks(
        Fields fields, V1.SetNoticesRequest request, WebhookHosts hosts)
    {
        if (fields.IsTooMany("webhooks", request.Webhooks.Count, NoticeSettings.ChannelsMax))
            yield break;
        for (var i = 0; i < request.Webhooks.Count; i++)
        {
            var (url, secret) = (request.Webhooks[i].Url, request.Webhooks[i].Secret);
            if (NoticeChannel.CheckUrl("webhooks", url) is { } no)
                fields.Add($"webhooks[{i}].url", no);
            else if (hosts.ProblemOf(new Uri(url)) is { } problem)
                fields.Add($"webhooks[{i}].url", problem);
            if (secret.Length > 0)
                fields.Add($"webhooks[{i}].secret", NoticeChannel.CheckSecret("webhooks", secret));
            yield return new NoticeChannel(ChannelKind.Webhook, url, secret.Length > 0 ? secret : null);
        }
    }

    private static ImmutableSortedSet<NoticeKind> Kinds(Fields fields, RepeatedField<V1.NoticeKind> kinds)
    {
        var known = ImmutableSortedSet.CreateBuilder<NoticeKind>();
        if (fields.IsTooMany("kinds", kinds.Count, NoticeSettings.AllKinds.Count))
            return [];
        for (var i = 0; i < kinds.Count; i++)
            if (kinds[i].ToDomain() is { } kind)
                known.Add(kind);
            else
                fields.Add($"kinds[{i}]", $"is {(int)kinds[i]}, which is no kind of notice");
        return known.ToImmutable();
    }

    private static string Zone(Fields fields, string zone, string usual)
    {
        if (zone.Length == 0)
            return usual;
        if (Zones.OffsetAt(zone, DateTimeOffset.UnixEpoch) is null)
            fields.Add("zone", $"{Quoted.Of(zone)} is neither an offset such as +01:00 nor a time zone that this "
                + $"machine knows, such as Europe/Zurich");
        return zone;
    }
}

/// <summary>A command about the notices of a section or a federation.</summary>
internal sealed record NoticeOrder(Storage.CommandId RequestId, Address Owner, NoticeCommand Command);
