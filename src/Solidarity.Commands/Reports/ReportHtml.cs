using System.Net;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Reports;

/// <summary>A report as a page of HTML that stands alone and prints on one page A4: no script, no picture, nothing from
/// elsewhere. Every text is escaped.</summary>
internal static class ReportHtml
{
    private const string Style = """
        @page { size: A4; margin: 14mm 18mm; }
        body { font: 9.5pt/1.25 Georgia, "DejaVu Serif", serif; color: #000; max-width: 174mm; margin: 0 auto; }
        h1 { font-size: 16pt; margin: 0 0 4mm; }
        h2 { font-size: 12pt; margin: 4mm 0 1mm; border-bottom: 0.3mm solid #000; }
        p { margin: 0 0 1mm; overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; }
        th, td { text-align: left; vertical-align: top; padding: 0.35mm 3mm 0.35mm 0; overflow-wrap: break-word; }
        th { font-weight: normal; font-style: italic; }
        .figure { text-align: right; white-space: nowrap; overflow-wrap: normal; }
        tr { break-inside: avoid; }
        h2 { break-after: avoid; }
        """;

    public static void Write(TextWriter output, StrikeReport report)
    {
        output.Write($"<!DOCTYPE html>\n<html lang=\"{Language.Current.Code}\">\n<head>\n<meta charset=\"utf-8\">\n");
        output.Write($"<title>{Escaped(report.Title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        output.Write($"<h1>{Escaped(report.Title)}</h1>\n");
        foreach (var fact in report.Facts)
            output.Write($"<p>{Escaped(fact)}</p>\n");
        foreach (var (heading, table) in report.Parts)
        {
            output.Write($"<h2>{Escaped(heading)}</h2>\n");
            Write(output, table);
        }
        output.Write("</body>\n</html>\n");
    }

    private static void Write(TextWriter output, Sheet table)
    {
        output.Write("<table>\n<tr>");
        foreach (var column in table.Columns)
            output.Write($"<th{Class(column)}>{Escaped($"{column}")}</th>");
        output.Write("</tr>\n");
        foreach (var row in table.Rows)
        {
            output.Write("<tr>");
            for (var at = 0; at < row.Length; at++)
                output.Write($"<td{Class(table.Columns[at])}>{Escaped(row[at])}</td>");
            output.Write("</tr>\n");
        }
        output.Write("</table>\n");
    }

    private static string Class(Heading column) => column.IsFigures ? " class=\"figure\"" : "";

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
