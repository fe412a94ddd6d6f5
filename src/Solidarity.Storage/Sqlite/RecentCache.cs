using System.Diagnostics.CodeAnalysis;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Keeps the values used of late, at most <paramref name="max"/>: new and used ones stand in a young generation; when
/// that holds half of the bound it becomes the old one, and the old one before it is forgotten. All steps cost O(1).
/// Not for several threads at once.
/// </summary>
internal sealed class RecentCache<TKey, TValue>(int max)
    where TKey : notnull
    where TValue : class
{
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    internal bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        if (_young.TryGetValue(key, out value)) return true;
        if (!_old.Remove(key, out value)) return false;
        Add(key, value);
        return true;
    }

    internal void Add(TKey key, TValue value)
    {
        if (_young.Count >= max / 2)
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
        }

        _young[key] = value;
    }

    internal void Remove(TKey key)
    {
        _young.Remove(key);
        _old.Remove(key);
    }

    internal void Clear()
    {
        _young.Clear();
        _old.Clear();
    }
}
