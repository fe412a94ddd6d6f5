using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.Failures;

namespace Solidarity.Demos.Seizures;

/// <summary>Follows the strike's board from its beginning on, and believes nothing: positions must rise, and what has
/// arrived must not become less.</summary>
internal sealed class SeizureWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _leave;
    private readonly Services _services;
    private readonly SeizureState _state;
    private Task _following = Task.CompletedTask;
    private V1.WatchBoardResponse? _last;

    private SeizureWatch(Services services, SeizureState state, CancellationToken cancelled)
    {
        _leave = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        (_services, _state) = (services, state);
    }

    /// <summary>How many boards came.</summary>
    public int Boards { get; private set; }

    /// <summary>Completes when the first board is there.</summary>
    public static async Task<SeizureWatch> StartAsync(
        Services services, SeizureState state, CancellationToken cancelled)
    {
        var watch = new SeizureWatch(services, state, cancelled);
        var request = new V1.WatchBoardRequest { Name = SeizurePlan.Strike, View = V1.BoardView.Summary };
        var call = services.Strikes.WatchBoard(request, cancellationToken: watch._leave.Token);
        try
        {
            await watch.NextAsync(call);
        }
        catch
        {
            call.Dispose();
            watch._leave.Dispose();
            throw;
        }
        watch._following = watch.FollowAsync(call);
        return watch;
    }

    /// <summary>Leaves.</summary>
    /// <exception cref="CheckFailedException">A board came that cannot be right.</exception>
    public async Task EndAsync()
    {
        await _leave.CancelAsync();
        await _following;
    }

    public async ValueTask DisposeAsync()
    {
        await _leave.CancelAsync();
        // How it ended is told by EndAsync, where that was awaited.
        await _following.ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _leave.Dispose();
    }

    private async Task FollowAsync(AsyncServerStreamingCall<V1.WatchBoardResponse> call)
    {
        using (call)
        {
            try
            {
                while (true)
                    await NextAsync(call);
            }
            catch (Exception problem) when (Failure.IsLeaving(problem, _leave.Token))
            {
                // The strike goes on; who watched has seen enough.
            }
        }
    }

    private async Task NextAsync(AsyncServerStreamingCall<V1.WatchBoardResponse> call)
    {
        if (!await call.ResponseStream.MoveNext(_leave.Token))
            throw new CheckFailedException("WATCH_ENDED", "The watch of the board ended before the story did.");
        var message = call.ResponseStream.Current;
        if (_last is { } before
            && (message.Position <= before.Position || Received(message.Board) < Received(before.Board)))
            throw new CheckFailedException("BOARD_WRONG",
                $"A board came at {message.Position} that cannot be, after the one at {before.Position}.");
        _last = message;
        Boards++;
        _state.Board = message.Board;
        if (_state.Shown)
            _state.Transfers = await SeizureTransfers.ReadAsync(
                _services, new CallOptions(cancellationToken: _leave.Token));
    }

    private static long Received(V1.Board board) => board.Money.Sum(money => money.ReceivedMinorUnits);
}
