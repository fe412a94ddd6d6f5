using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Corridors;

/// <summary>What happened to corridors out of a treasury and into it.</summary>
public abstract record CorridorEvent : TreasuryEvent
{
    private CorridorEvent() { }

    public sealed record CorridorOffered(CorridorKey Corridor, CorridorTerms Terms) : CorridorEvent;

    public sealed record CorridorOpened(CorridorKey Corridor) : CorridorEvent;

    /// <param name="ByNeighbour">The other end closed it; it need not be told.</param>
    public sealed record CorridorClosed(CorridorKey Corridor, bool ByNeighbour) : CorridorEvent;

    public sealed record OfferLearnt(CorridorKey Corridor, CorridorTerms Terms, DateTimeOffset At) : CorridorEvent;

    public sealed record OfferAgreed(CorridorKey Corridor, CorridorTerms Terms) : CorridorEvent;

    public sealed record OfferEnded(CorridorKey Corridor, bool ByNeighbour) : CorridorEvent;
}
