using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

public abstract partial class JournalSuite
{
    public static TheoryData<string, Append> AppendsOutOfShape()
    {
        var tooMany = Enumerable.Range(1, JournalLimits.AppendEntriesMax + 1).Select(number => Entry(number)).ToArray();
        var message = To(Masons);
        var (ofAnother, nameless) = (new Snapshot(2, "v1", default), new Snapshot(1, "", default));
        var messages = Enumerable.Repeat(message, JournalLimits.MessagesPerEntryMax + 1).ToArray();
        var tooLong = new byte[JournalLimits.BodyBytesMax + 1];
        var ids = Enumerable.Range(1, JournalLimits.AnswersPerEntryMax);
        var name = new string('a', JournalLimits.StreamNameCharsMax + 1);
        return new TheoryData<string, Append>
        {
            { "no stream", On(default, 0, Entry(1)) },
            { "empty name", On(new StreamName(""), 0, Entry(1)) },
            { "long name", On(new StreamName(name), 0, Entry(1)) },
            { "line break in the name", On(new StreamName("sections/a\nb"), 0, Entry(1)) },
            { "half a character in the name", On(new StreamName("sections/\ud800"), 0, Entry(1)) },
            { "version below 0", On(Masons, -1, Entry(1)) },
            { "no entries", On(Masons, 0) },
            { "no list of entries", new Append(Masons, 0, default) },
            { "too many entries", On(Masons, 0, tooMany) },
            { "long body", On(Masons, 0, Entry(1) with { Body = tooLong }) },
            { "message without an id", On(Masons, 0, Entry(new CommandId(0))) },
            { "message id too large", On(Masons, 0, Entry(new CommandId(1UL << 63))) },
            { "one command twice", On(Masons, 0, Entry(1), Entry(2), Entry(1)) },
            { "a further message twice", On(Masons, 0, Group(1, 2), Group(3, 2)) },
            { "a further message that has an entry", On(Masons, 0, Group(1), Group(2, 1)) },
            { "a further message without an id", On(Masons, 0, Group(1) with { Further = [default] }) },
            { "further messages of a client", On(Masons, 0, Entry(1) with { Further = Group(2, 3).Further }) },
            { "no list of further messages", On(Masons, 0, Group(1) with { Further = default }) },
            { "too many answers", On(Masons, 0, Group(1, [.. ids.Select(id => id + 1L)])) },
            { "too many messages", On(Masons, 0, Entry(1, messages)) },
            { "message to nobody", On(Masons, 0, Entry(1, To(default))) },
            { "long payload", On(Masons, 0, Entry(1, message with { Payload = tooLong })) },
            { "snapshot of another version", On(Masons, 0, Entry(1)) with { Snapshot = ofAnother } },
            { "snapshot without format", On(Masons, 0, Entry(1)) with { Snapshot = nameless } },
        };
    }

    [Theory]
    [MemberData(nameof(AppendsOutOfShape), DisableDiscoveryEnumeration = true)]
    public async Task An_append_out_of_shape_is_refused_and_leaves_no_trace(string why, Append append)
    {
        var refusal = await Should.ThrowAsync<ArgumentException>(async () => await Journal.AppendAsync(append), why);
        refusal.Message.Length.ShouldBeGreaterThan(20);
        Journal.Position.ShouldBe(0);
        (await AppendAsync(Masons, 0, Entry(1))).ShouldBe("appended at 1");
    }

    public static TheoryData<string, Append, int?> AppendsTooLarge()
    {
        var tooLong = new byte[JournalLimits.BodyBytesMax + 1];
        var messages = Enumerable.Repeat(To(Masons), JournalLimits.MessagesPerEntryMax + 1).ToArray();
        var answers = Enumerable.Range(2, JournalLimits.AnswersPerEntryMax).Select(id => (long)id).ToArray();
        var tooMany = Enumerable.Range(1, JournalLimits.AppendEntriesMax + 1).Select(number => Entry(number)).ToArray();
        var full = new byte[JournalLimits.BodyBytesMax];
        return new TheoryData<string, Append, int?>
        {
            { "body", On(Masons, 0, Entry(1), Entry(2) with { Body = tooLong }), 1 },
            { "payload", On(Masons, 0, Entry(1, To(Masons) with { Payload = tooLong }), Entry(2)), 0 },
            { "messages", On(Masons, 0, Entry(1), Entry(2), Entry(3, messages)), 2 },
            { "answers", On(Masons, 0, Entry(1000), Group(1, answers)), 1 },
            { "entries", On(Masons, 0, tooMany), null },
            { "bytes", On(Masons, 0, [.. tooMany.Take(65).Select(entry => entry with { Body = full })]), null },
        };
    }

