using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.ManualSettlement;

namespace Solidarity.Domain.Treasuries.Quarantines;

/// <summary>What a treasury is asked about quarantined neighbours and claims.</summary>
public abstract record QuarantineCommand : TreasuryCommand
{
    private QuarantineCommand() { }

    [JsonIgnore]
    public override bool ByOwner => this is not ClearQuarantined;

    /// <summary>Treats a neighbour as seized or silent, in this treasury alone: nothing goes to it any more, and what
    /// it says that it has sent counts only once the owner has confirmed it.</summary>
    public sealed record QuarantineNeighbour(Address Neighbour, string Reason) : QuarantineCommand;

    /// <summary>The corridors are used again, as they were agreed. What waits for the owner's word still waits.
    /// </summary>
    public sealed record LiftQuarantine(Address Neighbour) : QuarantineCommand;

    /// <summary>A quarantining treasury's word to itself, to go on with what was too much for one entry.</summary>
    public sealed record ClearQuarantined(Address Neighbour) : QuarantineCommand;

    /// <summary>The money that a neighbour says it has sent is here: books it.</summary>
    /// <param name="Receipt">Required where people settle the hop: at most <see cref="Receipt.TextCharsMax"/>
    /// characters.</param>
    public sealed record ConfirmClaim(HopKey Key, string? Receipt = null) : QuarantineCommand;

    /// <summary>The money is not here. It may still be confirmed should it come.</summary>
    public sealed record RejectClaim(HopKey Key, string Reason) : QuarantineCommand;
}
