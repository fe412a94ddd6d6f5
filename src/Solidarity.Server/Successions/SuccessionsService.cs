using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Successions;

internal sealed class SuccessionsService(CommandSender sender, Projector projector)
    : V1.SuccessionsService.SuccessionsServiceBase
{
    public override Task<V1.CommandReply> AnnounceSuccession(
        V1.AnnounceSuccessionRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> WithdrawSuccession(
        V1.WithdrawSuccessionRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> AgreeToSucceed(
        V1.AgreeToSucceedRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> DeclineToSucceed(
        V1.DeclineToSucceedRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> MoveMember(V1.MoveMemberRequest request, ServerCallContext context) =>
        Address.TryParse(request.Member, out var member) && member.IsSection
            ? sender.SendAsync(request.ReadForSection(), request, context)
            : sender.SendAsync(request.ReadForFederation(), request, context);

    public override Task<V1.CommandReply> HandOverDues(V1.HandOverDuesRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> HandOverCollection(
        V1.HandOverCollectionRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> DissolveFederation(
        V1.DissolveFederationRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.Succession> GetSuccession(
        V1.GetSuccessionRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.Federation("federation", request.Federation);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        return world.FindFederation(id).ToSuccession(viewer.Owns(id), member => MovesOf(world, member));
    }

    private static Moves? MovesOf(World world, Address member) => member.IsSection
        ? world.Sections.Find(member.Id)?.Affiliations.Moves
        : world.Federations.Find(member.Id)?.Moves;
}
