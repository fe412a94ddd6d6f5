using Solidarity.Storage.Logs;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests.Logs;

public sealed class LogBlockTests
{
    private static readonly Hash256 Before = new(1, 2);
    private static readonly Hash256 After = new(3, 4);

    private static readonly LogBlock Block = new(
        LogBlockKind.Writes, 41, Before, After,
        [
            new LogWrite.Appended(On(
                Masons, 7, Entry(1, [.. Alike("{\"pence\":240}", Weavers, Masons), To(Weavers, "", Noon)]),
                Group(3, 4, 5))),
            new LogWrite.Acknowledged([8, 9]),
        ]);

    [Fact]
    public void A_block_is_read_as_it_was_written()
    {
        var bytes = Block.Serialize();
        LogBlock.LengthOf(bytes).ShouldBe(bytes.Length);

        var read = LogBlock.Parse(bytes);

        (read.Kind, read.PositionBefore, read.HashBefore, read.HashAfter).ShouldBe(
            (LogBlockKind.Writes, 41, Before, After));
        read.Serialize().ShouldBe(bytes);
        var append = read.Writes[0].ShouldBeOfType<LogWrite.Appended>().Append;
        (append.Stream, append.ExpectedVersion, append.Entries.Length).ShouldBe((Masons, 7, 2));
        append.Entries[1].Further.ShouldBe(Group(3, 4, 5).Further);
        var messages = append.Entries[0].Messages;
        messages[1].Payload.Equals(messages[0].Payload).ShouldBeTrue("messages that say the same share their memory");
        (messages[1].Receiver, messages[2].Due).ShouldBe((Masons, Noon));
        read.Writes[1].ShouldBeOfType<LogWrite.Acknowledged>().Messages.ShouldBe([8, 9]);
    }

    [Fact]
    public void Whatever_byte_is_changed_or_missing_the_block_is_refused()
    {
        var bytes = Block.Serialize();
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x10;
            Should.Throw<InvalidDataException>(() => LogBlock.Parse(changed), $"byte {i}");
        }

        for (var length = LogBlock.PrefixBytes; length < bytes.Length; length += 7)
            Should.Throw<InvalidDataException>(() => LogBlock.Parse(bytes.AsMemory(0, length)), $"{length} bytes");
    }

    [Fact]
    public void A_block_of_a_kind_that_a_newer_version_writes_is_refused()
    {
        var newer = new LogBlock(LogBlockKind.Imported + 1, 41, Before, After, Block.Writes).Serialize();
        Should.Throw<InvalidDataException>(() => LogBlock.Parse(newer)).Message.ShouldContain("a newer version");
    }

    [Fact]
    public void No_block_is_shorter_than_the_least()
    {
        LogBlock.Next(1, Before).Serialize().Length.ShouldBe(LogBlock.BytesMin);
        (BlobLog.ReadBytes / LogBlock.BytesMin).ShouldBeLessThan(1_000);
    }
}
