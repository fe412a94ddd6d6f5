using Grpc.Core;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Successions;

internal sealed class SuccessionsService(CommandDesk desk, Projector projector)
    : V1.SuccessionsService.SuccessionsServiceBase
{
    public override Task<V1.CommandReply> AnnounceSuccession(
        V1.AnnounceSuccessionRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> WithdrawSuccession(
        V1.WithdrawSuccessionRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> AgreeToSucceed(
        V1.AgreeToSucceedRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> DeclineToSucceed(
        V1.DeclineToSucceedRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> MoveMember(V1.MoveMemberRequest request, ServerCallContext context) =>
        Address.TryParse(request.Member, out var member) && member.IsSection
            ? desk.AskAsync(request.ReadForSection(), context.CancellationToken)
            : desk.AskAsync(request.ReadForFederation(), context.CancellationToken);

    public override Task<V1.CommandReply> HandOverDues(V1.HandOverDuesRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> HandOverCollection(
        V1.HandOverCollectionRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> DissolveFederation(
        V1.DissolveFederationRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override async Task<V1.Succession> GetSuccession(
        V1.GetSuccessionRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.Federation("federation", request.Federation);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var federation = await projector.FindFederationAsync(id, context.CancellationToken);
        return projector.Read(world => federation.ToSuccession(viewer.Owns(id), member => MovesOf(world, member)));
    }

    private static Moves? MovesOf(World world, Address member) => member.IsSection
        ? world.Sections.Find(member.Id)?.Moves
        : world.Federations.Find(member.Id)?.Moves;
}
