using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Server.Errors;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Server.Strikes;
using Solidarity.Storage;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Calls;

internal sealed class CallsService(CommandSender sender, Projector projector, IJournal journal)
    : V1.CallsService.CallsServiceBase
{
    public override async Task<V1.CommandReply> CallForAid(V1.CallForAidRequest request, ServerCallContext context)
    {
        var order = request.Read();
        var command = (OwnCallCommand.CallForAid)order.Command;
        await CheckBodiesAsync(order.RequestId, command.Recipients, command.Change, context.CancellationToken);
        var reply = await sender.SendAsync(order, request, context);
        var world = await projector.LatestAsync(context.CancellationToken);
        if (CallNotices.Of(world, order.Body.Section, command.Strike) is { } notice)
            reply.Notices.Add(notice);
        return reply;
    }

    public override async Task<V1.CommandReply> AmendCall(V1.AmendCallRequest request, ServerCallContext context)
    {
        var order = request.Read();
        var command = (OwnCallCommand.AmendCall)order.Command;
        await CheckBodiesAsync(order.RequestId, [], command.Change, context.CancellationToken);
        return await sender.SendAsync(order, request, context);
    }

    public override Task<V1.CommandReply> NarrowCall(V1.NarrowCallRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> CancelCall(V1.CancelCallRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> RemindSilent(V1.RemindSilentRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> SeeCall(V1.SeeCallRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> DeclineCall(V1.DeclineCallRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.ListInboxResponse> ListInbox(V1.ListInboxRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken,
            "inbox", request.Section, $"{request.Answer}", $"{request.OnlyOpen}", request.Viewer);
        var id = fields.Section("section", request.Section);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "the inbox");
        var found = section.Inbox.Calls.Values.Where(call =>
            (request.Answer == V1.Answer.Unspecified || call.Answer.ToWire() == request.Answer)
            && !(request.OnlyOpen && call.Closed));
        var cut = page.Cut(
            found, call => call.Call.Strike.Value, call => call.ToWire(),
            call => new V1.InboxCall { Strike = ((Address)call.Call.Strike).ToString() });
        return new V1.ListInboxResponse { Calls = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.ListDeliveryResponse> ListDelivery(
        V1.ListDeliveryRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "delivery", request.Strike, $"{request.Status}",
            request.Viewer);
        var id = fields.Strike("strike", request.Strike);
        var viewer = fields.Viewer("viewer", request.Viewer);
        if (!Enum.IsDefined(request.Status))
            fields.Add("status", $"is {request.Status}, which is none");
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        world.FindStrike(id, viewer, Detail.Books, "the delivery");
        var cut = page.Cut(
            Delivery.Of(world, id).Where(delivery => request.Status.Holds(delivery.Call)),
            delivery => delivery.Section.Id.Value, delivery => delivery.ToWire(),
            delivery => new V1.CallDelivery { Section = ((Address)delivery.Section.Id).ToString() });
        return new V1.ListDeliveryResponse { Deliveries = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.ListRelaysResponse> ListRelays(
        V1.ListRelaysRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "relays", request.Strike, $"{request.OnlyProblems}",
            request.Viewer);
        var id = fields.Strike("strike", request.Strike);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var strike = world.FindStrike(id, viewer, Detail.Breakdown, "the list of relays");
        var found = strike.Calls.Relays.Where(relay => !request.OnlyProblems || relay.Value.Problem.Length > 0);
        var cut = page.Cut(
            found,
            relay => (relay.Value.Problem.Length > 0 ? "problem " : "relayed ") + relay.Key.Value,
            relay => relay.Value.ToWire(relay.Key),
            relay => new V1.CallRelay { Federation = ((Address)relay.Key).ToString() });
        return new V1.ListRelaysResponse { Relays = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.ListSendingsResponse> ListSendings(
        V1.ListSendingsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken, "sendings", request.Strike);
        var id = fields.Strike("strike", request.Strike);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var strike = world.FindStrike(id);
        // Numbers are written so that numbers in order are texts in order.
        var cut = page.Cut(
            strike.Calls.Waves, sending => $"{sending.Number:d10}", sending => sending.ToWire(),
            sending => new V1.CallSending { Number = sending.Number });
        return new V1.ListSendingsResponse { Sendings = { cut.Items }, NextPageToken = cut.NextToken };
    }

    /// <summary>Nothing of the domain would ever say that a body to be called does not exist: the message would wait
    /// for it for ever. What the world does not know can be said at once.</summary>
    private async Task CheckBodiesAsync(
        CommandId request, ImmutableArray<Address> recipients, CallChange change, CancellationToken cancellation)
    {
        var problem = await UnknownAsync(CallRequests.Recipients, recipients, cancellation)
            ?? await UnknownAsync(CallRequests.Foreign, change.Terms?.Foreign ?? [], cancellation);
        // An id that was used before gets its first answer again, whatever has become known since.
        if (problem is not null && await journal.FindAsync(request, cancellation) is null)
            throw new RefusedException(problem);
    }

    private async Task<Refusal?> UnknownAsync(
        string field, ImmutableArray<Address> bodies, CancellationToken cancellation) =>
        (await projector.LatestAsync(cancellation)).FindUnknown(bodies) is >= 0 and var at
            ? Refusal.Of(RefusalKind.NotFound, "UNKNOWN_BODY",
                $"{field}[{at}]: there is no {bodies[at]}. Check its name; it must be founded before it is called.",
                ("field", $"{field}[{at}]"))
            : null;
}
