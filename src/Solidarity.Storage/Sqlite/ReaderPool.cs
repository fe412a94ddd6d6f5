using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>A connection that reads, with its statements. For one caller at a time.</summary>
/// <param name="isReplica">Whether what is not as it was written can be had again.</param>
internal sealed class JournalReader(SqliteConnection connection, OpenRows? open, bool isReplica) : IDisposable
{
    internal EntryRows Entries { get; } = new(connection, isChecked: isReplica);

    internal OutboxRows Outbox { get; } = new(connection, open);

    internal SnapshotRows Snapshots { get; } = new(connection);

    public void Dispose()
    {
        Entries.Dispose();
        Outbox.Dispose();
        Snapshots.Dispose();
        connection.Dispose();
    }
}

/// <summary>
/// A few readers, opened when first needed. A read runs on the caller's thread, for it mostly finds its pages in memory
/// and takes microseconds; it sees what was committed when it began, and neither waits for the writer nor holds it up.
/// </summary>
/// <param name="damage">Of a replica; null for a journal that stands alone.</param>
internal sealed class ReaderPool(JournalFile file, OpenRows? open, ReplicaDamage? damage) : IDisposable
{
    private const int ReadersMax = 8;

    private readonly SemaphoreSlim _free = new(ReadersMax);
    private readonly ConcurrentBag<JournalReader> _idle = [];
    private volatile bool _closed;

    /// <summary>Runs <paramref name="read"/> with a reader of its own.</summary>
    internal async ValueTask<T> ReadAsync<TArgument, T>(
        TArgument argument, Func<JournalReader, TArgument, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteJournal));
            damage?.ThrowIfFound();
            return Read(argument, read);
        }
        catch (Exception exception) when (Failures.IsKnown(exception))
        {
            damage?.Look(exception);
            throw Failures.Translate(exception, file.Path);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the reads under way, then closes the readers.</summary>
    internal async ValueTask CloseAsync()
    {
        _closed = true;
        for (var i = 0; i < ReadersMax; i++) await _free.WaitAsync().ConfigureAwait(false);
        Dispose();
        // Whoever still waits for a reader gets in and finds the journal closed.
        _free.Release(ReadersMax);
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reader)) reader.Dispose();
    }

    private T Read<TArgument, T>(TArgument argument, Func<JournalReader, TArgument, T> read)
    {
        if (!_idle.TryTake(out var reader)) reader = new JournalReader(
            file.OpenAgain(), open, isReplica: damage is not null);
        try
        {
            return read(reader, argument);
        }
        finally
        {
            _idle.Add(reader);
        }
    }
}
