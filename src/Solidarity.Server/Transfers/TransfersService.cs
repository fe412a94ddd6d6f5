using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Planning;
using Solidarity.Server.Errors;
using Solidarity.Server.Feeds;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Storage;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Transfers;

internal sealed class TransfersService(
    CommandSender sender, Projector projector, Planner planner, IJournal journal, Resuming resuming,
    [BooksTime] TimeProvider time)
    : V1.TransfersService.TransfersServiceBase
{
    public override Task<V1.CommandReply> RetryTransfer(V1.RetryTransferRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.RequestId(request.RequestId);
        var transfer = fields.Transfer("name", request.Name);
        fields.Check();
        return sender.SendAsync(
            new Order<TransferCommand>(id, transfer, new TransferCommand.Retry(), request.Name), request, context);
    }

    public override async Task<V1.Transfer> GetTransfer(V1.GetTransferRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.Transfer("name", request.Name);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        return FindShown(world, id, viewer).ToWire(world.Counters.PlaceOf(id));
    }

    public override async Task<V1.QuoteTransferResponse> QuoteTransfer(
        V1.QuoteTransferRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var from = fields.Body("from", request.From);
        var id = fields.Strike("strike", request.Strike);
        var amount = fields.Money("amount", request.Amount);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var strike = world.FindStrike(id);
        _ = from.IsSection ? (object)world.FindSection(from.Section) : world.FindFederation(from.Federation);
        var (quote, refusal) = await planner.QuoteAsync(
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
        await resuming.CheckAsync(fields, page.AfterPosition, context.CancellationToken);
        FindShown(await projector.LatestAsync(context.CancellationToken), id, viewer);
        return await new TransferStory(journal, id).ReadAsync(page, context.CancellationToken);
    }

    public override async Task<V1.ListTransfersResponse> ListTransfers(
        V1.ListTransfersRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken,
            "transfers", request.Strike, request.Source, $"{request.Phase}", $"{request.OnlyOpen}",
            request.Viewer);
        var strike = fields.StrikeOrNone("strike", request.Strike);
        var source = fields.BodyOrNone("source", request.Source);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var visible = new VisibleWorld(await projector.LatestAsync(context.CancellationToken), viewer);
        var found = visible.World.Transfers.All.Where(transfer => transfer.Phase != TransferPhase.None
            && (strike is null || transfer.Delivery is Purpose.ToStrikeFund to && to.Strike == strike)
            && (source is null || transfer.Source == source)
            && (request.Phase == V1.TransferPhase.Unspecified || transfer.Phase.ToWire() == request.Phase)
            && (!request.OnlyOpen || IsOpen(transfer))
            && visible.Shows(transfer));
        var cut = page.Cut(
            found, transfer => transfer.Id.Value,
            transfer => transfer.ToWire(visible.World.Counters.PlaceOf(transfer.Id)),
            transfer => new V1.Transfer { Name = ((Address)transfer.Id).ToString() });
        return new V1.ListTransfersResponse { Transfers = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private static Transfer FindShown(World world, TransferId id, Viewer viewer)
    {
        var transfer = world.FindTransfer(id);
        if (!new VisibleWorld(world, viewer).Shows(transfer))
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
