using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Text;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Callers;
using Solidarity.Server.Errors;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Storage;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Strikes;

internal sealed class StrikesService(
    CommandSender sender, Projector projector, IJournal journal, Times times, BoardQueries boards,
    [BooksTime] TimeProvider time, TradeTable trades)
    : V1.StrikesService.StrikesServiceBase
{
    public override async Task<V1.CommandReply> DeclareStrike(
        V1.DeclareStrikeRequest request, ServerCallContext context)
    {
        var order = request.Read(time.GetUtcNow(), trades);
        await CheckIdIsFreeAsync(order, context.CancellationToken);
        return await sender.SendAsync(order, request, context);
    }

    public override Task<V1.CommandReply> AmendStrike(V1.AmendStrikeRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(time.GetUtcNow(), trades), request, context);

    public override Task<V1.CommandReply> ReopenStrike(V1.ReopenStrikeRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> EndStrike(V1.EndStrikeRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> PayStrikePay(V1.PayStrikePayRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> ReturnSurplus(V1.ReturnSurplusRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> PassOnSurplus(V1.PassOnSurplusRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> KeepSurplus(V1.KeepSurplusRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> SendSurplus(V1.SendSurplusRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> WithdrawSurplus(
        V1.WithdrawSurplusRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.ListSurplusResponse> ListSurplus(
        V1.ListSurplusRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken,
            "surplus", request.Section, $"{request.OnlyOpen}", request.Viewer);
        var id = fields.Section("section", request.Section);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "the list of what was left");
        var found = section.Surplus.Sent.Where(sum => !request.OnlyOpen || sum.Value.State == AidState.Pledged);
        var cut = page.Cut(
            found, sum => sum.Key.Value, sum => sum.Value.ToWire(id, sum.Key),
            sum => new V1.Surplus { Name = StrikeMessages.NameOf(id, sum.Key) });
        return new V1.ListSurplusResponse { Surplus = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override async Task<V1.ListSurplusSharesResponse> ListSurplusShares(
        V1.ListSurplusSharesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "surplus shares", request.Strike, request.Viewer);
        var id = fields.Strike("strike", request.Strike);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var strike = world.FindStrike(id);
        var section = world.FindSection(strike.Section, viewer, "the list of shares in what was left");
        var funds = SurplusFund.Of(section, strike).ToArray();
        var cut = page.Cut(
            funds.SelectMany(fund => fund.Shares, (fund, share) => (fund.Left.Currency, Share: share)),
            row => $"{row.Currency} {row.Share.Giver.Party}",
            row => row.Share.ToWire(row.Currency),
            row => new V1.SurplusShare { Giver = row.Share.Giver.Party.ToWire() });
        return new V1.ListSurplusSharesResponse
        {
            Shares = { cut.Items },
            NextPageToken = cut.NextToken,
            Funds = { funds.Select(fund => fund.ToWire()) },
        };
    }

    public override Task<V1.CommandReply> ReceiveOutsideAid(
        V1.ReceiveOutsideAidRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> ReportAid(V1.ReportAidRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.Strike> GetStrike(V1.GetStrikeRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.Strike("name", request.Name);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        return await times.FindAsync(
            asOf: null, viewer, $"strike {id}",
            (sight, _) => sight.World.Strikes.Find(id.Value) is { Opened: true } strike ? strike.ToWhole(sight) : null,
            CommonRefusals.NotDeclared, context.CancellationToken);
    }

    public override async Task<V1.ListStrikesResponse> ListStrikes(
        V1.ListStrikesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var filter = StrikeFilter.Read(
            fields, trades, request.OnlyOpen, request.Country, request.Trade, request.Section);
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "strikes", filter.Mark, request.OrderBy, request.Viewer,
            $"{request.AsOf}");
        var order = StrikeFilter.Order(fields, request.OrderBy);
        var viewer = fields.Viewer("viewer", request.Viewer);
        var asOf = times.Read(fields, "as_of", request.AsOf);
        fields.Check();
        var cut = await times.LookAsync(asOf, viewer, (sight, at) => page.Cut(
            filter.In(sight.World),
            // What a viewer may not see, no order tells either.
            strike => order.Key(() => StrikeRow.Of(sight, strike, at), strike.Id.Value),
            strike => strike.ToWire(sight), strike => new V1.Strike { Name = ((Address)strike.Id).ToString() }),
            context.CancellationToken);
        return new V1.ListStrikesResponse { Strikes = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public override Task<V1.Board> GetBoard(V1.GetBoardRequest request, ServerCallContext context) =>
        boards.GetAsync(request, context.CancellationToken);

    public override Task<V1.ListBoardsResponse> ListBoards(V1.ListBoardsRequest request, ServerCallContext context) =>
        boards.ListAsync(request, context.CancellationToken);

    public override Task<V1.ListAidResponse> ListAid(V1.ListAidRequest request, ServerCallContext context) =>
        boards.ListAidAsync(request, context.CancellationToken);

    public override Task WatchBoard(
        V1.WatchBoardRequest request, IServerStreamWriter<V1.WatchBoardResponse> responseStream,
        ServerCallContext context) =>
        boards.WatchAsync(request, responseStream, Caller.Of(context), context.CancellationToken);

    /// <summary>The strike itself would refuse a second section, but only after the section was told yes. What the
    /// world knows already can be said at once; a race of two sections is still decided by the strike.</summary>
    private async Task CheckIdIsFreeAsync(Order<SectionCommand> order, CancellationToken cancellation)
    {
        var strike = ((OwnStrikeCommand.DeclareStrike)order.Command).Strike;
        var world = await projector.LatestAsync(cancellation);
        var known = world.Strikes.Find(strike.Value);
        if (known is not { Opened: true } || known.Section == order.Body.Section)
            return;
        // An id that was used before gets its first answer again, whatever has become known since.
        if (await journal.FindAsync(order.RequestId, cancellation) is null)
            throw new RefusedException(OwnStrikeRefusals.StrikeExists(known.Section, strike));
    }
}
