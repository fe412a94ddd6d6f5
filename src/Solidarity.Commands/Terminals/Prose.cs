using Spectre.Console.Rendering;

namespace Solidarity.Commands.Terminals;

/// <summary>
/// Sentences for a person's window. They break at spaces, so that the terminal need not break them within a word. A
/// command line in them stays whole, on a line of its own where there is no room beside the sentence: a line feed
/// within it would be copied with it, and where the terminal itself wraps there is none.
/// </summary>
internal static class Prose
{
    /// <summary>The first word of a command line.</summary>
    public const string Program = "solidarity";

    private const string Deeper = "  ";

    /// <param name="text">One line; spaces at its beginning stand before each line of the result.</param>
    /// <param name="width">In cells. A word or command line that is longer is left to the terminal.</param>
    public static List<string> Lines(string text, int width)
    {
        if (CellsOf(text) <= width)
            return [text];
        var words = text.TrimStart(' ');
        var indent = text[..^words.Length];
        var lines = new List<string>();
        var line = "";
        foreach (var (part, isCommand) in Parts(words.Split(' ')))
        {
            var longer = line.Length == 0 ? indent + part : $"{line} {part}";
            if (CellsOf(longer) <= width)
            {
                line = longer;
                continue;
            }
            if (line.Length > 0)
                lines.Add(line);
            line = indent + (isCommand && lines.Count > 0 ? Deeper : "") + part;
            if (!isCommand)
                continue;
            lines.Add(line);
            line = "";
        }
        if (line.Length > 0)
            lines.Add(line);
        return lines;
    }

    private static int CellsOf(string text) => new Segment(text).CellCount();

    // Words, and whole command lines: from the program's name behind a colon to the end of the sentence.
    private static IEnumerable<(string Part, bool IsCommand)> Parts(string[] words)
    {
        for (var at = 0; at < words.Length; at++)
        {
            var isCommand = at > 0 && words[at] == Program && words[at - 1].EndsWith(':');
            var part = words[at];
            while (isCommand && at + 1 < words.Length && !IsSentence(part))
                part = $"{part} {words[++at]}";
            yield return (part, isCommand);
        }
    }

    // A full stop within quotes ends none.
    private static bool IsSentence(string command) =>
        command.EndsWith('.') && command.Count(letter => letter == '"') % 2 == 0;
}
