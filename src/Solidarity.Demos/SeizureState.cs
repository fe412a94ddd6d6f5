namespace Solidarity.Demos;

/// <summary>A treasury's decision about the hub.</summary>
/// <param name="Lifted">It trusts the hub again.</param>
internal sealed record SeizureDecision(string Body, bool Lifted);

/// <summary>One transfer with all that has happened to it.</summary>
internal sealed record SeizureStory(V1.Transfer Transfer, V1.TransferStep[] Steps);

/// <summary>How far a seizure has come, for whoever shows it. May be read from any thread.</summary>
/// <param name="shown">Whether somebody watches: then the transfers are read with each board.</param>
/// <param name="over">Is told of each phase when it is over.</param>
internal sealed class SeizureState(bool shown, Action<StormPhase> over)
{
    private readonly Lock _gate = new();
    private readonly List<StormPhase> _phases = [];
    private readonly List<SeizureDecision> _decisions = [];
    private (string Name, long Done, long Total) _now = ("starting", 0, 0);

    public bool Shown => shown;

    /// <summary>The newest board; null before there is a strike.</summary>
    public V1.Board? Board { get; set; }

    /// <summary>The newest list; null before there is one.</summary>
    public SeizureTransfers? Transfers { get; set; }

    /// <summary>Null before something went round the hub.</summary>
    public SeizureStory? Story { get; set; }

    public (string Name, long Done, long Total) Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    public StormPhase[] Phases
    {
        get
        {
            lock (_gate)
                return [.. _phases];
        }
    }

    /// <summary>In the order in which they were made.</summary>
    public SeizureDecision[] Decisions
    {
        get
        {
            lock (_gate)
                return [.. _decisions];
        }
    }

    public void At(string name, long done, long total)
    {
        lock (_gate)
            _now = (name, done, total);
    }

    public void Decided(string body, bool lifted)
    {
        lock (_gate)
            _decisions.Add(new SeizureDecision(body, lifted));
    }

    public void End(StormPhase phase)
    {
        lock (_gate)
            _phases.Add(phase);
        over(phase);
    }
}
