using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Treasuries;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryEvent;

namespace Solidarity.Domain.Sections.OwnTreasury;

/// <summary>Money that came and went without a strike, and what happened to the treasury.</summary>
[JsonDerivedType(typeof(OfTreasury), "section.of-treasury.v1")]
[JsonDerivedType(typeof(Deposited), "section.deposited.v1")]
[JsonDerivedType(typeof(PaidOut), "section.paid-out.v1")]
[JsonDerivedType(typeof(DuesPaid), "section.dues-paid.v1")]
public abstract record OwnTreasuryEvent : SectionEvent
{
    private OwnTreasuryEvent() { }

    public sealed record OfTreasury(TreasuryEvent Happened) : OwnTreasuryEvent, IBooking
    {
        LedgerEntry? IBooking.Entry => Happened.Booked();
    }

    /// <param name="Number">Of its entry, among the section's plain ones.</param>
    public sealed record Deposited(Amount Amount, string Memo, int Number, DateTimeOffset At, LedgerEntry Entry)
        : OwnTreasuryEvent, IBooking, IAct, IPlainEntry
    {
        NumberedEntry? IPlainEntry.Plain => new(Number, new PlainEntry(PlainEntryKind.Deposit, Amount, Entry));

        DoneAct? IAct.Done => new(new Act.MoneyDeposit(Amount, Memo), At);
    }

    /// <param name="Number">Of its entry, among the section's plain ones.</param>
    /// <param name="Authority">What it rests on; null where nothing was asked.</param>
    public sealed record PaidOut(
        Amount Amount, string Memo, int Number, DateTimeOffset At, LedgerEntry Entry, string? Authority = null)
        : OwnTreasuryEvent, IBooking, IAct, IPlainEntry
    {
        NumberedEntry? IPlainEntry.Plain => new(Number, new PlainEntry(PlainEntryKind.Payment, Amount, Entry));

        DoneAct? IAct.Done => new(new Act.MoneyPayment(Amount, Memo), At);
    }

    /// <param name="Authority">What it rests on; null where nothing was asked.</param>
    public sealed record DuesPaid(
        FederationId Federation, Amount Amount, string Memo, DateTimeOffset At, LedgerEntry Entry,
        string? Authority = null)
        : OwnTreasuryEvent, IBooking, IAct
    {
        DoneAct? IAct.Done => new(new Act.DuesPayment(Federation, Amount, Memo), At);
    }
}

internal static class OwnTreasuryEvolution
{
    public static Section Evolve(Section state, OwnTreasuryEvent @event) => @event switch
    {
        OfTreasury e => state with { Treasury = Treasury.Evolve(state.Treasury, e.Happened) },
        Deposited or PaidOut or DuesPaid => state,
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };
}
