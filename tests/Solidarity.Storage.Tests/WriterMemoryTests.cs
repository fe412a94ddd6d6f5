using Solidarity.Storage.Sqlite;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

/// <summary>What the writer keeps in memory: it must say what the file says, also after a transaction was taken back.
/// </summary>
public sealed class WriterMemoryTests
{
    [Fact]
    public void A_message_taken_out_in_a_transaction_that_was_taken_back_still_waits()
    {
        var rows = new OpenRows();
        rows.Add(1, 2);
        rows.Commit();
        rows.TryTake(1, out var emptied).ShouldBeTrue();
        emptied.ShouldBeNull();
        rows.TryTake(2, out emptied).ShouldBeTrue();
        emptied.ShouldBe(1);
        rows.IsOpen(1).ShouldBeTrue("nothing is committed");
        rows.Add(3, 2);
        rows.Rollback();

        rows.IsOpen(1).ShouldBeTrue();
        rows.TryTake(3, out _).ShouldBeFalse("the row was taken back");
        rows.TryTake(2, out emptied).ShouldBeTrue();
        emptied.ShouldBeNull("1 waits again");
        rows.TryTake(2, out emptied).ShouldBeTrue();
        emptied.ShouldBeNull("twice counts once");
        rows.Commit();
        (rows.IsOpen(1), rows.IsOpen(2)).ShouldBe((true, false));
        rows.TryTake(1, out emptied);
        emptied.ShouldBe(1);
        rows.Commit();
        rows.TryTake(1, out _).ShouldBeFalse("the row is gone");
    }

    [Fact]
    public void The_next_alarm_is_known_until_it_goes_and_what_was_read_meanwhile_is_not_believed()
    {
        var next = new NextDue();
        next.TryGet(out _, out var changes).ShouldBeFalse();
        next.Set(7);
        next.Commit();
        next.Learn(null, changes);
        next.TryGet(out _, out changes).ShouldBeFalse("an alarm was set after the table was read");
        next.Learn(7, changes);
        next.Set(3);
        next.Rollback();
        next.TryGet(out var due, out changes).ShouldBeTrue();
        due.ShouldBe(7);
        next.Set(5);
        next.Remove(7);
        next.Commit();
        next.TryGet(out due, out changes).ShouldBeFalse("which comes after 7 is not known");
        next.Learn(5, changes);
        next.Remove(9);
        next.Commit();
        next.TryGet(out due, out _).ShouldBeTrue("a later one went");
        due.ShouldBe(5);
    }

    [Fact]
    public void The_newest_entries_are_kept_within_their_bounds()
    {
        var recent = new RecentEntries(position: 10);
        (recent.Read(9, 5) is null).ShouldBeTrue("only the file has that");
        recent.Read(10, 5).ShouldNotBeNull().ShouldBeEmpty();
        const int more = RecentEntries.EntriesMax + 5;
        for (var i = 0; i < more; i++) recent.Add(On(Masons, i, Entry(i + 1)), 11 + i);
        (recent.Read(14, 1) is null).ShouldBeTrue("the oldest had to go");
        var page = recent.Read(16, 3).ShouldNotBeNull();
        page.Select(entry => (entry.Position, entry.Version)).ShouldBe([(17L, 7L), (18L, 8L), (19L, 9L)]);
        recent.Read(9 + more, 5).ShouldNotBeNull().Count.ShouldBe(1);

        var large = Entry(1) with { Body = new byte[(int)(RecentEntries.BytesMax / 2) + 1] };
        recent.Add(On(Weavers, 0, large, large, large), 11 + more);
        (recent.Read(11 + more, 5) is null).ShouldBeTrue("three are too large together, and so are two");
        recent.Read(12 + more, 5).ShouldNotBeNull().Count.ShouldBe(1);
    }

