using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Spectre.Console;
using Wcwidth;

namespace Solidarity.Commands.Tests.Sheets;

/// <summary>Columns stand under each other in all scripts, and no character is cut.</summary>
public sealed class SheetTests
{
    private static readonly string[] Names =
    [
        "Masons", "石工組合", "F\u00E9d\u00E9ration", "Fe\u0301de\u0301ration", "노동자", "עובדים", "ＡＢ", "한",
        "a\u0323\u0302b", "👷🏽", "👨‍👩‍👧", "🇨🇭",
    ];

    [Fact]
    public void A_column_begins_in_the_same_cell_on_each_line()
    {
        var sheet = new Sheet("Name~", "Sum>", "Note~");
        foreach (var name in Names)
            sheet.Row(name, "1.00", "x");
        var lines = Lines(sheet).Skip(2).ToArray();

        lines.Length.ShouldBe(Names.Length);
        lines.Select(line => CellsOf(line[..line.IndexOf("1.00", StringComparison.Ordinal)])).Distinct()
            .Count().ShouldBe(1);
        lines.Select(line => CellsOf(line[..line.LastIndexOf('x')])).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("石工組合石工組合", 5, "石工|組合|石工|組合")]
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301e\u0301|e\u0301")]
    [InlineData("👷👷👷", 4, "👷👷|👷")]
    [InlineData("👷👷", 1, "👷|👷")]
    [InlineData("abc def", 3, "abc|def")]
    [InlineData("abcdef", 4, "abcd|ef")]
    public void Words_are_cut_between_characters(string text, int width, string lines) =>
        string.Join('|', Wrapping.Lines(text, width)).ShouldBe(lines);

    [Fact]
    public void A_long_address_is_shortened_and_wide_has_all_of_it()
    {
        var sheet = new Sheet("Name~", "Note~");
        var address = $"https://example.org/{new string('a', 200)}";
        sheet.Row("Masons", $"see {address} of 1868");

        Lines(sheet).Skip(2).Count(line => line.Contains("https://", StringComparison.Ordinal)).ShouldBe(1);
        Lines(sheet).ShouldContain(line => line.EndsWith('…'));
        Lines(sheet, isWide: true).ShouldContain($"  Masons  see {address} of 1868");
    }

    [Fact]
    public void A_pipe_keeps_columns_side_by_side_and_a_narrow_terminal_stacks_them()
    {
        var sheet = new Sheet("Name", "Sum>");
        sheet.Row(new string('m', 120), "1.00");

        Lines(sheet).Skip(2).ShouldBe([$"  {new string('m', 120)}  1.00"]);
        Lines(sheet, interactive: true).ShouldContain("  Sum   1.00");

        // With a line between two of them, and none behind the last one.
        sheet.Row("Masons", "2.00");
        Written(sheet, interactive: true).ShouldEndWith("  Sum   1.00\n\n  Name  Masons\n  Sum   2.00\n");
    }

    [Fact]
    public void Columns_of_zeros_are_left_out_for_people_alone()
    {
        var sheet = new Sheet("Country", "Held>", "Received>", "Runway>").WithoutZeros(but: "Runway");
        sheet.Row("CH", "0.00 CHF", "25.00 CHF", "0 days");

        Lines(sheet).ShouldBe(
            ["  Country   Received  Runway", "  ───────  ─────────  ──────", "  CH       25.00 CHF  0 days"]);
        sheet.Headings.ShouldBe(["Country", "Held", "Received", "Runway"]);
    }

    [Fact]
    public void A_cell_of_several_lines_stays_in_its_column()
    {
        var sheet = new Sheet("Name~", "Sum>");
        sheet.Row("one\ntwo\u001B", "1.00");
        Lines(sheet).Skip(2).ShouldBe(["  one        1.00", "  two\\u001B"], ignoreOrder: false);
    }

    private static IEnumerable<string> Lines(Sheet sheet, bool interactive = false, bool isWide = false) =>
        Written(sheet, interactive, isWide).TrimEnd('\n').Split('\n').Select(line => line.TrimEnd());

    private static string Written(Sheet sheet, bool interactive = false, bool isWide = false)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(TextReader.Null, output, TextWriter.Null, Interactive: false) { IsWide = isWide };
        var console = terminal.Console();
        console.Profile.Capabilities.Interactive = interactive;
        console.Write(sheet);
        return output.ToString().ReplaceLineEndings("\n");
    }

    // Reckoned apart from the code, by the tables of wcwidth: what is joined to an emoji is drawn in its cells.
    private static int CellsOf(string text)
    {
        var (cells, elements) = (0, StringInfo.GetTextElementEnumerator(text));
        while (elements.MoveNext())
        {
            var widths = elements.GetTextElement().EnumerateRunes()
                .Select(rune => UnicodeCalculator.GetWidth(rune)).ToArray();
            cells += elements.GetTextElement().Contains('\u200D') ? widths.Max() : widths.Sum();
        }
        return cells;
    }
}
