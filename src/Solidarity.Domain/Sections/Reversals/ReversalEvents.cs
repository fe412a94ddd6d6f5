using Solidarity.Domain.Ledger;
using static Solidarity.Domain.Sections.Reversals.ReversalEvent;

namespace Solidarity.Domain.Sections.Reversals;

/// <summary>What happened to plain entries.</summary>
[JsonDerivedType(typeof(EntryReversed), "section.entry-reversed.v1")]
public abstract record ReversalEvent : SectionEvent
{
    private ReversalEvent() { }

    /// <param name="Number">Its own.</param>
    /// <param name="Reverses">The number of the entry that was wrong.</param>
    /// <param name="Original">That entry, as it was booked.</param>
    public sealed record EntryReversed(
        int Number, int Reverses, PlainEntry Original, string Reason, LedgerEntry Entry)
        : ReversalEvent, IBooking, IPlainEntry
    {
        NumberedEntry? IPlainEntry.Plain => new(Number, new PlainEntry(
            PlainEntryKind.Reversal, Original.Amount, Entry, Original.Strike));
    }
}

internal static class ReversalEvolution
{
    public static Section Evolve(Section state, ReversalEvent @event) => @event switch
    {
        EntryReversed e => WithoutEffect(state, e.Original) with
        {
            Entries = state.Entries.Reversed(e.Reverses, e.Number, e.Entry),
        },
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    // What the entry did besides moving money. Ids that it used stay used: others know them.
    private static Section WithoutEffect(Section state, PlainEntry entry) => entry.Kind switch
    {
        PlainEntryKind.LoanRecord => state with
        {
            Loans = state.Loans with { Taken = state.Loans.Taken.Remove(entry.Aid!.Value) },
        },
        PlainEntryKind.LoanRepayment => state with
        {
            Loans = state.Loans.With(entry.Aid!.Value, loan => loan with { Owed = loan.Owed + entry.Amount }),
        },
        PlainEntryKind.Deposit or PlainEntryKind.Payment or PlainEntryKind.StrikePay or PlainEntryKind.OutsideAid
            => state,
        _ => throw new UnreachableException($"a {entry.Kind} is not reversed"),
    };
}
