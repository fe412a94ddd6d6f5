using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Grains.Streams;

namespace Solidarity.Grains.ReadModels;

/// <summary>The state of every body, for any thread at any time: nobody waits for whoever reads here, however long it
/// takes. Each state is as it was after one entry; of two, the one may be newer than the other, so what needs them to
/// fit together is read from the <see cref="World"/> instead.</summary>
/// <param name="rules">What the bodies decide and fold by.</param>
public sealed class Bodies(BodyRules rules)
{
    public Folded<Section, SectionCommand, SectionEvent> Sections { get; } = new(rules.Section);

    public Folded<Federation, FederationCommand, FederationEvent> Federations { get; } = new(rules.Federation);

    public Folded<Strike, StrikeCommand, StrikeEvent> Strikes { get; } = new(rules.Strike);

    public Folded<Transfer, TransferCommand, TransferEvent> Transfers { get; } = new(rules.Transfer);

    /// <inheritdoc cref="World.TreasuryOf"/>
    public Treasury? TreasuryOf(Address body) => body.Kind switch
    {
        BodyKind.Section => Sections.Find(body.Id)?.Treasury,
        BodyKind.Federation => Federations.Find(body.Id)?.Treasury,
        _ => null,
    };

    /// <summary>The version of the last entry of a body's stream; 0 where there is none.</summary>
    internal long VersionOf(Address body) => body.Kind switch
    {
        BodyKind.Section => Sections.VersionOf(body.Id),
        BodyKind.Federation => Federations.VersionOf(body.Id),
        BodyKind.Strike => Strikes.VersionOf(body.Id),
        BodyKind.Transfer => Transfers.VersionOf(body.Id),
        _ => throw new UnreachableException($"body kind {body.Kind}"),
    };
}
