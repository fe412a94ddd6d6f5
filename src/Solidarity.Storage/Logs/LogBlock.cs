using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Solidarity.Storage.Logs;

internal enum LogBlockKind : byte
{
    /// <summary>The first block of a log; the hash in it is the log's id, drawn by lot.</summary>
    Begin = 1,
    Writes = 2,

    /// <summary>The last block of a segment: the log goes on in the next one.</summary>
    Next = 3,

    /// <summary>Part of a journal that was written elsewhere: entries without the messages that they sent, or messages
    /// that wait. It counts for nothing before the block that ends the import.</summary>
    Import = 4,

    /// <summary>The last block of an import, with which it is whole.</summary>
    Imported = 5,
}

/// <summary>What a block says that was written to the journal.</summary>
internal abstract record LogWrite
{
    private LogWrite() { }

    internal sealed record Appended(Append Append) : LogWrite;

    /// <summary>Messages that were taken out of the outbox without an entry.</summary>
    internal sealed record Acknowledged(ImmutableArray<long> Messages) : LogWrite;

    /// <summary>Messages that wait, as they stand when an import ends.</summary>
    /// <param name="IsFirst">Whatever waited before does not wait any more.</param>
    /// <param name="LastId">The last id that was ever given to a message.</param>
    internal sealed record Outbox(bool IsFirst, long LastId, ImmutableArray<OutboxMessage> Messages) : LogWrite;
}

