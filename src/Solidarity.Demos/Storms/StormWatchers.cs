using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.Failures;

namespace Solidarity.Demos.Storms;

/// <summary>What those who followed the board have seen.</summary>
/// <param name="Boards">All boards that came, of all watchers.</param>
/// <param name="PauseSecondsMax">The longest that one of them was without a new board while answers came in.</param>
internal sealed record StormWatched(int Watchers, long Boards, double PauseSecondsMax);

/// <summary>Many who follow the strike's board from its beginning to its end, and believe nothing: positions must rise,
/// counts must not fall, and the figures of a board must agree with each other.</summary>
internal sealed class StormWatchers : IAsyncDisposable
{
    private readonly CancellationTokenSource _leave;
    private readonly StormState _state;
    private readonly Watcher[] _watchers;
    private Task[] _following = [];
    private volatile bool _counting;

    private StormWatchers(StormState state, int count, CancellationToken cancelled)
    {
        _leave = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        _state = state;
        _watchers = [.. Enumerable.Range(0, count).Select(number => new Watcher(this, number == 0))];
    }

    /// <summary>Completes when each of them has its first board.</summary>
    public static async Task<StormWatchers> StartAsync(
        Connections connections, string strike, int count, StormState state, CancellationToken cancelled)
    {
        var watchers = new StormWatchers(state, count, cancelled);
        try
        {
            watchers._following = await Task.WhenAll(watchers._watchers.Select((watcher, number) =>
                watcher.StartAsync(connections.Turn(number), strike, watchers._leave.Token)));
            return watchers;
        }
        catch
        {
            await watchers.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on pauses between two boards are measured.</summary>
    public void BeginPauses() => _counting = true;

    public void EndPauses() => _counting = false;

    /// <summary>Completes when each of them has seen that the strike is over.</summary>
    /// <exception cref="CheckFailedException">A board came that cannot be right.</exception>
    public async Task<StormWatched> EndAsync()
    {
        await Task.WhenAll(_following);
        return new StormWatched(
            _watchers.Length, _watchers.Sum(watcher => watcher.Boards),
            _watchers.Max(watcher => watcher.PauseMax) / (double)Stopwatch.Frequency);
    }

    public async ValueTask DisposeAsync()
    {
        await _leave.CancelAsync();
        // Each has ended, or leaves now: how is told by EndAsync, where it was awaited.
        await Task.WhenAll(_following).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _leave.Dispose();
    }

    private sealed class Watcher(StormWatchers all, bool shows)
    {
        private V1.WatchBoardResponse? _last;
        private long _lastAt;
        private bool _wasCounting;

        public long Boards { get; private set; }

        public long PauseMax { get; private set; }

        public async Task<Task> StartAsync(Services services, string strike, CancellationToken cancelled)
        {
            var request = new V1.WatchBoardRequest { Name = strike, View = V1.BoardView.Summary };
            var call = services.Strikes.WatchBoard(request, cancellationToken: cancelled);
            await NextAsync(call, cancelled);
            return FollowAsync(call, cancelled);
        }

        private async Task FollowAsync(
            AsyncServerStreamingCall<V1.WatchBoardResponse> call, CancellationToken cancelled)
        {
            using (call)
                while (_last!.Board.State == V1.StrikeState.Open)
                    await NextAsync(call, cancelled);
        }

        private async Task NextAsync(
            AsyncServerStreamingCall<V1.WatchBoardResponse> call, CancellationToken cancelled)
        {
            if (!await call.ResponseStream.MoveNext(cancelled))
                throw new CheckFailedException("WATCH_ENDED", "A watch ended before the strike did.");
            var (message, now) = (call.ResponseStream.Current, Stopwatch.GetTimestamp());
            if (Problem(_last, message) is { } problem)
                throw new CheckFailedException(
                    "BOARD_WRONG", $"A watcher got a board at {message.Position} that cannot be: {problem}.");
            // A pause counts where it began and ended while answers came in.
            if (_wasCounting && all._counting)
                PauseMax = Math.Max(PauseMax, now - _lastAt);
            (_last, _lastAt, _wasCounting) = (message, now, all._counting);
            Boards++;
            if (shows)
                all._state.Board = message.Board;
        }
    }

    private static Wording? Problem(V1.WatchBoardResponse? before, V1.WatchBoardResponse now)
    {
        var (board, answers) = (now.Board, now.Board.Answers);
        var need = board.Coverage?.Need;
        var home = board.Money.SingleOrDefault(money => money.Currency.CurrencyCode == need?.CurrencyCode)
            ?? new V1.BoardMoney();
        return now switch
        {
            _ when before is not null && now.Position <= before.Position =>
                Wording.Of($"it came after {before.Position}"),
            _ when answers.Pledged + answers.Declined + answers.Supported + answers.Unanswered != answers.Reached =>
                $"the answers are not those of {answers.Reached}",
            _ when board.Countries.Sum(country => country.Reached) != board.Delivery.Reached =>
                $"the countries are not {board.Delivery.Reached} together",
            _ when board.Countries.Sum(country => country.Pledged) != answers.Pledged =>
                $"the countries have not pledged {answers.Pledged} times",
            _ when need is not null && (board.Coverage!.ReceivedMinorUnits != home.ReceivedMinorUnits
                || board.Coverage.OnItsWayMinorUnits != home.HeldMinorUnits + home.InTransitMinorUnits
                || board.Coverage.PledgedMinorUnits != home.PledgedMinorUnits) => "its coverage is not its money",
            _ when before?.Board is { } old && (old.Answers.Reached > answers.Reached
                || old.Answers.Pledged > answers.Pledged || old.AidTotal > board.AidTotal) => "a count has fallen",
            _ => null,
        };
    }
}
