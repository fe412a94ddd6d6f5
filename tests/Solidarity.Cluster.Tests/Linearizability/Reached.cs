namespace Solidarity.Cluster.Tests.Linearizability;

/// <summary>A set of operations by their numbers, and the state after them; two are equal where both are.</summary>
internal sealed class Reached<TState>(ulong[] operations, TState state) : IEquatable<Reached<TState>>
    where TState : class
{
    private readonly TState _state = state;
    private readonly ulong[] _operations = operations;

    public bool Equals(Reached<TState>? other) => other is not null
        && _operations.AsSpan().SequenceEqual(other._operations) && _state.Equals(other._state);

    public override bool Equals(object? obj) => Equals(obj as Reached<TState>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var word in _operations)
            hash.Add(word);
        hash.Add(_state);
        return hash.ToHashCode();
    }
}
