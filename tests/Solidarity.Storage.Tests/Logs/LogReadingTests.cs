using Azure.Core;
using Solidarity.Storage.Backups;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>The end of a log is only where it ends: neither a storage that fails nor one that lost something looks
/// like it.</summary>
[Collection(nameof(AzuriteCollection))]
public sealed class LogReadingTests(AzuriteFixture azurite) : IDisposable
{
    private readonly LogFixture _log = new(azurite.Server);
    private readonly FaultyTransport _line = new();

    public void Dispose()
    {
        _line.Dispose();
        _log.Dispose();
    }

    [NodeFact]
    public async Task A_storage_that_fails_once_at_a_long_block_is_asked_for_it_again()
    {
        var mark = await WriteLongBlockAsync();
        var reads = 0;
        // The first one brings the block's head, the second one the whole block.
        _line.Failing = request => request.Method == RequestMethod.Get && Interlocked.Increment(ref reads) == 2;

        var block = _log.Log(_line).Read(mark).ShouldHaveSingleItem().Block;

        block.LastPosition.ShouldBe(2);
        // It may be reading ahead, too.
        Volatile.Read(ref reads).ShouldBeGreaterThanOrEqualTo(3);
    }

    [NodeFact]
    public async Task A_long_block_that_is_not_whole_is_no_end_of_the_log()
    {
        var mark = await WriteLongBlockAsync();
        _log.RestoreSegment(_log.ReadSegment()[..^1]);

        Should.Throw<JournalUnavailableException>(() => _log.Log().Read(mark)).IsOfTheLog.ShouldBeTrue();
    }

    [NodeFact]
    public async Task A_segment_that_was_deleted_is_no_end_of_the_log()
    {
        await WriteSegmentsAsync();
        _log.Container.GetBlobClient("log/0000000002").Delete();

        Should.Throw<JournalUnreadableException>(() => Backup.OfLog(_log.Log(), _log.PathOf("backup")))
            .Message.ShouldContain("log/0000000002 is missing");
    }

    /// <summary>As after a broken disk or a copy that was broken off: the segment is there, and none of its bytes, or
    /// those of its first block.</summary>
    [NodeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backup_without_a_part_of_an_inner_segment_is_not_whole(bool hasFirstBlock)
    {
        await WriteSegmentsAsync();
        Backup.OfLog(_log.Log(), _log.PathOf("backup")).Position.ShouldBe(7);
        var segment = Path.Combine(_log.PathOf("backup"), "log", "0000000002");
        await using (var file = new FileStream(segment, FileMode.Open))
        {
            var prefix = new byte[LogBlock.PrefixBytes];
            await file.ReadExactlyAsync(prefix);
            file.SetLength(hasFirstBlock ? LogBlock.LengthOf(prefix) : 0);
        }

        Should.Throw<JournalUnreadableException>(
            () => Backup.Restore(_log.PathOf("backup"), _log.PathOf("restored"), new RestoreLimit()))
            .Message.ShouldContain("was cut off");
        Should.Throw<JournalUnreadableException>(() => Backup.OfLog(_log.Log(), _log.PathOf("backup")));
    }

    /// <summary>Two entries or so a segment.</summary>
    private async Task WriteSegmentsAsync()
    {
        _log.SegmentBlocks = 3;
        await using var journal = _log.Open("one");
        await LogFixture.AppendAsync(journal, 1, 7);
    }

    /// <returns>Where the block begins.</returns>
    private async Task<LogMark> WriteLongBlockAsync()
    {
        await using var journal = _log.Open("one");
        var body = Utf8($"\"{new string('x', 2 * BlobLog.ReadBytes / 3)}\"");
        await journal.AppendAsync(On(Masons, 0, Entry(1) with { Body = body }, Entry(2) with { Body = body }));
        return _log.Log().Read(LogMark.Start)[0].End;
    }
}
