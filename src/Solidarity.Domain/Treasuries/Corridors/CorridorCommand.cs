using System.Text.Json.Serialization;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Corridors;

/// <summary>What a treasury is asked about corridors out of a treasury and into it.</summary>
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
