using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Solidarity.Runtime;

/// <summary>All grains of a process: finds the activation that a call is for, collects the idle, stops all.</summary>
internal sealed partial class GrainRuntime : IGrainFactory, IHostedService, IDisposable
{
    private static readonly DeactivationReason Idle = new(DeactivationReasonCode.ActivationIdle, "no call for long");
    private static readonly DeactivationReason Shutdown = new(DeactivationReasonCode.ShuttingDown, "the host stops");

    private readonly FrozenDictionary<Type, GrainInterface> _interfaces;
    private readonly GrainKind[] _kinds;
    private readonly ITimer _collection;
    private readonly CancellationTokenSource _abort = new();
    private volatile bool _stopping;
    private int _activations;

    public GrainRuntime(GrainOptions options, IServiceProvider services, TimeProvider time, ILogger<GrainRuntime> log)
    {
        Options = options;
        Services = services;
        Time = time;
        Log = log;
        Aborted = _abort.Token;
        _shedFrom = options.ActivationsKept;
        _kinds = [.. options.Classes.Select(type => new GrainKind(this, type))];
        _interfaces = _kinds
            .SelectMany(kind => kind.Interfaces, (kind, type) => (kind, type))
            .GroupBy(pair => pair.type, pair => pair.kind)
            .ToFrozenDictionary(group => group.Key, group => new GrainInterface(group.Key, [.. group]));
        _collection = time.CreateTimer(
            _ => CollectIdle(), null, options.CollectionQuantum, options.CollectionQuantum);
    }

    public GrainOptions Options { get; }

    public IServiceProvider Services { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public bool IsStopping => _stopping;

    /// <summary>Cancelled when the host no longer waits for grains to deactivate.</summary>
    public CancellationToken Aborted { get; }

    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        if (primaryKey.Length > GrainOptions.KeyLengthMax)
            throw new ArgumentException(
                $"a grain's key has at most {GrainOptions.KeyLengthMax} characters, this one has {primaryKey.Length}",
                nameof(primaryKey));
        if (!_interfaces.TryGetValue(typeof(T), out var grainInterface))
            throw new ArgumentException($"no grain class was added that implements {typeof(T)}");
        return (T)(object)grainInterface.Refer(primaryKey, grainClassNamePrefix);
    }

    /// <summary>Counts an activation in; false when there are too many.</summary>
    public bool TryCountIn()
    {
        var count = Interlocked.Increment(ref _activations);
        if (count > Volatile.Read(ref _shedFrom)) BeginShedding();
        if (count <= Options.ActivationsMax) return true;
        CountOut();
        return false;
    }

    public void CountOut() => Interlocked.Decrement(ref _activations);

    /// <summary>A length of time in the units of the clock's timestamps; an infinite one is longer than any.</summary>
    public long TimestampsIn(TimeSpan time)
    {
        const long forever = long.MaxValue / 2;
        var timestamps = time.TotalSeconds * Time.TimestampFrequency;
        return time == Timeout.InfiniteTimeSpan || timestamps >= forever ? forever : (long)timestamps;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Lets the calls that run finish, fails those that wait, and deactivates every grain. When the token is
    /// cancelled, the grains' own tokens are, and the stop no longer waits.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // An activation looks at the flag after it is in the table, so that either it sees the flag or we see it.
        _stopping = true;
        Interlocked.MemoryBarrier();
        await _collection.DisposeAsync().ConfigureAwait(false);
        try
        {
            // A second round takes the successors that activations left to the calls that waited for them.
            while (_kinds.Any(kind => !kind.Activations.IsEmpty))
                await Task.WhenAll(AllActivations().Select(activation => activation.DeactivateAsync(Shutdown)))
                    .WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await _abort.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends without waiting; the orderly end is <see cref="StopAsync"/>. May be called again.</summary>
    public void Dispose()
    {
        _stopping = true;
        _collection.Dispose();
        _abort.Cancel();
    }

    private void CollectIdle()
    {
        var now = Time.GetTimestamp();
        foreach (var activation in AllActivations())
            activation.CollectIfIdle(now, Idle);
    }

    private IEnumerable<Activation> AllActivations() =>
        _kinds.SelectMany(kind => kind.Activations, (_, entry) => entry.Value);
}
