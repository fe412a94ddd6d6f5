using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Entries;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>Asks the grain of a body.</summary>
internal delegate Task<ImmutableArray<Reply>> AskGrain<TCommand>(
    string id, ImmutableArray<GrainRequest<TCommand>> requests)
    where TCommand : BodyCommand;

/// <summary>Puts messages to the bodies of one kind.</summary>
internal interface IKindMailbox
{
    BodyKind Kind { get; }

    /// <inheritdoc cref="IMailbox.DeliverAsync"/>
    Task<ImmutableArray<Reply>> DeliverAsync(StreamName receiver, string id, ImmutableArray<OutboxMessage> messages);
}

/// <inheritdoc cref="IKindMailbox"/>
/// <param name="cold">Answers for bodies that have no grain; null where every message goes to the grain.</param>
internal sealed class KindMailbox<TState, TCommand, TEvent>(
    Aggregate<TState, TCommand, TEvent> aggregate, AskGrain<TCommand> askGrain, TimeProvider time,
    ColdDelivery<TState, TCommand, TEvent>? cold) : IKindMailbox
    where TState : class
    where TCommand : BodyCommand
{
    private readonly PayloadReader<TCommand> _payloads = new(aggregate.CommandJson);

    public BodyKind Kind => aggregate.Kind;

    /// <inheritdoc/>
    public Task<ImmutableArray<Reply>> DeliverAsync(
        StreamName receiver, string id, ImmutableArray<OutboxMessage> messages)
    {
        var now = time.GetUtcNow();
        var requests = ImmutableArray.CreateBuilder<GrainRequest<TCommand>>(messages.Length);
        Reply?[]? unread = null;
        for (var i = 0; i < messages.Length; i++)
        {
            if (unread is not null && IsBehindUnread(messages, unread, i))
            {
                unread[i] = Reply.Behind;
                continue;
            }
            try
            {
                requests.Add(Read(messages[i], now));
            }
            catch (Exception problem)
            {
                (unread ??= new Reply?[messages.Length])[i] = Reply.Failed(problem);
            }
        }
        return unread is null
            ? AskAsync(receiver, id, requests.MoveToImmutable())
            : MergeAsync(unread, receiver, id, requests.ToImmutable());
    }

    private Task<ImmutableArray<Reply>> AskAsync(
        StreamName receiver, string id, ImmutableArray<GrainRequest<TCommand>> requests) =>
        cold is null ? askGrain(id, requests) : AskColdAsync(cold, receiver, id, requests);

    private async Task<ImmutableArray<Reply>> AskColdAsync(
        ColdDelivery<TState, TCommand, TEvent> withoutGrain, StreamName receiver, string id,
        ImmutableArray<GrainRequest<TCommand>> requests) =>
        await withoutGrain.TryAskAll(receiver, id, requests) ?? await askGrain(id, requests);

    private async Task<ImmutableArray<Reply>> MergeAsync(
        Reply?[] unread, StreamName receiver, string id, ImmutableArray<GrainRequest<TCommand>> requests)
    {
        var answered = new Queue<Reply>(requests.IsEmpty ? [] : await AskAsync(receiver, id, requests));
        return [.. unread.Select(reply => reply ?? answered.Dequeue())];
    }

    private static bool IsBehindUnread(ImmutableArray<OutboxMessage> messages, Reply?[] unread, int index) =>
        messages[index].Due is null && messages.Take(index).Index().Any(earlier =>
            unread[earlier.Index] is not null && earlier.Item.Sender == messages[index].Sender);

    // An alarm is nobody's next message: it neither waits nor has others wait.
    private GrainRequest<TCommand> Read(OutboxMessage message, DateTimeOffset now)
    {
        var (commands, content) = message.Attached is SentCommands sent
            ? (sent.As<TCommand>(), sent.Content)
            : _payloads.Read(message.Payload);
        return new GrainRequest<TCommand>(CommandId.FromMessage(message.Id), content, commands, now)
        {
            Sender = message.Due is null ? message.Sender : null,
        };
    }
}
