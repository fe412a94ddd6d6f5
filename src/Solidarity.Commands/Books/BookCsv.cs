using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Books;

/// <summary>A book as CSV: a line for each posting. Nothing in it is run as a formula by a spreadsheet: texts are
/// guarded as in all tables (<see cref="SeparatedText"/>), and what is below zero is a number.</summary>
internal static class BookCsv
{
    private static readonly string[] Headings =
    [
        "Day", "Position", "Entry", "What", "Memo", "Authority", "Strike", "Bodies", "Reverses", "Account", "Chart",
        "Currency", "In", "Out", "Minor units", "Balance in minor units",
    ];

    public static void Write(TextWriter output, BookExport book)
    {
        using var writer = SeparatedText.Csv(output);
        foreach (var heading in Headings)
            writer.WriteField(heading);
        writer.EndRecord();
        var balances = new Dictionary<(string, Commodity), Int128>();
        foreach (var entry in book.Entries)
            foreach (var posting in entry.Postings)
            {
                var key = (posting.InBook, posting.Commodity);
                balances[key] = balances.GetValueOrDefault(key) + posting.Minor;
                foreach (var text in Texts(entry, posting))
                    writer.WriteField(OneLine.Of(text));
                writer.WriteField(posting.Minor);
                writer.WriteField(balances[key]);
                writer.EndRecord();
            }
    }

    private static string[] Texts(ExportedEntry entry, ExportedPosting posting) =>
    [
        entry.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Number(entry.Position), Number(entry.Number),
        entry.What, entry.Memo, entry.Authority, entry.Strike, string.Join(' ', entry.Bodies), Number(entry.Reverses),
        posting.InBook, posting.Account, posting.Commodity.Name,
        posting.Minor > 0 ? posting.Commodity.Sum(posting.Minor) : "",
        posting.Minor < 0 ? posting.Commodity.Sum(-(Int128)posting.Minor) : "",
    ];

    private static string Number(long number) => number > 0 ? number.ToString(CultureInfo.InvariantCulture) : "";
}
