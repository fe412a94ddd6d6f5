using System.Collections.Concurrent;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Storage;

namespace Solidarity.Demos;

/// <summary>A mailbox in which bodies can be made silent: they take no messages, as bodies whose streams do not fold.
/// For demonstrations and tests; a service has the mailbox within alone. Any thread may call it.</summary>
internal sealed class SilentMailbox(IMailbox mailbox) : IMailbox
{
    /// <summary>Up to which id each silent body takes messages all the same.</summary>
    private readonly ConcurrentDictionary<StreamName, long> _silent = [];

    /// <param name="through">Messages up to this id it takes; alarms it takes none.</param>
    public void Silence(StreamName body, long through = 0) => _silent[body] = through;

    public void EndSilence(StreamName body) => _silent.TryRemove(body, out _);

    public async Task<ImmutableArray<Reply>> DeliverAsync(StreamName receiver, ImmutableArray<OutboxMessage> messages)
    {
        if (!_silent.TryGetValue(receiver, out var through))
            return await mailbox.DeliverAsync(receiver, messages);
        bool IsTaken(OutboxMessage message) => message.Due is null && message.Id <= through;
        if (!messages.Any(IsTaken))
            throw new BodyFaultyException(receiver, 0, new TimeoutException());
        var replies = new Queue<Reply>(await mailbox.DeliverAsync(receiver, [.. messages.Where(IsTaken)]));
        return [.. messages.Select(message => IsTaken(message) ? replies.Dequeue() : Reply.Behind)];
    }
}
