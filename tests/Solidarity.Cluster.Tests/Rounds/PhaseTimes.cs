namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>How long each part of a round took.</summary>
internal sealed class PhaseTimes
{
    private readonly List<string> _phases = [];
    private long _begun = Stopwatch.GetTimestamp();

    public void End(string phase)
    {
        var seconds = Stopwatch.GetElapsedTime(_begun).TotalSeconds;
        _phases.Add(string.Create(CultureInfo.InvariantCulture, $"{phase} {seconds:0.0} s"));
        _begun = Stopwatch.GetTimestamp();
    }

    public override string ToString() => string.Join(", ", _phases);
}
