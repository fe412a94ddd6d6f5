using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Solidarity.Grains.Streams;

/// <summary>An event, and the state after it.</summary>
internal readonly record struct Step<TState, TEvent>(TEvent Event, TState After);

/// <summary>
/// What a grain has worked out for an entry that it appends, with all its answers. The read model that follows takes it
/// over, instead of reading and folding the same events a second time: the fold is a function, and of immutable states
/// one is enough.
/// Whoever reads the entry from the file folds it as ever, and comes to the same.
/// </summary>
internal sealed class Steps<TState, TEvent>(ImmutableArray<Step<TState, TEvent>> all)
{
    private StrongBox<ImmutableArray<Step<TState, TEvent>>>? _all = new(all);

    /// <summary>Takes them over; null where somebody has. The entry stays in memory for longer, and the states between
    /// two events, which nobody else has, need not.</summary>
    public ImmutableArray<Step<TState, TEvent>>? Take() => Interlocked.Exchange(ref _all, null)?.Value;
}
