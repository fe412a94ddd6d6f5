using Grpc.Core;
using Grpc.Net.Client;
using Solidarity.Benchmarks.Storm;

namespace Solidarity.Benchmarks.Watch;

/// <summary>One who watches the storm's board until every section has pledged, notes what came when, and believes
/// nothing.</summary>
internal sealed class BoardWatcher(int sections)
{
    private readonly List<(long Position, long At)> _seen = [];

    public IReadOnlyList<(long Position, long At)> Seen => _seen;

    /// <summary>Begins; completes when the first board is there. The task in it completes with the last one.</summary>
    public async Task<Task> StartAsync(GrpcChannel channel)
    {
        var call = new V1.StrikesService.StrikesServiceClient(channel).WatchBoard(
            new V1.WatchBoardRequest { Name = StormClients.Strike, View = V1.BoardView.Summary });
        await NextAsync(call);
        return FollowAsync(call);
    }

    private async Task FollowAsync(AsyncServerStreamingCall<V1.WatchBoardResponse> call)
    {
        using (call)
            while (await NextAsync(call) < sections)
            {
            }
    }

    /// <summary>Gives how many sections have pledged.</summary>
    private async Task<int> NextAsync(AsyncServerStreamingCall<V1.WatchBoardResponse> call)
    {
        if (!await call.ResponseStream.MoveNext(CancellationToken.None))
            throw new InvalidOperationException("the watch ended before the storm did");
        var now = Stopwatch.GetTimestamp();
        var message = call.ResponseStream.Current;
        if (_seen.Count > 0 && message.Position <= _seen[^1].Position)
            throw new InvalidOperationException($"position {message.Position} came after {_seen[^1].Position}");
        _seen.Add((message.Position, now));
        Check(message.Board);
        return message.Board.Answers.Pledged;
    }

    /// <summary>Every pledge is a gift of the same sum, none is sent, and every section has heard the call: so each
    /// figure follows from any other.</summary>
    private void Check(V1.Board board)
    {
        var answers = board.Answers;
        var money = board.Money.SingleOrDefault() ?? new V1.BoardMoney();
        var pledged = answers.Pledged * StormClients.PledgeMinor;
        var isRight = answers.Reached == sections
            && answers.Reached == answers.Pledged + answers.Declined + answers.Unanswered
            && board.AidTotal == answers.Pledged
            && money.PledgedMinorUnits == pledged
            && money.GiftsMinorUnits == pledged
            && board.Coverage.PledgedMinorUnits == pledged
            && money.HeldMinorUnits + money.InTransitMinorUnits + money.ReceivedMinorUnits + money.LoansMinorUnits == 0
            && board.Aid.Count == 0;
        if (!isRight)
            throw new InvalidOperationException($"the board contradicts itself: {board}");
    }
}
