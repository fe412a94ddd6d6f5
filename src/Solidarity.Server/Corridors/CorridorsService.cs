using Grpc.Core;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Treasuries;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Corridors;

internal sealed class CorridorsService(CommandDesk desk, Projector projector, TimeProvider time)
    : V1.CorridorsService.CorridorsServiceBase
{
    public override Task<V1.CommandReply> OfferCorridor(V1.OfferCorridorRequest request, ServerCallContext context) =>
        AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> AgreeToCorridor(
        V1.AgreeToCorridorRequest request, ServerCallContext context) =>
        AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> CloseCorridor(V1.CloseCorridorRequest request, ServerCallContext context) =>
        AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> WithdrawAgreement(
        V1.WithdrawAgreementRequest request, ServerCallContext context) =>
        AskAsync(request.Read(), context.CancellationToken);

    public override async Task<V1.ListCorridorsResponse> ListCorridors(
        V1.ListCorridorsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken, "corridors", request.Body);
        Address? body = request.Body.Length > 0 ? fields.Body("body", request.Body) : null;
        fields.Check();
        var treasuries = await projector.ReadLatestAsync(Treasuries, context.CancellationToken);
        var found =
            from treasury in treasuries
            from corridor in treasury.Treasury.Corridors
            where body is null || treasury.Owner == body || corridor.Key.Neighbour == body
            select (treasury.Owner, corridor.Key, Corridor: corridor.Value);
        var now = time.GetUtcNow();
        var cut = page.Cut(found, at => $"{at.Owner} {at.Key}", at => Write(at.Owner, at.Key, at.Corridor, now));
        return new V1.ListCorridorsResponse { Corridors = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private Task<V1.CommandReply> AskAsync(TreasuryOrder order, CancellationToken cancellation) =>
        order.Owner.IsSection
            ? desk.AskAsync(
                Order.To(order.RequestId, order.Owner.Section, new SectionCommand.ToTreasury(order.Command)),
                cancellation)
            : desk.AskAsync(
                Order.To(order.RequestId, order.Owner.Federation, new FederationCommand.ToTreasury(order.Command)),
                cancellation);

    private static (Address Owner, Treasury Treasury)[] Treasuries(World world) =>
    [
        .. world.Sections.All.Values.Select(section => ((Address)section.Id, section.Treasury)),
        .. world.Federations.All.Values.Select(federation => ((Address)federation.Id, federation.Treasury)),
    ];

    private static V1.Corridor Write(Address owner, CorridorKey key, Corridor corridor, DateTimeOffset now)
    {
        var message = new V1.Corridor
        {
            From = owner.ToString(),
            To = key.Neighbour.ToString(),
            Given = key.Given.ToWire(),
            Arrives = key.Arrives.ToWire(),
            Terms = corridor.Terms.ToWire(),
            Status = corridor.Status.ToWire(),
        };
        if (corridor.RoomMinor(now) is { } room)
            message.RoomMinorUnits = room;
        return message;
    }
}
