using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Federations;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Sections;
using Solidarity.Grains.Snapshots;
using Solidarity.Grains.Streams;
using Solidarity.Grains.Strikes;
using Solidarity.Grains.Transfers;
using Solidarity.Storage;
using Message = Solidarity.Storage.Message;

namespace Solidarity.Grains.Delivery;

/// <summary>Puts messages of the outbox to the grains that they are for, or answers them in their place.</summary>
public sealed class GrainMailbox(
    IGrainFactory grains, IJournal journal, LatestBodies latest, BodyRules rules, FaultLog faults, AwakeBodies awake,
    [BooksTime] TimeProvider time) : IMailbox
{
    private readonly PayloadReader _payloads = new();
    private readonly ColdDelivery<Section, SectionCommand, SectionEvent> _sections = new(
        rules.Section, bodies => bodies.Sections, journal, latest, faults, awake, Planner.Plans);
    private readonly ColdDelivery<Transfer, TransferCommand, TransferEvent> _transfers = new(
        rules.Transfer, bodies => bodies.Transfers, journal, latest, faults, awake, Planner.Plans);

    /// <inheritdoc/>
    public Task<ImmutableArray<Reply>> DeliverAsync(StreamName receiver, ImmutableArray<Message> messages)
    {
        if (!Address.TryParse(receiver.Value, out var address))
            return Task.FromResult(messages
                .Select(_ => Reply.Failed(new FormatException($"\"{receiver}\" is no body"))).ToImmutableArray());
        return address.Kind switch
        {
            BodyKind.Section => Ask(
                messages, DomainJson.SectionCommand, requests => _sections.AskAll(
                    receiver, address.Id, requests, all => grains.GetGrain<ISectionGrain>(address.Id).AskAll(all))),
            BodyKind.Federation => Ask(
                messages, DomainJson.FederationCommand, grains.GetGrain<IFederationGrain>(address.Id).AskAll),
            BodyKind.Strike => Ask(
                messages, DomainJson.StrikeCommand, grains.GetGrain<IStrikeGrain>(address.Id).AskAll),
            BodyKind.Transfer => Ask(
                messages, DomainJson.TransferCommand, requests => _transfers.AskAll(
                    receiver, address.Id, requests, all => grains.GetGrain<ITransferGrain>(address.Id).AskAll(all))),
            _ => throw new UnreachableException($"body kind {address.Kind}"),
        };
    }

    private Task<ImmutableArray<Reply>> Ask<TCommand>(
        ImmutableArray<Message> messages, JsonTypeInfo<TCommand> json,
        Func<ImmutableArray<GrainRequest<TCommand>>, Task<ImmutableArray<Reply>>> ask) where TCommand : BodyCommand
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
                requests.Add(Read(messages[i], json, now));
            }
            catch (Exception problem)
            {
                (unread ??= new Reply?[messages.Length])[i] = Reply.Failed(problem);
            }
        }
        return unread is null ? ask(requests.MoveToImmutable()) : MergeAsync(unread, requests.ToImmutable(), ask);
    }

    private static async Task<ImmutableArray<Reply>> MergeAsync<TCommand>(
        Reply?[] unread, ImmutableArray<GrainRequest<TCommand>> requests,
        Func<ImmutableArray<GrainRequest<TCommand>>, Task<ImmutableArray<Reply>>> ask) where TCommand : BodyCommand
    {
        var answered = new Queue<Reply>(requests.IsEmpty ? ImmutableArray<Reply>.Empty : await ask(requests));
        return [.. unread.Select(reply => reply ?? answered.Dequeue())];
    }

    private static bool IsBehindUnread(ImmutableArray<Message> messages, Reply?[] unread, int index) =>
        messages[index].Due is null && messages.Take(index).Index().Any(earlier =>
            unread[earlier.Index] is not null && earlier.Item.Sender == messages[index].Sender);

    // An alarm is nobody's next message: it neither waits nor has others wait.
    private GrainRequest<TCommand> Read<TCommand>(
        Message message, JsonTypeInfo<TCommand> json, DateTimeOffset now) where TCommand : BodyCommand
    {
        var (commands, content) = message.Attached is SentCommands sent
            ? (sent.As<TCommand>(), sent.Content)
            : _payloads.Read(message.Payload, json);
        return new GrainRequest<TCommand>(CommandId.FromMessage(message.Id), content, commands, now)
        {
            Sender = message.Due is null ? message.Sender : null,
        };
    }
}
