using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries.Corridors;
using static Solidarity.Domain.Treasuries.Corridors.CorridorCommand;
using static Solidarity.Domain.Treasuries.Corridors.CorridorEvent;

namespace Solidarity.Domain.Messages;

/// <summary>The other end of a corridor learns what happened to it here.</summary>
internal static class CorridorOutbox
{
    public static IEnumerable<Message> Of(Address self, CorridorEvent @event) => @event switch
    {
        CorridorOffered e => [ToOtherEnd(e.Corridor, new LearnOffer(Seen(self, e.Corridor), e.Terms))],
        CorridorClosed { ByNeighbour: false } e =>
            [ToOtherEnd(e.Corridor, new LearnClosure(Seen(self, e.Corridor), Outward: false))],
        OfferAgreed e => [ToOtherEnd(e.Corridor, new LearnAgreement(Seen(self, e.Corridor), e.Terms))],
        OfferEnded { ByNeighbour: false } e =>
            [ToOtherEnd(e.Corridor, new LearnClosure(Seen(self, e.Corridor), Outward: true))],
        CorridorOpened or CorridorClosed or OfferLearnt or OfferEnded => [],
        _ => throw new UnreachableException($"corridor event {@event.GetType().Name}"),
    };

    private static Message ToOtherEnd(CorridorKey key, CorridorCommand command) =>
        TreasuryOutbox.To(key.Neighbour, command);

    // The same corridor, seen from its other end.
    private static CorridorKey Seen(Address self, CorridorKey key) => key with { Neighbour = self };
}
