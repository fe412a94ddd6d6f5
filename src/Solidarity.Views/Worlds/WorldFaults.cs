using System.Diagnostics.CodeAnalysis;
using Solidarity.Domain.Bodies;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Snapshots;

namespace Solidarity.Views.Worlds;

/// <summary>The bodies that a world could not follow; all others are as the journal has them.</summary>
public sealed class WorldFaults : CopyOnWrite<WorldFaults>
{
    private ImmutableQueue<BodyFault> _new = [];

    /// <summary>By the name of the stream.</summary>
    public ImmutableDictionary<string, BodyFault> All { get; private set; } =
        ImmutableDictionary.Create<string, BodyFault>(StringComparer.Ordinal);

    /// <summary>What is wrong with a body, or null where nothing is.</summary>
    public BodyFault? Of(Address body) => All.IsEmpty ? null : All.GetValueOrDefault(body.ToString());

    /// <summary>The first fault of a body counts, but that its state does not fold counts more than its figures.
    /// </summary>
    internal void Add(BodyFault fault)
    {
        _ = Edit;
        if (All.TryGetValue(fault.Stream, out var known) && known.Kind >= fault.Kind)
            return;
        All = All.SetItem(fault.Stream, fault);
        _new = _new.Enqueue(fault);
    }

    /// <summary>Faults that nobody has taken yet, to be told to whoever runs the service.</summary>
    internal bool TryTakeNew([MaybeNullWhen(false)] out BodyFault fault)
    {
        fault = null;
        if (_new.IsEmpty)
            return false;
        _new = _new.Dequeue(out fault);
        return true;
    }
}
