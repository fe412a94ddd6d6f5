using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Solidarity.Commands.Client;

namespace Solidarity.Commands.Boards;

/// <summary>Reads boards with all of their aid: a board itself carries the first pieces only.</summary>
internal sealed class BoardReader(CallInvoker service, CancellationToken cancelled)
{
    private readonly StrikesService.StrikesServiceClient _strikes = new(service);

    /// <summary>The boards that are asked for, in the order that they come in.</summary>
    public async Task<IReadOnlyList<Board>> AllAsync(ListBoardsRequest asked)
    {
        var boards = await Paging.AllAsync(asked, _strikes.ListBoardsAsync, page => page.Boards, Options);
        for (var at = 0; at < boards.Count; at++)
            boards[at] = await WithAllAidAsync(boards[at], asked.Viewer, asked.AsOf);
        return boards;
    }

    public async Task<Board> OneAsync(GetBoardRequest asked) =>
        await WithAllAidAsync(await _strikes.GetBoardAsync(asked, Options()), asked.Viewer, asked.AsOf);

    // The same board; where it has more aid than it carries and shows its books, with all of it.
    private async Task<Board> WithAllAidAsync(Board board, string viewer, Timestamp? asOf)
    {
        if (board.Detail != Detail.Books || board.Aid.Count >= board.AidTotal)
            return board;
        var request = new ListAidRequest { Strike = board.Name, Viewer = viewer, AsOf = asOf };
        var whole = board.Clone();
        whole.Aid.Clear();
        whole.Aid.AddRange(await Paging.AllAsync(request, _strikes.ListAidAsync, page => page.Aid, Options));
        return whole;
    }

    private CallOptions Options() => new(cancellationToken: cancelled);
}
