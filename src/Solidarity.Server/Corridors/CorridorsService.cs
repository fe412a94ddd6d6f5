using Solidarity.Domain.Bodies;
using Solidarity.Domain.Treasuries;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Corridors;

internal sealed partial class CorridorsService(CommandSender sender, Projector projector, [BooksTime] TimeProvider time)
    : V1.CorridorsService.CorridorsServiceBase
{
    public override Task<V1.CommandReply> OfferCorridor(V1.OfferCorridorRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> AgreeToCorridor(
        V1.AgreeToCorridorRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> CloseCorridor(V1.CloseCorridorRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> WithdrawAgreement(
        V1.WithdrawAgreementRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> QuarantineNeighbour(
        V1.QuarantineNeighbourRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> LiftQuarantine(
        V1.LiftQuarantineRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> ConfirmClaim(V1.ConfirmClaimRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> RejectClaim(V1.RejectClaimRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> SetDrain(V1.SetDrainRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> SetPassingLimit(
        V1.SetPassingLimitRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.Carriage> GetCarriage(V1.GetCarriageRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var body = fields.Body("body", request.Body);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var treasury = body.IsSection
            ? world.FindSection(body.Section).Treasury
            : world.FindFederation(body.Federation).Treasury;
        return treasury.ToCarriage(body, withSums: viewer.Owns(body));
    }

    public override async Task<V1.ListClaimsResponse> ListClaims(
        V1.ListClaimsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "claims", request.Body, request.Viewer);
        var body = fields.BodyOrNone("body", request.Body);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var treasuries = await TreasuriesAsync(context.CancellationToken);
        var now = time.GetUtcNow();
        var found = treasuries.Where(treasury => body is null || treasury.Owner == body)
            .SelectMany(treasury => ClaimMessages.Of(treasury.Owner, treasury.Treasury, now))
            .Where(claim => viewer.Owns(Address.Parse(claim.Body)) || viewer.Owns(Address.Parse(claim.Neighbour)));
        var cut = page.Cut(
            found, claim => $"{claim.Body} {claim.Hop}", claim => claim,
            claim => new V1.Claim { Body = claim.Body, Hop = claim.Hop });
        return new V1.ListClaimsResponse { Claims = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.ListCorridorsResponse> ListCorridors(
        V1.ListCorridorsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "corridors", request.Body, request.Viewer);
        var body = fields.BodyOrNone("body", request.Body);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var treasuries = await TreasuriesAsync(context.CancellationToken);
        var found =
            from treasury in treasuries
            from corridor in treasury.Treasury.Corridors.Out
            where body is null || treasury.Owner == body || corridor.Key.Neighbour == body
            select (treasury.Owner, corridor.Key, Corridor: corridor.Value);
        var now = time.GetUtcNow();
        var byOwner = treasuries.ToDictionary(treasury => treasury.Owner, treasury => treasury.Treasury);
        var cut = page.Cut(
            found, at => $"{at.Owner} {at.Key}", at => at.Corridor.ToWire(
                at.Owner, at.Key, byOwner, now, viewer.Owns(at.Owner) || viewer.Owns(at.Key.Neighbour)),
            at => new V1.Corridor { From = at.Owner.ToString(), To = at.Key.Neighbour.ToString() });
        return new V1.ListCorridorsResponse { Corridors = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private async Task<(Address Owner, Treasury Treasury)[]> TreasuriesAsync(CancellationToken cancellation)
    {
        var world = await projector.LatestAsync(cancellation);
        return
        [
            .. world.Sections.All.Select(section => ((Address)section.Id, section.Treasury)),
            .. world.Federations.All.Select(federation => ((Address)federation.Id, federation.Treasury)),
        ];
    }
}
