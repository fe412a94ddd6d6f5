using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Acknowledgements;

/// <summary>What a treasury is asked about acknowledgements that sent money has come in.</summary>
public abstract record AcknowledgementCommand : TreasuryCommand
{
    private AcknowledgementCommand() { }

    [JsonIgnore]
    public override bool Joins => this is LearnTakenIn or LearnAllTakenIn;

    /// <summary>What was sent over a hop, or back over it, is in the other end's book.</summary>
    public sealed record LearnTakenIn(HopKey Key) : AcknowledgementCommand;

    /// <summary>As <see cref="LearnTakenIn"/>, of all that came in of late.</summary>
    public sealed record LearnAllTakenIn(ImmutableArray<HopKey> Keys) : AcknowledgementCommand;

    /// <summary>A treasury's word to itself that those who sent it money are to be told that it is here.</summary>
    public sealed record SendAcknowledgements : AcknowledgementCommand;
}
