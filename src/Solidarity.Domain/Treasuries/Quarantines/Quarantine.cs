using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;

namespace Solidarity.Domain.Treasuries.Quarantines;

/// <summary>A neighbour that is treated as seized or silent.</summary>
public sealed record Quarantine(string Reason, DateTimeOffset Since)
{
    /// <summary>The most neighbours that one treasury has quarantined at the same time.</summary>
    public const int QuarantinesMax = 1_000;

    /// <summary>How many holds and sendings one entry of the journal sees to when a neighbour is quarantined.</summary>
    public const int ClearedMax = 500;
}

/// <summary>Money that a neighbour says it has sent here; it counts only once the owner has confirmed it.</summary>
/// <param name="Back">It comes back over the hop.</param>
/// <param name="Reason">Why the owner has to confirm it.</param>
/// <param name="Rejected">Why the owner has said that it is not here; null while nothing was said.</param>
/// <param name="SettledBy">People settle it so, and its transfer waits; null: the neighbour is not trusted.</param>
/// <param name="Receipt">What the sender said when it was handed over.</param>
public sealed record Claim(
    Hop Hop, Purpose? DeliverAs, Amount Amount, bool Back, string Reason, DateTimeOffset At,
    string? Rejected, Purpose? Onward = null, ImmutableArray<DateTimeOffset>? Passed = null,
    Settlement? SettledBy = null, Receipt? Receipt = null)
{
    [JsonIgnore]
    public Address From => Back ? Hop.To : Hop.From;
}

/// <summary>What a treasury is asked about quarantined neighbours and claims.</summary>
[JsonDerivedType(typeof(QuarantineNeighbour), "quarantine-neighbour")]
[JsonDerivedType(typeof(LiftQuarantine), "lift-quarantine")]
[JsonDerivedType(typeof(ClearQuarantined), "clear-quarantined")]
[JsonDerivedType(typeof(ConfirmClaim), "confirm-claim")]
[JsonDerivedType(typeof(RejectClaim), "reject-claim")]
public abstract record QuarantineCommand : TreasuryCommand
{
    private QuarantineCommand() { }

    [JsonIgnore]
    public override bool ByOwner => this is not ClearQuarantined;

    /// <summary>Treats a neighbour as seized or silent, in this treasury alone: nothing goes to it any more, and what
    /// it says that it has sent counts only once the owner has confirmed it.</summary>
    public sealed record QuarantineNeighbour(Address Neighbour, string Reason) : QuarantineCommand;

    /// <summary>The corridors are used again, as they were agreed. Claims still wait for the owner.</summary>
    public sealed record LiftQuarantine(Address Neighbour) : QuarantineCommand;

    /// <summary>A quarantining treasury reminds itself to go on with what was too much for one entry.</summary>
    public sealed record ClearQuarantined(Address Neighbour) : QuarantineCommand;

    /// <summary>The money that a neighbour says it has sent is here: books it.</summary>
    /// <param name="Receipt">Required where people settle the hop: at most <see cref="Receipt.TextCharsMax"/>
    /// characters.</param>
    public sealed record ConfirmClaim(HopKey Key, string? Receipt = null) : QuarantineCommand;

    /// <summary>The money is not here. It may still be confirmed should it come.</summary>
    public sealed record RejectClaim(HopKey Key, string Reason) : QuarantineCommand;
}

/// <summary>What happened to quarantined neighbours and claims.</summary>
[JsonDerivedType(typeof(Quarantined), "treasury.quarantined.v1")]
[JsonDerivedType(typeof(QuarantineCleared), "treasury.quarantine-cleared.v1")]
[JsonDerivedType(typeof(QuarantineLifted), "treasury.quarantine-lifted.v1")]
[JsonDerivedType(typeof(SumDoubted), "treasury.sending-doubted.v1")]
[JsonDerivedType(typeof(ClaimMarked), "treasury.claim-marked.v1")]
[JsonDerivedType(typeof(ClaimConfirmed), "treasury.claim-confirmed.v1")]
[JsonDerivedType(typeof(ClaimRejected), "treasury.claim-rejected.v1")]
public abstract record QuarantineEvent : TreasuryEvent
{
    private QuarantineEvent() { }

    public sealed record Quarantined(Address Neighbour, string Reason, DateTimeOffset At) : QuarantineEvent;

    /// <summary>Holds towards the quarantined neighbour were released and sendings to it marked, as the events before
    /// this one say.</summary>
    /// <param name="More">There are more of them than one entry takes.</param>
    public sealed record QuarantineCleared(Address Neighbour, bool More) : QuarantineEvent;

    public sealed record QuarantineLifted(Address Neighbour) : QuarantineEvent;

    /// <summary>Money that was sent to a neighbour now quarantined, which has not acknowledged it.</summary>
    public sealed record SumDoubted(HopKey Key, Address Neighbour, bool Back, string Reason) : QuarantineEvent;

    /// <summary>A neighbour says that it has sent money, and the owner has to say whether it is here. Nothing is
    /// booked.</summary>
    /// <param name="Back">Money that had gone out over the hop, and is said to come back.</param>
    /// <param name="Onward">As in <see cref="HopCommand.TakeIn"/>.</param>
    /// <param name="Passed">As in <see cref="HopCommand.TakeIn"/>; null where it is said to come back.</param>
    /// <param name="SettledBy">People settle it so, and the transfer waits for them; null: the neighbour is not
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
