using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Ledger;

/// <summary>
/// A body's book: the balance of each account in each currency. Immutable. Posting checks what must hold of every
/// entry; a breach throws, because by then the decision that made the entry was wrong. Balances are totals: what went
/// to and came from a neighbour only ever grows, and however much that is, it can be posted.
/// </summary>
[method: JsonConstructor]
public sealed record Book(
    ImmutableSortedDictionary<Currency, ImmutableSortedDictionary<Account, Int128>> Balances)
{
    public static readonly Book Empty =
        new(ImmutableSortedDictionary<Currency, ImmutableSortedDictionary<Account, Int128>>.Empty);

    public Int128 Balance(Account account, Currency currency) =>
        Balances.TryGetValue(currency, out var accounts) && accounts.TryGetValue(account, out var minor) ? minor : 0;

    public Total BalanceOf(Account account, Currency currency) => new(Balance(account, currency), currency);

    /// <summary>The book after <paramref name="entry"/>.</summary>
    /// <exception cref="BookException">The entry does not balance, or would take more out of an account of
    /// <see cref="AccountClass.Holding"/> than it holds.</exception>
    public Book Post(LedgerEntry entry)
    {
        if (entry.Postings.IsDefaultOrEmpty || entry.Postings.Length > LedgerEntry.PostingsMax)
            throw new BookException($"An entry has 1 to {LedgerEntry.PostingsMax} postings.");
        if (entry.UnbalancedIn() is { } currency)
            throw new BookException($"The entry does not balance in {currency}.");
        var balances = Balances;
        for (var rest = entry.Postings.AsSpan(); !rest.IsEmpty;)
            balances = AddAlike(balances, ref rest);
        foreach (var posting in entry.Postings)
            Check(balances, posting);
        return new Book(balances);
    }

    // Those at the beginning that are in one currency: mostly all of them.
    private static ImmutableSortedDictionary<Currency, ImmutableSortedDictionary<Account, Int128>> AddAlike(
        ImmutableSortedDictionary<Currency, ImmutableSortedDictionary<Account, Int128>> balances,
        ref ReadOnlySpan<Posting> rest)
    {
        var currency = rest[0].Currency;
        var accounts = balances.GetValueOrDefault(currency, ImmutableSortedDictionary<Account, Int128>.Empty);
        for (; !rest.IsEmpty && rest[0].Currency == currency; rest = rest[1..])
            accounts = accounts.SetItem(
                rest[0].Account, accounts.GetValueOrDefault(rest[0].Account) + rest[0].Minor);
        return balances.SetItem(currency, accounts);
    }

    private static void Check(
        ImmutableSortedDictionary<Currency, ImmutableSortedDictionary<Account, Int128>> balances, Posting posting)
    {
        var minor = balances[posting.Currency][posting.Account];
        if (minor < 0 && posting.Account.Class == AccountClass.Holding)
            throw new BookException($"Account {posting.Account} would hold {minor} {posting.Currency}.");
    }
}

/// <summary>A ledger entry broke a rule of the book: a bug or a damaged journal, never a user's mistake.</summary>
public sealed class BookException(string message) : Exception(message);

/// <summary>The JSON of a book.</summary>
[JsonSerializable(typeof(Book))]
internal sealed partial class BookJson : JsonSerializerContext
{
    public static JsonTypeInfo<Book> OfJournal { get; } = JournalJson.Of<Book>(new BookJson());
}
