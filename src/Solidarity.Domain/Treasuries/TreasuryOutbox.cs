using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a treasury tells of what happened to it.</summary>
internal static class TreasuryOutbox
{
    /// <summary>A message for the treasury of a section or a federation.</summary>
    public static Message To(Address owner, TreasuryCommand command, DateTimeOffset? due = null) => owner.Kind switch
    {
        BodyKind.Section => new Message(owner, new OwnTreasuryCommand.ToTreasury(command), due),
        BodyKind.Federation => new Message(owner, new FederationCommand.ToTreasury(command), due),
        _ => throw new UnreachableException($"{owner} has no treasury"),
    };

    public static IEnumerable<Message> Of(Address self, TreasuryEvent @event) => @event switch
    {
        CorridorEvent e => CorridorOutbox.Of(self, e),
        HoldEvent e => HoldOutbox.Of(self, e),
        HopEvent e => HopOutbox.Of(self, e),
        AcknowledgementEvent e => AcknowledgementOutbox.Of(self, e),
        QuarantineEvent e => QuarantineOutbox.Of(self, e),
        CarryingEvent => [],
        ManualSettlementEvent e => ManualSettlementOutbox.Of(e),
        _ => throw new UnreachableException($"treasury event {@event.GetType().Name}"),
    };

    internal static Message ToTransfer(HopKey key, TransferCommand command) => new(key.Transfer, command);
}
