using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;

namespace Solidarity.Domain.Transfers;

/// <summary>What a transfer can be asked or told. All but <see cref="Retry"/> are messages.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Begin), "begin")]
[JsonDerivedType(typeof(PlanRoute), "plan-route")]
[JsonDerivedType(typeof(TakeRoute), "take-route")]
[JsonDerivedType(typeof(FindNoRoute), "find-no-route")]
[JsonDerivedType(typeof(LearnHeld), "learn-held")]
[JsonDerivedType(typeof(LearnRefused), "learn-refused")]
[JsonDerivedType(typeof(LearnArrived), "learn-arrived")]
[JsonDerivedType(typeof(LearnDelivered), "learn-delivered")]
[JsonDerivedType(typeof(LearnBack), "learn-back")]
[JsonDerivedType(typeof(LearnInDoubt), "learn-in-doubt")]
[JsonDerivedType(typeof(Retry), "retry")]
[JsonDerivedType(typeof(LearnWaits), "learn-waits")]
[JsonDerivedType(typeof(LearnReceipt), "learn-receipt")]
public abstract record TransferCommand : BodyCommand
{
    private TransferCommand() { }

    /// <summary>The source has set the money aside and asks for it to be carried.</summary>
    /// <param name="Route">The way that it is to go, over whose first hop the source holds room; null where a way is
    /// to be looked for.</param>
    /// <param name="Expiries">When the holds of the route expire.</param>
    public sealed record Begin(
        Address Source, Amount Amount, Purpose Delivery, Route? Route = null,
        ImmutableArray<DateTimeOffset>? Expiries = null) : TransferCommand;

    /// <summary>Asks for a route from where the money is. The service answers it with <see cref="TakeRoute"/> or
    /// <see cref="FindNoRoute"/> from the present graph of corridors.</summary>
    public sealed record PlanRoute(
        int Plan, Address From, Amount Amount, Purpose Delivery, ImmutableArray<ExcludedCorridor> Excluded)
        : TransferCommand;

    /// <param name="DelayHours">How long each hop is expected to take.</param>
    public sealed record TakeRoute(int Plan, Route Route, ImmutableArray<int> DelayHours) : TransferCommand;

    public sealed record FindNoRoute(int Plan, string Reason) : TransferCommand;

    /// <summary>Room is held over all hops up to this one.</summary>
    public sealed record LearnHeld(HopKey Key) : TransferCommand;

    /// <param name="Again">The corridor is well; it may be planned with again, at its terms of then.</param>
    public sealed record LearnRefused(HopKey Key, string Reason, bool? Again = null) : TransferCommand;

    /// <summary>The money has come in over a hop, and stays there until it is told to go on.</summary>
    /// <param name="Passed">When it came in over this hop, last, and before it over each hop that it went on over by
    /// itself.</param>
    public sealed record LearnArrived(HopKey Key, ImmutableArray<DateTimeOffset> Passed) : TransferCommand;

    /// <summary>The receiving section has booked the money where it was meant to go.</summary>
    /// <param name="Passed">As in <see cref="LearnArrived"/>.</param>
    public sealed record LearnDelivered(HopKey Key, ImmutableArray<DateTimeOffset> Passed) : TransferCommand;

    /// <summary>The money has gone back over a hop, and is where the hop began.</summary>
    /// <param name="Amount">What is left of it there.</param>
    public sealed record LearnBack(HopKey Key, Amount Amount) : TransferCommand;

    /// <summary>Nobody can say now whether the money that went over a hop, or back over it, will be at the other end:
    /// one of the two treasuries does not trust the other.</summary>
    /// <param name="Holder">Who is said to have it.</param>
    public sealed record LearnInDoubt(HopKey Key, Address Holder, bool Back, string Reason) : TransferCommand;

    /// <summary>Tries again to bring stuck money back, by hand.</summary>
    public sealed record Retry : TransferCommand;

    /// <summary>Somebody has to say that the money was handed over, or that it is there.</summary>
    /// <param name="Back">It goes back over the hop.</param>
    /// <param name="Until">When it is too late for it; null: never.</param>
    /// <param name="Given">The giving treasurer's receipt, where the receiving one has to say.</param>
    public sealed record LearnWaits(
        HopKey Key, bool Back, [property: JsonPropertyName("word")] AwaitedStep Step, DateTimeOffset At,
        DateTimeOffset? Until, Receipt? Given) : TransferCommand;

    /// <summary>A treasurer has said so, with a receipt.</summary>
    /// <param name="Taken">The receiving one; else the giving one.</param>
    public sealed record LearnReceipt(HopKey Key, bool Back, bool Taken, Receipt Receipt) : TransferCommand;
}
