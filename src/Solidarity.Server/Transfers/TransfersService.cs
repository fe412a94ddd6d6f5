using Grpc.Core;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Transfers;

internal sealed class TransfersService(CommandDesk desk, Projector projector)
    : V1.TransfersService.TransfersServiceBase
{
    public override Task<V1.CommandReply> RetryTransfer(V1.RetryTransferRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.RequestId(request.RequestId);
        var transfer = fields.Transfer("name", request.Name);
        fields.Check();
        return desk.AskAsync(
            new Order<TransferCommand>(id, transfer, new TransferCommand.Retry(), request.Name),
            context.CancellationToken);
    }

    public override async Task<V1.Transfer> GetTransfer(V1.GetTransferRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.Transfer("name", request.Name);
        fields.Check();
        return (await projector.FindTransferAsync(id, context.CancellationToken)).ToWire();
    }

    public override async Task<V1.ListTransfersResponse> ListTransfers(
        V1.ListTransfersRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken,
            "transfers", request.Strike, request.Source, $"{request.Phase}", $"{request.OnlyOpen}");
        StrikeId? strike = request.Strike.Length > 0 ? fields.Strike("strike", request.Strike) : null;
        Address? source = request.Source.Length > 0 ? fields.Body("source", request.Source) : null;
        fields.Check();
        var all = await projector.ReadLatestAsync(
            world => world.Transfers.All.Values.ToArray(), context.CancellationToken);
        var found = all.Where(transfer => transfer.Phase != TransferPhase.None
            && (strike is null || transfer.Delivery is Delivery.ToStrikeFund to && to.Strike == strike)
            && (source is null || transfer.Source == source)
            && (request.Phase == V1.TransferPhase.Unspecified || transfer.Phase.ToWire() == request.Phase)
            && (!request.OnlyOpen || IsOpen(transfer)));
        var cut = page.Cut(found, transfer => transfer.Id.Value, transfer => transfer.ToWire());
        return new V1.ListTransfersResponse { Transfers = { cut.Items }, NextPageToken = cut.NextToken };
    }

    // Stuck money waits for somebody.
    private static bool IsOpen(Transfer transfer) => !transfer.Ended || transfer.Phase == TransferPhase.Stuck;
}
