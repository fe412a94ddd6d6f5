using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.Reversals.ReversalCommand;
using static Solidarity.Domain.Sections.Reversals.ReversalEvent;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Reversals;

/// <summary>What a section can be asked about entries that were wrong.</summary>
[JsonDerivedType(typeof(ReverseEntry), "reverse-entry")]
public abstract record ReversalCommand : SectionCommand
{
    private ReversalCommand() { }

    /// <summary>Books the exact opposite of a plain entry, which stays in the book.</summary>
    public sealed record ReverseEntry(int Number, string Reason) : ReversalCommand;
}

/// <summary>
/// What a section decides about entries that were wrong. Only entries between it and the outside are reversed: what
/// another body's book has too, that body would have to give back.
/// </summary>
internal static class ReversalRules
{
    public static Decision<SectionEvent> Decide(Section state, ReversalCommand command) => command switch
    {
        ReverseEntry c => OnReverse(state, c),
        _ => throw new UnreachableException($"section command {command.GetType().Name}"),
    };

    private static Decision<SectionEvent> OnReverse(Section state, ReverseEntry command)
    {
        // Shape.
        var number = command.Number;
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax) is { } no)
            return no;
        // Identity.
        if (number < 1 || number > state.Entries.Count)
            return ReversalRefusals.UnknownEntry(state.Id, number);
        if (!state.Entries.Latest.TryGetValue(number, out var entry))
            return ReversalRefusals.EntryTooOld(state.Id, number);
        if (entry.ReversedBy is { } by)
            return ReversalRefusals.EntryReversed(number, by);
        // State.
        var opposite = entry.Entry.Opposite;
        return (CheckKind(state, number, entry) ?? CheckBook(state, entry, opposite)) is { } refusal
            ? refusal
            : new EntryReversed(state.Entries.Next, number, entry, command.Reason, opposite);
    }

    private static Refusal? CheckKind(Section state, int number, PlainEntry entry) => entry.Kind switch
    {
        PlainEntryKind.Reversal => ReversalRefusals.EntryIsReversal(number),
        PlainEntryKind.StrikePay or PlainEntryKind.OutsideAid
            when !state.Strikes.Declared.ContainsKey(entry.Strike!.Value) =>
            OwnStrikeRefusals.UnknownStrike(state.Id, entry.Strike.Value),
        PlainEntryKind.LoanRecord when state.Loans.Taken[entry.Aid!.Value] is var loan
            && (loan.Owed != entry.Amount || loan.Paying.Minor > 0) => ReversalRefusals.LoanBeingRepaid(number),
        _ => null,
    };

    // What the opposite takes must be there still, and what it brings back must have room.
    private static Refusal? CheckBook(Section state, PlainEntry entry, LedgerEntry opposite)
    {
        foreach (var posting in opposite.Postings)
        {
            var balance = state.Treasury.Book.BalanceOf(posting.Account, posting.Currency);
            if (posting.Account.Class != AccountClass.Holding || balance.Minor + posting.Minor >= 0)
                continue;
            return posting.Account.IsStrikeFund
                ? OwnStrikeRefusals.FundTooSmall(entry.Strike!.Value, balance, entry.Amount)
                : NotEnoughAvailable(state, entry.Amount, "the reversal");
        }
        var comesBack = opposite.Postings.Any(posting => posting.Account == Account.Outside && posting.Minor < 0);
        return comesBack ? state.Treasury.CheckRoom(state.Id, entry.Amount) : null;
    }
}

/// <summary>A section's refusals about reversals.</summary>
internal static class ReversalRefusals
{
    public static Refusal UnknownEntry(SectionId section, int number) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_ENTRY",
        $"section {section} has no entry {number} that can be reversed. Its statement shows the numbers of those that "
        + $"can. Money that another body has had is not reversed here.",
        ("section", section), ("entry", number));

    public static Refusal EntryTooOld(SectionId section, int number) => Precondition("ENTRY_TOO_OLD",
        $"entry {number} of section {section} is older than its last {PlainEntries.LatestMax}, which can be reversed. "
        + $"Book the opposite by hand, as a deposit or a payment, and name it in the memo.",
        ("section", section), ("entry", number), ("limit", nameof(PlainEntries.LatestMax)),
        ("max", PlainEntries.LatestMax));

    public static Refusal EntryReversed(int number, int by) => Refusal.Of(RefusalKind.AlreadyExists,
        "ENTRY_REVERSED", $"entry {number} was reversed already, by entry {by}.", ("entry", number), ("by", by));

    public static Refusal EntryIsReversal(int number) => Precondition("ENTRY_IS_REVERSAL",
        $"entry {number} is a reversal, and a reversal is not reversed. Book what is right anew.", ("entry", number));

    public static Refusal LoanBeingRepaid(int number) => Precondition("LOAN_BEING_REPAID",
        $"the loan of entry {number} is being repaid. Reverse its repayments first.", ("entry", number));
}
