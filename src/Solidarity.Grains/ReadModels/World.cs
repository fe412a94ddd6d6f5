using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Grains.ReadModels;

/// <summary>
/// The state of every body at one position of the journal: what all views (directory, boards, inboxes) are read from.
/// It is the same fold that the grains make, in journal order. Not thread-safe: <see cref="Projector"/> guards it.
/// </summary>
public sealed class World
{
    public Folded<Section, SectionCommand, SectionEvent> Sections { get; } = new(Aggregates.Section);

    public Folded<Federation, FederationCommand, FederationEvent> Federations { get; } = new(Aggregates.Federation);

    public Folded<Strike, StrikeCommand, StrikeEvent> Strikes { get; } = new(Aggregates.Strike);

    public Folded<Transfer, TransferCommand, TransferEvent> Transfers { get; } = new(Aggregates.Transfer);

    /// <summary>The position of the last entry folded.</summary>
    public long Position { get; private set; }

    /// <summary>The time of the last entry folded.</summary>
    public DateTimeOffset At { get; private set; }

    /// <exception cref="InvalidDataException">The entry is not the next one, or its stream is of no known kind.
    /// </exception>
    public void Apply(Entry entry)
    {
        if (entry.Position != Position + 1)
            throw new InvalidDataException($"Entry {entry.Position} came after entry {Position}.");
        if (!Address.TryParse(entry.Stream.Value, out var body))
            throw new InvalidDataException($"Entry {entry.Position} is of stream \"{entry.Stream}\", which is no body.");
        switch (body.Kind)
        {
            case BodyKind.Section: Sections.Apply(body.Id, entry, null); break;
            case BodyKind.Federation: Federations.Apply(body.Id, entry, null); break;
            case BodyKind.Strike: Strikes.Apply(body.Id, entry, null); break;
            case BodyKind.Transfer: Transfers.Apply(body.Id, entry, null); break;
            default: throw new UnreachableException($"body kind {body.Kind}");
        }
        (Position, At) = (entry.Position, entry.At);
    }

    /// <summary>The treasury of a section or a federation, or null where there is none such.</summary>
    public Treasury? TreasuryOf(Address body) => body.Kind switch
    {
        BodyKind.Section => Sections.Find(body.Id)?.Treasury,
        BodyKind.Federation => Federations.Find(body.Id)?.Treasury,
        _ => null,
    };
}