/// <summary>
/// A block of a shared log: what was written in one transaction.
/// <code>
/// bytes      what                                  as
/// 4          "SLB1"
/// 4          bytes of the whole block              signed integer, high byte first (as are all below)
/// 1          kind                                  1 begin, 2 writes, 3 next segment, 4 import, 5 imported
/// 8          position of the last entry before
/// 32         hash of that entry
/// 32         hash of the last entry behind         the same where the block has no entries
/// 4          number of writes
/// ...        the writes
/// 32         SHA-256 of everything before
/// </code>
/// A write is 1, an append: name of the stream, expected version (8), number of entries (4), and for each entry command
/// (16), content (16), time (8), body, number of further answers (4) with message (8) and content (16) each, number of
/// messages (4) with receiver, due time (8, the lowest number for none) and payload each. Or it is 2, an
/// acknowledgement: number of messages (4) and their ids (8 each). Or, in an import, it is 3, messages that wait: 1
/// where they are the first and else 0, the last id given (8), number of messages (4), and for each id (8), sender,
/// receiver, due time (8) and payload. Names, bodies and payloads have their number of
/// bytes (4) before them; -1 for the very payload of the message before. Times are milliseconds since 1970. Snapshots
/// are not in it: they are caches, and each replica makes its own.
/// </summary>
internal sealed record LogBlock(
    LogBlockKind Kind, long PositionBefore, Hash256 HashBefore, Hash256 HashAfter, ImmutableArray<LogWrite> Writes)
{
    /// <summary>What the shortest block has.</summary>
    internal const int BytesMin = HeaderBytes + Hash256.Bytes;

    internal const int PrefixBytes = 8;

    private const int HeaderBytes = PrefixBytes + 1 + 8 + (2 * Hash256.Bytes) + 4;
    private const long NotDue = long.MinValue;
    private const byte AppendKind = 1;
    private const byte AcknowledgementKind = 2;
    private const byte OutboxKind = 3;

    private static ReadOnlySpan<byte> Magic => "SLB1"u8;

    /// <summary>Of the last entry in it, or of the last one before where it has none.</summary>
    internal long LastPosition =>
        PositionBefore + Writes.OfType<LogWrite.Appended>().Sum(write => (long)write.Append.Entries.Length);

    /// <param name="position">Of the last entry.</param>
    /// <param name="hash">Of the last entry.</param>
    internal static LogBlock Next(long position, Hash256 hash) => new(LogBlockKind.Next, position, hash, hash, []);

    internal static LogBlock Begin(Hash256 id) => new(LogBlockKind.Begin, 0, default, id, []);

    /// <summary>How many bytes the block has that begins here; 0 where there are too few bytes to tell.</summary>
    /// <exception cref="InvalidDataException">No block begins here.</exception>
    internal static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PrefixBytes) return 0;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        if (Begins(bytes)) return length;
        throw new InvalidDataException("no block begins where one should");
    }

    /// <summary>Whether bytes look as the first ones of a block do.</summary>
    internal static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= PrefixBytes && bytes.StartsWith(Magic)
        && BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) >= BytesMin;

    internal byte[] Serialize()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var writer = new BlockWriter(buffer);
        buffer.Write(Magic);
        writer.Write(0);
        writer.Write((byte)Kind);
        writer.Write(PositionBefore);
        writer.Write(HashBefore);
        writer.Write(HashAfter);
        writer.Write(Writes.Length);
        foreach (var write in Writes) Write(writer, write);
        var bytes = new byte[buffer.WrittenCount + Hash256.Bytes];
        buffer.WrittenSpan.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length);
        SHA256.HashData(bytes.AsSpan(0, buffer.WrittenCount), bytes.AsSpan(buffer.WrittenCount));
        return bytes;
    }

    /// <param name="bytes">One whole block; bodies and payloads keep its memory.</param>
    /// <exception cref="InvalidDataException">It is not as it was written.</exception>
    internal static LogBlock Parse(ReadOnlyMemory<byte> bytes)
    {
        if (LengthOf(bytes.Span) != bytes.Length) throw new InvalidDataException("a block is cut off");
        var said = bytes[..^Hash256.Bytes];
        if (!SHA256.HashData(said.Span).AsSpan().SequenceEqual(bytes.Span[said.Length..]))
            throw new InvalidDataException("a block is not as it was written");
        var reader = new BlockReader(said[PrefixBytes..]);
        var kind = (LogBlockKind)reader.Byte();
        var (position, before, after) = (reader.Long(), reader.Hash(), reader.Hash());
        var writes = ImmutableArray.CreateBuilder<LogWrite>(reader.Count(1));
        for (var i = 0; i < writes.Capacity; i++) writes.Add(ReadWrite(reader));
        return new LogBlock(kind, position, before, after, writes.MoveToImmutable());
    }

    private static void Write(BlockWriter writer, LogWrite write)
    {
        switch (write)
        {
            case LogWrite.Appended { Append: var append }:
                writer.Write(AppendKind);
                writer.Write(append.Stream.Value);
                writer.Write(append.ExpectedVersion);
                writer.Write(append.Entries.Length);
                foreach (var entry in append.Entries) Write(writer, entry);
                break;
            case LogWrite.Acknowledged { Messages: var messages }:
                writer.Write(AcknowledgementKind);
                writer.Write(messages.Length);
                foreach (var message in messages) writer.Write(message);
                break;
            case LogWrite.Outbox outbox:
                Write(writer, outbox);
                break;
            default:
                throw new UnreachableException($"{write.GetType()} is no write");
        }
    }

    private static void Write(BlockWriter writer, LogWrite.Outbox outbox)
    {
        writer.Write(OutboxKind);
        writer.Write(outbox.IsFirst ? (byte)1 : (byte)0);
        writer.Write(outbox.LastId);
        writer.Write(outbox.Messages.Length);
        for (var i = 0; i < outbox.Messages.Length; i++)
        {
            var message = outbox.Messages[i];
            writer.Write(message.Id);
            writer.Write(message.Sender.Value);
            Write(writer, message.Receiver, message.Due, message.Payload,
                i > 0 ? outbox.Messages[i - 1].Payload : null);
        }
    }

    /// <param name="before">The payload of the message before; null where there is none.</param>
    private static void Write(
        BlockWriter writer, StreamName receiver, DateTimeOffset? due, ReadOnlyMemory<byte> payload,
        ReadOnlyMemory<byte>? before)
    {
        writer.Write(receiver.Value);
        writer.Write(due is { } time ? Milliseconds.Ceiling(time) : NotDue);
        if (before?.Equals(payload) == true) writer.Write(-1);
        else writer.Write(payload.Span);
    }

    private static void Write(BlockWriter writer, NewEntry entry)
    {
        writer.Write(entry.Command.Value);
        writer.Write(entry.Content.Value);
        writer.Write(Milliseconds.Floor(entry.At));
        writer.Write(entry.Body.Span);
        writer.Write(entry.Further.Length);
        foreach (var (id, content) in entry.Further)
        {
            writer.Write(id);
            writer.Write(content.Value);
        }

        var messages = entry.Messages.IsDefault ? [] : entry.Messages;
        writer.Write(messages.Length);
        for (var i = 0; i < messages.Length; i++)
        {
            Write(writer, messages[i].Receiver, messages[i].Due, messages[i].Payload,
                i > 0 ? messages[i - 1].Payload : null);
        }
    }

    private static LogWrite ReadWrite(BlockReader reader)
    {
        var kind = reader.Byte();
        if (kind == AcknowledgementKind)
        {
            var messages = new long[reader.Count(sizeof(long))];
            for (var i = 0; i < messages.Length; i++) messages[i] = reader.Long();
            return new LogWrite.Acknowledged([.. messages]);
        }

        if (kind == OutboxKind) return ReadOutbox(reader);
        if (kind != AppendKind) throw new InvalidDataException($"a block has a write of the unknown kind {kind}");
        var (stream, version) = (new StreamName(reader.Text()), reader.Long());
        var entries = ImmutableArray.CreateBuilder<NewEntry>(reader.Count(1));
        for (var i = 0; i < entries.Capacity; i++) entries.Add(ReadEntry(reader));
        return new LogWrite.Appended(new Append(stream, version, entries.MoveToImmutable()));
    }

    private static LogWrite.Outbox ReadOutbox(BlockReader reader)
    {
        var (isFirst, lastId) = (reader.Byte() == 1, reader.Long());
        var messages = ImmutableArray.CreateBuilder<OutboxMessage>(reader.Count(1));
        for (var i = 0; i < messages.Capacity; i++)
        {
            var (id, sender, receiver) = (reader.Long(), new StreamName(reader.Text()), new StreamName(reader.Text()));
            var due = ReadDue(reader);
            messages.Add(new OutboxMessage(
                id, sender, receiver, reader.BytesOrSame() ?? messages[i - 1].Payload, due));
        }

        return new LogWrite.Outbox(isFirst, lastId, messages.MoveToImmutable());
    }

    private static DateTimeOffset? ReadDue(BlockReader reader) =>
        reader.Long() is var time && time == NotDue ? null : Milliseconds.ToTime(time);

    private static NewEntry ReadEntry(BlockReader reader)
    {
        var (command, content) = (new CommandId(reader.UInt128()), new ContentHash(reader.UInt128()));
        var (at, body) = (Milliseconds.ToTime(reader.Long()), reader.Bytes());
        var further = ImmutableArray.CreateBuilder<AnsweredMessage>(reader.Count(sizeof(long) + 16));
        for (var i = 0; i < further.Capacity; i++)
            further.Add(new AnsweredMessage(reader.Long(), new ContentHash(reader.UInt128())));
        var messages = ImmutableArray.CreateBuilder<NewMessage>(reader.Count(1));
        for (var i = 0; i < messages.Capacity; i++)
        {
            var receiver = new StreamName(reader.Text());
            var due = ReadDue(reader);
            messages.Add(new NewMessage(receiver, reader.BytesOrSame() ?? messages[i - 1].Payload, due));
        }

        return new NewEntry(command, content, at, body, messages.MoveToImmutable())
        {
            Further = further.MoveToImmutable(),
        };
    }

    /// <summary>Writes numbers with the high byte first, and texts and blobs with their number of bytes before them.
    /// </summary>
    private readonly struct BlockWriter(ArrayBufferWriter<byte> buffer)
    {
        internal void Write(byte value) => buffer.Write([value]);

        internal void Write(int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), value);
            buffer.Advance(sizeof(int));
        }

        internal void Write(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(sizeof(long)), value);
            buffer.Advance(sizeof(long));
        }

        internal void Write(UInt128 value)
        {
            BinaryPrimitives.WriteUInt128BigEndian(buffer.GetSpan(16), value);
            buffer.Advance(16);
        }

        internal void Write(Hash256 value)
        {
            value.Write(buffer.GetSpan(Hash256.Bytes));
            buffer.Advance(Hash256.Bytes);
        }

        internal void Write(ReadOnlySpan<byte> bytes)
        {
            Write(bytes.Length);
            buffer.Write(bytes);
        }

        internal void Write(string text)
        {
            Write(Encoding.UTF8.GetByteCount(text));
            Encoding.UTF8.GetBytes(text, buffer);
        }
    }

    /// <summary>Reads what <see cref="BlockWriter"/> wrote, and never beyond its end.</summary>
    private sealed class BlockReader(ReadOnlyMemory<byte> rest)
    {
        internal ReadOnlyMemory<byte> Take(int bytes)
        {
            if (bytes < 0 || bytes > rest.Length) throw new InvalidDataException("a block says less than it should");
            var taken = rest[..bytes];
            rest = rest[bytes..];
            return taken;
        }

        internal byte Byte() => Take(1).Span[0];

        internal int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)).Span);

        internal long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)).Span);

        internal UInt128 UInt128() => BinaryPrimitives.ReadUInt128BigEndian(Take(16).Span);

        internal Hash256 Hash() => Hash256.Read(Take(Hash256.Bytes).Span);

        /// <summary>How many things follow that have so many bytes each at least.</summary>
        internal int Count(int bytesEach) => Int() is var count && count >= 0 && count <= rest.Length / bytesEach
            ? count
            : throw new InvalidDataException("a block says less than it should");

        internal ReadOnlyMemory<byte> Bytes() => Take(Int());

        internal ReadOnlyMemory<byte>? BytesOrSame() =>
            Int() is var length && length == -1 ? (ReadOnlyMemory<byte>?)null : Take(length);

        internal string Text() => Encoding.UTF8.GetString(Bytes().Span);
    }
}
