using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Planning;
using Solidarity.Grains.Snapshots;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.Delivery;

/// <summary>Puts messages of the outbox to the grains that they are for, or answers them in their place.</summary>
public sealed class GrainMailbox : IMailbox
{
    private readonly Dictionary<BodyKind, IKindMailbox> _kinds;

    public GrainMailbox(
        IGrainFactory grains, IJournal journal, LatestBodies latest, BodyRules rules, FaultLog faults,
        AwakeBodies awake, [BooksTime] TimeProvider time)
    {
        IKindMailbox[] kinds =
        [
            OfKind(rules.Section, isCold: true, (id, all) => grains.GetGrain<ISectionGrain>(id).AskAll(all)),
            OfKind(rules.Federation, isCold: false, (id, all) => grains.GetGrain<IFederationGrain>(id).AskAll(all)),
            OfKind(rules.Strike, isCold: false, (id, all) => grains.GetGrain<IStrikeGrain>(id).AskAll(all)),
            OfKind(rules.Transfer, isCold: true, (id, all) => grains.GetGrain<ITransferGrain>(id).AskAll(all)),
        ];
        _kinds = kinds.ToDictionary(mailbox => mailbox.Kind);

        KindMailbox<TState, TCommand, TEvent> OfKind<TState, TCommand, TEvent>(
            Aggregate<TState, TCommand, TEvent> aggregate, bool isCold, AskGrain<TCommand> ask)
            where TState : class
            where TCommand : BodyCommand =>
            new(aggregate, ask, time, isCold
                ? new ColdDelivery<TState, TCommand, TEvent>(aggregate, journal, latest, faults, awake, Planner.Plans)
                : null);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Reply>> DeliverAsync(StreamName receiver, ImmutableArray<OutboxMessage> messages) =>
        Address.TryParse(receiver.Value, out var address)
            ? _kinds[address.Kind].DeliverAsync(receiver, address.Id, messages)
            : Task.FromResult(messages
                .Select(_ => Reply.Failed(new FormatException($"\"{receiver}\" is no body"))).ToImmutableArray());
}
