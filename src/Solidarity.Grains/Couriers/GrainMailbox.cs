using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Federations;
using Solidarity.Grains.Sections;
using Solidarity.Grains.Streams;
using Solidarity.Grains.Strikes;
using Solidarity.Grains.Transfers;
using Solidarity.Storage;
using Message = Solidarity.Storage.Message;

namespace Solidarity.Grains.Couriers;

/// <summary>Puts messages of the outbox to the grains that they are for.</summary>
public sealed class GrainMailbox(IGrainFactory grains, TimeProvider time)
{
    private readonly PayloadReader _payloads = new();

    /// <summary>Completes when the receiver has recorded its answers to all of <paramref name="messages"/>, but for the
    /// redundant ones.</summary>
    /// <returns>The answers, in the order of the messages.</returns>
    public Task<Reply[]> DeliverAsync(StreamName receiver, ImmutableArray<Message> messages)
    {
        var address = Address.Parse(receiver.Value);
        return address.Kind switch
        {
            BodyKind.Section => grains.GetGrain<ISectionGrain>(address.Id)
                .AskAll(Read(messages, DomainJson.SectionCommand)),
            BodyKind.Federation => grains.GetGrain<IFederationGrain>(address.Id)
                .AskAll(Read(messages, DomainJson.FederationCommand)),
            BodyKind.Strike => grains.GetGrain<IStrikeGrain>(address.Id)
                .AskAll(Read(messages, DomainJson.StrikeCommand)),
            BodyKind.Transfer => grains.GetGrain<ITransferGrain>(address.Id)
                .AskAll(Read(messages, DomainJson.TransferCommand)),
            _ => throw new UnreachableException($"body kind {address.Kind}"),
        };
    }

    private ImmutableArray<GrainRequest<TCommand>> Read<TCommand>(
        ImmutableArray<Message> messages, JsonTypeInfo<TCommand> json) where TCommand : BodyCommand
    {
        var now = time.GetUtcNow();
        var requests = ImmutableArray.CreateBuilder<GrainRequest<TCommand>>(messages.Length);
        foreach (var message in messages)
        {
            var (commands, content) = message.Attached is SentCommands sent
                ? (sent.As<TCommand>(), sent.Content)
                : _payloads.Read(message.Payload, json);
            requests.Add(new GrainRequest<TCommand>(CommandId.FromMessage(message.Id), content, commands, now)
            {
                Sender = message.Sender,
            });
        }
        return requests.MoveToImmutable();
    }
}
