using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;

namespace Solidarity.Domain.Treasuries.Quarantines;

/// <summary>What happened to quarantined neighbours and claims.</summary>
public abstract record QuarantineEvent : TreasuryEvent
{
    private QuarantineEvent() { }

    public sealed record Quarantined(Address Neighbour, string Reason, DateTimeOffset At) : QuarantineEvent;

    /// <summary>Holds towards the quarantined neighbour were released and sendings to it marked, as the events before
    /// this one say.</summary>
    /// <param name="More">There are more of them than one entry takes.</param>
    public sealed record QuarantineCleared(Address Neighbour, bool More) : QuarantineEvent;

    public sealed record QuarantineLifted(Address Neighbour) : QuarantineEvent;

    /// <summary>Money that was sent to a neighbour now quarantined, with no word yet that it is there.</summary>
    public sealed record SumDoubted(HopKey Key, Address Neighbour, bool Back, string Reason) : QuarantineEvent;

    /// <summary>A neighbour says that it has sent money, and the owner has to say whether it is here. Nothing is
    /// booked.</summary>
    /// <param name="Back">Money that had gone out over the hop, and is said to come back.</param>
    /// <param name="Onward">As in <see cref="HopCommand.TakeIn"/>.</param>
    /// <param name="Passed">As in <see cref="HopCommand.TakeIn"/>; null where it is said to come back.</param>
    /// <param name="SettledBy">People settle it so, and the transfer waits for their word; null: the neighbour is not
    /// trusted.</param>
    /// <param name="Receipt">The sender's.</param>
    public sealed record ClaimMarked(
        HopKey Key, Hop Hop, Purpose? DeliverAs, Amount Amount, bool Back, string Reason, DateTimeOffset At,
        Purpose? Onward = null, ImmutableArray<DateTimeOffset>? Passed = null, Settlement? SettledBy = null,
        Receipt? Receipt = null) : QuarantineEvent;

    /// <summary>The money is here; what books it stands beside this.</summary>
    /// <param name="Receipt">What the owner says of it.</param>
    /// <param name="Back">It came back; null where there is no receipt.</param>
    public sealed record ClaimConfirmed(HopKey Key, Receipt? Receipt = null, bool? Back = null) : QuarantineEvent;

    /// <param name="Neighbour">Who says that it sent it, where people settle it: their transfer must be told.</param>
    /// <param name="Back">As in <see cref="ClaimMarked"/>, where there is a neighbour.</param>
    public sealed record ClaimRejected(
        HopKey Key, string Reason, DateTimeOffset At, Address? Neighbour = null, bool? Back = null) : QuarantineEvent;
}
