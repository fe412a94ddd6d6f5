using System.Runtime.CompilerServices;

namespace Solidarity.Grains.Entries;

/// <summary>An event, and the state after it.</summary>
internal readonly record struct FoldedEvent<TState, TEvent>(TEvent Event, TState After);

/// <summary>
/// The events of an entry with the states that a grain has folded from them. They are attached to the entry, so that
/// the read model need not parse and fold the same events a second time: the fold is a pure function of immutable
/// states. An entry that is read from the file has none attached, and is folded to the same states.
/// </summary>
internal sealed class FoldedEvents<TState, TEvent>(ImmutableArray<FoldedEvent<TState, TEvent>> all)
{
    private StrongBox<ImmutableArray<FoldedEvent<TState, TEvent>>>? _all = new(all);

    /// <summary>Takes them over; null where somebody has. The entry stays in memory for longer, and the states between
    /// two events, which nobody else has, need not.</summary>
    public ImmutableArray<FoldedEvent<TState, TEvent>>? Take() => Interlocked.Exchange(ref _all, null)?.Value;
}
