using CsvHelper;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Sheets;

/// <summary>
/// A table for other programs: a line of headings, then a line for each row. Nothing is wrapped or left out, and a line
/// feed within a text is <c>\n</c>. In CSV (RFC 4180) a text that a spreadsheet would run as a formula, as
/// <c>=1+1</c> or <c>-5 CHF</c>, begins with an apostrophe; texts separated by tabs are as they are.
/// </summary>
internal static class SeparatedText
{
    public static void Write(TextWriter output, Sheet sheet, OutputForm form)
    {
        var lines = sheet.Rows.Prepend([.. sheet.Headings]).Select(row => row.Select(Shown.Line));
        if (form == OutputForm.Csv)
            WriteCsv(output, lines);
        else
            foreach (var line in lines)
                output.Write(string.Join('\t', line) + '\n');
    }

    /// <summary>A writer of such CSV; numbers that it is given as numbers are no texts, and stay as they are.</summary>
    public static CsvWriter Csv(TextWriter output) => CsvWriter.Create(
        output, new CsvWriterOptions { Injection = CsvInjection.Escape, NewLine = "\n" }, leaveOpen: true);

    private static void WriteCsv(TextWriter output, IEnumerable<IEnumerable<string>> lines)
    {
        using var writer = Csv(output);
        foreach (var line in lines)
        {
            foreach (var cell in line)
                writer.WriteField(cell);
            writer.EndRecord();
        }
    }
}
