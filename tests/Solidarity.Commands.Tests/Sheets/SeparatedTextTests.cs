using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Tests.Sheets;

/// <summary>Tables for other programs: one line for each row, and nothing that a spreadsheet runs.</summary>
public sealed class SeparatedTextTests
{
    [Fact]
    public void A_text_that_a_spreadsheet_would_run_is_a_text()
    {
        string[] hostile = ["=1+1", "+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://example.org\",\"pay\")", "\t=1"];
        foreach (var text in hostile)
        {
            var field = Written(OutputForm.Csv, text).Split('\n')[1].Trim('"');
            field[0].ShouldBeOneOf('\'', '\\');
        }
    }

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("one\ntwo", "one\\ntwo")]
    [InlineData("石工組合", "石工組合")]
    [InlineData("", "")]
    public void A_row_is_one_line_of_rfc_4180(string text, string field) =>
        Written(OutputForm.Csv, text).ShouldBe($"Note,Sum\n{field},1.00 CHF\n");

    [Theory]
    [InlineData("a\tb", "a\\u0009b")]
    [InlineData("one\ntwo", "one\\ntwo")]
    [InlineData("=1+1", "=1+1")]
    public void No_text_adds_a_tab_or_a_line(string text, string field) =>
        Written(OutputForm.Tsv, text).ShouldBe($"Note\tSum\n{field}\t1.00 CHF\n");

    private static string Written(OutputForm form, string text)
    {
        using var output = new StringWriter();
        var sheet = new Sheet("Note~", "Sum>");
        sheet.Row(text, "1.00 CHF");
        SeparatedText.Write(output, sheet, form);
        return output.ToString();
    }
}
