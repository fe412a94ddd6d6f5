using System.Runtime.InteropServices;

namespace Solidarity.Runtime;

/// <content>
/// Deactivates idle grains before their age when there are many. One round looks at every activation and sorts those
/// that are idle, O(n log n) for n of them; the next one comes at the earliest when a quarter of
/// <see cref="GrainOptions.ActivationsKept"/> was made anew, also where all were busy.
/// </content>
internal sealed partial class GrainRuntime
{
    private static readonly DeactivationReason Shed = new(
        DeactivationReasonCode.HighMemoryPressure, "many grains are in memory, and this one was idle for long");

    /// <summary>With more activations than this a round begins.</summary>
    private int _shedFrom;
    private int _shedding;

    private int KeptQuarter => Math.Max(1, Options.ActivationsKept / 4);

    private void BeginShedding()
    {
        if (Interlocked.Exchange(ref _shedding, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static runtime => runtime.ShedIdle(), this, preferLocal: false);
    }

    private void ShedIdle()
    {
        var count = Volatile.Read(ref _activations);
        var excess = count - (Options.ActivationsKept - KeptQuarter);
        var (ends, idle) = (new List<long>(), new List<Activation>());
        foreach (var activation in AllActivations())
        {
            if (activation.IdleEnd is not { } end) continue;
            ends.Add(end);
            idle.Add(activation);
        }
        CollectionsMarshal.AsSpan(ends).Sort(CollectionsMarshal.AsSpan(idle));
        var shed = Math.Min(idle.Count, Math.Max(0, excess));
        for (var i = 0; i < shed; i++)
            idle[i].CollectIfIdle(ends[i], Shed);
        Volatile.Write(ref _shedFrom, Math.Max(Options.ActivationsKept, count - shed + KeptQuarter));
        Volatile.Write(ref _shedding, 0);
    }
}
