using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>An open corridor, as planning sees it.</summary>
/// <param name="Key">Where it leads, and in which currencies.</param>
/// <param name="Terms">What it costs.</param>
/// <param name="RoomMinor">How much more may be given, in minor units of the currency given; null: no limit.</param>
public readonly record struct CorridorEdge(CorridorKey Key, CorridorTerms Terms, long? RoomMinor);

/// <summary>How much more may pass through a treasury that has a passing limit, in minor units, 0 or above.</summary>
/// <param name="Terms">What goes with the limit.</param>
public readonly record struct PassingRoom(long RoomMinor, PassingTerms Terms);

/// <summary>A treasury, as planning sees it.</summary>
/// <param name="Carries">Whether money of others may pass through; one that is draining is only a beginning or an end.
/// </param>
/// <param name="Passing">What may still pass through, for each currency with a limit.</param>
/// <param name="Corridors">Every open corridor out of it, each once, in the order of their keys. A plan reads them at
/// most once.</param>
public sealed record TreasuryNode(
    bool Carries, IReadOnlyDictionary<Currency, PassingRoom> Passing, IEnumerable<CorridorEdge> Corridors)
{
    /// <summary>Neighbours that it takes nothing from; null: it takes from all.</summary>
    public Predicate<Address>? Refuses { get; init; }

    /// <summary>The corridors out of it that money cannot go over now. They are read only to say why there is no way.
    /// </summary>
    public IEnumerable<BlockedCorridor> Blocked { get; init; } = [];
}

/// <summary>Why money cannot go over a corridor.</summary>
public enum Blocking
{
    /// <summary>It is offered, and the other end has not agreed.</summary>
    NotAgreed,
    Closed,

    /// <summary>The treasury that it leads out of has quarantined the other end.</summary>
    Quarantine,
}

/// <summary>A corridor that money cannot go over.</summary>
public readonly record struct BlockedCorridor(CorridorKey Key, CorridorTerms Terms, Blocking By);