    [Fact]
    public void The_newest_messages_are_kept_within_their_bounds_and_without_those_taken_out()
    {
        var recent = new RecentMessages(lastId: 10);
        (recent.Read(9, 5) is null).ShouldBeTrue("only the file has that");
        recent.Read(10, 5).ShouldNotBeNull().ShouldBeEmpty();
        Send(RecentMessages.MessagesMax + 5);
        recent.Read(15, 1).ShouldNotBeNull()[0].Id.ShouldBe(16);
        (recent.Read(14, 1) is null).ShouldBeTrue("the oldest had to go");
        recent.TryRemove(17);
        recent.TryRemove(3);
        recent.Commit();
        recent.Read(15, 3).ShouldNotBeNull().Select(message => message.Id).ShouldBe([16, 18, 19]);

        var last = 10 + RecentMessages.MessagesMax + 5;
        var large = new byte[(int)(RecentMessages.BytesMax / 2) + 1];
        recent.Add(Masons, [new(Weavers, large), new(Masons, large)]);
        recent.Commit();
        recent.Read(last, 5).ShouldNotBeNull().Count.ShouldBe(2, "they share their memory");
        recent.Add(Masons, [new(Weavers, new byte[large.Length])]);
        recent.Commit();
        (recent.Read(last, 5) is null).ShouldBeTrue("two are too large together");
        recent.Read(last + 2, 5).ShouldNotBeNull().Count.ShouldBe(1);

        void Send(int messages)
        {
            for (var i = 0; i < messages; i++) recent.Add(Masons, [To(Weavers)]);
            recent.Read(10, 1).ShouldNotBeNull().ShouldBeEmpty("nothing is committed");
            recent.Commit();
        }
    }

    [Fact]
    public void Messages_of_a_transaction_that_was_taken_back_are_not_handed_out()
    {
        var recent = new RecentMessages(lastId: 0);
        recent.Add(Masons, [To(Weavers, "a"), To(Masons, "alarm", Noon), To(Masons, "b") with { Attached = this }]);
        recent.Commit();
        recent.Add(Masons, [To(Weavers, "gone")]);
        recent.TryRemove(1);
        recent.Rollback();
        recent.Commit();

        var kept = recent.Read(0, 10).ShouldNotBeNull();
        kept.Texts().ShouldBe(
            [$"1 {Masons} > {Weavers}  a", $"3 {Masons} > {Masons}  b"], "an alarm waits in the file");
        kept[1].Attached.ShouldBeSameAs(this);
    }

    [Fact]
    public async Task Who_delivers_reads_the_same_messages_from_memory_and_from_the_file()
    {
        using var folder = new TempFolder();
        var (from, inFile) = (new List<string>(), new List<string>());
        await using (var journal = SqliteJournal.Open(folder.Path))
        {
            for (var i = 0; i < 20; i++)
                await journal.AppendAsync(On(Masons, i, Entry(i + 1, To(Weavers, $"{i}"), To(Masons, "alarm", Noon))));
            await journal.AppendAsync(On(Weavers, 0, Group(7, 9), Entry(CommandId.FromMessage(1))));
            await journal.AcknowledgeAsync([11]);
            from.AddRange((await journal.PendingAsync(0, 10)).Texts());
        }

        await using var opened = SqliteJournal.Open(folder.Path);
        inFile.AddRange((await opened.PendingAsync(0, 10)).Texts());
        from.ShouldBe(inFile);
        from[..3].ShouldBe([$"3 {Masons} > {Weavers}  1", $"5 {Masons} > {Weavers}  2", $"13 {Masons} > {Weavers}  6"]);
    }

    [Fact]
    public async Task Followers_read_the_same_from_memory_and_from_the_file()
    {
        using var folder = new TempFolder();
        var (from, inFile) = (new List<string>(), new List<string>());
        await using (var journal = SqliteJournal.Open(folder.Path))
        {
            for (var i = 0; i < 20; i++) await journal.AppendAsync(On(Masons, i, Entry(i + 1, To(Weavers))));
            from.AddRange((await journal.ReadAsync(3, 10)).Texts());
        }

        await using var opened = SqliteJournal.Open(folder.Path);
        inFile.AddRange((await opened.ReadAsync(3, 10)).Texts());
        from.ShouldBe(inFile);
        from.Count.ShouldBe(10);
    }
}
