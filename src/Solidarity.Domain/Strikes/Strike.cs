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

/// <summary>A strike: what it is about, its call, who was reached and answered what, the aid, its end.</summary>
/// <param name="Reached">The sections that have the call in their inbox.</param>
/// <param name="Parties">All that were reached, and all whose answer is known in another way.</param>
public sealed record Strike(
    StrikeId Id,
    bool Opened,
    SectionId Section,
    StrikeFacts? Facts,
    Outcome? Outcome,
    string Note,
    Call? Call,
    ImmutableSortedSet<SectionId> Reached,
    ImmutableSortedDictionary<Party, Answer> Parties,
    ImmutableSortedDictionary<AidKey, Aid> Aid,
    ImmutableSortedDictionary<Currency, long> PaidOut)
{
    public const int PartiesMax = 2_000_000;
    public const int AidMax = 2_000_000;

    public static Strike Unopened(StrikeId id) => new(
        id, false, default, null, null, "", null, [],
        ImmutableSortedDictionary<Party, Answer>.Empty,
        ImmutableSortedDictionary<AidKey, Aid>.Empty,
        ImmutableSortedDictionary<Currency, long>.Empty);

    public static Strike Evolve(Strike state, StrikeEvent @event) => @event switch
    {
        StrikeEvent.StrikeOpened e => Unopened(e.Strike) with { Opened = true, Section = e.Section, Facts = e.Facts },
        StrikeEvent.DuplicateRefused => state,
        StrikeEvent.CallSent e => state with { Call = e.Call },
        StrikeEvent.PartyReached e => state with
        {
            Reached = state.Reached.Add(e.Party.Body!.Value.Section),
            // Word of its money may have been quicker.
            Parties = state.Parties.SetItem(e.Party, state.Parties.GetValueOrDefault(e.Party)),
        },
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
            ? known with
            {
                Kind = e.Kind,
                State = Standing(known, e.State),
                // What the giver itself promises replaces what was reported of it.
                Amount = e.Counted && !known.Counted ? e.Amount : e.Amount ?? known.Amount,
                Counted = known.Counted || e.Counted,
                Note = e.Note,
            }
            : new Aid(e.Kind, e.State, e.Amount, e.Counted, Run: 0, MoneyStage.None, null, null, e.Note);
        state = state with { Aid = state.Aid.SetItem(e.Aid, aid) };
        return IsAnswer(e.Kind) ? state with { Parties = Answered(state, e) } : state;
    }

    // Word of the promise may come after word of its money.
    private static AidState Standing(Aid known, AidState told) =>
        told == AidState.Pledged && known.Stage is (MoneyStage.InTransit or MoneyStage.Received)
            ? AidState.Honoured
            : told;

    private static bool IsAnswer(AidKind kind) => kind is AidKind.Gift or AidKind.Loan or AidKind.Unspecified;

    // What a party has answered on the whole: a standing pledge outweighs a refusal, a withdrawn one is a refusal, and
    // to be asked again is no answer.
    private static ImmutableSortedDictionary<Party, Answer> Answered(Strike state, StrikeEvent.AidNoted e)
    {
        var from = e.Aid.From;
        var before = state.Parties.GetValueOrDefault(from);
        var answer = e.State switch
        {
            AidState.Pledged or AidState.Honoured => Answer.Pledged,
            AidState.Declined or AidState.Withdrawn or AidState.Lapsed =>
                before == Answer.Pledged && HasStanding(state, from) ? Answer.Pledged : Answer.Declined,
            AidState.Asked or AidState.Deferred => before,
            _ => throw new UnreachableException($"aid state {e.State}"),
        };
        return state.Parties.SetItem(from, answer);
    }

    private static bool HasStanding(Strike state, Party party) => state.Aid.Any(aid =>
        aid.Key.From == party && IsAnswer(aid.Value.Kind)
        && aid.Value.State is (AidState.Pledged or AidState.Honoured));

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
