using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Server.Callers;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Federations;

internal sealed class FederationsService(CommandSender sender, Projector projector, FederationBoards boards)
    : V1.FederationsService.FederationsServiceBase
{
    public override Task<V1.CommandReply> FoundFederation(
        V1.FoundFederationRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> AmendFederation(
        V1.AmendFederationRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> AskAffiliation(V1.AskAffiliationRequest request, ServerCallContext context) =>
        sender.SendAsync(request.ReadForFederation(), request, context);

    public override Task<V1.CommandReply> LeaveFederation(
        V1.LeaveFederationRequest request, ServerCallContext context) =>
        sender.SendAsync(request.ReadForFederation(), request, context);

    public override Task<V1.CommandReply> AdmitMember(V1.AdmitMemberRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> RefuseMember(V1.RefuseMemberRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> Collect(V1.CollectRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> SendCollection(V1.SendCollectionRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.Federation> GetFederation(
        V1.GetFederationRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.Federation("name", request.Name);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var federation = world.FindFederation(id);
        var message = federation.ToWire();
        message.Amendments.AddRange(federation.Amendments.ToWire());
        return message;
    }

    public override async Task<V1.ListFederationsResponse> ListFederations(
        V1.ListFederationsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "federations", request.Country, request.Federation);
        var country = fields.CountryOrAll("country", request.Country);
        var parent = fields.FederationOrNone("federation", request.Federation);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var found = world.Federations.All.Where(federation => federation.Founded
            && (country.Length == 0 || federation.Profile.Country == country)
            && (parent is null || federation.Membership.IsIn(parent.Value)));
        var cut = page.Cut(
            found, federation => federation.Id.Value, federation => federation.ToWire(),
            federation => new V1.Federation { Name = ((Address)federation.Id).ToString() });
        return new V1.ListFederationsResponse { Federations = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.ListCollectionsResponse> ListCollections(
        V1.ListCollectionsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "collections", request.Federation, request.Viewer);
        var id = fields.Federation("federation", request.Federation);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var visible = new VisibleWorld(await projector.LatestAsync(context.CancellationToken), viewer);
        var federation = visible.World.FindFederation(id);
        var shown = federation.Collections.Where(
            c => visible.Owns(id) || visible.DetailOf(c.Value.To) == Detail.Books);
        var cut = page.Cut(
            shown, c => c.Key.Value, c => c.Value.ToWire(federation, c.Key),
            c => new V1.Collection { Name = FederationMessages.NameOf(federation, c.Key) });
        return new V1.ListCollectionsResponse { Collections = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override Task<V1.FederationBoard> GetFederationBoard(
        V1.GetFederationBoardRequest request, ServerCallContext context) =>
        boards.GetAsync(request, context.CancellationToken);

    public override Task<V1.ListSilentSectionsResponse> ListSilentSections(
        V1.ListSilentSectionsRequest request, ServerCallContext context) =>
        boards.ListSilentAsync(request, context.CancellationToken);

    public override Task WatchFederationBoard(
        V1.WatchFederationBoardRequest request, IServerStreamWriter<V1.WatchFederationBoardResponse> responseStream,
        ServerCallContext context) =>
        boards.WatchAsync(request, responseStream, Caller.Of(context), context.CancellationToken);
}
