using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;

namespace Solidarity.Domain.Transfers;

/// <summary>What happened to a transfer. It books nothing: money moves in the books of those who hold it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Begun), "transfer.begun.v1")]
[JsonDerivedType(typeof(RoutePlanned), "transfer.route-planned.v1")]
[JsonDerivedType(typeof(HopHeld), "transfer.hop-held.v1")]
[JsonDerivedType(typeof(PlanFailed), "transfer.plan-failed.v1")]
[JsonDerivedType(typeof(HopArrived), "transfer.hop-arrived.v1")]
[JsonDerivedType(typeof(Settled), "transfer.settled.v1")]
[JsonDerivedType(typeof(TurnedBack), "transfer.turned-back.v1")]
[JsonDerivedType(typeof(BackArrived), "transfer.back-arrived.v1")]
[JsonDerivedType(typeof(Returned), "transfer.returned.v1")]
[JsonDerivedType(typeof(Stuck), "transfer.stuck.v1")]
[JsonDerivedType(typeof(Resumed), "transfer.resumed.v1")]
[JsonDerivedType(typeof(QuoteLapsed), "transfer.quote-lapsed.v1")]
[JsonDerivedType(typeof(HopWaits), "transfer.hop-waits.v1")]
[JsonDerivedType(typeof(ReceiptGiven), "transfer.receipt-given.v1")]
public abstract record TransferEvent
{
    private TransferEvent() { }

    /// <param name="HasRoute">Its source had a way for it, so none has to be looked for.</param>
    public sealed record Begun(
        TransferId Transfer, Address Source, Amount Amount, Purpose Delivery, DateTimeOffset At,
        bool? HasRoute = null) : TransferEvent;

    /// <param name="Expiries">When each hop's hold expires, each sooner than the one before it.</param>
    /// <param name="Held">Over how many hops, from the first on, room is held already.</param>
    public sealed record RoutePlanned(int Plan, Route Route, ImmutableArray<DateTimeOffset> Expiries, int Held)
        : TransferEvent;

    /// <summary>Room is held over all hops up to this one.</summary>
    public sealed record HopHeld(HopKey Key) : TransferEvent;

    /// <summary>The plan cannot be carried out: its holds are released, and the money stays where it is.</summary>
    /// <param name="Again">The next plan may lead over the same corridor.</param>
    public sealed record PlanFailed(int Plan, int Hop, string Reason, bool? Again = null) : TransferEvent;

    /// <summary>The rate quoted for a hop does not stand any more; it is looked at when the hop's turn comes.</summary>
    public sealed record QuoteLapsed(HopKey Key) : TransferEvent;

    /// <summary>The money has come in over a hop, and over all of the route before it.</summary>
    /// <param name="Passed">When it came in over this hop, last, and over each before it that it went on over by
    /// itself.</param>
    public sealed record HopArrived(HopKey Key, ImmutableArray<DateTimeOffset> Passed) : TransferEvent;

    /// <param name="Passed">As in <see cref="HopArrived"/>.</param>
    public sealed record Settled(
        HopKey Key, Amount Delivered, DateTimeOffset At, ImmutableArray<DateTimeOffset> Passed) : TransferEvent;

    /// <summary>There is no way onward: the money goes back, hop by hop, the way that it came.</summary>
    public sealed record TurnedBack(string Reason) : TransferEvent;

    /// <param name="Amount">What is left of the money where it is again.</param>
    public sealed record BackArrived(HopKey Key, Amount Amount) : TransferEvent;

    /// <summary>The money is at its source again, or never left it.</summary>
    /// <param name="FoundNoWay">It never left, and nobody was asked to hand it over: only a way was missing.</param>
    public sealed record Returned(string Reason, DateTimeOffset At, bool? FoundNoWay = null) : TransferEvent;

    /// <summary>Neither onward nor back: <paramref name="Holder"/> has the money.</summary>
    /// <param name="InDoubt">The hop that it was sent over, where nobody who is trusted says that it is at the
    /// other end; null where it is known to be at the holder.</param>
    public sealed record Stuck(Address Holder, string Reason, DateTimeOffset At, HopKey? InDoubt = null)
        : TransferEvent;

    /// <summary>Money that was stuck is known to have arrived: it goes on as if it had never been.</summary>
    public sealed record Resumed(HopKey Key) : TransferEvent;

    /// <summary>The hop waits for a treasurer.</summary>
    /// <param name="Back">The money goes back over it.</param>
    /// <param name="Until">When it is too late for it; null: never.</param>
    /// <param name="Given">The giving treasurer's receipt, where the receiving one has to say.</param>
    public sealed record HopWaits(
        HopKey Key, bool Back, [property: JsonPropertyName("word")] AwaitedStep Step, DateTimeOffset Since,
        DateTimeOffset? Until, Receipt? Given) : TransferEvent;

    /// <summary>A treasurer has said that the money was handed over, or that it is there.</summary>
    /// <param name="Taken">That it is there.</param>
    public sealed record ReceiptGiven(HopKey Key, bool Back, bool Taken, Receipt Receipt) : TransferEvent;
}
