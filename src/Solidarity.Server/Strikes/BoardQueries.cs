using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Text;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Callers;
using Solidarity.Server.Feeds;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Strikes;

/// <summary>The questions of strikes.proto about boards: each for a viewer, now or as of a time.</summary>
internal sealed class BoardQueries(
    Projector projector, Times times, Resuming resuming, [BooksTime] TimeProvider time,
    Feeds<V1.WatchBoardResponse> boards, TradeTable trades)
{
    public async Task<V1.Board> GetAsync(V1.GetBoardRequest request, CancellationToken cancellation)
    {
        var fields = new Fields();
        var id = fields.Strike("name", request.Name);
        var view = fields.Read(request.View);
        var viewer = fields.Viewer("viewer", request.Viewer);
        var asOf = times.Read(fields, "as_of", request.AsOf);
        fields.Check();
        var board = await times.FindAsync(
            asOf, viewer, $"strike {id}",
            (sight, at) => Find(sight.World, id) is { } strike ? StrikeBoard.Of(sight, strike, at) : null,
            CommonRefusals.NotDeclared, cancellation);
        return board.ToBoard(view);
    }

    public async Task<V1.ListBoardsResponse> ListAsync(V1.ListBoardsRequest request, CancellationToken cancellation)
    {
        var fields = new Fields();
        var filter = StrikeFilter.Read(
            fields, trades, request.OnlyOpen, request.Country, request.Trade, request.Section);
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "boards", $"{request.View}", request.Viewer,
            $"{request.AsOf}", filter.Mark, request.OrderBy);
        var view = fields.Read(request.View);
        var viewer = fields.Viewer("viewer", request.Viewer);
        var asOf = times.Read(fields, "as_of", request.AsOf);
        var order = StrikeFilter.Order(fields, request.OrderBy);
        fields.Check();
        var cut = await times.LookAsync(
            asOf, viewer, (sight, at) => page.Cut(
                filter.In(sight.World),
                // What a viewer may not see, no order tells either.
                strike => order.Key(() => StrikeRow.Of(sight, strike, at), ByStart(strike)),
                strike => StrikeBoard.Of(sight, strike, at).ToBoard(view), BoardMessages.NameBoard), cancellation);
        return new V1.ListBoardsResponse { Boards = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public async Task<V1.ListAidResponse> ListAidAsync(V1.ListAidRequest request, CancellationToken cancellation)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, "aid", request.Strike, request.Viewer, $"{request.AsOf}");
        var id = fields.Strike("strike", request.Strike);
        var viewer = fields.Viewer("viewer", request.Viewer);
        var asOf = times.Read(fields, "as_of", request.AsOf);
        fields.Check();
        var strike = await times.FindAsync(
            asOf, viewer, $"strike {id}", (sight, _) =>
            {
                var found = Find(sight.World, id);
                if (found is not null)
                    sight.CheckShows(found, Detail.Books, "the list of aid");
                return found;
            }, CommonRefusals.NotDeclared, cancellation);
        // A blank sorts before every character of an id, so this is the order of the keys themselves.
        var cut = page.Cut(
            strike.Aid.Pieces, aid => $"{aid.Key.Id} {aid.Key.From}", aid => aid.Value.ToWire(aid.Key),
            aid => new V1.BoardAid { AidId = aid.Key.Id.Value });
        return new V1.ListAidResponse { Aid = { cut.Items }, NextPageToken = cut.NextToken };
    }

    public async Task WatchAsync(
        V1.WatchBoardRequest request, IServerStreamWriter<V1.WatchBoardResponse> watcher, Caller caller,
        CancellationToken cancellation)
    {
        var fields = new Fields();
        var id = fields.Strike("name", request.Name);
        var view = fields.Read(request.View);
        var viewer = fields.Viewer("viewer", request.Viewer);
        await resuming.CheckAsync(fields, request.AfterPosition, cancellation);
        (await projector.LatestAsync(cancellation)).FindStrike(id);
        await boards.WatchAsync(
            new BoardTopic(id, view, viewer, time), request.AfterPosition, watcher, caller, cancellation);
    }

    private static Strike? Find(World world, StrikeId id) =>
        world.Strikes.Find(id.Value) is { Opened: true } strike ? strike : null;

    // A day is written so that days in order are texts in order.
    private static string ByStart(Strike strike) => $"{StrikeMessages.Day(strike.Facts?.Start ?? default)} {strike.Id}";
}
