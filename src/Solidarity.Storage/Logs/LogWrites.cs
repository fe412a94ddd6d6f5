using System.Buffers;

namespace Solidarity.Storage.Logs;

/// <summary>Something that is written to the journal.</summary>
public abstract record LogWrite
{
    private LogWrite() { }

    public sealed record Appended(Append Append) : LogWrite;

    /// <summary>Messages that were taken out of the outbox without an entry.</summary>
    public sealed record Acknowledged(ImmutableArray<long> Messages) : LogWrite;
}

/// <summary>The bytes of writes, in a block and between services; <see cref="LogBlock"/> says how they stand.</summary>
public static class LogWrites
{
    private const long NotDue = long.MinValue;
    private const byte AppendKind = 1;
    private const byte AcknowledgementKind = 2;

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
        if (write is LogWrite.Acknowledged { Messages: var messages })
        {
            writer.Write(AcknowledgementKind);
            writer.Write(messages.Length);
            foreach (var message in messages) writer.Write(message);
            return;
        }

        var append = ((LogWrite.Appended)write).Append;
        writer.Write(AppendKind);
        writer.Write(append.Stream.Value);
        writer.Write(append.ExpectedVersion);
        writer.Write(append.Entries.Length);
        foreach (var entry in append.Entries) Write(writer, entry);
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
            writer.Write(messages[i].Receiver.Value);
            writer.Write(messages[i].Due is { } due ? Milliseconds.Ceiling(due) : NotDue);
            if (i > 0 && messages[i].Payload.Equals(messages[i - 1].Payload)) writer.Write(-1);
            else writer.Write(messages[i].Payload.Span);
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

        if (kind != AppendKind) throw new InvalidDataException($"a block has a write of the unknown kind {kind}");
        var (stream, version) = (new StreamName(reader.Text()), reader.Long());
        var entries = ImmutableArray.CreateBuilder<NewEntry>(reader.Count(1));
        for (var i = 0; i < entries.Capacity; i++) entries.Add(ReadEntry(reader));
        return new LogWrite.Appended(new Append(stream, version, entries.MoveToImmutable()));
    }

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
            var due = reader.Long() is var time && time == NotDue ? (DateTimeOffset?)null : Milliseconds.ToTime(time);
            messages.Add(new NewMessage(receiver, reader.BytesOrSame() ?? messages[i - 1].Payload, due));
        }

        return new NewEntry(command, content, at, body, messages.MoveToImmutable())
        {
            Further = further.MoveToImmutable(),
        };
    }
}
