using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Imports;

/// <summary>Says everything that is wrong with a table at once.</summary>
internal static class RowProblemText
{
    /// <param name="undone">What was not done because of it, as a sentence.</param>
    public static UsageException Of(string file, IReadOnlyCollection<RowProblem> problems, Wording undone)
    {
        var lines = problems.OrderBy(problem => problem.Line).Select(InWords);
        var count = Wording.Count(problems.Count, $"{problems.Count} problem", $"{problems.Count} problems");
        return new UsageException("ROWS_MALFORMED",
            $"{undone} {file} has {count}:\n  {string.Join("\n  ", lines)}", "file")
        { HasLines = true };
    }

    private static string InWords(RowProblem problem)
    {
        var text = T(problem.Text).TrimEnd('.');
        return problem.Column.Length > 0
            ? T($"row {problem.Line}, {problem.Column}: {text}.")
            : T($"row {problem.Line}: {text}.");
    }
}
