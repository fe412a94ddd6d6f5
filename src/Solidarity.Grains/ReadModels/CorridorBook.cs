using Solidarity.Domain.Bodies;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Grains.ReadModels;

/// <summary>A treasury as it was when what counts for ways of money last changed in it.</summary>
/// <param name="ChangedAt">The position of the entry that changed it.</param>
public sealed record RoutedTreasury(Address Owner, Treasury Treasury, long ChangedAt);

/// <summary>
/// Which treasuries money has ways through, and when these last changed: corridors and their room, quarantines, and
/// whether the treasury carries. Kept with each event; what else happens in a treasury does not touch it.
/// </summary>
public sealed class CorridorBook
{
    /// <summary>Changes that are kept beside those that they have overtaken, before these are dropped.</summary>
    private const int OvertakenMax = 10_000;

    private readonly Dictionary<Address, RoutedTreasury> _treasuries = [];

    // In the order of their positions, with those that were overtaken by later ones of the same treasury.
    private List<(Address Owner, long Position)> _changes = [];

    /// <summary>The position of the last entry that changed any of them.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Those that changed after a position. It costs as much as there were changes since.</summary>
    public IReadOnlyList<RoutedTreasury> Since(long position)
    {
        var since = new List<RoutedTreasury>();
        for (var i = _changes.Count - 1; i >= 0 && _changes[i].Position > position; i--)
            if (_treasuries[_changes[i].Owner] is var last && last.ChangedAt == _changes[i].Position)
                since.Add(last);
        return since;
    }

    public void OnTreasury(Address owner, Treasury before, Treasury after, long position)
    {
        if (ReferenceEquals(before, after) || IsSame(before, after))
            return;
        // An entry with several events changes it several times.
        if (!_treasuries.TryGetValue(owner, out var known) || known.ChangedAt != position)
            _changes.Add((owner, position));
        _treasuries[owner] = new RoutedTreasury(owner, after, position);
        ChangedAt = position;
        if (_changes.Count > (2 * _treasuries.Count) + OvertakenMax)
            _changes = [.. _changes.Where(change => _treasuries[change.Owner].ChangedAt == change.Position)];
    }

    // Where others' money is limited, what stands there takes from the room.
    private static bool IsSame(Treasury before, Treasury after) =>
        ReferenceEquals(before.Corridors, after.Corridors)
        && ReferenceEquals(before.Quarantines, after.Quarantines)
        && ReferenceEquals(before.Carriage, after.Carriage)
        && (after.Carriage.Limits.IsEmpty || ReferenceEquals(before.Book, after.Book));
}
