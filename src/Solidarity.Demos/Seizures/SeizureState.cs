namespace Solidarity.Demos.Seizures;

/// <summary>A treasury's decision about the hub.</summary>
/// <param name="Lifted">It trusts the hub again.</param>
internal sealed record SeizureDecision(string Body, bool Lifted);

/// <summary>One transfer with all that has happened to it.</summary>
internal sealed record SeizureStory(V1.Transfer Transfer, V1.TransferStep[] Steps);

/// <summary>How far a seizure has come.</summary>
/// <param name="shown">Whether somebody watches: then the transfers are read with each board.</param>
internal sealed class SeizureState(bool shown, Action<DemoPhase> over) : DemoState(over)
{
    private readonly List<SeizureDecision> _decisions = [];

    public bool Shown => shown;

    /// <summary>The newest list; null before there is one.</summary>
    public SeizureTransfers? Transfers { get; set; }

    /// <summary>Null before something went round the hub.</summary>
    public SeizureStory? Story { get; set; }

    /// <summary>In the order in which they were made.</summary>
    public SeizureDecision[] Decisions
    {
        get
        {
            lock (Gate)
                return [.. _decisions];
        }
    }

    public void Decided(string body, bool lifted)
    {
        lock (Gate)
            _decisions.Add(new SeizureDecision(body, lifted));
    }
}
