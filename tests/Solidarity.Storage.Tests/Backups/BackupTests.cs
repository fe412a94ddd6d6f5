using Solidarity.Storage.Backups;
using Solidarity.Storage.Sqlite;
using Xunit.Abstractions;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests.Backups;

/// <summary>Backups of a data folder: while the service writes, broken off, run again, damaged, and of something else.
/// </summary>
public sealed class BackupTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_a_journal_in_use_each_backup_is_a_state_that_it_had()
    {
        await using var journal = SqliteJournal.Open(PathOf("data"));
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 1; !stop.IsCancellationRequested; i++)
                await journal.AppendAsync(On(Masons, i - 1, EntryOf(i)));
        });
        long position = 0;
        for (var run = 1; run <= 10; run++)
        {
            await journal.WaitBeyondAsync(position);
            var done = Backup.OfFolder(PathOf("data"), PathOf("backup"));
            done.Entries.ShouldBe(done.Position - position);
            done.Entries.ShouldBeGreaterThan(0);
            position = done.Position;
            Backup.Restore(PathOf("backup"), PathOf($"restored-{run}"), new RestoreLimit());
            await ExpectAsync($"restored-{run}");
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task A_backup_that_was_broken_off_is_gone_on_with()
    {
        await WriteAsync("data", 1, 40, bodyBytes: 200_000);
        using var stop = new CancellationTokenSource();
        var first = new Watcher(at => { if (at is { Stage: "writing", Done: > 15 }) stop.Cancel(); });
        Should.Throw<OperationCanceledException>(
            () => Backup.OfFolder(PathOf("data"), PathOf("backup"), first, stop.Token));
        // What such a process leaves behind.
        await File.AppendAllTextAsync(PathOf("backup/log/0000000001"), "SLB1 and nothing whole");

        Backup.OfFolder(PathOf("data"), PathOf("backup")).Position.ShouldBe(40);

        Backup.Restore(PathOf("backup"), PathOf("restored"), new RestoreLimit()).Position.ShouldBe(40);
        (await TextAsync("restored")).ShouldBe(await TextAsync("data"));
    }

    [Fact]
    public async Task Only_what_is_new_is_written()
    {
        await WriteAsync("data", 1, 30, bodyBytes: 10_000);
        Backup.OfFolder(PathOf("data"), PathOf("backup"));
        var before = new FileInfo(PathOf("backup/log/0000000001")).Length;
        await WriteAsync("data", 31, 1, bodyBytes: 10_000);

        Backup.OfFolder(PathOf("data"), PathOf("backup")).ShouldBe(new BackupResult(31, 1, Noon.AddSeconds(31)));
        before.ShouldBeGreaterThan(300_000);
        (new FileInfo(PathOf("backup/log/0000000001")).Length - before).ShouldBeLessThan(30_000);
    }

    [Fact]
    public async Task A_journal_can_be_restored_to_each_time_of_a_backup_and_to_no_other()
    {
        var texts = new Dictionary<long, string>();
        foreach (var position in new[] { 3, 7, 10 })
        {
            await WriteAsync("data", texts.Keys.DefaultIfEmpty(0).Max() + 1, position, bodyBytes: 10, until: true);
            Backup.OfFolder(PathOf("data"), PathOf("backup"));
            texts[position] = await TextAsync("data");
        }

        foreach (var (position, text) in texts)
        {
            Backup.Restore(PathOf("backup"), PathOf($"at-{position}"), new RestoreLimit(position));
            (await TextAsync($"at-{position}")).ShouldBe(text);
        }

        Backup.Restore(PathOf("backup"), PathOf("until"), new RestoreLimit(Until: Noon.AddSeconds(9)));
        (await TextAsync("until")).ShouldBe(texts[7]);
        var none = Should.Throw<NoRestorePointException>(
            () => Backup.Restore(PathOf("backup"), PathOf("none"), new RestoreLimit(5)));
        none.Message.ShouldContain("before is entry 3,");
        none.Message.ShouldContain("behind entry 7,");
        Should.Throw<NoRestorePointException>(
            () => Backup.Restore(PathOf("backup"), PathOf("none"), new RestoreLimit(Until: Noon)))
            .Message.ShouldContain("before is none");
        SqliteJournal.Exists(PathOf("none")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_changed_or_missing_byte_is_found_by_whoever_reads_the_backup()
    {
        await WriteAsync("data", 1, 5, bodyBytes: 10);
        Backup.OfFolder(PathOf("data"), PathOf("backup"));
        var (segment, end) = (PathOf("backup/log/0000000001"), PathOf("backup/log.end"));
        var random = new Random(Seed.Draw(output));
        foreach (var path in new[] { segment, end })
        {
            var bytes = await File.ReadAllBytesAsync(path);
            for (var i = 0; i < 60; i++)
            {
                var changed = bytes.ToArray();
                changed[random.Next(bytes.Length - 1)] ^= (byte)(1 << random.Next(7));
                await File.WriteAllBytesAsync(path, changed);
                Should.Throw<JournalUnreadableException>(
                    () => Backup.Restore(PathOf("backup"), PathOf("restored"), new RestoreLimit()), $"{path} {i}");
                Should.Throw<JournalUnreadableException>(
                    () => Backup.OfFolder(PathOf("data"), PathOf("backup")), $"{path} {i}");
            }

            await File.WriteAllBytesAsync(path, bytes);
        }

        await using (var cut = new FileStream(segment, FileMode.Open)) cut.SetLength(cut.Length - 1);
        Should.Throw<JournalUnreadableException>(
            () => Backup.Restore(PathOf("backup"), PathOf("restored"), new RestoreLimit()));
        SqliteJournal.Exists(PathOf("restored")).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_else_is_written_over()
    {
        await WriteAsync("data", 1, 5, bodyBytes: 10);
        await WriteAsync("other", 101, 5, bodyBytes: 10, version: 0);
        Backup.OfFolder(PathOf("data"), PathOf("backup"));

        Should.Throw<NotThisBackupException>(() => Backup.OfFolder(PathOf("other"), PathOf("backup")));
        Should.Throw<NotThisBackupException>(
            () => Backup.Restore(PathOf("backup"), PathOf("data"), new RestoreLimit()));
        Should.Throw<JournalUnreadableException>(
            () => Backup.Restore(PathOf("nothing"), PathOf("restored"), new RestoreLimit()));
        Should.Throw<JournalUnreadableException>(() => Backup.OfFolder(PathOf("nothing"), PathOf("backup")));
        Directory.Exists(PathOf("nothing")).ShouldBeFalse();
        Backup.OfFolder(PathOf("data"), PathOf("backup")).Position.ShouldBe(5);
    }

    [Fact]
    public async Task What_another_process_is_writing_to_is_neither_read_nor_cleared()
    {
        await WriteAsync("data", 1, 5, bodyBytes: 10);
        Backup.OfFolder(PathOf("data"), PathOf("backup"));
        var end = await File.ReadAllTextAsync(PathOf("backup/log.end"));
        using (FolderLock.Take(PathOf("backup")))
        {
            // Whoever reads it before the lock is theirs would end with what it says.
            await File.WriteAllTextAsync(PathOf("backup/log.end"), "being written");
            Should.Throw<JournalInUseException>(() => Backup.OfFolder(PathOf("data"), PathOf("backup")));
            await File.WriteAllTextAsync(PathOf("backup/log.end"), end);
        }

        var unfinished = Directory.CreateDirectory(PathOf("restored/restore.new"));
        using (FolderLock.Take(PathOf("restored")))
        {
            Should.Throw<JournalInUseException>(
                () => Backup.Restore(PathOf("backup"), PathOf("restored"), new RestoreLimit()));
        }

        Directory.Exists(unfinished.FullName).ShouldBeTrue("another process is filling it");
        Backup.Restore(PathOf("backup"), PathOf("restored"), new RestoreLimit()).Position.ShouldBe(5);
        Directory.Exists(unfinished.FullName).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_damaged_is_not_carried_into_a_backup()
    {
        await WriteAsync("data", 1, 5, bodyBytes: 10);
        Tampering.Execute(PathOf("data/journal.db"), "UPDATE entries SET at = at + 1 WHERE position = 4");
        Should.Throw<JournalUnreadableException>(() => Backup.OfFolder(PathOf("data"), PathOf("backup")))
            .Message.ShouldContain("entry 4");
    }

    private static NewEntry EntryOf(long number, int bodyBytes = 10) =>
        Entry(number, [.. Alike("[1]", Weavers, Masons), To(Weavers, $"[{number}]", Noon.AddMinutes(number))]) with
        {
            Body = Utf8($"\"{new string('x', bodyBytes)}\""),
        };

    /// <summary>Entries of the writer of the first test, in whatever number: each is known from its number, and of the
    /// outbox nothing was taken.</summary>
    private async Task ExpectAsync(string name)
    {
        await using var journal = SqliteJournal.Open(PathOf(name));
        var entries = await journal.ReadAsync(0, 10_000);
        entries.Count.ShouldBeGreaterThan(0);
        entries.Select(entry => entry.Command).ShouldBe(
            Enumerable.Range(1, entries.Count).Select(i => Request(i)));
        (await journal.PendingAsync(0, 10_000)).Select(message => message.Id).ShouldBe(
            Enumerable.Range(1, 3 * entries.Count).Where(id => id % 3 != 0).Select(id => (long)id).Take(10_000));
        (await journal.DueAsync(DateTimeOffset.MaxValue, 10_000)).Select(message => message.Id).ShouldBe(
            Enumerable.Range(1, entries.Count).Select(i => 3L * i));
    }

    /// <param name="count">How many; or the last number, where <paramref name="until"/>.</param>
    private async Task WriteAsync(
        string name, long first, long count, int bodyBytes, bool until = false, long? version = null)
    {
        await using var journal = SqliteJournal.Open(PathOf(name));
        var (last, at) = (until ? count : first + count - 1, version ?? first - 1);
        for (var i = first; i <= last; i++)
            Text(await journal.AppendAsync(On(Masons, at++, EntryOf(i, bodyBytes)))).ShouldStartWith("appended");
    }

    private async Task<string> TextAsync(string name)
    {
        await using var journal = SqliteJournal.Open(PathOf(name));
        return string.Join('\n',
        [
            .. (await journal.ReadAsync(0, 1_000)).Select(Text), .. (await journal.PendingAsync(0, 1_000)).Select(Text),
            .. (await journal.DueAsync(DateTimeOffset.MaxValue, 1_000)).Select(Text),
        ]);
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private sealed class Watcher(Action<BackupProgress> watch) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) => watch(value);
    }
}
