using Solidarity.Domain.Bodies;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Corridors;

// Corridors that people settle.
internal sealed partial class CorridorsService
{
    public override Task<V1.CommandReply> HandOver(V1.HandOverRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> DeclineHandOver(
        V1.DeclineHandOverRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.ListHandOversResponse> ListHandOvers(
        V1.ListHandOversRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "hand-overs", request.Body, request.Viewer);
        var body = fields.BodyOrNone("body", request.Body);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var treasuries = await TreasuriesAsync(context.CancellationToken);
        var byOwner = treasuries.ToDictionary(treasury => treasury.Owner, treasury => treasury.Treasury);
        var now = time.GetUtcNow();
        var found = treasuries.Where(treasury => body is null || treasury.Owner == body)
            .SelectMany(treasury => ManualSettlementMessages.Of(treasury.Owner, treasury.Treasury, byOwner, now))
            .Where(waiting =>
                viewer.Owns(Address.Parse(waiting.Body)) || viewer.Owns(Address.Parse(waiting.Neighbour)));
        var cut = page.Cut(
            found, waiting => $"{waiting.Body} {waiting.Hop}", waiting => waiting,
            waiting => new V1.HandOver { Body = waiting.Body, Hop = waiting.Hop });
        return new V1.ListHandOversResponse { HandOvers = { cut.Items }, NextPageToken = cut.NextToken };
    }
}
