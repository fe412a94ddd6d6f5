using Xunit.Abstractions;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

/// <summary>What every journal does. Each implementation has a class that inherits these tests.</summary>
public abstract partial class JournalSuite(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private TempFolder _folder = new();
    private IJournal? _journal;

    protected IJournal Journal => _journal ?? throw new InvalidOperationException("the journal is not open");

    protected ITestOutputHelper Output => output;

    /// <summary>True where what was written outlives the journal object.</summary>
    protected abstract bool IsDurable { get; }

    /// <summary>False where snapshots, which are caches, are lost when the journal is opened again.</summary>
    protected virtual bool KeepsSnapshots => true;

    protected abstract IJournal Open(string folder);

    public Task InitializeAsync()
    {
        _journal = Open(_folder.Path);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Journal.DisposeAsync();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task ReopenAsync()
    {
        await Journal.DisposeAsync();
        _journal = Open(_folder.Path);
    }

    private async Task StartAnewAsync()
    {
        await Journal.DisposeAsync();
        _folder.Dispose();
        _folder = new TempFolder();
        _journal = Open(_folder.Path);
    }

    private async Task<string> AppendAsync(StreamName stream, long expectedVersion, params NewEntry[] entries) =>
        Text(await Journal.AppendAsync(On(stream, expectedVersion, entries)));

    [Fact]
    public async Task A_new_journal_is_empty()
    {
        Journal.Position.ShouldBe(0);
        Journal.LastAt.ShouldBeNull();
        (await Journal.ReadAsync(0, 10)).ShouldBeEmpty();
        (await Journal.ReadStreamAsync(Masons, 0, 10)).ShouldBeEmpty();
        (await Journal.FindAsync(Request(1))).ShouldBeNull();
        (await Journal.PendingAsync(0, 10)).ShouldBeEmpty();
        (await Journal.DueAsync(DateTimeOffset.MaxValue, 10)).ShouldBeEmpty();
        (await Journal.NextDueAsync()).ShouldBeNull();
        (await Journal.ReadSnapshotAsync(Masons)).ShouldBeNull();
    }

    [Fact]
    public async Task Entries_are_read_as_they_were_appended()
    {
        (await AppendAsync(Masons, 0, Entry(1), Entry(2))).ShouldBe("appended at 1");
        (await AppendAsync(Weavers, 0, Entry(3))).ShouldBe("appended at 3");
        (await AppendAsync(Masons, 2, Entry(4))).ShouldBe("appended at 4");

        var all = await Journal.ReadAsync(0, 10);
        all.Select(entry => (entry.Position, entry.Stream, entry.Version)).ShouldBe(
            [(1, Masons, 1), (2, Masons, 2), (3, Weavers, 1), (4, Masons, 3)]);
        for (var i = 0; i < all.Count; i++)
        {
            var appended = Entry(i + 1);
            all[i].Command.ShouldBe(appended.Command);
            all[i].Content.ShouldBe(appended.Content);
            all[i].At.ShouldBe(appended.At);
            all[i].Body.ToArray().ShouldBe(appended.Body.ToArray());
        }

        (await Journal.ReadStreamAsync(Masons, 0, 10)).Texts().ShouldBe(all.Where(e => e.Stream == Masons).Texts());
        Text((await Journal.FindAsync(Request(3)))!).ShouldBe(Text(all[2]));
        Journal.Position.ShouldBe(4);
        Journal.LastAt.ShouldBe(all[3].At);
    }

    [Fact]
    public async Task A_page_begins_behind_the_given_place_and_ends_at_its_size()
    {
        await AppendAsync(Masons, 0, [.. Enumerable.Range(1, 7).Select(number => Entry(number))]);
        (await Journal.ReadAsync(2, 3)).Select(entry => entry.Position).ShouldBe([3, 4, 5]);
        (await Journal.ReadStreamAsync(Masons, 5, 3)).Select(entry => entry.Version).ShouldBe([6, 7]);
        (await Journal.ReadAsync(7, 3)).ShouldBeEmpty();
        (await Journal.ReadStreamAsync(Masons, long.MaxValue, 3)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_expected_version_writes_nothing_and_tells_the_actual_one()
    {
        (await AppendAsync(Masons, 1, Entry(1))).ShouldBe("conflict with version 0");
        await AppendAsync(Masons, 0, Entry(1), Entry(2));
        (await AppendAsync(Masons, 1, Entry(3))).ShouldBe("conflict with version 2");
        (await AppendAsync(Masons, 3, Entry(3))).ShouldBe("conflict with version 2");
        Journal.Position.ShouldBe(2);
        (await Journal.FindAsync(Request(3))).ShouldBeNull();
    }

    [Fact]
    public async Task A_command_that_was_answered_gives_the_earlier_entry_whatever_the_version()
    {
        await AppendAsync(Masons, 0, Entry(1));
        var earlier = Text((await Journal.FindAsync(Request(1)))!);
        (await AppendAsync(Masons, 0, Entry(1))).ShouldBe($"answered by {earlier}");
        (await AppendAsync(Masons, 1, Entry(1))).ShouldBe($"answered by {earlier}");
        (await AppendAsync(Weavers, 0, Entry(1))).ShouldBe($"answered by {earlier}");
        (await Journal.ReadStreamAsync(Weavers, 0, 1)).ShouldBeEmpty();
        Journal.Position.ShouldBe(1);
    }

    [Fact]
    public async Task An_append_with_some_known_commands_writes_nothing_and_gives_all_of_those_known()
    {
        await AppendAsync(Masons, 0, Entry(1), Entry(2));
        var known = (await Journal.ReadAsync(0, 10)).Texts();
        (await AppendAsync(Weavers, 0, Entry(5, To(Masons)), Entry(2), Entry(6), Entry(1), Entry(7)))
            .ShouldBe($"answered by {known[1]} | {known[0]}");
        Journal.Position.ShouldBe(2);
        (await Journal.PendingAsync(0, 10)).ShouldBeEmpty();
        (await AppendAsync(Weavers, 0, Entry(5), Entry(6), Entry(7))).ShouldBe("appended at 3");
    }

    [Fact]
    public async Task The_newest_snapshot_of_a_stream_is_kept()
    {
        var first = new Snapshot(1, "section.v1", Utf8("one"));
        var second = new Snapshot(3, "section.v2", new byte[] { 0, 255, 0 });
        await Journal.AppendAsync(On(Masons, 0, Entry(1)) with { Snapshot = first });
        Text((await Journal.ReadSnapshotAsync(Masons))!).ShouldBe(Text(first));
        await Journal.AppendAsync(On(Masons, 1, Entry(2), Entry(3)) with { Snapshot = second });
        await AppendAsync(Masons, 3, Entry(4));
        Text((await Journal.ReadSnapshotAsync(Masons))!).ShouldBe(Text(second));
        (await Journal.ReadSnapshotAsync(Weavers)).ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_append_leaves_no_snapshot()
    {
        await AppendAsync(Masons, 0, Entry(1));
        await Journal.AppendAsync(On(Masons, 0, Entry(2)) with { Snapshot = new Snapshot(1, "v1", Utf8("wrong")) });
        (await Journal.ReadSnapshotAsync(Masons)).ShouldBeNull();
    }

    [Fact]
    public async Task Times_are_kept_to_the_millisecond_in_utc()
    {
        var paris = new DateTimeOffset(1867, 2, 27, 8, 30, 0, 123, TimeSpan.FromMinutes(9)).AddTicks(4567);
        await AppendAsync(Masons, 0, Entry(1) with { At = paris });
        var kept = new DateTimeOffset(1867, 2, 27, 8, 21, 0, 123, TimeSpan.Zero);
        (await Journal.ReadAsync(0, 1))[0].At.EqualsExact(kept).ShouldBeTrue();
        Journal.LastAt!.Value.EqualsExact(kept).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("\"}'); DROP TABLE entries; --")]
    [InlineData("日本 🚩")]
    public async Task Bodies_and_payloads_may_hold_any_text(string text)
    {
        await AppendAsync(Masons, 0, Entry(1, To(Weavers, text)) with { Body = Utf8(text) });
        (await Journal.ReadAsync(0, 1))[0].Body.ToArray().ShouldBe(Utf8(text));
        (await Journal.PendingAsync(0, 1))[0].Payload.ToArray().ShouldBe(Utf8(text));
    }

    [Fact]
    public async Task Waiting_beyond_a_position_ends_when_it_is_passed()
    {
        var beyondZero = Journal.WaitBeyondAsync(0);
        var beyondOne = Journal.WaitBeyondAsync(1);
        beyondZero.IsCompleted.ShouldBeFalse();
        await AppendAsync(Masons, 0, Entry(1));
        await beyondZero;
        beyondOne.IsCompleted.ShouldBeFalse();
        await AppendAsync(Masons, 1, Entry(2));
        await beyondOne;
        Journal.WaitBeyondAsync(1).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = Journal.WaitBeyondAsync(0, cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_closed_journal_refuses_and_lets_nobody_wait()
    {
        var journal = Journal;
        var waiting = journal.WaitBeyondAsync(0);
        await journal.DisposeAsync();
        await journal.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => waiting);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await journal.ReadAsync(0, 1));
        await Should.ThrowAsync<ObjectDisposedException>(
            async () => await journal.AppendAsync(On(Masons, 0, Entry(1))));
    }
}
