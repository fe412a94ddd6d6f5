using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Tests;
using Solidarity.Storage;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Tests.Worlds;

/// <summary>A journal told event by event, and the world that it folds to. Nothing is decided here: a test says what
/// happened.</summary>
internal sealed class Tale
{
    private readonly Dictionary<Address, long> _versions = [];

    public World World { get; } = new();

    /// <summary>Goes on where a journal ends, or behind an entry of it.</summary>
    public static async Task<Tale> AfterAsync(IJournal journal, long position = long.MaxValue)
    {
        var tale = new Tale();
        while (await journal.ReadAsync(tale.World.Position, JournalLimits.PageEntriesMax) is { Count: > 0 } page)
            foreach (var entry in page)
            {
                if (entry.Position > position)
                    return tale;
                tale.World.Apply(entry);
                tale._versions[Address.Parse(entry.Stream.Value)] = entry.Version;
                tale.At = entry.At;
            }
        return tale;
    }

    /// <summary>When the next thing happens.</summary>
    public DateTimeOffset At { get; set; } = new(1868, 3, 23, 0, 0, 0, TimeSpan.Zero);

    public Tale Tell(SectionId section, params SectionEvent[] events) =>
        Add(section, EntryBody.Write<SectionEvent>(events.ToImmutableArray(), DomainJson.SectionEvent));

    public Tale Tell(FederationId federation, params FederationEvent[] events) =>
        Add(federation, EntryBody.Write<FederationEvent>(events.ToImmutableArray(), DomainJson.FederationEvent));

    public Tale Tell(StrikeId strike, params StrikeEvent[] events) =>
        Add(strike, EntryBody.Write<StrikeEvent>(events.ToImmutableArray(), DomainJson.StrikeEvent));

    public Tale Tell(TransferId transfer, params TransferEvent[] events) =>
        Add(transfer, EntryBody.Write<TransferEvent>(events.ToImmutableArray(), DomainJson.TransferEvent));

    /// <summary>A section, in these federations from the beginning.</summary>
    public Tale Found(SectionId id, string country, int? members = null, params FederationId[] federations)
    {
        Tell(id, new FoundingEvent.Founded(
            id, id.Value, SectionKind.Trade, "masons", "Geneva", country, members, [Service.Chf], At));
        foreach (var federation in federations)
            Tell(id, new AffiliationEvent.AffiliationAsked(federation, 1),
            new AffiliationEvent.AffiliationGranted(federation));
        return this;
    }

    public StrikeBoard Board(StrikeId strike) => StrikeBoard.Of(World, World.Strikes.Find(strike.Value)!, At);

    private Tale Add(Address body, ReadOnlyMemory<byte> told)
    {
        var version = _versions[body] = _versions.GetValueOrDefault(body) + 1;
        var position = World.Position + 1;
        World.Apply(new Entry(
            position, new StreamName(body.ToString()), version, new CommandId((UInt128)position), default, At, told));
        return this;
    }
}
