using System.Diagnostics.CodeAnalysis;

namespace Solidarity.Runtime;

/// <summary>A timer whose callback runs in turns of the grain that registered it. Disposing of it ends it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>
    /// Sets when the timer is next due, and the time from the end of each callback to the next. Called from within the
    /// callback, it counts from that callback's end.
    /// </summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>How a grain's timer behaves.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>Options with these times, that neither interleave nor keep the grain alive.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>The time to the first callback.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>The time from the end of each callback to the next; infinite for a single one.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether the callback may begin while a call is running; otherwise it waits like a call.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether callbacks put off the collection of the grain, as calls do.</summary>
    public bool KeepAlive { get; init; }
}
