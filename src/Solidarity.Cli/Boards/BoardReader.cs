using Grpc.Core;
using Solidarity.V1;

namespace Solidarity.Cli.Boards;

/// <summary>Reads boards with all of their aid: a board itself carries the first pieces only.</summary>
internal sealed class BoardReader(CallInvoker service)
{
    private const int PageSize = 1_000;

    private readonly StrikesService.StrikesServiceClient _strikes = new(service);

    /// <summary>The boards of all strikes, by start and then by id.</summary>
    public async Task<IReadOnlyList<Board>> AllAsync(CancellationToken cancellationToken)
    {
        var boards = new List<Board>();
        var request = new ListBoardsRequest { PageSize = PageSize };
        do
        {
            var page = await _strikes.ListBoardsAsync(request, cancellationToken: cancellationToken);
            foreach (var board in page.Boards)
                boards.Add(await WithAllAidAsync(board, cancellationToken));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return boards;
    }

    /// <param name="strike">strikes/{id}.</param>
    public async Task<Board> OneAsync(string strike, CancellationToken cancellationToken)
    {
        var board = await _strikes.GetBoardAsync(
            new GetBoardRequest { Name = strike }, cancellationToken: cancellationToken);
        return await WithAllAidAsync(board, cancellationToken);
    }

    /// <summary>The same board; where it has more aid than it carries, with all of it.</summary>
    public async Task<Board> WithAllAidAsync(Board board, CancellationToken cancellationToken)
    {
        if (board.Aid.Count >= board.AidTotal)
            return board;
        var whole = board.Clone();
        whole.Aid.Clear();
        var request = new ListAidRequest { Strike = board.Name, PageSize = PageSize };
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
