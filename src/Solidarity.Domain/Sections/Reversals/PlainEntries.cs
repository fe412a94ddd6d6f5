using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Json;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Reversals;

/// <summary>What a plain entry books.</summary>
[JsonConverter(typeof(KebabEnumConverter<PlainEntryKind>))]
public enum PlainEntryKind
{
    Deposit,
    Payment,
    StrikePay,

    /// <summary>Aid from a giver outside the system.</summary>
    OutsideAid,

    /// <summary>An older debt that was taken onto the books.</summary>
    LoanRecord,

    /// <summary>A repayment to a lender outside the system.</summary>
    LoanRepayment,

    /// <summary>It reverses another one.</summary>
    Reversal,
}

/// <summary>An entry between the section and the outside, which no other body's book repeats: so it can be reversed.
/// </summary>
/// <param name="Strike">The strike that it is for, or whose fund it was paid from.</param>
/// <param name="Aid">The aid from outside, or the loan.</param>
/// <param name="GivenAs">Of aid from outside: what it was given as.</param>
/// <param name="Repayment">Of a repayment: its id.</param>
/// <param name="ReversedBy">The number of the entry that reverses it.</param>
/// <param name="Claim">Of strike pay: the number of the claim that it pays.</param>
public sealed record PlainEntry(
    PlainEntryKind Kind, Amount Amount, LedgerEntry Entry, StrikeId? Strike = null, AidKey? Aid = null,
    AidKind? GivenAs = null, PledgeId? Repayment = null, int? ReversedBy = null,
    int? Claim = null);

/// <summary>A plain entry under its number.</summary>
public readonly record struct NumberedEntry(int Number, PlainEntry Entry);

/// <summary>An event that may book a plain entry.</summary>
public interface IPlainEntry : IMakesPart
{
    /// <summary>Null where this one books none.</summary>
    NumberedEntry? Plain { get; }

    string? IMakesPart.Part => Plain is { } plain
        ? string.Create(CultureInfo.InvariantCulture, $"entries/{plain.Number}")
        : null;
}

/// <summary>A section's plain entries, numbered from 1.</summary>
/// <param name="Latest">The last ones, which can be reversed.</param>
public sealed record PlainEntries(int Count, ImmutableSortedDictionary<int, PlainEntry> Latest)
{
    /// <summary>How many of the last ones can be reversed.</summary>
    public const int LatestMax = 200;

    public static readonly PlainEntries None = new(0, ImmutableSortedDictionary<int, PlainEntry>.Empty);

    [JsonIgnore]
    public int Next => Count + 1;

    internal PlainEntries With(NumberedEntry added)
    {
        if (added.Number != Next)
            throw new InvalidOperationException($"Entry {added.Number} cannot follow entry {Count}.");
        var latest = Latest.Count < LatestMax ? Latest : Latest.Remove(Latest.Keys.First());
        return new(added.Number, latest.Add(added.Number, added.Entry));
    }

    /// <summary>With an entry marked as reversed.</summary>
    /// <exception cref="InvalidOperationException">The reversal is not its exact opposite, or it was reversed before.
    /// </exception>
    internal PlainEntries Reversed(int number, int by, LedgerEntry reversal)
    {
        if (!Latest.TryGetValue(number, out var entry) || entry.ReversedBy is not null
            || entry.Kind == PlainEntryKind.Reversal
            || !entry.Entry.Opposite.Postings.AsSpan().SequenceEqual(reversal.Postings.AsSpan()))
            throw new InvalidOperationException($"Entry {by} does not reverse entry {number}.");
        return this with { Latest = Latest.SetItem(number, entry with { ReversedBy = by }) };
    }
}
