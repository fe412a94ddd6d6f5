using Solidarity.Commands.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Sheets;

/// <summary>
/// A table as all commands show them. Names and figures are never broken, so that a person can copy them; texts wrap at
/// words. Where the columns do not fit side by side, each row becomes a block of lines, one for each column.
/// </summary>
/// <remarks>Costs one pass over the cells to measure and one to write.</remarks>
internal sealed class Sheet : Renderable
{
    private const int Gap = 2;
    private const int TextWidthMin = 12;

    // A longer word is broken rather than kept whole at any price.
    private const int WordWidthMax = 32;

    private static readonly Style Dim = new(decoration: Decoration.Dim);

    private readonly Column[] _columns;
    private readonly List<string[]> _rows = [];

    /// <param name="headings">One that ends in <c>&gt;</c> stands over figures, which are aligned right; one that ends
    /// in <c>~</c> over texts, which may wrap.</param>
    public Sheet(params string[] headings) => _columns = [.. headings.Select(heading => new Column(
        heading.TrimEnd('>', '~'), IsFigures: heading.EndsWith('>'), Wraps: heading.EndsWith('~')))];

    /// <summary>A row for each item.</summary>
    public static Sheet Of<T>(IEnumerable<T> items, string[] headings, Func<T, IEnumerable<string>> row)
    {
        var sheet = new Sheet(headings);
        foreach (var item in items)
            sheet.Row(row(item));
        return sheet;
    }

    public void Row(params IEnumerable<string> cells) => _rows.Add([.. cells.Select(Shown.Text)]);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var widths = WidthsWithin(maxWidth);
        return widths is null ? Blocks(maxWidth) : SideBySide(widths);
    }

    /// <summary>How wide each column is to be; null where they do not fit.</summary>
    private int[]? WidthsWithin(int maxWidth)
    {
        var widths = _columns.Select((column, at) =>
            _rows.SelectMany(row => row[at].Split('\n')).Append(column.Heading).Max(text => Cells.Of(text))).ToArray();
        var least = _columns.Select((column, at) => column.Wraps ? LeastWidthOf(at) : widths[at]).ToArray();
        var tooMuch = widths.Sum(width => width + Gap) - maxWidth;
        while (tooMuch > 0)
        {
            // The widest text gives way first.
            var widest = -1;
            for (var at = 0; at < widths.Length; at++)
                if (widths[at] > least[at] && (widest < 0 || widths[at] > widths[widest]))
                    widest = at;
            if (widest < 0)
                return null;
            widths[widest]--;
            tooMuch--;
        }
        return widths;
    }

    private int LeastWidthOf(int at) => _rows
        .SelectMany(row => row[at].Split(' ', '\n'))
        .Select(word => Math.Min(Cells.Of(word), WordWidthMax))
        .Append(Cells.Of(_columns[at].Heading)).Append(TextWidthMin).Max();

    private Segment[] SideBySide(int[] widths)
    {
        return
        [
            .. Line(widths, [.. _columns.Select(column => column.Heading)], Dim),
            .. Line(widths, [.. widths.Select(width => new string('─', width))], Dim),
            .. _rows.SelectMany(row => Lines(widths, row)),
        ];
    }

    private IEnumerable<Segment> Lines(int[] widths, string[] row)
    {
        var cells = row.Select((text, at) => Wrapping.Lines(text, widths[at])).ToArray();
        return Enumerable.Range(0, cells.Max(lines => lines.Count)).SelectMany(line =>
            Line(widths, [.. cells.Select(lines => line < lines.Count ? lines[line] : "")], Style.Plain));
    }

    private IEnumerable<Segment> Line(int[] widths, string[] cells, Style style)
    {
        for (var at = 0; at < cells.Length; at++)
        {
            var padding = new string(' ', Math.Max(0, widths[at] - Cells.Of(cells[at])));
            yield return Segment.Padding(Gap);
            if (_columns[at].IsFigures && padding.Length > 0)
                yield return new Segment(padding);
            if (cells[at].Length > 0)
                yield return new Segment(cells[at], style);
            // Nothing after the last cell: lines end where their text ends.
            if (!_columns[at].IsFigures && padding.Length > 0 && at < cells.Length - 1)
                yield return new Segment(padding);
        }
        yield return Segment.LineBreak;
    }

    private IEnumerable<Segment> Blocks(int maxWidth)
    {
        var names = _columns.Max(column => Cells.Of(column.Heading));
        var room = Math.Max(TextWidthMin, maxWidth - names - (2 * Gap));
        return _rows.SelectMany(row =>
            row.SelectMany((text, at) => text.Length > 0 ? Fact(_columns[at].Heading, names, text, room) : [])
                .Append(Segment.LineBreak));
    }

    private static IEnumerable<Segment> Fact(string name, int nameWidth, string text, int room)
    {
        foreach (var line in Wrapping.Lines(text, room))
        {
            yield return Segment.Padding(Gap);
            yield return new Segment(name + new string(' ', nameWidth - Cells.Of(name)), Dim);
            yield return Segment.Padding(Gap);
            yield return new Segment(line);
            yield return Segment.LineBreak;
            // The name stands before the first line alone.
            name = "";
        }
    }

    private sealed record Column(string Heading, bool IsFigures, bool Wraps);
}
