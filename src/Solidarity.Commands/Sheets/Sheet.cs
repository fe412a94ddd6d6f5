using Solidarity.Commands.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Sheets;

/// <summary>
/// A table as all commands show them. Names and figures are never broken, so that a person can copy them; texts wrap at
/// words. Where the columns do not fit side by side in a terminal, each row becomes a block of lines, one for each
/// column; in a pipe they stay side by side.
/// </summary>
/// <remarks>Costs one pass over the cells to measure and one to write.</remarks>
internal sealed class Sheet : Renderable
{
    private const int Gap = 2;
    private const int TextWidthMin = 12;

    // A longer word is broken rather than kept whole at any price.
    private const int WordWidthMax = 32;

    private static readonly Style Dim = new(decoration: Decoration.Dim);

    private readonly Heading[] _columns;
    private readonly List<string[]> _rows = [];
    private string[]? _keptWhenZero;

    /// <param name="headings">One that ends in <c>&gt;</c> stands over figures, which are aligned right; one that ends
    /// in <c>~</c> over texts, which may wrap.</param>
    public Sheet(params Heading[] headings) => _columns = headings;

    /// <summary>A row for each item.</summary>
    public static Sheet Of<T>(IEnumerable<T> items, Heading[] headings, Func<T, IEnumerable<string>> row)
    {
        var sheet = new Sheet(headings);
        foreach (var item in items)
            sheet.Row(row(item));
        return sheet;
    }

    /// <summary>For programs, which find the same ones in every language.</summary>
    public IReadOnlyList<string> Headings => [.. _columns.Select(column => column.Name.English)];

    /// <summary>For people.</summary>
    public IReadOnlyList<Heading> Columns => _columns;

    public IReadOnlyList<string[]> Rows => _rows;

    public void Row(params IEnumerable<string> cells) => _rows.Add([.. cells.Select(Shown.Text)]);

    /// <summary>Shows no column of figures in which there is nothing but zeros. The rows keep all columns, so that
    /// programs find the same ones each time.</summary>
    /// <param name="but">Headings of columns in which zero is worth a column.</param>
    public Sheet WithoutZeros(params string[] but)
    {
        _keptWhenZero = but;
        return this;
    }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (_keptWhenZero is not null)
            return Of([.. Enumerable.Range(0, _columns.Length).Where(IsWorthAColumn)]).Render(options, maxWidth);
        var least = _columns.Select((_, at) => LeastWidthOf(at)).ToArray();
        var widths = WidthsWithin(maxWidth, least);
        return widths is not null ? SideBySide(widths)
            : options.Capabilities.Interactive ? Blocks(maxWidth)
            : SideBySide(least);
    }

    private bool IsWorthAColumn(int at) =>
        !_columns[at].IsFigures || _keptWhenZero!.Contains(_columns[at].Name.English)
        || _rows.Any(row => row[at].Any(letter => letter is >= '1' and <= '9'));

    private Sheet Of(int[] columns)
    {
        var sheet = new Sheet([.. columns.Select(at => _columns[at])]);
        foreach (var row in _rows)
            sheet._rows.Add([.. columns.Select(at => row[at])]);
        return sheet;
    }

    /// <summary>How wide each column is to be; null where they do not fit.</summary>
    private int[]? WidthsWithin(int maxWidth, int[] least)
    {
        var widths = _columns.Select((_, at) => WidthOf(at)).ToArray();
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

    private int WidthOf(int at) =>
        _rows.SelectMany(row => row[at].Split('\n')).Append($"{_columns[at]}").Max(Wrapping.CellsOf);

    private int LeastWidthOf(int at) => !_columns[at].Wraps ? WidthOf(at) : _rows
        .SelectMany(row => row[at].Split(' ', '\n'))
        .Select(word => Math.Min(Wrapping.CellsOf(word), WordWidthMax))
        .Append(Wrapping.CellsOf($"{_columns[at]}")).Append(TextWidthMin).Max();

    private Segment[] SideBySide(int[] widths)
    {
        return
        [
            .. Line(widths, [.. _columns.Select(column => $"{column}")], Dim),
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
        // Nothing after the last text: lines end where their text ends.
        var last = Array.FindLastIndex(cells, cell => cell.Length > 0);
        for (var at = 0; at <= last; at++)
        {
            var padding = new string(' ', Math.Max(0, widths[at] - Wrapping.CellsOf(cells[at])));
            yield return Segment.Padding(Gap);
            if (_columns[at].IsFigures && padding.Length > 0)
                yield return new Segment(padding);
            if (cells[at].Length > 0)
                yield return new Segment(cells[at], style);
            if (!_columns[at].IsFigures && padding.Length > 0 && at < last)
                yield return new Segment(padding);
        }
        yield return Segment.LineBreak;
    }

    private IEnumerable<Segment> Blocks(int maxWidth)
    {
        var names = _columns.Max(column => Wrapping.CellsOf($"{column}"));
        var room = Math.Max(TextWidthMin, maxWidth - names - (2 * Gap));
        // An empty line between two blocks, and none behind the last one.
        return _rows.SelectMany((row, number) => (number == 0 ? Enumerable.Empty<Segment>() : [Segment.LineBreak])
            .Concat(row.SelectMany((text, at) =>
                text.Length > 0 ? Fact($"{_columns[at]}", names, text, room) : [])));
    }

    private static IEnumerable<Segment> Fact(string name, int nameWidth, string text, int room)
    {
        foreach (var line in Wrapping.Lines(text, room))
        {
            yield return Segment.Padding(Gap);
            yield return new Segment(name + new string(' ', nameWidth - Wrapping.CellsOf(name)), Dim);
            yield return Segment.Padding(Gap);
            yield return new Segment(line);
            yield return Segment.LineBreak;
            // The name stands before the first line alone.
            name = "";
        }
    }
}
