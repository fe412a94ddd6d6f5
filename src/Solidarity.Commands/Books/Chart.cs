namespace Solidarity.Commands.Books;

/// <summary>
/// The chart of accounts of an exported book, under the five roots that bookkeeping programs know. Most accounts of a
/// book have one account here. Those that say where money came from and went to (<c>outside</c>, <c>from:</c> and
/// <c>to:</c> a neighbour) have one for each thing that money came or went for, so their sum is the book's balance.
/// </summary>
internal static class Chart
{
    private const string Fund = "strike-fund";
    private const string To = "to";
    private const string From = "from";
    private const string Outside = "outside";

    /// <summary>The account of a posting.</summary>
    /// <param name="account">As the book calls it.</param>
    public static string Of(string account, StatementEntry entry)
    {
        // A reversal takes back from the very account.
        var kind = KindOf(entry.ReversesWhat.Length > 0 ? entry.ReversesWhat : entry.What);
        var (name, of) = Parts(account);
        return (name, kind) switch
        {
            (Outside, "deposited") => "income:deposits",
            (Outside, "outside-aid-received") => "income:aid:outside",
            (Outside, "collected") => "income:collections",
            (Outside, "paid-out") => "expenses:payments",
            (Outside, "strike-pay-paid") => "expenses:strike-pay",
            (Outside, "repaid-outside") => "equity:outside:loan-repayments",
            (From, "dues-received") => $"income:dues:{of}",
            (From, "aid-arrived") => $"income:aid:{of}",
            (From, "surplus-arrived") => $"income:surplus:{of}",
            (From, "dues-taken-over" or "collection-taken-over") => $"equity:taken-over:{of}",
            (To, "dues-paid") => $"expenses:dues:{of}",
            (To, "dues-handed-over" or "collection-handed-over") => $"equity:handed-over:{of}",
            _ => Of(name, of),
        };
    }

    /// <summary>The account that a balance from before the first entry stands in: what income and expenses came to is
    /// closed into equity, as at the beginning of a year.</summary>
    public static string OpeningOf(string account)
    {
        var (name, of) = Parts(account);
        return name == Outside ? "equity:outside:brought-forward" : Of(name, of);
    }

    private static string Of(string name, string of) => name switch
    {
        "treasury" => "assets:treasury",
        "pledged" => "assets:pledged",
        "held" => "assets:held",
        "passing" => "assets:in-passing",
        "dues" => "assets:dues",
        Fund => $"assets:strike-funds:{of}",
        "lent" => "assets:lent",
        "borrowed" => "liabilities:borrowed",
        "loans" => "equity:loans",
        "fees" => "expenses:carriage",
        "exchange" => "equity:exchange",
        From => $"equity:received:{of}",
        To => $"equity:sent:{of}",
        // Of a newer service, too: it balances all the same.
        _ => of.Length > 0 ? $"equity:{name}:{of}" : $"equity:{name}",
    };

    // strike-fund:masons-1868, to:federations/geneva.
    private static (string Name, string Of) Parts(string account) => account.Split(':', 2) is [var name, var of]
        ? (name, of.Replace('/', ':'))
        : (account, "");

    private static string KindOf(string what) => what.Split('.') is [_, var kind, ..] ? kind : what;
}