    [Theory]
    [MemberData(nameof(AppendsTooLarge), DisableDiscoveryEnumeration = true)]
    public async Task What_is_too_large_in_an_append_is_named_and_the_rest_can_be_appended(
        string what, Append append, int? entry)
    {
        var refusal = await Should.ThrowAsync<AppendTooLargeException>(
            async () => await Journal.AppendAsync(append), what);
        refusal.Entry.ShouldBe(entry);
        Journal.Position.ShouldBe(0);
        if (entry is { } one)
            (await Journal.AppendAsync(append with { Entries = append.Entries.RemoveAt(one) }))
                .ShouldBeOfType<AppendResult.Appended>();
    }

    [Fact]
    public async Task A_snapshot_that_is_too_large_is_left_out_and_the_append_goes_through()
    {
        using var counted = new Counted("solidarity.journal.snapshots_skipped");
        var small = new Snapshot(1, "v1", Utf8("small"));
        await Journal.AppendAsync(On(Masons, 0, Entry(1)) with { Snapshot = small });
        var large = new Snapshot(2, "v1", new byte[Shape.SnapshotBytesMax + 1]);
        Text(await Journal.AppendAsync(On(Masons, 1, Entry(2, To(Weavers))) with { Snapshot = large }))
            .ShouldBe("appended at 2");

        Text((await Journal.ReadSnapshotAsync(Masons)).ShouldNotBeNull()).ShouldBe(Text(small));
        (await Journal.PendingAsync(0, 10)).Count.ShouldBe(1);
        counted.Sum.ShouldBeGreaterThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(JournalLimits.PageEntriesMax + 1)]
    public async Task A_page_out_of_bounds_is_refused(int max)
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.ReadAsync(0, max));
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.ReadStreamAsync(Masons, 0, max));
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.PendingAsync(0, max));
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.DueAsync(Noon, max));
    }

    [Fact]
    public async Task The_largest_append_and_the_largest_page_are_taken()
    {
        var entries = Enumerable.Range(1, JournalLimits.AppendEntriesMax).Select(number => Entry(number)).ToArray();
        (await AppendAsync(Masons, 0, entries)).ShouldBe("appended at 1");
        (await Journal.ReadAsync(0, JournalLimits.PageEntriesMax)).Count.ShouldBe(JournalLimits.PageEntriesMax);

        var longest = new StreamName(new string('☂', JournalLimits.StreamNameCharsMax));
        var body = new byte[JournalLimits.BodyBytesMax];
        Array.Fill(body, (byte)'x');
        await AppendAsync(longest, 0, Entry(0, To(longest)) with { Body = body });
        (await Journal.ReadStreamAsync(longest, 0, 1))[0].Body.Span.SequenceEqual(body).ShouldBeTrue();
        (await Journal.PendingAsync(0, 1))[0].Receiver.ShouldBe(longest);
    }

    [Fact]
    public async Task A_page_is_bounded_in_bytes_and_the_next_one_goes_on()
    {
        const int full = JournalLimits.PageBytesMax / JournalLimits.BodyBytesMax;
        var body = new byte[JournalLimits.BodyBytesMax];
        Array.Fill(body, (byte)'x');
        for (var number = 1; number <= full + 1; number++)
        {
            await AppendAsync(
                Masons, number - 1, Entry(number, To(Weavers) with { Payload = body }) with { Body = body });
        }

        // The newest ones are in memory, where they are bounded as well.
        var (read, pages) = (0L, 0);
        while (await Journal.ReadStreamAsync(Masons, read, 100) is { Count: > 0 } page)
        {
            page.Count.ShouldBeLessThanOrEqualTo(full);
            (read, pages) = (page[^1].Version, pages + 1);
        }

        (read, pages).ShouldBe((full + 1, 2));
        (await Journal.ReadAsync(0, 100)).Count.ShouldBeLessThanOrEqualTo(full);
        (await Journal.PendingAsync(0, 100)).Count.ShouldBeLessThanOrEqualTo(full);
    }

    [Fact]
    public async Task An_entry_without_a_list_of_messages_sends_none()
    {
        await AppendAsync(Masons, 0, Entry(1) with { Messages = default(ImmutableArray<NewMessage>) });
        (await Journal.PendingAsync(0, 1)).ShouldBeEmpty();
        Journal.Position.ShouldBe(1);
    }

    [Fact]
    public async Task An_append_given_up_before_it_began_writes_nothing()
    {
        var given = new CancellationToken(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Journal.AppendAsync(On(Masons, 0, Entry(1)), given));
        await Should.ThrowAsync<OperationCanceledException>(async () => await Journal.ReadAsync(0, 1, given));
        Journal.Position.ShouldBe(0);
    }
}
