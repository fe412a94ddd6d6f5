using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Holds;

/// <summary>Capacity of an own corridor that is set aside for a hop.</summary>
/// <param name="ToCome">For money of others that is not here yet.</param>
/// <param name="Quoted">It expires with the rate that was quoted for it, sooner than the transfer asked.</param>
/// <param name="Source">Whose money it is for; null where it is the owner's own.</param>
public sealed record Hold(
    Hop Hop, long Period, DateTimeOffset Expires, bool ToCome, bool Quoted, Address? Source = null);

/// <summary>What a treasury is asked about room held over a hop.</summary>
[JsonDerivedType(typeof(HoldHop), "hold-hop")]
[JsonDerivedType(typeof(ReleaseHop), "release-hop")]
[JsonDerivedType(typeof(ExpireHolds), "expire-holds")]
internal abstract record HoldCommand : TreasuryCommand
{
    private HoldCommand() { }

    [JsonIgnore]
    public override bool Joins => this is HoldHop or ReleaseHop;

    /// <summary>Sets capacity of the hop's corridor aside until <paramref name="Expires"/>.</summary>
    /// <param name="Ahead">The hops behind it, whose treasuries are to be asked next, each by the one before it; empty
    /// where this is the last.</param>
    /// <param name="Source">Whose money it is.</param>
    public sealed record HoldHop(
        HopKey Key, Hop Hop, DateTimeOffset Expires, ImmutableArray<HopAhead> Ahead, Address Source)
        : HoldCommand;

    public sealed record ReleaseHop(HopKey Key) : HoldCommand;

    /// <summary>The alarm for the first hold that expires.</summary>
    public sealed record ExpireHolds : HoldCommand;
}

/// <summary>What happened to room held over a hop.</summary>
[JsonDerivedType(typeof(HopHeld), "treasury.hop-held.v1")]
[JsonDerivedType(typeof(HopRefused), "treasury.hop-refused.v1")]
[JsonDerivedType(typeof(HopReleased), "treasury.hop-released.v1")]
[JsonDerivedType(typeof(ExpiryAwaited), "treasury.expiry-awaited.v1")]
internal abstract record HoldEvent : TreasuryEvent
{
    private HoldEvent() { }

    /// <param name="Period">The corridor's period whose capacity the hold takes.</param>
    /// <param name="Quoted">It expires with the rate that was quoted for it, sooner than was asked.</param>
    /// <param name="Ahead">The hops behind it, whose treasuries are asked next; null where the money's owner holds it
    /// in sending it, and nobody else need know.</param>
    /// <param name="Source">Whose money it is for; null as <paramref name="Ahead"/>.</param>
    public sealed record HopHeld(
        HopKey Key, Hop Hop, long Period, DateTimeOffset Expires, bool? Quoted, ImmutableArray<HopAhead>? Ahead,
        Address? Source) : HoldEvent;

    /// <summary>A hold or a sending was refused; <paramref name="Reason"/> is for people.</summary>
    /// <param name="Again">The corridor may be planned with again, at its terms of then.</param>
    public sealed record HopRefused(HopKey Key, string Reason, bool? Again = null) : HoldEvent;

    /// <param name="Expired">By its alarm, and not by the transfer, which must be told.</param>
    /// <param name="Reason">Released by the treasury itself, and why: the transfer must be told.</param>
    /// <param name="Again">As in <see cref="HopRefused"/>.</param>
    public sealed record HopReleased(HopKey Key, bool Expired, string? Reason = null, bool? Again = null)
        : HoldEvent;

    /// <summary>The alarm is set for the first of the holds that expires.</summary>
    public sealed record ExpiryAwaited(DateTimeOffset Until) : HoldEvent;
}
