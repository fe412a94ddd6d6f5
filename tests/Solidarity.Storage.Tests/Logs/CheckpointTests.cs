using Solidarity.Storage.Logs;
using Solidarity.Storage.Sqlite;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>New replicas start from checkpoints where these can be trusted, and from the log where not. Snapshots are
/// in checkpoints and not in the log, so they show where a replica has come from.</summary>
[Collection(nameof(AzuriteCollection))]
public sealed class CheckpointTests : IDisposable
{
    private const int Growth = 10;
    private readonly LogFixture _log;

    public CheckpointTests(AzuriteFixture azurite) => _log = new LogFixture(azurite.Server)
    {
        Options = new JournalOptions { CheckpointEntries = Growth, CheckpointDelayMax = TimeSpan.Zero },
    };

    public void Dispose() => _log.Dispose();

    [NodeFact]
    public async Task A_new_replica_starts_from_the_newest_checkpoint_and_reads_the_log_behind_it()
    {
        await using var one = _log.Open("one");
        await WriteCheckpointsAsync(one, 2);
        await LogFixture.AppendAsync(one, (2 * Growth) + 1, 3);

        await using var two = _log.Open("two");

        (await LogFixture.TextAsync(two)).ShouldBe(await LogFixture.TextAsync(one));
        (await two.ReadSnapshotAsync(Masons))!.Version.ShouldBe(2 * Growth);
        Text(await two.AppendAsync(On(Masons, 23, Entry(24, To(Weavers))))).ShouldBe("appended at 24");
        (await two.PendingAsync(23, 10)).Select(message => message.Id).ShouldBe([24]);
        _log.Told.ShouldBeEmpty();
        await two.DisposeAsync();
        JournalVerifier.Verify(_log.PathOf("two")).ShouldBe(new Verification(24, null));
        Directory.GetFiles(_log.PathOf("one"), "checkpoint*").ShouldBeEmpty();
        Directory.GetDirectories(_log.PathOf("two")).ShouldBeEmpty();
    }

    [NodeFact]
    public async Task Where_the_newest_is_damaged_the_one_before_is_taken_and_in_the_end_the_whole_log()
    {
        await using var one = _log.Open("one");
        await WriteCheckpointsAsync(one, 2);
        var expected = await LogFixture.TextAsync(one);
        var names = _log.Checkpoints();

        _log.Damage(names[1], ^1);
        await ExpectAsync("part", Growth);
        _log.Damage(names[1], 20);
        await ExpectAsync("header", Growth);
        _log.Damage(names[0], ^1);
        await ExpectAsync("none", null);
        _log.Told.Count(what => what.Contains(names[1], StringComparison.Ordinal)).ShouldBe(1);

        async Task ExpectAsync(string replica, long? snapshot)
        {
            await using var journal = _log.Open(replica);
            (await LogFixture.TextAsync(journal)).ShouldBe(expected, replica);
            ((await journal.ReadSnapshotAsync(Masons))?.Version).ShouldBe(snapshot, replica);
        }
    }

    [NodeFact]
    public async Task A_checkpoint_that_the_log_does_not_go_on_from_is_not_taken()
    {
        byte[] earlier;
        await using (var one = _log.Open("one"))
        {
            await LogFixture.AppendAsync(one, 1, 3);
            earlier = _log.ReadSegment();
            var written = one.CheckpointWrittenAsync();
            await LogFixture.AppendAsync(one, 4, Growth);
            await written.WaitAsync(LogFixture.Patience);
        }

        // Too short for the checkpoint at first, then with other entries at its place.
        _log.RestoreSegment(earlier);
        await using var two = _log.Open("two");
        two.Position.ShouldBe(3);
        for (var i = 4; i < 40; i++) await two.AppendAsync(On(Weavers, i - 4, Entry(100 + i)));
        var elsewhere = _log.Open("three");
        await using var _ = elsewhere;
        (await LogFixture.TextAsync(elsewhere)).ShouldBe(await LogFixture.TextAsync(two));
    }

    [NodeFact]
    public async Task The_newest_three_are_kept()
    {
        await using var one = _log.Open("one");
        await WriteCheckpointsAsync(one, 5);
        _log.Checkpoints().Select(BlobCheckpoints.PositionOf).ShouldBe([3 * Growth, 4 * Growth, 5 * Growth]);
    }

