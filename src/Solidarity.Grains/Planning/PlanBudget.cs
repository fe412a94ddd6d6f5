using Solidarity.Domain.Bodies;

namespace Solidarity.Grains.Planning;

/// <summary>
/// Shares out the time for planning single sums in parts, which costs many times what one way costs. One such plan is
/// made at a time. After one for money that has a way already, all such rest for <see cref="RestShare"/> times as long
/// as it took; after one for money that has none, only its source rests, so that others wait for one plan of it at
/// most before theirs.
/// </summary>
public sealed class PlanBudget(TimeProvider time) : IDisposable
{
    /// <summary>How many times as long as a plan took there is none after it: at most a fifth of one processor's time
    /// goes there.</summary>
    public const int RestShare = 4;

    /// <summary>The longest rest, in seconds, also where the clock was set.</summary>
    public const int RestSecondsMax = 60;

    /// <summary>The most sources that rest at a time; with more, the one that has rested longest plans again.</summary>
    public const int RestingMax = 10_000;

    private readonly SemaphoreSlim _seat = new(1);
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<Address, DateTimeOffset> _resting = [];
    private DateTimeOffset _allRestUntil;

    /// <summary>Makes a plan if there is time for it.</summary>
    /// <param name="hasWay">Whether the money has a way anyhow: then it does not wait for others' plans.</param>
    /// <returns>Null where there is no time for it now.</returns>
    public async ValueTask<T?> TryAsync<T>(Address source, bool hasWay, Func<Task<T>> plan) where T : class
    {
        if (Rests(source, hasWay) || !await _seat.WaitAsync(hasWay ? TimeSpan.Zero : Timeout.InfiniteTimeSpan))
            return null;
        var began = time.GetUtcNow();
        try
        {
            // It may have come to rest while it waited for its turn.
            return Rests(source, hasWay) ? null : await plan();
        }
        finally
        {
            Rest(source, hasWay, time.GetUtcNow() - began);
            _seat.Release();
        }
    }

    public void Dispose() => _seat.Dispose();

    private bool Rests(Address source, bool hasWay)
    {
        lock (_gate)
        {
            var left = (hasWay ? _allRestUntil : _resting.GetValueOrDefault(source)) - time.GetUtcNow();
            return left > TimeSpan.Zero && left <= TimeSpan.FromSeconds(RestSecondsMax);
        }
    }

    private void Rest(Address source, bool hasWay, TimeSpan took)
    {
        if (took <= TimeSpan.Zero)
            return;
        var rest = TimeSpan.FromSeconds(Math.Min((took * RestShare).TotalSeconds, RestSecondsMax));
        lock (_gate)
        {
            if (hasWay)
            {
                _allRestUntil = time.GetUtcNow() + rest;
                return;
            }
            _resting.Remove(source);
            _resting.Add(source, time.GetUtcNow() + rest);
            if (_resting.Count > RestingMax)
                _resting.RemoveAt(0);
        }
    }
}
