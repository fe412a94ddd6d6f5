using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;

namespace Solidarity.Domain.Strikes;

/// <summary>How far the money of one run of aid has come. Word of it comes from several bodies in any order; a later
/// stage is never taken back by an earlier one of the same run.</summary>
[JsonConverter(typeof(KebabEnumConverter<MoneyStage>))]
public enum MoneyStage
{
    None,
    Held,
    InTransit,

    /// <summary>It came back, or never left: the promise stands as before.</summary>
    Unsent,
    Received,
}

/// <summary>One piece of aid on a strike's board.</summary>
/// <param name="Amount">What was promised, or null where no sum is known.</param>
/// <param name="Counted">Whether its sum belongs into the board's totals; reports and totals from the record do
/// not.</param>
/// <param name="Run">Which transfer for it <paramref name="Stage"/> speaks of.</param>
/// <param name="OnItsWay">What is held or in transit.</param>
/// <param name="Received">What arrived.</param>
public sealed record Aid(
    AidKind Kind, AidState State, Amount? Amount, bool Counted, int Run, MoneyStage Stage, Amount? OnItsWay,
    Amount? Received, string Note);

/// <summary>A strike: what it is about, its call, who was reached and what they answered, the aid, and its end.</summary>
public sealed record Strike(
    StrikeId Id,
    bool Opened,
    SectionId Section,
    StrikeFacts? Facts,
    Outcome? Outcome,
    string Note,
    Call? Call,
    ImmutableSortedDictionary<Party, Answer> Parties,
    ImmutableSortedDictionary<AidKey, Aid> Aid,
    ImmutableSortedDictionary<Currency, long> PaidOut)
{
    public const int PartiesMax = 2_000_000;
    public const int AidMax = 2_000_000;

    public static Strike Unopened(StrikeId id) => new(
        id, false, default, null, null, "", null,
        ImmutableSortedDictionary<Party, Answer>.Empty,
        ImmutableSortedDictionary<AidKey, Aid>.Empty,
        ImmutableSortedDictionary<Currency, long>.Empty);

    public static Strike Evolve(Strike state, StrikeEvent @event) => @event switch
    {
        StrikeEvent.StrikeOpened e => Unopened(e.Strike) with { Opened = true, Section = e.Section, Facts = e.Facts },
        StrikeEvent.DuplicateRefused => state,
        StrikeEvent.CallSent e => state with { Call = e.Call },
        StrikeEvent.PartyReached e => state with { Parties = state.Parties.Add(e.Party, Answer.Unanswered) },
        StrikeEvent.PartyDeclined e => state with { Parties = state.Parties.SetItem(e.Party, Answer.Declined) },
        StrikeEvent.AidNoted e => OnNoted(state, e),
        StrikeEvent.MoneyMoved e => state with { Aid = state.Aid.SetItem(e.Aid, Moved(state.Aid[e.Aid], e)) },
        StrikeEvent.StrikePayPaid e => state with
        {
            PaidOut = state.PaidOut.SetItem(
                e.Amount.Currency, state.PaidOut.GetValueOrDefault(e.Amount.Currency) + e.Amount.Minor),
        },
        StrikeEvent.StrikeClosed e => state with { Outcome = e.Outcome, Note = e.Note },
        _ => throw new UnreachableException($"strike event {@event.GetType().Name}"),
    };

    private static Strike OnNoted(Strike state, StrikeEvent.AidNoted e)
    {
        var aid = state.Aid.TryGetValue(e.Aid, out var known)
            ? known with { State = e.State, Amount = e.Amount ?? known.Amount, Note = e.Note }
            : new Aid(e.Kind, e.State, e.Amount, e.Counted, Run: 0, MoneyStage.None, null, null, e.Note);
        return state with { Aid = state.Aid.SetItem(e.Aid, aid), Parties = Answered(state.Parties, e) };
    }

    // What a party has answered on the whole: a pledge outweighs a refusal, and a withdrawn one is a refusal.
    private static ImmutableSortedDictionary<Party, Answer> Answered(
        ImmutableSortedDictionary<Party, Answer> parties, StrikeEvent.AidNoted e)
    {
        if (e.Kind is AidKind.Repayment or AidKind.RedirectedRepayment or AidKind.Aggregate or AidKind.Other)
            return parties;
        var answer = e.State switch
        {
            AidState.Pledged or AidState.Honoured => Answer.Pledged,
            AidState.Declined or AidState.Withdrawn or AidState.Lapsed => Answer.Declined,
            AidState.Asked or AidState.Deferred => Answer.Unanswered,
            _ => throw new UnreachableException($"aid state {e.State}"),
        };
        var before = parties.GetValueOrDefault(e.Aid.From);
        return before == Answer.Pledged && e.State is not AidState.Withdrawn and not AidState.Lapsed
            ? parties
            : parties.SetItem(e.Aid.From, answer);
    }

    private static Aid Moved(Aid aid, StrikeEvent.MoneyMoved e) => e.Stage switch
    {
        MoneyStage.Held or MoneyStage.InTransit => aid with
        {
            Run = e.Run,
            Stage = e.Stage,
            OnItsWay = e.Amount,
            State = e.Stage == MoneyStage.InTransit ? AidState.Honoured : aid.State,
        },
        MoneyStage.Unsent => aid with
        {
            Run = e.Run,
            Stage = e.Stage,
            OnItsWay = null,
            Amount = e.Amount,
            State = AidState.Pledged,
        },
        MoneyStage.Received => aid with
        {
            Run = e.Run,
            Stage = e.Stage,
            OnItsWay = null,
            Received = e.Amount,
            State = AidState.Honoured,
        },
        _ => throw new UnreachableException($"stage {e.Stage}"),
    };
}
