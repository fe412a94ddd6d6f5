namespace Solidarity.Storage.Sqlite;

/// <summary>
/// The earliest time that an alarm waits for, kept in memory so that a commit which sets no earlier one costs no query.
/// When the alarm with this time goes it is not known until it is asked for again. The writer changes it in a
/// transaction, which <see cref="Commit"/> or <see cref="Rollback"/> ends.
/// </summary>
internal sealed class NextDue
{
    private readonly Lock _gate = new();
    private bool _isKnown;
    private long? _due;
    private long _changes;

    /// <summary>The earliest that were set and that went in this transaction.</summary>
    private long? _set;
    private long? _gone;

    /// <param name="due">What is known.</param>
    /// <param name="changes">To be handed to <see cref="Learn"/> after the table was asked.</param>
    /// <returns>False where it has to be read from the table.</returns>
    internal bool TryGet(out long? due, out long changes)
    {
        lock (_gate)
        {
            (due, changes) = (_due, _changes);
            return _isKnown;
        }
    }

    /// <summary>What the table said, which holds unless something was committed meanwhile.</summary>
    internal void Learn(long? due, long changes)
    {
        lock (_gate)
        {
            if (changes != _changes) return;
            (_isKnown, _due) = (true, due);
        }
    }

    internal void Set(long due) => _set = Math.Min(_set ?? due, due);

    internal void Remove(long due) => _gone = Math.Min(_gone ?? due, due);

    internal void Commit()
    {
        if (_set is null && _gone is null) return;
        lock (_gate)
        {
            _changes++;
            if (_gone is not null && (_due is null || _gone <= _due)) _isKnown = false;
            if (_set is not null) _due = Math.Min(_due ?? long.MaxValue, _set.Value);
        }

        Rollback();
    }

    internal void Rollback() => _set = _gone = null;
}
