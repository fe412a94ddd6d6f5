using System.Collections;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// Which messages of the outbox's rows of several still wait. A row stays in the file until its last message is taken
/// out, so that taking one out writes nothing. What is known here is lost with the process: after it all messages of
/// the rows that are left wait again, and those that were answered are found by their ids.
/// The writer changes it in a transaction, which <see cref="Commit"/> or <see cref="Rollback"/> ends; readers see what
/// was committed. A row costs a bit a message; a search is binary, and adding and removing cost O(1) each.
/// </summary>
internal sealed class OpenRows
{
    private readonly Lock _gate = new();

    /// <summary>By id, those that are empty included until half of them are.</summary>
    private readonly List<Row> _rows = [];
    private readonly HashSet<long> _taken = [];
    private int _added;
    private int _empty;

    /// <summary>A row of <paramref name="count"/> messages was written.</summary>
    internal void Add(long firstId, int count)
    {
        lock (_gate) _rows.Add(new Row(firstId, count));
        _added++;
    }

    /// <summary>Forgets all rows, which are gone.</summary>
    internal void Clear()
    {
        lock (_gate) _rows.Clear();
        _taken.Clear();
        _added = _empty = 0;
    }

    /// <summary>Takes a message out.</summary>
    /// <param name="id">Of the message.</param>
    /// <param name="emptied">The row that held it and now holds none that waits; null where some still wait.</param>
    /// <returns>False where the message is in no row of several.</returns>
    internal bool TryTake(long id, out long? emptied)
    {
        emptied = null;
        // The writer alone changes the rows, so it need not lock to read them.
        if (Find(id) is not { } row) return false;
        if (row.IsTaken(id) || !_taken.Add(id)) return true;
        if (--row.Waiting == 0) emptied = row.FirstId;
        return true;
    }

    /// <summary>Whether a message of a row of several still waits. Any thread may ask.</summary>
    internal bool IsOpen(long id)
    {
        lock (_gate) return Find(id) is { } row && !row.IsTaken(id);
    }

    internal void Commit()
    {
        _added = 0;
        if (_taken.Count == 0) return;
        lock (_gate)
        {
            foreach (var id in _taken)
            {
                var row = Find(id)!;
                row.Take(id);
                if (row.IsEmpty) _empty++;
            }

            if (_empty > _rows.Count / 2)
            {
                _rows.RemoveAll(row => row.IsEmpty);
                _empty = 0;
            }
        }

        _taken.Clear();
    }

    internal void Rollback()
    {
        foreach (var id in _taken) Find(id)!.Waiting++;
        _taken.Clear();
        lock (_gate) _rows.RemoveRange(_rows.Count - _added, _added);
        _added = 0;
    }

    private Row? Find(long id)
    {
        var (low, high) = (0, _rows.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var row = _rows[middle];
            if (id < row.FirstId) high = middle - 1;
            else if (id >= row.FirstId + row.Count) low = middle + 1;
            else return row;
        }

        return null;
    }

    private sealed class Row(long firstId, int count)
    {
        private readonly BitArray _taken = new(count);
        private int _open = count;

        internal long FirstId { get; } = firstId;

        internal int Count { get; } = count;

        /// <summary>As the transaction sees it.</summary>
        internal int Waiting { get; set; } = count;

        internal bool IsEmpty => _open == 0;

        internal bool IsTaken(long id) => _taken[(int)(id - FirstId)];

        internal void Take(long id)
        {
            _taken[(int)(id - FirstId)] = true;
            _open--;
        }
    }
}
