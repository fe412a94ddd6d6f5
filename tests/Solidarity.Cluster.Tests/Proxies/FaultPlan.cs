namespace Solidarity.Cluster.Tests.Proxies;

/// <summary>What a proxy does to one request.</summary>
internal enum ProxyFault
{
    None,

    /// <summary>The request waits before it is passed on.</summary>
    Delay,

    /// <summary>The answer waits.</summary>
    DelayAnswer,

    /// <summary>The connection is closed, and the request is not passed on.</summary>
    Cut,

    /// <summary>The request is passed on, and the connection is closed in place of the answer.</summary>
    SwallowAnswer,

    /// <summary>The connection is closed, and the request is passed on later, when others may have written.</summary>
    PassOnLate,

    /// <summary>The request is passed on twice, and the first answer is given.</summary>
    TwiceFirstAnswer,

    /// <summary>The request is passed on twice, and the second answer is given.</summary>
    TwiceSecondAnswer,

    /// <summary>503 without passing it on.</summary>
    Busy,

    /// <summary>429 without passing it on.</summary>
    Throttle,

    /// <summary>The request is passed on, and answered with 503.</summary>
    BusyAfterwards,
}

/// <summary>Draws from a seed what happens to each request. May be switched at any time, and used from any thread.
/// </summary>
internal sealed class FaultPlan(int seed)
{
    private static readonly ProxyFault[] Faults = [.. Enum.GetValues<ProxyFault>().Except([ProxyFault.None])];

    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<ProxyFault, int> _drawn = [];
    private readonly Queue<ProxyFault> _given = [];
    private volatile int _perMille;

    /// <summary>How many of a thousand requests have a fault; 0 to begin with.</summary>
    public int PerMille
    {
        get => _perMille;
        set => _perMille = value;
    }

    /// <summary>How often each fault was drawn.</summary>
    public IReadOnlyDictionary<ProxyFault, int> Drawn
    {
        get
        {
            lock (_lock)
                return _drawn.ToDictionary();
        }
    }

    /// <summary>The next requests have these faults, whatever the seed says.</summary>
    public void Give(params ProxyFault[] faults)
    {
        lock (_lock)
            foreach (var fault in faults)
                _given.Enqueue(fault);
    }

    /// <returns>The fault, and how long it lasts where it takes time.</returns>
    public (ProxyFault Fault, TimeSpan Time) Draw()
    {
        lock (_lock)
        {
            if (!_given.TryDequeue(out var fault))
                fault = _random.Next(1000) < _perMille ? Faults[_random.Next(Faults.Length)] : ProxyFault.None;
            if (fault == ProxyFault.None)
                return (fault, default);
            _drawn[fault] = _drawn.GetValueOrDefault(fault) + 1;
            return (fault, TimeSpan.FromMilliseconds(_random.Next(1, 1_500)));
        }
    }
}
