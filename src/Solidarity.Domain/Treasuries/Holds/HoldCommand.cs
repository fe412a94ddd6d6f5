using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Holds;

/// <summary>What a treasury is asked about room held over a hop.</summary>
public abstract record HoldCommand : TreasuryCommand
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
