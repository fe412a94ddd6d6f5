using System.Security.Cryptography;
using System.Text;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Domain.Transfers;

/// <summary>How far a transfer has come. The last three are ends; each transfer reaches one of them, once.</summary>
[JsonConverter(typeof(KebabEnumConverter<TransferPhase>))]
public enum TransferPhase
{
    None,

    /// <summary>A route is looked for.</summary>
    Planning,

    /// <summary>Capacity is being held along the route.</summary>
    Holding,

    /// <summary>The money moves hop by hop.</summary>
    Moving,

    /// <summary>The money goes back hop by hop.</summary>
    TurningBack,
    Settled,
    Returned,
    Stuck,
}

/// <summary>A hop that the money has gone over, and under which key.</summary>
public sealed record TravelledHop(HopKey Key, Hop Hop);

/// <summary>Where stuck money is, and what the transfer was at when it got stuck.</summary>
/// <param name="Hop">The hop that it was sent over, where nobody who is trusted confirms its arrival; null where it is
/// known to be at the holder.</param>
public sealed record Halt(Address Holder, HopKey? Hop, TransferPhase Was);

/// <summary>A transfer: one movement of money from a treasury to a strike's fund (or to a lender), over one route at a
/// time. <see cref="Next"/> is the hop of the present route that is to be sent or is on its way.</summary>
/// <param name="Held">Over how many hops of the present route, from the first on, room is held.</param>
/// <param name="Lapsed">Hops of the present route whose quoted rates do not stand any more.</param>
/// <param name="CameBack">Once a hop was gone back over: what is left of the money where it is.</param>
/// <param name="ManualSteps">What people have to do with the hop that it is at, or were last at.</param>
/// <param name="Stages">How many of its plans ended because people had acted, and room was to be held behind them.
/// </param>
public sealed record Transfer(
    TransferId Id,
    TransferPhase Phase,
    Address Source,
    Amount Amount,
    Purpose? Delivery,
    DateTimeOffset BegunAt,
    int Plan,
    Route? Route,
    int Held,
    int Next,
    ImmutableArray<TravelledHop> Travelled,
    Amount? CameBack,
    ImmutableArray<ExcludedCorridor> Excluded,
    string? Reason,
    Halt? Halt,
    ImmutableSortedSet<int> Lapsed,
    ManualSteps? ManualSteps = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Stages = 0)
{
    /// <summary>The most routes that one transfer tries, those behind hops that people settle not counted.</summary>
    public const int PlansMax = 5;

    public static Transfer None(TransferId id) => new(
        id, TransferPhase.None, default, default, null, default, 0, null, 0, 0, [], null, [], null,
        null, []);

    /// <summary>
    /// The id of the transfer that carries a body's pledge, collection or repayment: its id, with a part of the SHA-256
    /// of everything that tells it from others, so that any service works out the same.
    /// </summary>
    /// <param name="run">Counts the transfers begun for it, from 1.</param>
    public static TransferId IdFor(Address source, string purpose, PledgeId id, int run)
    {
        const int readable = 40;
        var all = string.Create(CultureInfo.InvariantCulture, $"{source}|{purpose}|{id}|{run}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 8));
        return new TransferId($"{id.Value[..Math.Min(readable, id.Value.Length)]}-{hash}");
    }

    /// <summary>Who has the money now; while a hop is on its way, who sent it.</summary>
    [JsonIgnore]
    public Address Holder => Travelled.IsEmpty ? Source : Travelled[^1].Hop.To;

    /// <summary>What is left of the amount where the money is now.</summary>
    [JsonIgnore]
    public Amount AtHolder => CameBack ?? (Travelled.IsEmpty ? Amount : Travelled[^1].Hop.Arrives);

    /// <summary>Who has the money, or, where that is in doubt, is said to have it.</summary>
    [JsonIgnore]
    public Address Place => Halt?.Holder ?? Holder;

    /// <summary>What is left of the amount at <see cref="Place"/>.</summary>
    [JsonIgnore]
    public Amount AtPlace =>
        Halt is { Was: TransferPhase.Moving, Hop: { } hop } ? Route!.Hops[hop.Hop].Arrives : AtHolder;

    /// <summary>For whom it waits; null: for nobody.</summary>
    [JsonIgnore]
    public Waiting? Waiting => ManualStepRules.Of(this);

    [JsonIgnore]
    public bool Ended => Phase is TransferPhase.Settled or TransferPhase.Returned or TransferPhase.Stuck;

    public static Transfer Evolve(Transfer state, TransferEvent @event) => @event switch
    {
        TransferEvent.Begun e => None(e.Transfer) with
        {
            Phase = TransferPhase.Planning,
            Source = e.Source,
            Amount = e.Amount,
            Delivery = e.Delivery,
            BegunAt = e.At,
            Plan = 1,
        },
        TransferEvent.RoutePlanned e => state with
        {
            Route = e.Route,
            Held = e.Held,
            Phase = e.Held == e.Route.HeldTogether ? TransferPhase.Moving : TransferPhase.Holding,
            Lapsed = [],
            Next = 0,
        },
        TransferEvent.QuoteLapsed e => state with { Lapsed = state.Lapsed.Add(e.Key.Hop) },
        TransferEvent.HopHeld e => WithHeld(state, e.Key.Hop + 1),
        TransferEvent.PlanFailed e => Failed(state, e),
        TransferEvent.HopArrived e => Staged(Arrived(state, e.Key), e.Key.Hop),
        TransferEvent.Settled e => Arrived(state, e.Key) with { Phase = TransferPhase.Settled },
        TransferEvent.TurnedBack e => state with
        {
            Phase = TransferPhase.TurningBack,
            Route = null,
            Reason = e.Reason,
            Halt = null,
            ManualSteps = ManualStepRules.Evolve(state, e),
        },
        TransferEvent.BackArrived e => state with { Travelled = Back(state), CameBack = e.Amount },
        TransferEvent.Returned e => state with { Phase = TransferPhase.Returned, Route = null, Reason = e.Reason },
        // Who has sent it on had it.
        TransferEvent.Stuck e => AtHop(state, e.InDoubt) with
        {
            Phase = TransferPhase.Stuck,
            Reason = e.Reason,
            Halt = new Halt(e.Holder, e.InDoubt, state.Phase),
            ManualSteps = ManualStepRules.Evolve(state, e),
        },
        TransferEvent.HopWaits e => AtHop(state, e.Back ? null : e.Key) with
        {
            ManualSteps = ManualStepRules.Evolve(state, e),
        },
        TransferEvent.ReceiptGiven e => AtHop(state, e.Back ? null : e.Key) with
        {
            ManualSteps = ManualStepRules.Evolve(state, e),
        },
        TransferEvent.Resumed => state with { Phase = state.Halt!.Was, Halt = null },
        _ => throw new UnreachableException($"transfer event {@event.GetType().Name}"),
    };

    private static Transfer WithHeld(Transfer state, int held) => state with
    {
        Held = held,
        Phase = held == state.Route!.HeldTogether ? TransferPhase.Moving : TransferPhase.Holding,
    };

    private static Transfer Failed(Transfer state, TransferEvent.PlanFailed e)
    {
        var excluded = state.Excluded;
        if (state.Route is { } route && e.Again != true)
            excluded = excluded.Add(new ExcludedCorridor(route.Hops[e.Hop].From, route.Hops[e.Hop].Corridor));
        return state with
        {
            Phase = TransferPhase.Planning,
            Plan = state.Plan + 1,
            Route = null,
            Held = 0,
            Excluded = excluded,
            Reason = e.Reason,
        };
    }

    // At its source it is home, also where its way had led through there a second time.
    private static ImmutableArray<TravelledHop> Back(Transfer state) => state.Travelled[^1].Hop.From == state.Source
        ? []
        : state.Travelled.RemoveAt(state.Travelled.Length - 1);

    private static Transfer AtHop(Transfer state, HopKey? hop) =>
        state.Phase == TransferPhase.Moving && hop is { } key && key.Hop > state.Next
            ? Arrived(state, key with { Hop = key.Hop - 1 })
            : state;

    // What is behind a hop that people settle is planned, and held, once the money has come in over it.
    private static Transfer Staged(Transfer state, int hop) =>
        hop + 1 < state.Route!.HeldTogether || hop + 1 == state.Route.Hops.Length ? state : state with
        {
            Phase = TransferPhase.Planning,
            Plan = state.Plan + 1,
            Stages = state.Stages + 1,
            Route = null,
            Held = 0,
        };

    // What came in over a hop came in over all before it.
    private static Transfer Arrived(Transfer state, HopKey key) => state with
    {
        Next = key.Hop + 1,
        Travelled = state.Travelled.AddRange(Enumerable.Range(state.Next, key.Hop + 1 - state.Next)
            .Select(hop => new TravelledHop(key with { Hop = hop }, state.Route!.Hops[hop]))),
    };
}
