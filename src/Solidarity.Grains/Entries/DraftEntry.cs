using Solidarity.Domain.Bodies;
using Solidarity.Storage;

namespace Solidarity.Grains.Entries;

/// <summary>What became of one command: its part of an entry.</summary>
internal readonly record struct DraftAnswer<TState, TEvent>(
    CommandId Command, ContentHash Content, DateTimeOffset At, ReadOnlyMemory<byte> Body,
    ImmutableArray<FoldedEvent<TState, TEvent>> Steps, ImmutableArray<Message> Messages);

/// <summary>
/// An entry of a batch while it is made. It begins with the answer to one command; where that is a message, the answers
/// to the messages decided next join it, so that a body that many write to at once writes few entries.
/// </summary>
internal sealed class DraftEntry<TState, TEvent>(DraftAnswer<TState, TEvent> first)
{
    /// <summary>The most bytes of a body of several answers: the entry is read whole whenever one of them is looked
    /// for.</summary>
    public const int BodyBytesMax = 256 * 1024;

    private List<DraftAnswer<TState, TEvent>>? _all;
    private int _bytes = first.Body.Length;
    private int _messages = first.Messages.Length;

    /// <summary>Adds an answer where it may join: a client's request keeps an entry of its own, and all that an entry
    /// says was asked in one millisecond.</summary>
    public bool TryAdd(DraftAnswer<TState, TEvent> answer)
    {
        var joins = first.Command.IsMessage && answer.Command.IsMessage
            && (_all?.Count ?? 1) < JournalLimits.AnswersPerEntryMax
            && first.At.ToUnixTimeMilliseconds() == answer.At.ToUnixTimeMilliseconds()
            && _bytes + answer.Body.Length <= BodyBytesMax
            && _messages + answer.Messages.Length <= JournalLimits.MessagesPerEntryMax;
        if (!joins)
            return false;
        (_all ??= [first]).Add(answer);
        _bytes += answer.Body.Length;
        _messages += answer.Messages.Length;
        return true;
    }

    public NewEntry ToEntry() => _all is null
        ? new NewEntry(first.Command, first.Content, first.At, first.Body, Outgoing.Write(first.Messages))
        {
            Attached = new FoldedEvents<TState, TEvent>(first.Steps),
        }
        : new NewEntry(
            first.Command, first.Content, first.At, EntryBody.Join(_all.ConvertAll(answer => answer.Body)),
            Outgoing.Write([.. _all.SelectMany(answer => answer.Messages)]))
        {
            Further = [.. _all.Skip(1).Select(a => new AnsweredMessage(a.Command.MessageId, a.Content))],
            Attached = new FoldedEvents<TState, TEvent>([.. _all.SelectMany(answer => answer.Steps)]),
        };
}
