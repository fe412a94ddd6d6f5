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

    /// <summary>Whether the entry has an event that this version does not know.</summary>
    public bool IsUnknownEvent { get; init; }

    /// <summary>An exception in one line.</summary>
    public static string Describe(Exception problem)
    {
        var text = $"{problem.GetType().Name}: {problem.Message}".ReplaceLineEndings(" ");
        return text.Length <= ProblemCharsMax ? text : $"{text[..(ProblemCharsMax - 1)]}…";
    }
}
