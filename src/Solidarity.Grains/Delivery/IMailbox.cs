using Solidarity.Grains.Entries;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>Puts messages to the body that they are for: <see cref="GrainMailbox"/>, or around it one in which a
/// demonstration or a test makes something fail.</summary>
public interface IMailbox
{
    /// <summary>Completes when the receiver has recorded its answers to all of <paramref name="messages"/>, but for the
    /// redundant ones and those that failed alone.</summary>
    /// <returns>The answers, in the order of the messages.</returns>
    /// <exception cref="Exception">The receiver took none of them, whatever the exception; they are tried again.
    /// </exception>
    Task<ImmutableArray<Reply>> DeliverAsync(StreamName receiver, ImmutableArray<OutboxMessage> messages);
}
