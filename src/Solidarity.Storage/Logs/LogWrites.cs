using System.Buffers;

namespace Solidarity.Storage.Logs;

/// <summary>Something that is written to the journal.</summary>
public abstract record LogWrite
{
    private LogWrite() { }

    public sealed record Appended(Append Append) : LogWrite;

    /// <summary>Messages that were taken out of the outbox without an entry.</summary>
    public sealed record Acknowledged(ImmutableArray<long> Messages) : LogWrite;

    /// <summary>Messages that wait, as they stand when an import ends.</summary>
    /// <param name="IsFirst">Whatever waited before does not wait any more.</param>
    /// <param name="LastId">The last id that was ever given to a message.</param>
    internal sealed record Outbox(bool IsFirst, long LastId, ImmutableArray<OutboxMessage> Messages) : LogWrite;
}

/// <summary>The bytes of writes, in a block and between services; <see cref="LogBlock"/> says how they stand.</summary>
public static class LogWrites
{
    private const long NotDue = long.MinValue;
    private const byte AppendKind = 1;
    private const byte AcknowledgementKind = 2;
    private const byte OutboxKind = 3;

    public static byte[] Serialize(ImmutableArray<LogWrite> writes)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        Write(new BlockWriter(buffer), writes);
        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="bytes">Bodies and payloads keep its memory.</param>
    /// <exception cref="InvalidDataException">They are not as they were written.</exception>
    public static ImmutableArray<LogWrite> Parse(ReadOnlyMemory<byte> bytes) => Read(new BlockReader(bytes));

    internal static void Write(BlockWriter writer, ImmutableArray<LogWrite> writes)
    {
        writer.Write(writes.Length);
        foreach (var write in writes) Write(writer, write);
    }

    internal static ImmutableArray<LogWrite> Read(BlockReader reader)
    {
        var writes = ImmutableArray.CreateBuilder<LogWrite>(reader.Count(1));
        for (var i = 0; i < writes.Capacity; i++) writes.Add(ReadWrite(reader));
        return writes.MoveToImmutable();
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
}
