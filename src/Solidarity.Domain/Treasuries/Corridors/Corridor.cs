using Solidarity.Domain.Json;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Corridors;

[JsonConverter(typeof(KebabEnumConverter<CorridorStatus>))]
public enum CorridorStatus
{
    /// <summary>Offered by the treasury it leads out of; the other end has not agreed yet.</summary>
    Offered,
    Open,
    Closed,
}

/// <summary>A corridor out of this treasury, with how much of the period's capacity is taken (sent or held).</summary>
/// <param name="TakenMinor">In all: where there was no limit that may be any sum of sums.</param>
/// <param name="Unconfirmed">Of a corridor that people settle: for how many sums room is held, or that were sent and
/// are not acknowledged.</param>
public sealed record Corridor(
    CorridorTerms Terms, CorridorStatus Status, long Period, Int128 TakenMinor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Unconfirmed = 0)
{
    /// <summary>The most sums that wait for people at the two ends of a corridor. It is kept where room is held, before
    /// the money leaves: what has left is never turned away at the other end, so this bounds what lies there, too.
    /// </summary>
    public const int UnconfirmedMax = 10_000;

    /// <summary>What can still be given in the period of <paramref name="at"/>, 0 or above; null: no limit. New terms
    /// may allow less than is taken already.</summary>
    public long? RoomMinor(DateTimeOffset at) => Terms.CapacityMinor is { } capacity
        ? (long)Int128.Max(0, capacity - (Terms.Period(at) == Period ? TakenMinor : 0))
        : null;

    public Corridor Take(long period, Hop hop) => this with
    {
        Period = period,
        TakenMinor = (period == Period ? TakenMinor : 0) + hop.Given.Minor,
        Unconfirmed = Unconfirmed + (hop.SettledBy is null ? 0 : 1),
    };

    /// <summary>Gives back what was taken in <paramref name="period"/>; nothing when that period is over.</summary>
    public Corridor GiveBack(long period, Hop hop) => this with
    {
        TakenMinor = period == Period ? TakenMinor - hop.Given.Minor : TakenMinor,
        Unconfirmed = Unconfirmed - (hop.SettledBy is null ? 0 : 1),
    };

    public Corridor WithUnconfirmed(int change) => this with { Unconfirmed = Unconfirmed + change };
}

/// <summary>A corridor that a neighbour offers into this treasury.</summary>
/// <param name="At">When it was last offered.</param>
public sealed record Offer(CorridorTerms Terms, bool Agreed, DateTimeOffset At);

/// <summary>What a treasury is asked about corridors out of a treasury and into it.</summary>
[JsonDerivedType(typeof(OfferCorridor), "offer-corridor")]
[JsonDerivedType(typeof(AgreeToCorridor), "agree-to-corridor")]
[JsonDerivedType(typeof(CloseCorridor), "close-corridor")]
[JsonDerivedType(typeof(WithdrawAgreement), "withdraw-agreement")]
[JsonDerivedType(typeof(LearnOffer), "learn-offer")]
[JsonDerivedType(typeof(LearnAgreement), "learn-agreement")]
[JsonDerivedType(typeof(LearnClosure), "learn-closure")]
public abstract record CorridorCommand : TreasuryCommand
{
    private CorridorCommand() { }

    [JsonIgnore]
    public override bool ByOwner => this is OfferCorridor or AgreeToCorridor or CloseCorridor or WithdrawAgreement;

    /// <summary>Offers a corridor out of this treasury. Offering it again with other terms replaces the offer, and the
    /// other end must agree again.</summary>
    public sealed record OfferCorridor(CorridorKey Corridor, CorridorTerms Terms) : CorridorCommand;

    /// <summary>Agrees to a corridor that a neighbour offered into this treasury.</summary>
    /// <param name="Corridor">The neighbour is the offering end.</param>
    public sealed record AgreeToCorridor(CorridorKey Corridor) : CorridorCommand;

    /// <summary>Closes a corridor out of this treasury. Holds in it stay until sent, released or expired.</summary>
    public sealed record CloseCorridor(CorridorKey Corridor) : CorridorCommand;

    /// <summary>Takes back the agreement to a corridor into this treasury.</summary>
    public sealed record WithdrawAgreement(CorridorKey Corridor) : CorridorCommand;

    public sealed record LearnOffer(CorridorKey Corridor, CorridorTerms Terms) : CorridorCommand;

    /// <summary>The other end agreed to these terms; they open only the offer that they are the terms of.</summary>
    public sealed record LearnAgreement(CorridorKey Corridor, CorridorTerms Terms) : CorridorCommand;

    /// <summary>The other end closed the corridor. <paramref name="Outward"/>: out of this treasury.</summary>
    public sealed record LearnClosure(CorridorKey Corridor, bool Outward) : CorridorCommand;
}

/// <summary>What happened to corridors out of a treasury and into it.</summary>
[JsonDerivedType(typeof(CorridorOffered), "treasury.corridor-offered.v1")]
[JsonDerivedType(typeof(CorridorOpened), "treasury.corridor-opened.v1")]
[JsonDerivedType(typeof(CorridorClosed), "treasury.corridor-closed.v1")]
[JsonDerivedType(typeof(OfferLearnt), "treasury.offer-learnt.v1")]
[JsonDerivedType(typeof(OfferAgreed), "treasury.offer-agreed.v1")]
[JsonDerivedType(typeof(OfferEnded), "treasury.offer-ended.v1")]
internal abstract record CorridorEvent : TreasuryEvent
{
    private CorridorEvent() { }

    public sealed record CorridorOffered(CorridorKey Corridor, CorridorTerms Terms) : CorridorEvent;

    public sealed record CorridorOpened(CorridorKey Corridor) : CorridorEvent;

    /// <param name="ByNeighbour">The other end closed it; it need not be told.</param>
    public sealed record CorridorClosed(CorridorKey Corridor, bool ByNeighbour) : CorridorEvent;

    public sealed record OfferLearnt(CorridorKey Corridor, CorridorTerms Terms, DateTimeOffset At) : CorridorEvent;

    public sealed record OfferAgreed(CorridorKey Corridor, CorridorTerms Terms) : CorridorEvent;

    public sealed record OfferEnded(CorridorKey Corridor, bool ByNeighbour) : CorridorEvent;
}
