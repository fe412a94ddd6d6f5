using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.ManualSettlement;

namespace Solidarity.Domain.Treasuries.Hops;

/// <summary>What a treasury is asked about money that moves hop by hop.</summary>
public abstract record HopCommand : TreasuryCommand
{
    private HopCommand() { }

    [JsonIgnore]
    public override bool Joins => true;

    /// <summary>Sends the transfer's money, which is here, over the held hop.</summary>
    /// <param name="DeliverAs">Set where the way ends behind this hop.</param>
    /// <param name="Onward">Set where it does not: what it is for in the end.</param>
    public sealed record SendHop(HopKey Key, Purpose? DeliverAs, Purpose? Onward = null) : HopCommand;

    /// <summary>Money comes in over a hop. <paramref name="DeliverAs"/> is set where its way ends here.</summary>
    /// <param name="Passed">When it came to each treasury that it went on from by itself.</param>
    /// <param name="Onward">What it is for in the end: where room is held for the next hop it goes on at once, without
    /// being asked to.</param>
    /// <param name="Receipt">The sender's, where people settle the hop.</param>
    public sealed record TakeIn(
        HopKey Key, Hop Hop, Purpose? DeliverAs, ImmutableArray<DateTimeOffset> Passed, Purpose? Onward = null,
        Receipt? Receipt = null) : HopCommand;

    /// <summary>Sends money that came in over <paramref name="Hop"/> back to where it came from.</summary>
    public sealed record SendBack(HopKey Key, Hop Hop) : HopCommand;

    /// <summary>Money that went out over <paramref name="Hop"/> comes back.</summary>
    /// <param name="Amount">What comes back: less than the hop brought where fees were spent beyond it.</param>
    /// <param name="Receipt">As in <see cref="TakeIn"/>.</param>
    public sealed record TakeBack(HopKey Key, Hop Hop, Amount Amount, Receipt? Receipt = null) : HopCommand;

    /// <summary>A transfer of the owner's own has ended.</summary>
    /// <param name="Delivered">What arrived, or null where nothing did.</param>
    public sealed record LearnEnd(TransferId Transfer, Amount? Delivered, string Reason) : HopCommand;
}
