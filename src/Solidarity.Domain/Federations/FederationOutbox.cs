using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using static Solidarity.Domain.Federations.FederationEvent;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a federation tells of what happened to it.</summary>
public static class FederationOutbox
{
    public static IEnumerable<Message> Of(
        Federation before, FederationEvent @event, Federation after) => @event switch
        {
            Founded or Amended or DuesReceived or OfNotices => [],
            OfTreasury e => TreasuryOutbox.Of(after.Id, e.Happened),
            MemberEvent e => MemberOutbox.Of(before, e, after),
            RelayEvent e => RelayOutbox.Of(e, after),
            CollectionEvent e => CollectionOutbox.Of(e, after),
            SuccessionEvent e => SuccessionOutbox.Of(e, after),
            DuesTransferEvent e => SuccessionOutbox.Of(e, after),
            SuccessorEvent e => SuccessionOutbox.Of(e, after),
            _ => throw new UnreachableException($"federation event {@event.GetType().Name}"),
        };
}
