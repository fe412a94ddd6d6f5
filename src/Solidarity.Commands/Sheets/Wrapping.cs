namespace Solidarity.Commands.Sheets;

/// <summary>Breaks texts into lines: at spaces, and within a word, between characters as people count them, only where
/// the word alone is too long.</summary>
internal static class Wrapping
{
    /// <returns>At least one line, none wider than <paramref name="width"/> cells unless one character is.</returns>
    public static List<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
            lines.AddRange(Paragraph(paragraph, width));
        return lines;
    }

    private static IEnumerable<string> Paragraph(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Cells.Of(longer) <= width)
            {
                line = longer;
                continue;
            }
            if (line.Length > 0)
                yield return line;
            line = word;
            // A character that is wider than the line stands alone, also as the last one.
            while (Cells.Of(line) > width && Cells.Cut(line, width) is var cut && cut.Length < line.Length)
            {
                yield return cut;
                line = line[cut.Length..];
            }
        }
        yield return line;
    }
}
