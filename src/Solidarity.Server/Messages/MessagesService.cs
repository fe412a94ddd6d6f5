using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Clusters;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Faults;
using Solidarity.Server.Errors;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Messages;

/// <summary>What the service itself could not do, for whoever runs it.</summary>
internal sealed class MessagesService(StuckEverywhere stuck, Projector projector)
    : V1.MessagesService.MessagesServiceBase
{
    public override async Task<V1.ListStuckMessagesResponse> ListStuckMessages(
        V1.ListStuckMessagesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken, "stuck-messages");
        fields.Check();
        // Numbers are written so that numbers in order are texts in order.
        var cut = page.Cut(
            await stuck.ListAsync(), message => $"{message.Id:d19}", Write,
            message => new V1.StuckMessage { MessageId = message.Id });
        return new V1.ListStuckMessagesResponse { Messages = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.RetryStuckMessagesResponse> RetryStuckMessages(
        V1.RetryStuckMessagesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        fields.RequestId(request.RequestId);
        if (request.MessageId < 0 || request.All == (request.MessageId != 0))
            fields.Add("message_id", $"is {request.MessageId}; give the number of one message, or all");
        fields.Check();
        var retried = await stuck.RetryAsync(request.All ? null : request.MessageId);
        return retried == 0 && !request.All
            ? throw new RefusedException(Refusal.Of(RefusalKind.NotFound, "UNKNOWN_MESSAGE",
                $"No message {request.MessageId} is set aside: it was answered meanwhile, or is being tried. "
                + $"List those that are.", ("message_id", request.MessageId)))
            : new V1.RetryStuckMessagesResponse { Retried = retried };
    }

    public override async Task<V1.ListFaultyBodiesResponse> ListFaultyBodies(
        V1.ListFaultyBodiesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken, "faulty-bodies");
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var faults = world.Faults.All.Values;
        var cut = page.Cut(faults, fault => fault.Stream, Write, fault => new V1.FaultyBody { Name = fault.Stream });
        return new V1.ListFaultyBodiesResponse { Bodies = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private static V1.StuckMessage Write(StuckMessage message) => new()
    {
        MessageId = message.Id,
        Receiver = message.Receiver.Value,
        Sender = message.Sender.Value,
        Kind = message.Kind,
        Alarm = message.IsAlarm,
        SinceTime = message.Since.ToTimestamp(),
        Tries = message.Tries,
        Problem = message.Problem,
    };

    private static V1.FaultyBody Write(BodyFault fault) => new()
    {
        Name = fault.Stream,
        Position = fault.Position,
        Time = fault.At.ToTimestamp(),
        Problem = fault.Problem,
        FiguresOnly = fault.Kind == BodyFaultKind.Figures,
    };
}
