using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Server.Strikes;

namespace Solidarity.Server.Calls;

internal sealed class CallsService(CommandDesk desk, Projector projector) : V1.CallsService.CallsServiceBase
{
    public override Task<V1.CommandReply> CallForAid(V1.CallForAidRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> DeclineCall(V1.DeclineCallRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override async Task<V1.ListInboxResponse> ListInbox(V1.ListInboxRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken,
            "inbox", request.Section, $"{request.Answer}", $"{request.OnlyOpen}");
        var id = fields.Section("section", request.Section);
        fields.Check();
        var section = await projector.FindSectionAsync(id, context.CancellationToken);
        var found = section.Inbox.Values.Where(call =>
            (request.Answer == V1.Answer.Unspecified || call.Answer.ToWire() == request.Answer)
            && !(request.OnlyOpen && call.Closed));
        var cut = page.Cut(found, call => call.Call.Strike.Value, Write);
        return new V1.ListInboxResponse { Calls = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private static V1.InboxCall Write(InboxCall heard) => new()
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
    };
}
