using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Solidarity.Storage.Sqlite;

/// <summary>
/// The one thread that writes: takes all that waits, writes them in one transaction, and answers them when it
/// is durable. While it waits for the disk the next group gathers, so the more callers there are the larger the groups.
/// A failed transaction is told to each of its callers and ends nothing else.
/// </summary>
internal sealed class CommitLoop : IAsyncDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly JournalWriter _writer;
    private readonly PositionSignal _signal;
    private readonly RecentEntries _recent;
    private readonly AppendQueue _queue = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pagesMax;

    /// <param name="connection">Becomes the loop's own and is closed with it.</param>
    internal CommitLoop(string path, SqliteConnection connection, PositionSignal signal)
    {
        _path = path;
        _connection = connection;
        _writer = new JournalWriter(connection);
        _signal = signal;
        _recent = new RecentEntries(signal.Position);
        new Thread(Run) { IsBackground = true, Name = "journal writer" }.Start();
    }

    internal OpenRows OpenRows => _writer.OpenRows;

    internal NextDue NextDue => _writer.NextDue;

    internal RecentMessages RecentMessages => _writer.RecentMessages;

    /// <inheritdoc cref="RecentEntries.Read"/>
    internal IReadOnlyList<Entry>? ReadRecent(long afterPosition, int max) => _recent.Read(afterPosition, max);

    internal ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingAppend(append, Shape.Check(append), cancellationToken);
        var queued = _queue.EnqueueAsync(pending);
        return queued.IsCompletedSuccessfully ? new(pending.Task) : AnswerAsync(queued, pending);
    }

    internal async ValueTask AcknowledgeAsync(ImmutableArray<long> messages, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Shape.Check(messages);
        var pending = new PendingAcknowledgement(messages, cancellationToken);
        await _queue.EnqueueAsync(pending).ConfigureAwait(false);
        await pending.Task.ConfigureAwait(false);
    }

    /// <summary>For tests: from the next group on the file may have this many pages, as if the disk were full then.
    /// </summary>
    internal void LimitPages(int pages) => Volatile.Write(ref _pagesMax, pages);

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task.ConfigureAwait(false);
    }

    private static async ValueTask<AppendResult> AnswerAsync(ValueTask queued, PendingAppend pending)
    {
        await queued.ConfigureAwait(false);
        return await pending.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        var group = new List<PendingWrite>();
        while (_queue.TakeGroup(group))
        {
            Commit(group);
            group.Clear();
        }

        _writer.Dispose();
        _ended.SetResult();
    }

    private void Commit(List<PendingWrite> group)
    {
        try
        {
            ApplyPageLimit();
            WriteGroup(group);
        }
        catch (Exception exception)
        {
            _writer.Rollback();
            foreach (var write in group) write.Fail(Failures.Translate(exception, _path));
            return;
        }

        foreach (var write in group) write.Answer();
    }

    private void WriteGroup(List<PendingWrite> group)
    {
        _writer.Begin();
        foreach (var pending in group)
        {
            if (!pending.CancellationToken.IsCancellationRequested) pending.Write(_writer);
        }

        var position = _writer.Commit();
        DateTimeOffset? lastAt = null;
        foreach (var pending in group)
        {
            if (pending is not PendingAppend { Append: var append, Result: AppendResult.Appended appended }) continue;
            _recent.Add(append, appended.FirstPosition);
            lastAt = append.Entries[^1].At;
        }

        if (lastAt is { } at) _signal.Advance(position, Milliseconds.ToTime(Milliseconds.Floor(at)));
    }

    private void ApplyPageLimit()
    {
        var pages = Interlocked.Exchange(ref _pagesMax, 0);
        if (pages == 0) return;
        using var limit = _connection.CreateCommand();
        limit.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}");
        limit.ExecuteScalar();
    }
}
