using Grpc.Core;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Errors;
using Solidarity.Server.Feeds;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Storage;

namespace Solidarity.Server.Transfers;

internal sealed class TransfersService(
    CommandDesk desk, Projector projector, RouteDesk routes, IJournal journal, Resuming resuming,
    [BooksTime] TimeProvider time)
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
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var transfer = await FindShownAsync(id, viewer, context.CancellationToken);
        return transfer.ToWire(projector.Read(world => world.Figures.PlaceOf(id)));
    }

    public override async Task<V1.QuoteTransferResponse> QuoteTransfer(
        V1.QuoteTransferRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var from = fields.Body("from", request.From);
        var id = fields.Strike("strike", request.Strike);
        var amount = fields.Money("amount", request.Amount);
        fields.Check();
        var strike = await projector.FindStrikeAsync(id, context.CancellationToken);
        _ = from.IsSection
            ? (object)await projector.FindSectionAsync(from.Section, context.CancellationToken)
            : await projector.FindFederationAsync(from.Federation, context.CancellationToken);
        var (quote, refusal) = await routes.QuoteAsync(
            from, strike.Section, amount, time.GetUtcNow(), context.CancellationToken);
        return quote is null ? throw new RefusedException(refusal!) : quote.ToWire();
    }

    public override async Task<V1.ListTransferStepsResponse> ListTransferSteps(
        V1.ListTransferStepsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.ReadByPosition(
            fields, request.PageSize, request.PageToken, "steps", request.Name, request.Viewer);
        var id = fields.Transfer("name", request.Name);
        var viewer = fields.Viewer("viewer", request.Viewer);
        resuming.Check(fields, page.AfterPosition);
        await FindShownAsync(id, viewer, context.CancellationToken);
        return await new TransferStory(journal, id).ReadAsync(page, context.CancellationToken);
    }

    public override async Task<V1.ListTransfersResponse> ListTransfers(
        V1.ListTransfersRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken,
            "transfers", request.Strike, request.Source, $"{request.Phase}", $"{request.OnlyOpen}",
            request.Viewer);
        StrikeId? strike = request.Strike.Length > 0 ? fields.Strike("strike", request.Strike) : null;
        Address? source = request.Source.Length > 0 ? fields.Body("source", request.Source) : null;
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        await projector.WaitAnsweredAsync(context.CancellationToken);
        var found = projector.Bodies.Transfers.All.Where(transfer => transfer.Phase != TransferPhase.None
            && (strike is null || transfer.Delivery is Purpose.ToStrikeFund to && to.Strike == strike)
            && (source is null || transfer.Source == source)
            && (request.Phase == V1.TransferPhase.Unspecified || transfer.Phase.ToWire() == request.Phase)
            && (!request.OnlyOpen || IsOpen(transfer)));
        // The world stands still only for some at a time.
        var shown = found.Chunk(ServerLimits.LookedAtTogetherMax).SelectMany(piece => projector.Read(world =>
            piece.Where(new Sight(world, viewer).Shows).ToArray()));
        var cut = page.Cut(
            shown, transfer => transfer.Id.Value,
            transfer => transfer.ToWire(projector.Read(world => world.Figures.PlaceOf(transfer.Id))),
            transfer => new V1.Transfer { Name = ((Address)transfer.Id).ToString() });
        return new V1.ListTransfersResponse { Transfers = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private async Task<Transfer> FindShownAsync(TransferId id, Viewer viewer, CancellationToken cancellation)
    {
        var transfer = await projector.FindTransferAsync(id, cancellation);
        if (!projector.Read(world => new Sight(world, viewer).Shows(transfer)))
            throw new RefusedException(Refusal.Of(
                RefusalKind.PermissionDenied, "TRANSFER_NOT_SHOWN",
                $"transfer {id} is shown to whoever sends, gets or carries it, and to those to whom the section of its "
                + $"strike shows its books, which {viewer} is not. The board of the strike shows as much as it does",
                ("transfer", id), ("viewer", viewer)));
        return transfer;
    }

    // Stuck money waits for somebody.
    private static bool IsOpen(Transfer transfer) => !transfer.Ended || transfer.Phase == TransferPhase.Stuck;
}
