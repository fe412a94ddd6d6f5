using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
namespace Solidarity.Grains.Snapshots;

/// <summary>The state of every body as of one position of the journal. Once it is published
/// (<see cref="LatestBodies"/>) it never changes, and any thread may read it for as long as it likes.</summary>
/// <param name="rules">What the bodies decide and fold by.</param>
public sealed class Bodies(BodyRules rules) : CopyOnWrite<Bodies>
{
    public BodyStates<Section, SectionCommand, SectionEvent> Sections { get; private set; } = new(rules.Section);

    public BodyStates<Federation, FederationCommand, FederationEvent> Federations { get; private set; } =
        new(rules.Federation);

    public BodyStates<Strike, StrikeCommand, StrikeEvent> Strikes { get; private set; } = new(rules.Strike);

    public BodyStates<Transfer, TransferCommand, TransferEvent> Transfers { get; private set; } = new(rules.Transfer);

    /// <summary>The position of the last entry folded.</summary>
    public long Position { get; private set; }

    /// <summary>The time of the last entry folded.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The treasury of a section or a federation, or null where there is none such.</summary>
    public Treasury? TreasuryOf(Address body) => body.Kind switch
    {
        BodyKind.Section => Sections.Find(body.Id)?.Treasury,
        BodyKind.Federation => Federations.Find(body.Id)?.Treasury,
        _ => null,
    };

    internal IBodyStates Of(BodyKind kind) => kind switch
    {
        BodyKind.Section => Sections,
        BodyKind.Federation => Federations,
        BodyKind.Strike => Strikes,
        BodyKind.Transfer => Transfers,
        _ => throw new UnreachableException($"body kind {kind}"),
    };

    /// <summary>The bodies of the kind that an aggregate is of.</summary>
    internal BodyStates<TState, TCommand, TEvent> Of<TState, TCommand, TEvent>(
        Aggregate<TState, TCommand, TEvent> aggregate)
        where TState : class
        where TCommand : BodyCommand =>
        (BodyStates<TState, TCommand, TEvent>)Of(aggregate.Kind);

    /// <summary>The entry at a position has been folded.</summary>
    internal void MoveTo(long position, DateTimeOffset at) => (Position, At) = (position, at);

    protected override void OnCopied(Edit edit) =>
        (Sections, Federations, Strikes, Transfers) = (
            Sections.In(edit), Federations.In(edit), Strikes.In(edit), Transfers.In(edit));
}
