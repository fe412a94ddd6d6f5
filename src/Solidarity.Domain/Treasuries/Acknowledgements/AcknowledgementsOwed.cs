using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Acknowledgements;

/// <summary>The acknowledgements that a treasury owes those who have sent it money of their own.</summary>
/// <param name="To">Who is still to be told, by the hop that the money came over.</param>
/// <param name="PutOff">The alarm is set at which all of them are told.</param>
[method: JsonConstructor]
public sealed record AcknowledgementsOwed(ImmutableSortedDictionary<HopKey, Address> To, bool PutOff)
{
    /// <summary>How long an acknowledgement may wait for others to go with it, in seconds.</summary>
    public const int WaitSecondsMax = 60;

    /// <summary>How many hops one message acknowledges, and one entry of the journal in all.</summary>
    public const int HopsMax = 500;

    public static readonly AcknowledgementsOwed None =
        new(ImmutableSortedDictionary<HopKey, Address>.Empty, PutOff: false);
}

/// <summary>What a treasury is asked about acknowledgements that sent money has come in.</summary>
[JsonDerivedType(typeof(LearnTakenIn), "learn-taken-in")]
[JsonDerivedType(typeof(SendAcknowledgements), "give-word")]
[JsonDerivedType(typeof(LearnAllTakenIn), "learn-all-taken-in")]
internal abstract record AcknowledgementCommand : TreasuryCommand
{
    private AcknowledgementCommand() { }

    [JsonIgnore]
    public override bool Joins => this is LearnTakenIn or LearnAllTakenIn;

    /// <summary>What was sent over a hop, or back over it, is in the other end's book.</summary>
    public sealed record LearnTakenIn(HopKey Key) : AcknowledgementCommand;

    /// <summary>As <see cref="LearnTakenIn"/>, of all that came in of late.</summary>
    public sealed record LearnAllTakenIn(ImmutableArray<HopKey> Keys) : AcknowledgementCommand;

    /// <summary>A treasury reminds itself to acknowledge what has come in.</summary>
    public sealed record SendAcknowledgements : AcknowledgementCommand;
}

/// <summary>What happened to acknowledgements that sent money has come in.</summary>
[JsonDerivedType(typeof(SumAcknowledged), "treasury.sending-confirmed.v1")]
[JsonDerivedType(typeof(AcknowledgementsPutOff), "treasury.word-put-off.v1")]
[JsonDerivedType(typeof(AcknowledgementsSent), "treasury.word-given.v1")]
internal abstract record AcknowledgementEvent : TreasuryEvent
{
    private AcknowledgementEvent() { }

    /// <summary>The other end has acknowledged the money.</summary>
    public sealed record SumAcknowledged(HopKey Key) : AcknowledgementEvent;

    /// <summary>Those who have sent money are told of its arrival at that time, all together.</summary>
    public sealed record AcknowledgementsPutOff(DateTimeOffset Until) : AcknowledgementEvent;

    /// <summary>A neighbour is told that what it sent is here.</summary>
    public sealed record AcknowledgementsSent(Address Sender, ImmutableArray<HopKey> Keys) : AcknowledgementEvent;
}
