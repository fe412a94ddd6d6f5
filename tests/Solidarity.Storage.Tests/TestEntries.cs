using System.Text;

namespace Solidarity.Storage.Tests;

/// <summary>Short words for what the tests append. Ids of clients are told apart from ids of messages by a bit of the
/// upper half, as a UUID's version is.</summary>
internal static class TestEntries
{
    internal static readonly StreamName Masons = new("sections/geneva-masons");
    internal static readonly StreamName Weavers = new("sections/lyon-weavers");
    internal static readonly DateTimeOffset Noon = new(1868, 4, 11, 12, 0, 0, TimeSpan.Zero);

    internal static CommandId Request(long number) => new((UInt128.One << 76) + (UInt128)number);

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    internal static NewEntry Entry(long request, params NewMessage[] messages) => Entry(Request(request), messages);

    internal static NewEntry Entry(CommandId command, params NewMessage[] messages)
    {
        var number = (long)(command.Value & int.MaxValue);
        return new NewEntry(
            command,
            ContentOf(command),
            Noon.AddSeconds(number),
            Utf8($$"""{"type":"section.pledged.v1","number":{{number}},"note":"pâté ☂"}"""),
            [.. messages]);
    }

    /// <summary>An entry that answers several messages.</summary>
    internal static NewEntry Group(long first, params long[] further) => Entry(CommandId.FromMessage(first)) with
    {
        Further = [.. further.Select(id => new AnsweredMessage(id, ContentOf(CommandId.FromMessage(id))))],
    };

    internal static ContentHash ContentOf(CommandId command) => new((command.Value * 31) + 7);

    internal static NewMessage To(StreamName receiver, string payload = "{}", DateTimeOffset? due = null) =>
        new(receiver, Utf8(payload), due);

    /// <summary>Messages that share their payload's memory.</summary>
    internal static NewMessage[] Alike(string payload, params StreamName[] receivers)
    {
        var shared = Utf8(payload);
        return [.. receivers.Select(receiver => new NewMessage(receiver, shared))];
    }

    internal static Append On(StreamName stream, long expectedVersion, params NewEntry[] entries) =>
        new(stream, expectedVersion, [.. entries]);

    /// <summary>Entries compare their bodies by reference; this compares what they say.</summary>
    internal static string Text(Entry entry) =>
        $"{entry.Position} {entry.Stream} v{entry.Version} {entry.Command.Value:x} {entry.Content.Value:x} "
        + $"{entry.At:O} {Encoding.UTF8.GetString(entry.Body.Span)}"
        + string.Concat(entry.Further.Select(message => $" +{message.Id} {message.Content.Value:x}"));

    internal static string Text(OutboxMessage message) =>
        $"{message.Id} {message.Sender} > {message.Receiver} {message.Due:O} "
        + Encoding.UTF8.GetString(message.Payload.Span);

    internal static string Text(Snapshot snapshot) =>
        $"v{snapshot.Version} {snapshot.Format} {Convert.ToHexString(snapshot.State.Span)}";

    internal static string Text(AppendResult result) => result switch
    {
        AppendResult.Appended appended => $"appended at {appended.FirstPosition}",
        AppendResult.VersionConflict conflict => $"conflict with version {conflict.ActualVersion}",
        AppendResult.AlreadyAnswered answered => $"answered by {string.Join(" | ", answered.Earlier.Select(Text))}",
        _ => throw new System.Diagnostics.UnreachableException(result.ToString()),
    };

    /// <summary>The entry alone, where it is its own command that is known; else which of the others.</summary>
    internal static string Text(EarlierAnswer earlier) =>
        Text(earlier.Entry) + (earlier.Command == earlier.Entry.Command ? "" : $" for {earlier.Command.Value:x}");

    internal static ImmutableArray<string> Texts(this IEnumerable<Entry> entries) => [.. entries.Select(Text)];

    internal static ImmutableArray<string> Texts(this IEnumerable<OutboxMessage> messages) =>
        [.. messages.Select(Text)];
}
