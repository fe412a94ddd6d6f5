using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Grains.Snapshots;

/// <summary>A treasury as it was when what counts for ways of money last changed in it.</summary>
/// <param name="ChangedAt">The position of the entry that changed it.</param>
public sealed record RoutedTreasury(Address Owner, Treasury Treasury, long ChangedAt);

/// <summary>
/// Which treasuries money has ways through, and when these last changed: corridors and their room, quarantines, and
/// whether the treasury carries. Kept with each event; what else happens in a treasury does not touch it.
/// </summary>
public sealed class CorridorIndex : CopyOnWrite<CorridorIndex>
{
    /// <summary>Changes that are kept beside those that they have overtaken, before these are dropped.</summary>
    private const int OvertakenMax = 10_000;

    private PersistentDictionary<Address, RoutedTreasury> _treasuries =
        PersistentDictionary<Address, RoutedTreasury>.Empty;

    // The latest first, with those that were overtaken by later ones of the same treasury.
    private ImmutableStack<RoutedTreasury> _changes = [];
    private int _changesCount;

    /// <summary>The position of the last entry that changed any of them.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Those that changed after a position. It costs as much as there were changes since.</summary>
    public IReadOnlyList<RoutedTreasury> Since(long position) =>
        [.. _changes.TakeWhile(change => change.ChangedAt > position).Where(IsLast)];

    internal void OnTreasury(Address owner, Treasury before, Treasury after, long position)
    {
        if (ReferenceEquals(before, after) || IsSame(before, after))
            return;
        var change = new RoutedTreasury(owner, after, position);
        _treasuries = _treasuries.With(owner, change, Edit);
        _changes = _changes.Push(change);
        ChangedAt = position;
        if (++_changesCount <= (2 * _treasuries.Count) + OvertakenMax)
            return;
        _changes = [.. _changes.Where(IsLast).Reverse()];
        _changesCount = _treasuries.Count;
    }

    private bool IsLast(RoutedTreasury change) => ReferenceEquals(_treasuries.GetValueOrDefault(change.Owner), change);

    // Where others' money is limited, what stands there takes from the room.
    private static bool IsSame(Treasury before, Treasury after) =>
        ReferenceEquals(before.Corridors, after.Corridors)
        && ReferenceEquals(before.Quarantines, after.Quarantines)
        && ReferenceEquals(before.Carriage, after.Carriage)
        && (after.Carriage.Limits.IsEmpty || ReferenceEquals(before.Book, after.Book));
}
