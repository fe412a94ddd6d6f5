using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Solidarity.V1;

namespace Solidarity.Commands.Boards;

/// <summary>Reads boards with all of their aid: a board itself carries the first pieces only.</summary>
internal sealed class BoardReader(CallInvoker service)
{
    private const int PageSize = 1_000;

    private readonly StrikesService.StrikesServiceClient _strikes = new(service);

    /// <summary>The boards that are asked for, in the order that they come in.</summary>
    public async Task<IReadOnlyList<Board>> AllAsync(ListBoardsRequest asked, CancellationToken cancellationToken)
    {
        var boards = new List<Board>();
        var request = new ListBoardsRequest(asked) { PageSize = PageSize };
        do
        {
            var page = await _strikes.ListBoardsAsync(request, cancellationToken: cancellationToken);
            foreach (var board in page.Boards)
                boards.Add(await WithAllAidAsync(board, asked.Viewer, asked.AsOf, cancellationToken));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return boards;
    }

    public async Task<Board> OneAsync(GetBoardRequest asked, CancellationToken cancellationToken)
    {
        var board = await _strikes.GetBoardAsync(asked, cancellationToken: cancellationToken);
        return await WithAllAidAsync(board, asked.Viewer, asked.AsOf, cancellationToken);
    }

    // The same board; where it has more aid than it carries and shows its books, with all of it.
    private async Task<Board> WithAllAidAsync(
        Board board, string viewer, Timestamp? asOf, CancellationToken cancellationToken)
    {
        if (board.Detail != Detail.Books || board.Aid.Count >= board.AidTotal)
            return board;
        var whole = board.Clone();
        whole.Aid.Clear();
        var request = new ListAidRequest { Strike = board.Name, PageSize = PageSize, Viewer = viewer, AsOf = asOf };
        do
        {
            var page = await _strikes.ListAidAsync(request, cancellationToken: cancellationToken);
            whole.Aid.AddRange(page.Aid);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return whole;
    }
}
