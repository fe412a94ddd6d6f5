using Spectre.Console.Rendering;

namespace Solidarity.Commands.Sheets;

/// <summary>
/// How wide texts are on a terminal, and where they may be cut: in cells, of which an ideograph takes two and a
/// combining mark none, and between characters as people count them, never within one. The widths are those by which
/// the console itself lays out text.
/// </summary>
internal static class Cells
{
    public static int Of(string text) => new Segment(text).CellCount();

    /// <summary>The longest beginning of a text that fits, at least one character of it.</summary>
    public static string Cut(string text, int width)
    {
        var (end, used) = (0, 0);
        while (end < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            used += Of(text.Substring(end, length));
            if (used > width && end > 0)
                break;
            end += length;
        }
        return text[..end];
    }
}
