using System.Buffers;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.CommandLine;

/// <summary>What a person can do next, with the whole command that does it. It works as it is printed: where something
/// is not known, the command is one that shows what there is to choose from.</summary>
/// <param name="What">Why one would: "See who answers".</param>
/// <param name="Command">Without the leading <c>solidarity</c>. A word with spaces stands in double quotes.</param>
internal sealed record Hint(Wording What, string Command)
{
    public const string Indent = "  ";
    public const string Program = Prose.Program;

    // What shells read within double quotes, too.
    private static readonly SearchValues<char> Special = SearchValues.Create("\"$`\\!\r\n");

    /// <summary>A text as one word of a command, in double quotes, without what a shell would read there.</summary>
    public static string Word(string text) =>
        text.AsSpan().ContainsAny(Special)
            ? $"\"{string.Concat(text.Where(c => !Special.Contains(c)))}\""
            : $"\"{text}\"";

    /// <summary>As the end of a sentence; of several hints each has a line.</summary>
    public override string ToString() => $"{What}: {Program} {Command}";
}

/// <summary>What is told of a command that was done, and what can be done next.</summary>
internal sealed record Said(Wording Sentence, params IReadOnlyList<Hint> Hints)
{
    public static implicit operator Said(Wording sentence) => new(sentence);
}
