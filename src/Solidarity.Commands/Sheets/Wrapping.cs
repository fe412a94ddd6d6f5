using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Sheets;

/// <summary>Breaks texts into lines: at spaces, and within a word, between characters as people count them, only where
/// the word alone is too long. An address of the web is no word to break: it is shortened, and wide tables and JSON
/// have the whole of it.</summary>
internal static class Wrapping
{
    private const string AddressMark = "://";
    private const string Cut = "…";

    /// <summary>How wide a text is on a terminal, by which the console itself lays out text: an ideograph takes two
    /// cells and a combining mark none.</summary>
    public static int CellsOf(string text) => new Segment(text).CellCount();

    /// <returns>At least one line, none wider than <paramref name="width"/> cells unless one character is.</returns>
    public static List<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
            lines.AddRange(Paragraph(paragraph, width));
        return lines;
    }

    /// <summary>The beginning of a text that fits, with a mark where something was cut off.</summary>
    public static string Shortened(string text, int width) =>
        CellsOf(text) <= width ? text : Segment.Truncate(new Segment(text), Math.Max(1, width - 1))?.Text + Cut;

    private static IEnumerable<string> Paragraph(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (CellsOf(longer) <= width)
            {
                line = longer;
                continue;
            }
            if (line.Length > 0)
                yield return line;
            var parts = Parts(word, width);
            foreach (var part in parts.SkipLast(1))
                yield return part;
            line = parts[^1];
        }
        yield return line;
    }

    // A character that is wider than the line stands alone.
    private static string[] Parts(string word, int width) =>
        word.Contains(AddressMark, StringComparison.Ordinal) ? [Shortened(word, width)]
        : CellsOf(word) <= width ? [word]
        : [.. Segment.SplitOverflow(new Segment(word), Overflow.Fold, width)
            .Select(part => part.Text).Where(part => part.Length > 0)];
}
