using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Cli.Running;

/// <summary>Tables as all commands show them.</summary>
internal static class Tables
{
    /// <param name="headings">A heading that ends in <c>&gt;</c> stands over a column of figures: right-aligned, and
    /// never wrapped.</param>
    public static Table Of(params string[] headings)
    {
        var table = new Table { Border = new Lines() };
        foreach (var heading in headings)
        {
            var isFigures = heading.EndsWith('>');
            var column = new TableColumn(new Text(heading.TrimEnd('>'), new Style(decoration: Decoration.Dim)));
            if (isFigures)
                column.RightAligned().NoWrap();
            table.AddColumn(column);
        }
        return table;
    }

    /// <summary>Adds a row of plain texts; what stands in them is never taken for markup.</summary>
    public static void Row(this Table table, params IEnumerable<string> cells) =>
        table.AddRow(cells.Select(cell => new Text(cell)));

    // Two spaces of margin, and one line below the headings.
    private sealed class Lines : TableBorder
    {
        public override string GetPart(TableBorderPart part) => part switch
        {
            TableBorderPart.HeaderBottom => "─",
            TableBorderPart.HeaderBottomLeft or TableBorderPart.HeaderBottomSeparator => " ",
            TableBorderPart.HeaderLeft or TableBorderPart.CellLeft => " ",
            TableBorderPart.HeaderBottomRight => " ",
            _ => " ",
        };
    }
}
