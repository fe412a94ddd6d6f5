using Solidarity.Domain.Money;

namespace Solidarity.Domain.Ledger;

/// <summary>One line of a ledger entry: so much more (or, negative, less) in one account.</summary>
public readonly record struct Posting(Account Account, Currency Currency, long Minor);

/// <summary>
/// A movement of money within one book. Its postings sum to zero in each currency; an event that moves money carries
/// its entry, so that the journal alone is the book.
/// </summary>
[JsonConverter(typeof(LedgerEntryJsonConverter))]
public sealed record LedgerEntry(ImmutableArray<Posting> Postings)
{
    /// <summary>Room for two postings in each of a section's currencies.</summary>
    public const int PostingsMax = 64;

    /// <summary>Moves <paramref name="amount"/> (positive) from one account to another.</summary>
    public static LedgerEntry Move(Amount amount, Account from, Account to) =>
        new([new(from, amount.Currency, -amount.Minor), new(to, amount.Currency, amount.Minor)]);

    /// <summary>This entry's postings and another's, as one entry.</summary>
    public LedgerEntry And(LedgerEntry other) => new(Postings.AddRange(other.Postings));

    /// <summary>What undoes this entry.</summary>
    [JsonIgnore]
    public LedgerEntry Opposite =>
        new([.. Postings.Select(posting => posting with { Minor = -posting.Minor })]);

    /// <summary>The first currency in which the postings do not sum to zero, or null where all do.</summary>
    public Currency? UnbalancedIn()
    {
        foreach (var posting in Postings)
        {
            Int128 sum = 0;
            foreach (var other in Postings)
                if (other.Currency == posting.Currency)
                    sum += other.Minor;
            if (sum != 0)
                return posting.Currency;
        }
        return null;
    }
}
