using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Solidarity.Grains.Snapshots;

/// <summary>
/// An immutable map, a hash array mapped trie (Bagwell, "Ideal Hash Trees", 2001): each level takes five bits of the
/// key's hash, and a branch holds only the children that exist. A new map shares all but the path to the changed key
/// with the one before it. With an <see cref="Edit"/>, branches that the same edit made are changed in place, and the
/// map itself, too, so the caller must go on with the map that it gets and forget the one before.
/// A published map is safe on any thread.
/// </summary>
/// <remarks>
/// Looking up and changing cost O(log n) with base 32: at most seven steps. Enumerating costs O(n) and has no order.
/// .NET's own ImmutableDictionary is a binary tree, whose changes cost up to twice as much and whose builders would
/// have to be kept for each dictionary in a snapshot.
/// </remarks>
public sealed class PersistentDictionary<TKey, TValue> : IReadOnlyCollection<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private const int LevelBits = 5;

    private readonly Edit? _edit;
    private object? _root;

    private PersistentDictionary(object? root, int count, Edit? edit) => (_root, Count, _edit) = (root, count, edit);

    public static PersistentDictionary<TKey, TValue> Empty { get; } = new(null, 0, null);

    public int Count { get; private set; }

    public IEnumerable<TKey> Keys => this.Select(pair => pair.Key);

    public IEnumerable<TValue> Values => this.Select(pair => pair.Value);

    public bool ContainsKey(TKey key) => TryGetValue(key, out _);

    public TValue? GetValueOrDefault(TKey key) => TryGetValue(key, out var value) ? value : default;

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var hash = HashOf(key);
        var node = _root;
        for (var shift = 0; node is Branch branch; shift += LevelBits)
            node = branch.Child(hash, shift);
        for (var leaf = (Leaf?)node; leaf is not null; leaf = leaf.Next)
            if (leaf.Hash == hash && EqualityComparer<TKey>.Default.Equals(leaf.Key, key))
            {
                value = leaf.Value;
                return true;
            }
        value = default;
        return false;
    }

    public PersistentDictionary<TKey, TValue> With(TKey key, TValue value, Edit? edit = null)
    {
        var count = Count;
        var root = Put(_root, 0, new Leaf(HashOf(key), key, value, null), edit, ref count);
        return With(root, count, edit);
    }

    public PersistentDictionary<TKey, TValue> Without(TKey key, Edit? edit = null)
    {
        var count = Count;
        var root = Remove(_root, 0, HashOf(key), key, edit, ref count);
        return count == Count ? this : With(root, count, edit);
    }

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator()
    {
        var nodes = new Stack<object>();
        if (_root is not null)
            nodes.Push(_root);
        while (nodes.TryPop(out var node))
        {
            if (node is Branch branch)
                foreach (var child in branch.Children)
                    nodes.Push(child);
            else
                for (var leaf = (Leaf?)node; leaf is not null; leaf = leaf.Next)
                    yield return new KeyValuePair<TKey, TValue>(leaf.Key, leaf.Value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private PersistentDictionary<TKey, TValue> With(object? root, int count, Edit? edit)
    {
        if (edit is null || _edit != edit)
            return new PersistentDictionary<TKey, TValue>(root, count, edit);
        (_root, Count) = (root, count);
        return this;
    }

    private static uint HashOf(TKey key) => unchecked((uint)EqualityComparer<TKey>.Default.GetHashCode(key));

    private static object Put(object? node, int shift, Leaf leaf, Edit? edit, ref int count)
    {
        if (node is Branch branch)
        {
            var child = branch.Child(leaf.Hash, shift);
            return branch.WithChild(leaf.Hash, shift, Put(child, shift + LevelBits, leaf, edit, ref count), edit);
        }
        if (node is not Leaf other)
        {
            count++;
            return leaf;
        }
        if (other.Hash == leaf.Hash)
        {
            var rest = Without(other, leaf.Key);
            count += rest == other ? 1 : 0;
            return rest is null ? leaf : leaf.Before(rest);
        }
        var both = new Branch(0, [], edit).WithChild(other.Hash, shift, other, edit);
        return Put(both, shift, leaf, edit, ref count);
    }

    private static object? Remove(object? node, int shift, uint hash, TKey key, Edit? edit, ref int count)
    {
        if (node is not Branch branch)
        {
            var rest = node is Leaf leaf && leaf.Hash == hash ? Without(leaf, key) : node;
            count -= rest == node ? 0 : 1;
            return rest;
        }
        var child = branch.Child(hash, shift);
        var left = Remove(child, shift + LevelBits, hash, key, edit, ref count);
        return left == child ? branch
            : left is not null ? branch.WithChild(hash, shift, left, edit)
            : branch.WithoutChild(hash, shift, edit);
    }

    // Keys with the same hash are few: they are a chain.
    private static Leaf? Without(Leaf? leaf, TKey key)
    {
        if (leaf is null || EqualityComparer<TKey>.Default.Equals(leaf.Key, key))
            return leaf?.Next;
        var rest = Without(leaf.Next, key);
        return rest == leaf.Next ? leaf : leaf.Before(rest);
    }

    private sealed class Leaf(uint hash, TKey key, TValue value, Leaf? next)
    {
        public uint Hash => hash;

        public TKey Key => key;

        public TValue Value => value;

        public Leaf? Next => next;

        public Leaf Before(Leaf? rest) => new(hash, key, value, rest);
    }

    /// <param name="bits">Which children there are, by five bits of the hash.</param>
    /// <param name="children">These, in the order of their bits.</param>
    private sealed class Branch(uint bits, object[] children, Edit? edit)
    {
        private uint _bits = bits;

        public object[] Children { get; private set; } = children;

        public object? Child(uint hash, int shift) =>
            (_bits & BitOf(hash, shift)) is 0 ? null : Children[IndexOf(BitOf(hash, shift))];

        public Branch WithChild(uint hash, int shift, object child, Edit? by)
        {
            var bit = BitOf(hash, shift);
            var at = IndexOf(bit);
            if ((_bits & bit) == 0)
                return With(_bits | bit, [.. Children.AsSpan(0, at), child, .. Children.AsSpan(at)], by);
            var own = IsOwn(by) ? this : new Branch(_bits, (object[])Children.Clone(), by);
            own.Children[at] = child;
            return own;
        }

        /// <returns>A single leaf stands for its branch, and null for an empty one.</returns>
        public object? WithoutChild(uint hash, int shift, Edit? by)
        {
            var bit = BitOf(hash, shift);
            var at = IndexOf(bit);
            object[] rest = [.. Children.AsSpan(0, at), .. Children.AsSpan(at + 1)];
            return rest is [Leaf only] ? only : rest is [] ? null : With(_bits & ~bit, rest, by);
        }

        private Branch With(uint bits, object[] children, Edit? by)
        {
            if (!IsOwn(by))
                return new Branch(bits, children, by);
            (_bits, Children) = (bits, children);
            return this;
        }

        private bool IsOwn(Edit? by) => by is not null && edit == by;

        private int IndexOf(uint bit) => BitOperations.PopCount(_bits & (bit - 1));

        private static uint BitOf(uint hash, int shift) => 1u << (int)(hash >> shift & 31);
    }
}
