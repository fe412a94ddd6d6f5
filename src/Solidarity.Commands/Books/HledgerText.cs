namespace Solidarity.Commands.Books;

/// <summary>A book as a journal of hledger. <c>hledger check --strict</c> finds nothing in it: accounts and commodities
/// are declared, and balances are asserted by month and at the end.</summary>
internal static class HledgerText
{
    public static void Write(TextWriter output, BookExport book)
    {
        output.Write($"; The book of {book.Body}.\ndecimal-mark .\n\n");
        foreach (var commodity in book.Commodities())
        {
            if (commodity.Note is { } note)
                output.Write($"; {note}\n");
            // A decimal mark must stand there, also where no decimals follow.
            var one = commodity.Decimals > 0 ? $"1000.{new string('0', commodity.Decimals.Value)}" : "1000.";
            output.Write($"commodity {one} {Symbol(commodity)}\n");
        }
        output.Write('\n');
        foreach (var (account, _) in book.Accounts())
            output.Write($"account {account}\n");
        foreach (var (entry, then) in book.WithBalances())
        {
            Write(output, entry);
            Write(output, entry.Day, then);
        }
    }

    private static void Write(TextWriter output, ExportedEntry entry)
    {
        var code = entry.Number > 0 ? $" ({entry.Number})" : "";
        output.Write($"\n{entry.Day:yyyy-MM-dd} *{code} {Description(entry.Description)}\n");
        if (entry.Authority.Length > 0)
            output.Write($"    ; authority: {TagValue(entry.Authority)}\n");
        if (entry.Strike.Length > 0)
            output.Write($"    ; strike: {entry.Strike}\n");
        foreach (var body in entry.Bodies)
            output.Write($"    ; body: {body}\n");
        if (entry.Reverses > 0)
            output.Write($"    ; reverses: {entry.Reverses}\n");
        foreach (var posting in entry.Postings)
            output.Write(
                $"    {posting.Account}  {posting.Commodity.Sum(posting.Minor)} {Symbol(posting.Commodity)}\n");
    }

    private static void Write(TextWriter output, DateOnly day, IReadOnlyList<ExportedBalance> then)
    {
        if (then.Count == 0)
            return;
        output.Write($"\n{day:yyyy-MM-dd} * balances\n");
        foreach (var balance in then)
            output.Write($"    {balance.Account}  0 {Symbol(balance.Commodity)} = "
                + $"{balance.Commodity.Sum(balance.Minor)} {Symbol(balance.Commodity)}\n");
    }

    // What is not letters alone stands in quotes.
    private static string Symbol(Commodity commodity) =>
        commodity.Name.All(char.IsAsciiLetter) ? commodity.Name : $"\"{commodity.Name}\"";

    // A semicolon would begin a comment.
    private static string Description(string text) => OneLine.Of(text).Replace(';', ',');

    // A comma would end the value, and what follows it might be a tag that hledger knows.
    private static string TagValue(string text) => OneLine.Of(text).Replace(',', ';');
}

/// <summary>Texts that people wrote, in one line.</summary>
internal static class OneLine
{
    public static string Of(string text) => string.Concat(text.Select(letter =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator ? ' ' : letter)).Trim();
}