    [NodeFact]
    public async Task Several_of_one_place_are_kept_as_one()
    {
        await using var one = _log.Open("one");
        await WriteCheckpointsAsync(one, 3);
        // As two other services write them.
        foreach (var name in _log.Checkpoints().TakeLast(2))
        {
            foreach (var lot in (string[])["-0", "-1"])
                _log.Container.GetBlobClient(name + lot).Upload(_log.ReadBlob(name));
        }

        var written = one.CheckpointWrittenAsync();
        await LogFixture.AppendAsync(one, (3 * Growth) + 1, Growth);
        await written.WaitAsync(LogFixture.Patience);

        _log.Checkpoints().Select(BlobCheckpoints.PositionOf).ShouldBe(
            [2 * Growth, 2 * Growth, 2 * Growth, 3 * Growth, 3 * Growth, 3 * Growth, 4 * Growth]);
    }

    [NodeFact]
    public async Task Where_a_checkpoint_is_replaced_while_it_is_read_the_newer_one_is_taken()
    {
        await using var one = _log.Open("one");
        await WriteCheckpointsAsync(one, 2);
        var names = _log.Checkpoints();
        var newer = _log.ReadBlob(names[1]);
        _log.Container.GetBlobClient(names[1]).Delete();
        using var line = new FaultyTransport();
        line.Unreachable = request =>
        {
            if (!request.Uri.ToString().Contains("/checkpoints/", StringComparison.Ordinal)) return false;
            line.Unreachable = null;
            _log.Container.GetBlobClient(names[0]).Delete();
            _log.Container.GetBlobClient(names[1]).Upload(newer);
            return false;
        };

        await using var two = _log.Open("two", line);

        line.Unreachable.ShouldBeNull();
        (await two.ReadSnapshotAsync(Masons))!.Version.ShouldBe(2 * Growth);
    }

    [NodeFact]
    public async Task A_checkpoint_that_fails_is_told_once_and_written_later()
    {
        using var line = new FaultyTransport
        {
            Unreachable = request => request.Uri.Query.Contains("comp=blocklist", StringComparison.Ordinal),
        };
        _log.Options = _log.Options with { CheckpointRetryTime = TimeSpan.FromMilliseconds(1) };
        await using var one = _log.Open("one", line);
        var written = one.CheckpointWrittenAsync();
        await LogFixture.AppendAsync(one, 1, Growth);
        await _log.ToldAsync("no checkpoint can be written");

        line.Unreachable = null;

        (await written.WaitAsync(LogFixture.Patience)).ShouldBe(Growth);
        _log.Told.Count.ShouldBe(1);
        BlobCheckpoints.PositionOf(_log.Checkpoints().ShouldHaveSingleItem()).ShouldBe(Growth);
    }

    [NodeTheory]
    [InlineData("UPDATE entries SET body = replace(body, '{', '[') WHERE position = 3")]
    [InlineData("DELETE FROM entries WHERE position = 3")]
    [InlineData("UPDATE outbox SET payload = '[]' WHERE id = 3")]
    public async Task What_is_damaged_is_not_carried_into_a_checkpoint(string damage)
    {
        await using (var one = _log.Open("one"))
        {
            await LogFixture.AppendAsync(one, 1, Growth - 1);
            Tampering.Execute(_log.FileOf("one"), damage).ShouldBe(1);
            Text(await one.AppendAsync(On(Masons, Growth - 1, Entry(Growth)))).ShouldBe($"appended at {Growth}");
            (await one.Damaged.WaitAsync(LogFixture.Patience)).ShouldContain("damaged");
        }

        _log.Checkpoints().ShouldBeEmpty();
        await using (var healed = _log.Open("one"))
            Text((await healed.ReadAsync(2, 1))[0]).ShouldContain("{\"type\"");
        JournalVerifier.Verify(_log.PathOf("one")).ShouldBe(new Verification(Growth, null));
    }

    [Fact]
    public void Whatever_byte_of_a_header_is_changed_it_is_none()
    {
        var header = new CheckpointHeader(
            1, new Hash256(1, 2), new LogMark(3, 4), 5, new Hash256(6, 7),
            [new CheckpointPart(8, 9, new Hash256(10, 11)), new CheckpointPart(12, 13, default)]);
        var bytes = header.Serialize();

        var read = CheckpointHeader.Parse(bytes).ShouldNotBeNull();

        (read with { Parts = default }).ShouldBe(header with { Parts = default });
        read.Parts.ShouldBe(header.Parts);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x10;
            CheckpointHeader.Parse(changed).ShouldBeNull($"byte {i}");
            CheckpointHeader.Parse(bytes.AsSpan(0, i)).ShouldBeNull($"{i} bytes");
        }
    }

    private static async Task WriteCheckpointsAsync(SqliteJournal journal, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var written = journal.CheckpointWrittenAsync();
            await LogFixture.AppendAsync(journal, (i * Growth) + 1, Growth);
            (await written.WaitAsync(LogFixture.Patience)).ShouldBe((i + 1) * Growth);
        }
    }
}
