using System.Text;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Commands.Tests.Sheets;

/// <summary>Columns stand under each other in all scripts, and no character is cut.</summary>
public sealed class SheetTests
{
    private static readonly string[] Names =
    [
        "Masons", "石工組合", "F\u00E9d\u00E9ration", "Fe\u0301de\u0301ration", "노동자", "עובדים", "ＡＢ", "한",
        "a\u0323\u0302b",
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
    public void A_cell_of_several_lines_stays_in_its_column()
    {
        var sheet = new Sheet("Name~", "Sum>");
        sheet.Row("one\ntwo\u001B", "1.00");
        Lines(sheet).Skip(2).ShouldBe(["  one        1.00", "  two\\u001B"], ignoreOrder: false);
    }

    private static IEnumerable<string> Lines(Sheet sheet)
    {
        using var output = new StringWriter();
        new Terminal(TextReader.Null, output, TextWriter.Null, Interactive: false).Console().Write(sheet);
        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd());
    }

    // Reckoned apart from the code: two cells for East Asian wide characters, none for marks.
    private static int CellsOf(string text) => text.EnumerateRunes().Sum(rune =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark ? 0
        : rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xFF00 and <= 0xFF60) or >= 0x1F300 ? 2
        : 1);
}
