using Microsoft.Data.Sqlite;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;
using SQLitePCL;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>Several services over one log in blobs, and a storage that does not always answer: nothing that was
/// acknowledged is missing, nothing is in there twice, and all replicas are the same.</summary>
[Collection(nameof(AzuriteCollection))]
public sealed class SharedLogTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly string _container = AzuriteServer.NewContainer();

    public void Dispose() => _folder.Dispose();

    [NodeFact]
    public async Task What_one_service_writes_the_other_has_and_versions_hold_over_both()
    {
        await using var one = Open("one");
        await using var two = Open("two");

        Text(await one.AppendAsync(On(Masons, 0, Entry(1, To(Weavers))))).ShouldBe("appended at 1");
        await two.WaitBeyondAsync(0).WaitAsync(Patience);

        Text(await two.AppendAsync(On(Masons, 0, Entry(2)))).ShouldBe("conflict with version 1");
        Text(await two.AppendAsync(On(Masons, 1, Entry(1)))).ShouldStartWith("answered by");
        Text(await two.AppendAsync(On(Masons, 1, Entry(3)))).ShouldBe("appended at 2");
        (await two.PendingAsync(0, 10)).Select(message => message.Id).ShouldBe([1]);
    }

    [NodeFact]
    public async Task Of_two_that_write_at_once_each_decides_on_what_the_other_has_written()
    {
        await using var one = Open("one");
        await using var two = Open("two");

        var rounds = Enumerable.Range(0, 60).Select(round => Task.WhenAll(
            AppendNextAsync(one, Masons, (2 * round) + 1), AppendNextAsync(two, Masons, (2 * round) + 2)));
        await Task.WhenAll(rounds).WaitAsync(Patience);

        foreach (var journal in new[] { one, two })
        {
            await journal.WaitBeyondAsync(119).WaitAsync(Patience);
            var entries = await journal.ReadAsync(0, 1_000);
            entries.Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, 120).Select(i => (long)i));
            entries.Select(entry => entry.Command.Value).Order()
                .ShouldBe(Enumerable.Range(1, 120).Select(i => Request(i).Value));
        }

        (await TextAsync(one)).ShouldBe(await TextAsync(two));
    }

    [NodeFact]
    public async Task An_append_whose_answer_is_lost_is_there_once()
    {
        using var line = new FaultyTransport();
        await using var journal = Open("one", line);
        await journal.AppendAsync(On(Masons, 0, Entry(1)));

        line.Lose(2);
        Text(await journal.AppendAsync(On(Masons, 1, Entry(2)))).ShouldBe("appended at 2");
        Text(await journal.AppendAsync(On(Masons, 2, Entry(3)))).ShouldBe("appended at 3");

        line.Lost.ShouldBe(2);
        await using var other = Open("other");
        (await TextAsync(other)).ShouldBe(await TextAsync(journal));
    }

    [NodeFact]
    public async Task A_storage_that_never_answers_is_told_and_what_it_took_all_the_same_counts_once()
    {
        using var line = new FaultyTransport();
        var told = new Told();
        await using var journal = Open("one", line, told);
        await journal.AppendAsync(On(Masons, 0, Entry(1)));

        line.Lose(1_000);
        await Should.ThrowAsync<JournalUnavailableException>(
            async () => await journal.AppendAsync(On(Masons, 1, Entry(2))));
        line.Lose(0);
        await told.AgainAsync().WaitAsync(Patience);

        Text(await journal.AppendAsync(On(Masons, 1, Entry(2)))).ShouldStartWith("answered by 2 ");
        Text(await journal.AppendAsync(On(Masons, 2, Entry(3)))).ShouldBe("appended at 3");
    }

    [NodeFact]
    public async Task A_storage_that_is_away_refuses_and_goes_on_when_it_is_back()
    {
        await using var server = await AzuriteServer.StartAsync();
        var log = BlobLog.Open(StorageAccount.Parse(server.ConnectionString), _container);
        var told = new Told();
        await using var journal = SqliteJournal.Open(
            PathOf("one"), new JournalOptions { Log = log, Warn = told.Add });
        await journal.AppendAsync(On(Masons, 0, Entry(1)));
        journal.WriteProblem.ShouldBeNull();

        await server.StopAsync();
        await Should.ThrowAsync<JournalUnavailableException>(
            async () => await journal.AppendAsync(On(Masons, 1, Entry(2))));
        (await journal.ReadAsync(0, 10)).Count.ShouldBe(1);
        journal.WriteProblem.ShouldNotBeNull().ShouldContain("cannot be reached");
        await server.StartAgainAsync();
        // Nobody writes: it finds out by itself.
        await told.AgainAsync().WaitAsync(Patience);
        journal.WriteProblem.ShouldBeNull();
        told.All.Count.ShouldBe(2, "once that it cannot be written, and once that it can");

        Text(await journal.AppendAsync(On(Masons, 1, Entry(2)))).ShouldBe("appended at 2");
    }

    [NodeFact]
    public async Task A_new_folder_and_one_from_earlier_are_filled_from_the_log()
    {
        var kept = PathOf("kept");
        await using (var one = Open("one"))
        {
            await one.AppendAsync(On(Masons, 0, Entry(1, Alike("{}", Weavers, Masons))));
            await one.DisposeAsync();
            CopyFolder(PathOf("one"), kept);
        }

        string expected;
        await using (var one = Open("one"))
        {
            for (var i = 1; i <= 20; i++) await one.AppendAsync(On(Masons, i, Entry(i + 1, To(Weavers, $"[{i}]"))));
            await one.AcknowledgeAsync([2, 3]);
            expected = await TextAsync(one);
        }

        foreach (var folder in new[] { "new", "kept" })
        {
            await using (var journal = Open(folder)) (await TextAsync(journal)).ShouldBe(expected, folder);
            JournalVerifier.Verify(PathOf(folder)).ShouldBe(new Verification(21, null), folder);
        }
    }

    [NodeFact]
    public async Task While_a_replica_reads_a_long_log_its_own_write_ahead_log_stays_short()
    {
        const int entries = 60;
        var body = Utf8($"\"{new string('x', 20_000)}\"");
        await using (var one = Open("one"))
        {
            for (var i = 1; i <= entries; i++)
                await one.AppendAsync(On(Masons, i - 1, Entry(i) with { Body = body }));
        }

        await using var two = SqliteJournal.Open(PathOf("two"), new JournalOptions
        {
            Log = BlobLog.Open(StorageAccount.Parse(azurite.Server.ConnectionString), _container, 10, null),
            LogBytesMax = 100_000,
            IdleTime = TimeSpan.FromHours(1),
        });

        two.Position.ShouldBe(entries);
        // A read has ten entries at most, up to the end of a segment.
        new FileInfo(Path.Combine(PathOf("two"), JournalFile.FileName + "-wal")).Length
            .ShouldBeLessThan(entries * body.Length / 2);
    }

    [NodeFact]
    public async Task What_the_disk_refused_after_the_log_had_it_is_written_later()
    {
        await using var journal = Open("one");
        await journal.AppendAsync(On(Masons, 0, Entry(1)));
        journal.LimitPages(1);
        var large = Entry(2) with { Body = Utf8($"\"{new string('x', 100_000)}\"") };
        await Should.ThrowAsync<JournalUnavailableException>(
            async () => await journal.AppendAsync(On(Masons, 1, large)));

        journal.LimitPages(int.MaxValue);
        Text(await journal.AppendAsync(On(Weavers, 0, Entry(3)))).ShouldStartWith("appended at ");
        await using var other = Open("other");
        (await TextAsync(other)).ShouldBe(await TextAsync(journal));
    }

    [NodeFact]
    public async Task Whoever_asked_hears_that_the_log_has_what_the_disk_refused()
    {
        await using var journal = Open("one");
        await journal.AppendAsync(On(Masons, 0, Entry(1)));
        // Between the log and the commit only handlers run, so one of them stands for the disk that is full.
        Action<PublishedBlock> full = _ => throw new SqliteException("the disk is full", raw.SQLITE_FULL);
        journal.Published += full;

        var refused = await Should.ThrowAsync<JournalUnavailableException>(
            async () => await journal.AppendAsync(On(Masons, 1, Entry(2))));

        refused.Message.ShouldContain("is in the log");
        refused.Message.ShouldContain("the same request id");
        refused.IsOfTheLog.ShouldBeFalse();
        journal.Published -= full;
        Text(await journal.AppendAsync(On(Masons, 1, Entry(2)))).ShouldStartWith("answered by 2 ");
    }

    [NodeFact]
    public async Task A_journal_of_its_own_and_a_replica_of_another_log_are_left_alone()
    {
        await using (var alone = SqliteJournal.Open(PathOf("alone"))) await alone.AppendAsync(On(Masons, 0, Entry(1)));
        await using (var replica = Open("replica")) await replica.AppendAsync(On(Masons, 0, Entry(1)));

        Should.Throw<JournalUnreadableException>(() => Open("alone")).Message.ShouldContain("a journal of its own");
        var elsewhere = BlobLog.Open(
            StorageAccount.Parse(azurite.Server.ConnectionString), AzuriteServer.NewContainer());
        Should.Throw<JournalUnreadableException>(
            () => SqliteJournal.Open(PathOf("replica"), new JournalOptions { Log = elsewhere }))
            .Message.ShouldContain("another log");

        await using var still = SqliteJournal.Open(PathOf("alone"));
        still.Position.ShouldBe(1);
    }

    [NodeFact]
    public void A_storage_that_cannot_be_reached_is_named()
    {
        const string nobody = "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9ib2R5;"
            + "BlobEndpoint=http://127.0.0.1:9/nobody;";
        var log = BlobLog.Open(StorageAccount.Parse(nobody), _container);
        Should.Throw<JournalUnavailableException>(
            () => SqliteJournal.Open(PathOf("one"), new JournalOptions { Log = log })).Message.ShouldContain("nobody/");
        Should.Throw<FormatException>(() => BlobLog.Open(StorageAccount.Parse("nonsense"), _container));
    }

    private static async Task AppendNextAsync(SqliteJournal journal, StreamName stream, long request)
    {
        while (true)
        {
            var version = (await journal.ReadStreamAsync(stream, 0, 1_000)).Count;
            if (await journal.AppendAsync(On(stream, version, Entry(request))) is AppendResult.Appended)
                return;
        }
    }

    /// <summary>All that a journal says.</summary>
    private static async Task<string> TextAsync(SqliteJournal journal) => string.Join('\n',
    [
        .. (await journal.ReadAsync(0, 1_000)).Select(Text), .. (await journal.PendingAsync(0, 1_000)).Select(Text),
        .. (await journal.DueAsync(DateTimeOffset.MaxValue, 1_000)).Select(Text),
    ]);

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private SqliteJournal Open(string name, FaultyTransport? line = null, Told? told = null) => SqliteJournal.Open(
        PathOf(name),
        new JournalOptions
        {
            Log = BlobLog.Open(StorageAccount.Parse(azurite.Server.ConnectionString), _container, 10, line),
            Warn = told is null ? null : told.Add,
        });
}
