using System.Text.Json.Serialization;

namespace Solidarity.Storage;

/// <summary>The name of a stream, <c>kind/id</c>, as in <c>sections/geneva-masons</c>. Not empty, at most
/// <see cref="JournalLimits.StreamNameCharsMax"/> characters.</summary>
public readonly record struct StreamName(string Value)
{
    public override string ToString() => Value;
}

/// <summary>
/// The id of a command: a client's request id (a UUID, whose version bits make the upper half non-zero) or the id of a
/// message of the outbox (upper half zero), so that the two can never meet.
/// </summary>
public readonly record struct CommandId(UInt128 Value)
{
    /// <param name="messageId">An id given by the outbox, 1 or above.</param>
    public static CommandId FromMessage(long messageId) => new(checked((ulong)messageId));

    [JsonIgnore]
    public bool IsMessage => (ulong)(Value >> 64) == 0;

    /// <summary>The id of the message; only where <see cref="IsMessage"/>.</summary>
    [JsonIgnore]
    public long MessageId => checked((long)(ulong)Value);
}

/// <summary>The first 128 bits of the SHA-256 of a command's content.</summary>
public readonly record struct ContentHash(UInt128 Value);

/// <summary>A message of the outbox that an entry answers, and the hash of what it said.</summary>
/// <param name="Id">Given by the outbox, 1 or above.</param>
public readonly record struct AnsweredMessage(long Id, ContentHash Content);

/// <summary>
/// One answered command, or several messages that were answered one after the other at the same time: who was asked,
/// what was answered, and the events that followed (none for a refusal). <paramref name="Version"/> counts the entries
/// of its stream from 1. <paramref name="Body"/> is UTF-8 JSON that the journal does not look into.
/// <paramref name="At"/> has millisecond resolution.
/// </summary>
public sealed record Entry(
    long Position,
    StreamName Stream,
    long Version,
    CommandId Command,
    ContentHash Content,
    DateTimeOffset At,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>The messages that it answers behind <see cref="Command"/>, in the order of the answers.</summary>
    public ImmutableArray<AnsweredMessage> Further { get; init; } = [];

    /// <summary>How many commands it answers.</summary>
    public int Answers => 1 + Further.Length;

    /// <summary>Which of the answers, from 0, is the one to a command; null where it answers no such command.</summary>
    public int? IndexOf(CommandId command)
    {
        if (command == Command) return 0;
        if (!command.IsMessage) return null;
        for (var i = 0; i < Further.Length; i++)
        {
            if (Further[i].Id == command.MessageId) return i + 1;
        }

        return null;
    }

    /// <summary>The hash of the command that an answer, counted from 0, is to.</summary>
    public ContentHash ContentOf(int answer) => answer == 0 ? Content : Further[answer - 1].Content;

    /// <summary>What the appender attached, for whoever follows the journal closely; null where the entry was read from
    /// the file. It says nothing that the body does not say.</summary>
    public object? Attached { get; init; }
}

/// <summary>An entry to be appended, with the messages that go out because of it. Where messages that follow each other
/// say the same, they should have the very same payload memory: it is then kept once for all of them. The journal
/// keeps the memory of the body, which must not change any more.</summary>
public sealed record NewEntry(
    CommandId Command,
    ContentHash Content,
    DateTimeOffset At,
    ReadOnlyMemory<byte> Body,
    ImmutableArray<NewMessage> Messages)
{
    /// <summary>Further messages that it answers, at most <see cref="JournalLimits.AnswersPerEntryMax"/> with
    /// <see cref="Command"/>.</summary>
    public ImmutableArray<AnsweredMessage> Further { get; init; } = [];

    /// <summary>All commands that it answers, in the order of the answers.</summary>
    internal IEnumerable<CommandId> Commands =>
        Further.Select(message => CommandId.FromMessage(message.Id)).Prepend(Command);

    /// <summary>Goes with the entry while it is among the newest in memory, and is never stored.</summary>
    public object? Attached { get; init; }
}

/// <summary>A message to a stream, delivered at once, or, with a due time, not before it (an alarm). The journal keeps
/// the memory of the payload, which must not change any more.</summary>
public sealed record NewMessage(StreamName Receiver, ReadOnlyMemory<byte> Payload, DateTimeOffset? Due = null)
{
    /// <summary>Goes with the message while it is among the newest in memory, and is never stored.</summary>
    public object? Attached { get; init; }
}

/// <summary>A message that waits in the outbox. Ids rise in the order of the entries that sent them. Messages that were
/// sent with one payload share it. After the journal was opened, one of these may wait again though it was answered;
/// its receiver then finds the answer by its id.</summary>
public sealed record OutboxMessage(
    long Id, StreamName Sender, StreamName Receiver, ReadOnlyMemory<byte> Payload, DateTimeOffset? Due)
{
    /// <summary>What the sender attached, for whoever delivers closely behind; null where the message was read from the
    /// file. It says nothing that the payload does not say.</summary>
    public object? Attached { get; init; }
}

/// <summary>A place among the messages that wait for a time, which are in the order of their due times and ids.
/// </summary>
public readonly record struct DueMark(DateTimeOffset Due, long Id);

/// <summary>The state of a stream after <paramref name="Version"/> entries, in a form the journal does not look into.
/// <paramref name="Format"/> names the code that wrote it; other code ignores it.</summary>
public sealed record Snapshot(long Version, string Format, ReadOnlyMemory<byte> State);

/// <summary>Entries for one stream, valid only if the stream has <paramref name="ExpectedVersion"/> entries now
/// (0: it has none). A snapshot, where given, is of the state after the last of the entries.</summary>
public sealed record Append(
    StreamName Stream, long ExpectedVersion, ImmutableArray<NewEntry> Entries, Snapshot? Snapshot = null);

/// <summary>What became of an <see cref="Append"/>.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>All entries are on disk, the first at <paramref name="FirstPosition"/>, the others behind it.</summary>
    public sealed record Appended(long FirstPosition) : AppendResult;

    /// <summary>Nothing was written: the stream has <paramref name="ActualVersion"/> entries.</summary>
    public sealed record VersionConflict(long ActualVersion) : AppendResult;

    /// <summary>Nothing was written: these commands were answered before, here or by another stream.</summary>
    public sealed record AlreadyAnswered(ImmutableArray<EarlierAnswer> Earlier) : AppendResult;
}

/// <summary>A command, and the entry that has its answer.</summary>
public readonly record struct EarlierAnswer(CommandId Command, Entry Entry);
