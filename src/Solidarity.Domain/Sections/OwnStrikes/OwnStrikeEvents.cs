using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Hops;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeEvent;

namespace Solidarity.Domain.Sections.OwnStrikes;

/// <summary>What happened to strikes of a section's own.</summary>
[JsonDerivedType(typeof(StrikeDeclared), "section.strike-declared.v1")]
[JsonDerivedType(typeof(StrikeIdTaken), "section.strike-id-taken.v1")]
[JsonDerivedType(typeof(StrikeAmended), "section.strike-amended.v1")]
[JsonDerivedType(typeof(StrikeEnded), "section.strike-ended.v1")]
[JsonDerivedType(typeof(StrikeReopened), "section.strike-reopened.v1")]
[JsonDerivedType(typeof(StrikePayPaid), "section.strike-pay-paid.v1")]
[JsonDerivedType(typeof(OutsideAidReceived), "section.outside-aid-received.v1")]
[JsonDerivedType(typeof(AidReported), "section.aid-reported.v1")]
[JsonDerivedType(typeof(AidArrived), "section.aid-arrived.v1")]
[JsonDerivedType(typeof(OpennessSet), "section.openness-set.v1")]
public abstract record OwnStrikeEvent : SectionEvent
{
    private OwnStrikeEvent() { }

    /// <inheritdoc cref="StrikePayPaid" path="/param[@name='Authority']"/>
    public sealed record StrikeDeclared(StrikeId Strike, StrikeFacts Facts, string? Authority = null)
        : OwnStrikeEvent;

    /// <summary>Another section had opened a strike of this id.</summary>
    /// <param name="Entry">Frees what outsiders had brought for it; null where nothing is in the fund.</param>
    public sealed record StrikeIdTaken(StrikeId Strike, LedgerEntry? Entry) : OwnStrikeEvent, IBooking;

    public sealed record StrikeAmended(StrikeId Strike, StrikeFacts Before, StrikeFacts After, DateTimeOffset At)
        : OwnStrikeEvent;

    /// <inheritdoc cref="StrikePayPaid" path="/param[@name='Authority']"/>
    public sealed record StrikeEnded(
        StrikeId Strike, Outcome Outcome, string Note, DateTimeOffset At, string? Authority = null) : OwnStrikeEvent;

    /// <summary>It had been ended by mistake.</summary>
    public sealed record StrikeReopened(StrikeId Strike, string Reason) : OwnStrikeEvent;

    /// <param name="Through">The last day that it pays for.</param>
    /// <param name="Number">Of its entry, among the section's plain ones.</param>
    /// <param name="Authority">What it rests on; null where nothing was asked.</param>
    /// <param name="Claim">The number of the claim that it pays; null: none.</param>
    public sealed record StrikePayPaid(
        StrikeId Strike, Amount Amount, string Memo, DateOnly Through, int Number, DateTimeOffset At,
        LedgerEntry Entry, string? Authority = null, int? Claim = null)
        : OwnStrikeEvent, IBooking, IAct, IPlainEntry
    {
        NumberedEntry? IPlainEntry.Plain =>
            new(Number, new PlainEntry(PlainEntryKind.StrikePay, Amount, Entry, Strike, Claim: Claim));

        DoneAct? IAct.Done => new(new Act.StrikePayment(Strike, Amount, Through, Memo), At);
    }

    /// <param name="Number">Of its entry, among the section's plain ones.</param>
    public sealed record OutsideAidReceived(
        StrikeId Strike, AidKey Aid, AidKind Kind, Amount Amount, string Note, int Number, DateTimeOffset At,
        LedgerEntry Entry) : OwnStrikeEvent, IBooking, IAct, IPlainEntry
    {
        NumberedEntry? IPlainEntry.Plain => new(Number, new PlainEntry(
            PlainEntryKind.OutsideAid, Amount, Entry, Strike, Aid, GivenAs: Kind));

        DoneAct? IAct.Done => new(new Act.OutsideReceipt(Strike, Aid.From, Kind, Amount, Note), At);
    }

    public sealed record AidReported(
        StrikeId Strike, AidKey Aid, AidKind Kind, AidState State, Amount? Amount, string Note, DateTimeOffset At)
        : OwnStrikeEvent, IAct
    {
        DoneAct? IAct.Done => new(new Act.AidReport(Strike, Aid.From, Kind, State, Amount, Note), At);
    }

    /// <summary>A transfer delivered aid into the strike's fund.</summary>
    /// <param name="Passed">When it came to each treasury that it went on from by itself, here last.</param>
    /// <param name="Owed">The sender is told of it later, of others together; null: at once.</param>
    public sealed record AidArrived(
        HopKey Key, Address From, Purpose.ToStrikeFund Delivery, Amount Amount,
        ImmutableArray<DateTimeOffset> Passed, bool? Owed, LedgerEntry Entry) : OwnStrikeEvent, IBooking;

    public sealed record OpennessSet(Openness Openness) : OwnStrikeEvent;
}

internal static class OwnStrikeEvolution
{
    public static Section Evolve(Section state, OwnStrikeEvent @event)
    {
        if (@event is AidArrived arrived)
            return state with
            {
                Treasury = AcknowledgementRules.Owing(state.Treasury, arrived.Key, arrived.From, arrived.Owed),
            };
        var strikes = state.Strikes;
        return state with
        {
            Strikes = @event switch
            {
                StrikeDeclared e => strikes with
                {
                    Declared = strikes.Declared.Add(
                        e.Strike, new OwnStrike(e.Facts, Call: null, Recipients: [], Outcome: null, OutsideAid: [])),
                },
                StrikeIdTaken e => strikes with { Declared = strikes.Declared.Remove(e.Strike) },
                StrikeAmended e => strikes.WithSent(e.At).With(e.Strike, strike => strike with
                {
                    Facts = e.After,
                    Call = strike.Call is { } call ? call with { Facts = e.After } : null,
                }),
                StrikeEnded e => strikes.With(
                    e.Strike, strike => strike with { Outcome = e.Outcome, EndedAt = e.At, IsCalling = false }),
                StrikeReopened e => strikes.With(
                    e.Strike, strike => strike with { Outcome = null, EndedAt = null }),
                OutsideAidReceived e => strikes.With(
                    e.Strike, strike => strike with { OutsideAid = strike.OutsideAid.Add(e.Aid) }),
                OpennessSet e => strikes with { Openness = e.Openness },
                StrikePayPaid or AidReported => strikes,
                _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
            },
        };
    }
}
