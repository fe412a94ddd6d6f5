using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Solidarity.Domain.Bodies;
using Solidarity.Grains.Snapshots;

namespace Solidarity.Grains.Faults;

/// <summary>What does not work for a body whose entry did not follow.</summary>
public enum BodyFaultKind
{
    /// <summary>Its state is whole; what boards count beyond it is not.</summary>
    Figures,

    /// <summary>An entry of its stream does not fold: its state is that of the entry before, and stays so.</summary>
    Fold,
}

/// <summary>A body, one of whose entries the world could not take in.</summary>
/// <param name="Stream">The name of its stream, which is the body's own where it is one.</param>
/// <param name="Position">The first such entry, by the journal's position.</param>
/// <param name="At">The time of that entry.</param>
/// <param name="Problem">What went wrong, in one line of at most <see cref="ProblemCharsMax"/> characters.</param>
public sealed record BodyFault(string Stream, long Position, DateTimeOffset At, BodyFaultKind Kind, string Problem)
{
    public const int ProblemCharsMax = 200;

    /// <summary>An exception in one line.</summary>
    public static string Describe(Exception problem)
    {
        var text = $"{problem.GetType().Name}: {problem.Message}".ReplaceLineEndings(" ");
        return text.Length <= ProblemCharsMax ? text : $"{text[..(ProblemCharsMax - 1)]}…";
    }
}

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
