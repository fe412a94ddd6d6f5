using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Server.Requests;
using Solidarity.Server.Strikes;

namespace Solidarity.Server.Calls;

/// <summary>Writes the messages of calls.proto.</summary>
internal static class CallMessages
{
    public static V1.InboxCall ToWire(this InboxCall heard) => new()
    {
        Strike = ((Address)heard.Call.Strike).ToString(),
        Section = ((Address)heard.Call.Section).ToString(),
        Facts = heard.Call.Facts.ToWire(),
        Call = heard.Call.ToWire(),
        From = heard.From.ToString(),
        HeardTime = heard.HeardAt.ToTimestamp(),
        Answer = heard.Answer.ToWire(),
        Reason = heard.Reason,
        Closed = heard.Closed,
        HowEnded = heard.HowEnded.ToWire(),
        SeenTime = heard.SeenAt.ToWire(),
        Reminders = heard.Reminders,
        RemindedTime = heard.RemindedAt.ToWire(),
        ChangedSinceAnswered = heard.ChangedSinceAnswered,
    };

    public static V1.CallDelivery ToWire(this Delivery delivery)
    {
        var call = delivery.Call;
        return new V1.CallDelivery
        {
            Section = ((Address)delivery.Section.Id).ToString(),
            Country = delivery.Section.Profile.Country,
            From = call.From.ToString(),
            Number = call.Call.Number,
            HeardTime = call.HeardAt.ToTimestamp(),
            SeenTime = call.SeenAt.ToWire(),
            Reminders = call.Reminders,
            RemindedTime = call.RemindedAt.ToWire(),
            Answer = call.Answer.ToWire(),
            Reason = call.Reason,
            Closed = call.Closed,
            HowEnded = call.HowEnded.ToWire(),
        };
    }

    public static V1.CallRelay ToWire(this RelayReport report, FederationId federation) => new()
    {
        Federation = ((Address)federation).ToString(),
        Number = report.Number,
        Scope = report.Scope.ToWire(),
        Sections = report.Sections,
        Federations = report.Federations,
        Time = report.At.ToTimestamp(),
        Problem = report.Problem,
    };

    /// <summary>Whether a call in an inbox is at this status; the same counts stand on boards.</summary>
    public static bool Holds(this V1.DeliveryStatus status, InboxCall call) => status switch
    {
        V1.DeliveryStatus.Unspecified or V1.DeliveryStatus.Reached => true,
        V1.DeliveryStatus.Seen => call.SeenAt is not null || call.Answer != Answer.Unanswered,
        V1.DeliveryStatus.Pledged => call.Answer == Answer.Pledged,
        V1.DeliveryStatus.Supported => call.Answer == Answer.Supported,
        V1.DeliveryStatus.Declined => call.Answer == Answer.Declined,
        V1.DeliveryStatus.Silent => call is { Answer: Answer.Unanswered, Closed: false },
        _ => throw new UnreachableException($"delivery status {status}"),
    };
}
