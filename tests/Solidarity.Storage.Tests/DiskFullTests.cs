using Solidarity.Storage.Sqlite;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

/// <summary>The disk is full when SQLite may not add a page to its file.</summary>
public sealed class DiskFullTests
{
    private const int NoLimit = int.MaxValue;

    [Fact]
    public async Task A_full_disk_refuses_the_whole_group_keeps_nothing_and_takes_it_later()
    {
        using var folder = new TempFolder();
        await using (var journal = SqliteJournal.Open(folder.Path))
        {
            await journal.AppendAsync(On(Masons, 0, Entry(1, To(Weavers))));
            journal.LimitPages(1);
            var refused = Enumerable.Range(0, 20).Select(i => journal.AppendAsync(Large(i)).AsTask()).ToList();
            foreach (var append in refused) await RequireUnavailableAsync(append, folder);
            journal.Position.ShouldBe(1);
            (await journal.ReadAsync(0, 100)).Count.ShouldBe(1);
            (await journal.PendingAsync(0, 100)).Count.ShouldBe(1);

            journal.LimitPages(NoLimit);
            for (var i = 0; i < 20; i++)
                Text(await journal.AppendAsync(Large(i))).ShouldBe($"appended at {i + 2}");
            (await journal.PendingAsync(0, 100)).Select(message => message.Id).ShouldBe([2, .. Range(3, 20)]);
        }

        JournalVerifier.Verify(folder.Path).ShouldBe(new Verification(21, null));
    }

    [Fact]
    public async Task Streams_made_in_a_refused_group_are_made_anew()
    {
        using var folder = new TempFolder();
        await using var journal = SqliteJournal.Open(folder.Path);
        journal.LimitPages(1);
        await RequireUnavailableAsync(journal.AppendAsync(Large(0)).AsTask(), folder);
        await RequireUnavailableAsync(journal.AppendAsync(Large(1)).AsTask(), folder);
        journal.LimitPages(NoLimit);
        Text(await journal.AppendAsync(Large(1))).ShouldBe("appended at 1");
        Text(await journal.AppendAsync(Large(0))).ShouldBe("appended at 2");
        (await journal.ReadAsync(0, 10)).Select(entry => entry.Stream.Value).ShouldBe(["sections/1", "sections/0"]);
    }

    [Fact]
    public async Task A_journal_says_that_it_cannot_be_written_until_it_can_though_nobody_tries()
    {
        using var folder = new TempFolder();
        var told = new Told();
        await using var journal = SqliteJournal.Open(
            folder.Path, new JournalOptions { Warn = told.Add, ProbeTime = TimeSpan.FromMilliseconds(1) });
        await journal.AppendAsync(On(Masons, 0, Entry(1)));
        journal.WriteProblem.ShouldBeNull();
        var before = (await journal.ReadAsync(0, 10)).Select(Text).ToList();

        journal.LimitPages(1);
        await RequireUnavailableAsync(journal.AppendAsync(Large(1)).AsTask(), folder);
        journal.WriteProblem.ShouldNotBeNull().ShouldContain("full");
        journal.LimitPages(NoLimit);
        await told.AgainAsync().WaitAsync(TimeSpan.FromSeconds(60));

        journal.WriteProblem.ShouldBeNull();
        told.All.Count.ShouldBe(2, "once that it cannot be written, and once that it can");
        (await journal.ReadAsync(0, 10)).Select(Text).ShouldBe(before, "what it tried by leaves nothing");
        Text(await journal.AppendAsync(Large(1))).ShouldBe("appended at 2");
    }

    private static IEnumerable<long> Range(long first, int count) =>
        Enumerable.Range(0, count - 1).Select(i => first + i);

    /// <summary>An entry too large for what is left of the pages; the first one delivers the message that waits.
    /// </summary>
    private static Append Large(int number)
    {
        var command = number == 0 ? CommandId.FromMessage(1) : Request(number + 1);
        var body = Utf8(new string('x', 20_000) + number.ToString(CultureInfo.InvariantCulture));
        return On(new($"sections/{number}"), 0, Entry(command, To(Masons)) with { Body = body });
    }

    private static async Task RequireUnavailableAsync(Task append, TempFolder folder)
    {
        var refusal = await Should.ThrowAsync<JournalUnavailableException>(() => append);
        refusal.Message.ShouldContain("full");
        refusal.Message.ShouldContain(folder.Database);
    }
}
