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
    private readonly Dictionary<Address, RoutedTreasury> _treasuries = [];

    /// <summary>The position of the last entry that changed any of them.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Those that changed after a position. It costs a pass over all, or nothing where none has.</summary>
    public IReadOnlyList<RoutedTreasury> Since(long position) => position >= ChangedAt
        ? []
        : [.. _treasuries.Values.Where(treasury => treasury.ChangedAt > position)];

    public void OnTreasury(Address owner, Treasury before, Treasury after, long position)
    {
        if (ReferenceEquals(before, after) || IsSame(before, after))
            return;
        _treasuries[owner] = new RoutedTreasury(owner, after, position);
        ChangedAt = position;
    }

    // Where others' money is limited, what stands there takes from the room.
    private static bool IsSame(Treasury before, Treasury after) =>
        ReferenceEquals(before.Corridors, after.Corridors)
        && ReferenceEquals(before.Quarantines, after.Quarantines)
        && ReferenceEquals(before.Carriage, after.Carriage)
        && (after.Carriage.Limits.IsEmpty || ReferenceEquals(before.Book, after.Book));
}
