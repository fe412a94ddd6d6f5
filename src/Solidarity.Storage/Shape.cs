using System.Text;

namespace Solidarity.Storage;

/// <summary>
/// What both journals refuse before they look at their contents: the caller's mistakes, told as
/// <see cref="ArgumentException"/>s. One place, so that the memory journal is as strict as the durable one.
/// </summary>
public static class Shape
{
    internal const int SnapshotBytesMax = 64 * 1024 * 1024;
    internal const int SnapshotFormatCharsMax = 160;

    /// <summary>Bodies and payloads of one append together: what one block of a shared log has to hold beside others.
    /// Azure Storage takes 100 MiB at once, and Orleans 100 MB in a message.</summary>
    internal const long AppendBytesMax = 64L * 1024 * 1024;

    /// <summary>Beside its text each message takes so many bytes at most.</summary>
    private const int MessageBytes = 32;

    /// <summary>Throws where the append breaks a limit or contradicts itself. A snapshot that is too large is not what
    /// stops an append: it is left out, because the entries say all that it says.</summary>
    /// <returns>The append that is to be written, and the bytes that it takes, its state's too.</returns>
    /// <exception cref="AppendTooLargeException">An entry, or the append as a whole, is past a limit.</exception>
    public static (Append Append, long Bytes) Check(Append append)
    {
        ArgumentNullException.ThrowIfNull(append);
        Check(append.Stream);
        if (append.ExpectedVersion < 0) throw Refusal($"expected version {append.ExpectedVersion} is below 0");
        if (append.Entries.IsDefaultOrEmpty) throw Refusal("an append has at least one entry");
        if (append.Entries.Length > JournalLimits.AppendEntriesMax)
            throw TooMany("entries in an append", append.Entries.Length, JournalLimits.AppendEntriesMax);
        CheckSnapshot(append);
        long bytes = 0;
        for (var i = 0; i < append.Entries.Length; i++)
            bytes += CheckEntry(append.Entries[i], i);
        if (bytes > AppendBytesMax) throw TooMany("bytes in an append", bytes, AppendBytesMax);
        CheckCommandsDiffer(append.Entries);
        if (append.Snapshot is not { State.Length: var state }) return (append, bytes);
        return state <= SnapshotBytesMax
            ? (append, bytes + state)
            : (append with { Snapshot = null }, bytes);
    }

    internal static void Check(StreamName stream, int? entry = null)
    {
        var name = stream.Value;
        if (string.IsNullOrEmpty(name)) throw Refusal("a stream's name is not empty");
        if (name.Length > JournalLimits.StreamNameCharsMax)
            throw TooMany("characters in a stream's name", name.Length, JournalLimits.StreamNameCharsMax, entry);
        if (!name.AsSpan().ContainsAnyExceptInRange('!', '~')) return;
        // Half a surrogate pair has no UTF-8: two such names would be stored as the same one.
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control)
                throw Refusal("a stream's name has a control character or a broken one");
        }
    }

    internal static void CheckPage(int max)
    {
        if (max is < 1 or > JournalLimits.PageEntriesMax)
            throw Refusal($"a page has 1 to {JournalLimits.PageEntriesMax} entries, not {max}");
    }

    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public static void Check(ImmutableArray<long> messages)
    {
        if (messages.IsDefaultOrEmpty || messages.Length > JournalLimits.AcknowledgedMax)
            throw Refusal($"1 to {JournalLimits.AcknowledgedMax} messages can be acknowledged together");
    }

    private static void CheckSnapshot(Append append)
    {
        if (append.Snapshot is not { } snapshot) return;
        var version = append.ExpectedVersion + append.Entries.Length;
        if (snapshot.Version != version)
            throw Refusal($"a snapshot of version {snapshot.Version}, but the append ends at version {version}");
        if (snapshot.Format is not { Length: > 0 and <= SnapshotFormatCharsMax })
            throw Refusal($"a snapshot's format has 1 to {SnapshotFormatCharsMax} characters");
    }

    /// <param name="number">Of the entry in its append, from 0.</param>
    private static long CheckEntry(NewEntry entry, int number)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Command.IsMessage && (entry.Command.Value < 1 || entry.Command.Value > (UInt128)long.MaxValue))
            throw NoMessage();
        CheckFurther(entry, number);
        CheckBody(entry.Body, number);
        if (entry.Messages.IsDefaultOrEmpty) return entry.Body.Length;
        if (entry.Messages.Length > JournalLimits.MessagesPerEntryMax)
            throw TooMany("messages of an entry", entry.Messages.Length, JournalLimits.MessagesPerEntryMax, number);
        long bytes = entry.Body.Length;
        NewMessage? before = null;
        foreach (var message in entry.Messages)
        {
            ArgumentNullException.ThrowIfNull(message);
            Check(message.Receiver, number);
            bytes += message.Receiver.Value.Length + MessageBytes;
            if (before is null || !before.Payload.Equals(message.Payload))
            {
                CheckBody(message.Payload, number);
                bytes += message.Payload.Length;
            }

            before = message;
        }

        return bytes;
    }

    private static void CheckFurther(NewEntry entry, int number)
    {
        if (entry.Further.IsDefault) throw Refusal("an entry's further messages are a list, if an empty one");
        if (entry.Further.IsEmpty) return;
        if (!entry.Command.IsMessage) throw Refusal("a client's command has an entry of its own");
        if (entry.Further.Length >= JournalLimits.AnswersPerEntryMax)
            throw TooMany("answers in an entry", entry.Further.Length + 1, JournalLimits.AnswersPerEntryMax, number);
        foreach (var message in entry.Further)
        {
            if (message.Id < 1) throw NoMessage();
        }
    }

    private static void CheckBody(ReadOnlyMemory<byte> body, int number)
    {
        if (body.Length > JournalLimits.BodyBytesMax)
            throw TooMany("bytes in a body or payload", body.Length, JournalLimits.BodyBytesMax, number);
    }

    private static void CheckCommandsDiffer(ImmutableArray<NewEntry> entries)
    {
        if (entries is [{ Further.IsEmpty: true }]) return;
        var seen = new HashSet<CommandId>(entries.Length);
        foreach (var entry in entries)
        {
            CheckNew(entry.Command);
            foreach (var message in entry.Further) CheckNew(CommandId.FromMessage(message.Id));
        }

        void CheckNew(CommandId command)
        {
            if (!seen.Add(command)) throw Refusal($"command {command.Value:x32} is twice in one append");
        }
    }

    private static ArgumentException NoMessage() => Refusal("the id of a message is 1 or above");

    private static AppendTooLargeException TooMany(string what, long count, long max, int? entry = null) =>
        new($"{count} {what}; at most {max} are allowed", entry);

    private static ArgumentException Refusal(string reason) => new(reason);
}
