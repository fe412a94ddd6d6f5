using Solidarity.Domain.Bodies;

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

/// <summary>The bodies that a world could not follow; all others are as the journal has them. Not thread-safe: whoever
/// guards the world guards it.</summary>
public sealed class WorldFaults
{
    private readonly Dictionary<string, BodyFault> _all = new(StringComparer.Ordinal);
    private readonly Queue<BodyFault> _new = [];

    /// <summary>By the name of the stream.</summary>
    public IReadOnlyDictionary<string, BodyFault> All => _all;

    /// <summary>What is wrong with a body, or null where nothing is.</summary>
    public BodyFault? Of(Address body) => _all.Count == 0 ? null : _all.GetValueOrDefault(body.ToString());

    /// <summary>Whether the body's state is not that of its stream.</summary>
    public bool IsUnfolded(Address body) => Of(body) is { Kind: BodyFaultKind.Fold };

    internal BodyFault? OfStream(string stream) => _all.Count == 0 ? null : _all.GetValueOrDefault(stream);

    /// <summary>The first fault of a body counts, but that its state does not fold counts more than its figures.
    /// </summary>
    internal void Add(BodyFault fault)
    {
        if (_all.TryGetValue(fault.Stream, out var known) && known.Kind >= fault.Kind)
            return;
        _all[fault.Stream] = fault;
        _new.Enqueue(fault);
    }

    /// <summary>Faults that nobody has taken yet, to be told to whoever runs the service.</summary>
    internal bool TryTakeNew(out BodyFault fault) => _new.TryDequeue(out fault!);
}
