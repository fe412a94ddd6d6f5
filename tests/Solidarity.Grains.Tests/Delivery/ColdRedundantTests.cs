using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Streams;
using Solidarity.Grains.Tests.Streams;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Delivery;

/// <summary>A message is taken out of the outbox without an entry where it is redundant: on the newest state, and on no
/// older one that the world still has.</summary>
public sealed class ColdRedundantTests
{
    private const int KeptMax = ColdDelivery<Section, SectionCommand, SectionEvent>.KeptMax;

    private static readonly SectionId Masons = new("masons");
    private static readonly StreamName Stream = new($"sections/{Masons}");

    /// <summary>A deposit called "word" is redundant while the masons have ten francs.</summary>
    private static readonly BodyRules Waiting = BodyRules.Ours with
    {
        Section = Aggregates.Section with
        {
            Decide = (state, command, at) =>
                command is OwnTreasuryCommand.Deposit { Memo: "word" }
                && state.Treasury.Book.Balance(Account.Treasury, Chf) == 10_00
                    ? Decision<SectionEvent>.Redundant
                    : Aggregates.Section.Decide(state, command, at),
        },
    };

    private long _lastId = 1_000_000;

    [Fact]
    public async Task What_the_world_has_is_redundant()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal, rules: Waiting);
        await service.FoundAsync(Masons, 10);
        await service.QuietAsync();

        (await AskAsync(Over(journal, service), Stream, Deposit("word")))!.IsRedundant.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_just_answered_counts_though_the_world_does_not_have_it()
    {
        await using var journal = new MemoryJournal();
        await using var held = new HeldJournal(journal);
        await using var service = await StartAsync(held, rules: Waiting);
        await service.FoundAsync(Masons, 10);
        await service.QuietAsync();
        var cold = Over(journal, service);
        held.Hold();
        (await AskAsync(cold, Stream, Deposit("sent")))!.Position.ShouldBe(3);

        (await AskAsync(cold, Stream, Deposit("word")))!.Position.ShouldBe(4);
    }

    [Fact]
    public async Task Nor_is_it_forgotten_when_another_takes_its_place_in_memory()
    {
        await using var journal = new MemoryJournal();
        await using var held = new HeldJournal(journal);
        await using var service = await StartAsync(held, rules: Waiting);
        await service.FoundAsync(Masons, 10);
        await service.QuietAsync();
        var cold = Over(journal, service);
        held.Hold();
        await AskAsync(cold, Stream, Deposit("sent"));
        (await AskAsync(cold, InTheSamePlace(), new FoundingCommand.Found(
            "Tailors", SectionKind.Trade, "tailors", "Geneva", "CH", null, [Chf])))!.Position.ShouldBe(4);

        (await AskAsync(cold, Stream, Deposit("word"))).ShouldBeNull("only its grain can tell");
    }

    private static ColdDelivery<Section, SectionCommand, SectionEvent> Over(IJournal journal, Service service) => new(
        Waiting.Section, journal, service.Bodies, service.Faults, new AwakeBodies(),
        needsGrain: _ => false);

    private static StreamName InTheSamePlace() => Enumerable.Range(1, int.MaxValue)
        .Select(number => new StreamName($"sections/tailors-{number}"))
        .First(name => ((name.GetHashCode() ^ Stream.GetHashCode()) & (KeptMax - 1)) == 0);

    private static OwnTreasuryCommand.Deposit Deposit(string memo) => new(Francs(1), memo, Again: true);

    private async Task<Reply?> AskAsync(
        ColdDelivery<Section, SectionCommand, SectionEvent> cold, StreamName stream, SectionCommand command)
    {
        var request = Requests.Of(
            CommandId.FromMessage(++_lastId), command, DomainJson.SectionCommand,
            new DateTimeOffset(1868, 3, 23, 0, 0, 0, TimeSpan.Zero));
        return (await cold.TryAskAll(stream, stream.Value["sections/".Length..], [request]))?[0];
    }
}
