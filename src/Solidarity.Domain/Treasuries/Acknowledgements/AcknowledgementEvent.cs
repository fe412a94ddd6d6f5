using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Acknowledgements;

/// <summary>What happened to acknowledgements that sent money has come in.</summary>
public abstract record AcknowledgementEvent : TreasuryEvent
{
    private AcknowledgementEvent() { }

    /// <summary>Word has come that the money is at the other end.</summary>
    public sealed record SumAcknowledged(HopKey Key) : AcknowledgementEvent;

    /// <summary>Those who have sent money are told of its arrival at that time, all together.</summary>
    public sealed record AcknowledgementsPutOff(DateTimeOffset Until) : AcknowledgementEvent;

    /// <summary>A neighbour is told that what it sent is here.</summary>
    public sealed record AcknowledgementsSent(Address Sender, ImmutableArray<HopKey> Keys) : AcknowledgementEvent;
}
