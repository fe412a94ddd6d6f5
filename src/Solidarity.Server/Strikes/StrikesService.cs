using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Errors;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Storage;

namespace Solidarity.Server.Strikes;

internal sealed class StrikesService(
    CommandDesk desk, Projector projector, IJournal journal, BoardWatchers watchers, IHostApplicationLifetime lifetime)
    : V1.StrikesService.StrikesServiceBase
{
    public override async Task<V1.CommandReply> DeclareStrike(
        V1.DeclareStrikeRequest request, ServerCallContext context)
    {
        var order = request.Read();
        await CheckIdIsFreeAsync(order, context.CancellationToken);
        return await desk.AskAsync(order, context.CancellationToken);
    }

    public override Task<V1.CommandReply> EndStrike(V1.EndStrikeRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> PayStrikePay(V1.PayStrikePayRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> ReceiveOutsideAid(
        V1.ReceiveOutsideAidRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override Task<V1.CommandReply> ReportAid(V1.ReportAidRequest request, ServerCallContext context) =>
        desk.AskAsync(request.Read(), context.CancellationToken);

    public override async Task<V1.Strike> GetStrike(V1.GetStrikeRequest request, ServerCallContext context) =>
        (await FindAsync("name", request.Name, context)).ToWire();

    public override async Task<V1.ListStrikesResponse> ListStrikes(
        V1.ListStrikesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "strikes", request.Section, $"{request.OnlyOpen}");
        SectionId? section = request.Section.Length > 0 ? fields.Section("section", request.Section) : null;
        fields.Check();
        var found = (await AllAsync(context)).Where(strike =>
            (section is null || strike.Section == section) && (!request.OnlyOpen || strike.Outcome is null));
        var cut = page.Cut(found, strike => strike.Id.Value, strike => strike.ToWire());
        return new V1.ListStrikesResponse { Strikes = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.Board> GetBoard(V1.GetBoardRequest request, ServerCallContext context) =>
        (await FindAsync("name", request.Name, context)).ToBoard();

    public override async Task<V1.ListBoardsResponse> ListBoards(
        V1.ListBoardsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken, "boards");
        fields.Check();
        // A day is written so that days in order are texts in order.
        var cut = page.Cut(
            await AllAsync(context),
            strike => $"{StrikeMessages.Day(strike.Facts!.Start)} {strike.Id}",
            strike => strike.ToBoard());
        return new V1.ListBoardsResponse { Boards = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.ListAidResponse> ListAid(V1.ListAidRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken, "aid", request.Strike);
        fields.Strike("strike", request.Strike);
        fields.Check();
        var strike = await FindAsync("strike", request.Strike, context);
        // A blank sorts before every character of an id, so this is the order of the keys themselves.
        var cut = page.Cut(strike.Aid, aid => $"{aid.Key.Id} {aid.Key.From}", aid => aid.Value.ToWire(aid.Key));
        return new V1.ListAidResponse { Aid = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task WatchBoard(
        V1.WatchBoardRequest request, IServerStreamWriter<V1.WatchBoardResponse> responseStream,
        ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.Strike("name", request.Name);
        if (request.AfterPosition < 0 || request.AfterPosition > journal.Position)
            fields.Add("after_position",
                $"is {request.AfterPosition}; the journal goes from 1 to {journal.Position}. Begin with 0");
        fields.Check();
        await projector.FindStrikeAsync(id, context.CancellationToken);
        using var seat = watchers.Enter();
        // A watch has no end of its own and would hold up the stop.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, lifetime.ApplicationStopping);
        await new BoardWatch(projector, id, responseStream).FollowAsync(request.AfterPosition, end.Token);
    }

    /// <summary>The strike itself would refuse a second section, but only after the section was told yes. What the
    /// world knows already can be said at once; a race of two sections is still decided by the strike.</summary>
    private async Task CheckIdIsFreeAsync(Order<SectionCommand> order, CancellationToken cancellation)
    {
        var strike = ((SectionCommand.DeclareStrike)order.Command).Strike;
        var known = await projector.ReadLatestAsync(world => world.Strikes.Find(strike.Value), cancellation);
        if (known is not { Opened: true } || known.Section == order.Body.Section)
            return;
        // An id that was used before gets its first answer again, whatever has become known since.
        if (await journal.FindAsync(order.RequestId, cancellation) is null)
            throw new RefusedException(SectionRefusals.StrikeExists(known.Section, strike));
    }

    private async Task<IEnumerable<Strike>> AllAsync(ServerCallContext context)
    {
        var all = await projector.ReadLatestAsync(
            world => world.Strikes.All.Values.ToArray(), context.CancellationToken);
        return all.Where(strike => strike.Opened);
    }

    private Task<Strike> FindAsync(string field, string name, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.Strike(field, name);
        fields.Check();
        return projector.FindStrikeAsync(id, context.CancellationToken);
    }
}
