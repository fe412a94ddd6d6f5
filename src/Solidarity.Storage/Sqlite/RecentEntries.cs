namespace Solidarity.Storage.Sqlite;

/// <summary>
/// The newest entries, so that whoever follows the journal closely does not read back from the file what was just
/// written to it. The writer adds what it has committed; any thread reads.
/// </summary>
internal sealed class RecentEntries
{
    internal const int EntriesMax = 4_096;
    internal const long BytesMax = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Entry[] _ring = new Entry[EntriesMax];

    /// <summary>Entries from this position to before the next one are kept.</summary>
    private long _first;
    private long _next;
    private long _bytes;

    /// <param name="position">Of the last entry in the file.</param>
    internal RecentEntries(long position) => _first = _next = position + 1;

    /// <summary>Adds the entries of an append that was committed, which are the next ones.</summary>
    internal void Add(Append append, long firstPosition)
    {
        var version = append.ExpectedVersion;
        lock (_gate)
        {
            foreach (var entry in append.Entries)
                Add(Committed(entry, append.Stream, firstPosition++, ++version));
        }
    }

    /// <returns>Entries after a position, at most <paramref name="max"/>; null where they have to be read from the
    /// file.</returns>
    internal IReadOnlyList<Entry>? Read(long afterPosition, int max)
    {
        lock (_gate)
        {
            if (afterPosition >= _next || afterPosition + 1 < _first) return null;
            var first = afterPosition + 1;
            var entries = new Entry[Math.Min(max, _next - first)];
            for (var i = 0; i < entries.Length; i++) entries[i] = _ring[(first + i) % EntriesMax];
            return entries;
        }
    }

    private void Add(Entry entry)
    {
        if (entry.Position != _next) throw new InvalidOperationException($"entry {entry.Position} is not the next one");
        if (_next - _first == EntriesMax) Drop();
        _ring[_next++ % EntriesMax] = entry;
        _bytes += BytesOf(entry);
        while (_bytes > BytesMax) Drop();
    }

    private void Drop()
    {
        ref var oldest = ref _ring[_first++ % EntriesMax];
        _bytes -= BytesOf(oldest);
        oldest = null!;
    }

    private static long BytesOf(Entry entry) =>
        entry.Body.Length + ((long)entry.Further.Length * FurtherAnswers.BytesEach);

    private static Entry Committed(NewEntry entry, StreamName stream, long position, long version) => new(
        position, stream, version, entry.Command, entry.Content,
        Milliseconds.ToTime(Milliseconds.Floor(entry.At)), entry.Body)
    {
        Further = entry.Further,
        Attached = entry.Attached,
    };
}
