namespace Solidarity.Commands.Books;

/// <summary>A book as a file of beancount. <c>bean-check</c> finds nothing in it: sums balance exactly, without the
/// tolerance that beancount has for rounded ones, and balances are asserted by month and at the end.</summary>
internal static class BeancountText
{
    public static void Write(TextWriter output, BookExport book)
    {
        output.Write($"; The book of {book.Body}.\noption \"title\" {Quoted(book.Body)}\n");
        output.Write("option \"inferred_tolerance_multiplier\" \"0\"\n\n");
        var first = book.Entries.Count > 0 ? book.Entries[0].Day : default;
        foreach (var commodity in book.Commodities())
        {
            if (commodity.Note is { } note)
                output.Write($"; {note}\n");
            output.Write($"{first:yyyy-MM-dd} commodity {Symbol(commodity)}\n");
        }
        output.Write('\n');
        foreach (var (account, day) in book.Accounts())
            output.Write($"{day:yyyy-MM-dd} open {Account(account)}\n");
        foreach (var (entry, then) in book.WithBalances())
        {
            Write(output, entry);
            if (then.Count > 0)
                output.Write('\n');
            // A balance is that of the morning.
            foreach (var balance in then)
                output.Write($"{entry.Day.AddDays(1):yyyy-MM-dd} balance {Account(balance.Account)}  "
                    + $"{balance.Commodity.Sum(balance.Minor)} ~ 0 {Symbol(balance.Commodity)}\n");
        }
    }

    private static void Write(TextWriter output, ExportedEntry entry)
    {
        output.Write($"\n{entry.Day:yyyy-MM-dd} * {Quoted(entry.Description)}\n");
        if (entry.Number > 0)
            output.Write($"  entry: {entry.Number}\n");
        if (entry.Authority.Length > 0)
            output.Write($"  authority: {Quoted(entry.Authority)}\n");
        if (entry.Strike.Length > 0)
            output.Write($"  strike: {Quoted(entry.Strike)}\n");
        if (entry.Bodies.Count > 0)
            output.Write($"  bodies: {Quoted(string.Join(", ", entry.Bodies))}\n");
        if (entry.Reverses > 0)
            output.Write($"  reverses: {entry.Reverses}\n");
        foreach (var posting in entry.Postings)
            output.Write($"  {Account(posting.Account)}  {posting.Commodity.Sum(posting.Minor)} "
                + $"{Symbol(posting.Commodity)}\n");
    }

    // Each part begins with a capital letter or a digit. Ids have small letters alone, so no two become one.
    private static string Account(string account) =>
        string.Join(':', account.Split(':').Select(part => $"{char.ToUpperInvariant(part[0])}{part[1..]}"));

    // Of "GBP/240", which beancount would read as a division.
    private static string Symbol(Commodity commodity) => commodity.Name.Replace('/', '-');

    private static string Quoted(string text)
    {
        var escaped = OneLine.Of(text).Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}
