using System.Collections.Concurrent;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

public abstract partial class JournalSuite
{
    [Fact]
    public async Task Many_writers_on_shared_streams_lose_and_double_nothing()
    {
        const int writers = 16, appends = 100, streams = 5;
        var told = new ConcurrentDictionary<long, CommandId>();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(writer))));

        var all = await Journal.ReadAsync(0, JournalLimits.PageEntriesMax);
        all.Select(entry => entry.Position).ShouldBe(Enumerable.Range(1, writers * appends).Select(i => (long)i));
        all.Select(entry => entry.Command).ShouldBe(all.Select(entry => told[entry.Position]));
        foreach (var stream in all.GroupBy(entry => entry.Stream))
            stream.Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(i => (long)i));

        async Task WriteAsync(int writer)
        {
            for (var number = 0; number < appends; number++)
            {
                var stream = new StreamName($"sections/{(writer + number) % streams}");
                var command = Request((writer * appends) + number + 1);
                told.TryAdd(await WinAsync(stream, command), command).ShouldBeTrue();
            }
        }
    }

    /// <summary>Tries with the version that the last conflict told until the append gets in.</summary>
    private async Task<long> WinAsync(StreamName stream, CommandId command)
    {
        long version = 0;
        while (true)
        {
            switch (await Journal.AppendAsync(On(stream, version, Entry(command))))
            {
                case AppendResult.Appended appended:
                    Journal.Position.ShouldBeGreaterThanOrEqualTo(appended.FirstPosition);
                    return appended.FirstPosition;
                case AppendResult.VersionConflict conflict:
                    conflict.ActualVersion.ShouldBeGreaterThan(version);
                    version = conflict.ActualVersion;
                    break;
                case var other:
                    throw new ShouldAssertException($"{command} got {Text(other)}");
            }
        }
    }

    [Fact]
    public async Task Appends_of_one_stream_sent_at_once_see_each_other()
    {
        const int count = 500;
        var sent = Enumerable.Range(0, count)
            .Select(version => Journal.AppendAsync(On(Masons, version, Entry(version + 1))).AsTask());
        var results = await Task.WhenAll(sent);
        results.Select(Text).ShouldBe(Enumerable.Range(1, count).Select(position => $"appended at {position}"));
    }

    [Fact]
    public async Task An_append_that_conflicts_fails_alone_among_those_sent_at_once()
    {
        Append[] sent =
        [
            On(Masons, 0, Entry(1)),
            On(Masons, 0, Entry(2)),
            On(Weavers, 0, Entry(3), Entry(1), Entry(4)),
            On(Weavers, 0, Entry(3), Entry(4)),
            On(Masons, 1, Entry(3)),
            On(Masons, 1, Entry(5)),
        ];
        var results = await Task.WhenAll(sent.Select(append => Journal.AppendAsync(append).AsTask()));
        var all = (await Journal.ReadAsync(0, 10)).Texts();
        results.Select(Text).ShouldBe([
            "appended at 1",
            "conflict with version 1",
            $"answered by {all[0]}",
            "appended at 2",
            $"answered by {all[1]}",
            "appended at 4",
        ]);
        all.Length.ShouldBe(4);
    }

    [Fact]
    public async Task One_command_sent_by_many_at_once_is_answered_once()
    {
        const int senders = 50;
        var results = await Task.WhenAll(Enumerable.Range(0, senders).Select(
            sender => Task.Run(() => Journal.AppendAsync(On(new($"sections/{sender}"), 0, Entry(1))).AsTask())));
        results.OfType<AppendResult.Appended>().Count().ShouldBe(1);
        results.OfType<AppendResult.AlreadyAnswered>().Count().ShouldBe(senders - 1);
        Journal.Position.ShouldBe(1);
    }

    [Fact]
    public async Task A_reader_that_follows_sees_every_entry_once_and_in_order()
    {
        const int count = 300;
        var following = Task.Run(FollowAsync);
        for (var version = 0; version < count; version++) await AppendAsync(Masons, version, Entry(version + 1));
        (await following).ShouldBe(Enumerable.Range(1, count).Select(i => (long)i));

        async Task<List<long>> FollowAsync()
        {
            var seen = new List<long>();
            while (seen.Count < count)
            {
                await Journal.WaitBeyondAsync(seen.Count);
                seen.AddRange((await Journal.ReadAsync(seen.Count, 7)).Select(entry => entry.Position));
            }

            return seen;
        }
    }
}
