using Microsoft.Data.Sqlite;
using Solidarity.Storage.Sqlite;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

/// <summary>The write-ahead log stays short.</summary>
public sealed class LogKeeperTests : IDisposable
{
    private const int BodyBytes = 20_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();

    private long LogBytes => new FileInfo(_folder.Database + "-wal").Length;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task When_nothing_is_committed_the_log_is_emptied()
    {
        await using var journal = SqliteJournal.Open(_folder.Path, Idle(TimeSpan.FromMilliseconds(30)));
        await AppendAsync(journal, 1, 50);
        await EmptyAsync(journal);
        await AppendAsync(journal, 51, 60);
        await EmptyAsync(journal);
        (await journal.ReadAsync(0, 100)).Count.ShouldBe(60);
    }

    [Fact]
    public async Task What_a_killed_process_left_in_the_log_is_copied_when_nothing_is_committed()
    {
        using var killed = new TempFolder();
        await using (var journal = SqliteJournal.Open(killed.Path, Idle(TimeSpan.FromHours(1))))
        {
            await AppendAsync(journal, 1, 20);
            foreach (var name in (string[])["journal.db", "journal.db-wal", HeadFile.FileName])
                File.Copy(Path.Combine(killed.Path, name), Path.Combine(_folder.Path, name));
        }

        LogBytes.ShouldBeGreaterThan(20 * BodyBytes);
        await using var again = SqliteJournal.Open(_folder.Path, Idle(TimeSpan.FromMilliseconds(30)));
        await EmptyAsync(again);
        again.Position.ShouldBe(20);
    }

    [Fact]
    public async Task Under_load_and_with_readers_the_log_keeps_its_bound()
    {
        const int bound = 1024 * 1024;
        await using var journal = SqliteJournal.Open(
            _folder.Path, Idle(TimeSpan.FromHours(1)) with { LogBytesMax = bound });
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await journal.ReadStreamAsync(new("sections/1"), 0, 100);
        })).ToArray();
        long longest = 0;
        for (var number = 1; number <= 500; number++)
        {
            await AppendAsync(journal, number, number);
            longest = Math.Max(longest, LogBytes);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        // 500 entries of 20,000 bytes are ten times the bound. How far it is passed is up to the readers: what one of
        // them is looking at stays.
        longest.ShouldBeLessThan(4 * bound);
    }

    [Fact]
    public async Task A_reader_that_stays_holds_up_neither_the_commits_nor_the_log_for_good()
    {
        const int bound = 256 * 1024;
        await using var journal = SqliteJournal.Open(
            _folder.Path, Idle(TimeSpan.FromMilliseconds(30)) with { LogBytesMax = bound });
        await AppendAsync(journal, 1, 1);
        await using (var reader = new SqliteConnection($"Data Source={_folder.Database};Mode=ReadOnly;Pooling=False"))
        {
            await reader.OpenAsync();
            await using var reading = reader.BeginTransaction(deferred: true);
            await using var query = reader.CreateCommand();
            (query.CommandText, query.Transaction) = ("SELECT count(*) FROM entries", reading);
            query.ExecuteScalar().ShouldBe(1L);
            await AppendAsync(journal, 2, 60);
            query.ExecuteScalar().ShouldBe(1L);
            LogBytes.ShouldBeGreaterThan(bound);
        }

        await EmptyAsync(journal);
        await AppendAsync(journal, 61, 70);
        await journal.DisposeAsync();
        JournalVerifier.Verify(_folder.Path).ShouldBe(new Verification(70, null));
    }

    [Fact]
    public async Task Whoever_comes_breaks_the_copying_off_and_is_not_interrupted()
    {
        await SqliteJournal.Open(_folder.Path).DisposeAsync();
        var connection = new JournalFile(_folder.Path).OpenToWrite();
        using var writer = new JournalWriter(connection);
        using var head = HeadFile.Open(_folder.Path, HeadFile.Read(_folder.Path).Newest!.Value);
        var keeper = new LogKeeper(connection, head, new JournalOptions());
        Commit(1);
        keeper.EmptyWhenIdle(1, () =>
        {
            keeper.BreakOff();
            return false;
        });
        LogBytes.ShouldBeGreaterThan(0);
        Commit(2);
        keeper.EmptyWhenIdle(2, () => true);
        LogBytes.ShouldBeGreaterThan(0);
        keeper.IdleTime.ShouldNotBeNull();

        keeper.EmptyWhenIdle(2, () => false);
        LogBytes.ShouldBe(0);
        keeper.IdleTime.ShouldBeNull("there is nothing to copy");
        keeper.BreakOff();
        Commit(3);

        void Commit(int number)
        {
            writer.Begin();
            Text(writer.Write(On(Masons, number - 1, Entry(number)))).ShouldBe($"appended at {number}");
            writer.Commit();
            keeper.Committed(number);
        }
    }

    private static JournalOptions Idle(TimeSpan time) => new() { IdleTime = time };

    private static async Task AppendAsync(SqliteJournal journal, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            var entry = Entry(number) with { Body = Utf8(new string('x', BodyBytes)) };
            await journal.AppendAsync(On(new($"sections/{number}"), 0, entry));
        }
    }

    private async Task EmptyAsync(SqliteJournal journal)
    {
        // It may have been emptied between the last commit and the question.
        for (var emptied = journal.LogEmptiedAsync(); LogBytes > 0; emptied = journal.LogEmptiedAsync())
            await emptied.WaitAsync(Patience);
    }
}
