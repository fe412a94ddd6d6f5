using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.Quarantines;
using Solidarity.Grains.Entries;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>A grain that wakes takes its state from the world, which may be behind the journal.</summary>
public sealed class WarmTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Tailors = new("tailors");

    [Fact]
    public async Task A_grain_that_wakes_on_a_world_left_behind_decides_on_what_the_journal_has()
    {
        await using var journal = new MemoryJournal();
        await using var held = new HeldJournal(journal);
        await using var one = await StartAsync(journal);
        await one.FoundAsync(Masons, 100);
        await using var behind = await StartAsync(held, firstId: 1_000_000);
        await behind.Projector.WaitForAsync(journal.Position);
        held.Hold();
        await one.Must(Masons, new OwnTreasuryCommand.PayOut(Francs(80), "coal"));

        var reply = await behind.Ask(Masons, new OwnTreasuryCommand.PayOut(Francs(80), "bread"));

        behind.Projector.Position.ShouldBe(2, "it was behind");
        reply.Refusal!.Reason.ShouldBe("NOT_ENOUGH_AVAILABLE");
        reply.Position.ShouldBe(4);
        (await behind.Ask(Masons, new OwnTreasuryCommand.PayOut(Francs(20), "bread"))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_body_that_the_world_does_not_know_yet_is_loaded_from_the_journal()
    {
        await using var journal = new MemoryJournal();
        await using var held = new HeldJournal(journal);
        await using var one = await StartAsync(journal);
        await one.FoundAsync(Masons, 100);
        await using var behind = await StartAsync(held, firstId: 1_000_000);
        await behind.Projector.WaitForAsync(journal.Position);
        held.Hold();
        await one.FoundAsync(Tailors, 50);

        (await behind.Ask(Tailors, new OwnTreasuryCommand.PayOut(Francs(50), "thread"))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task An_entry_without_events_counts_in_the_version_that_the_world_gives()
    {
        await using var journal = new MemoryJournal();
        await using (var service = await StartAsync(journal))
        {
            await service.FoundAsync(Masons, 0);
            (await service.Ask(Masons, new OwnTreasuryCommand.PayOut(Francs(1), "bread"))).Refusal.ShouldNotBeNull();
        }
        await using var counted = new CountedJournal(journal);
        await using var next = await StartAsync(counted, firstId: 1_000_000);
        await next.Projector.WaitForAsync(journal.Position);

        await next.Must(Masons, new OwnTreasuryCommand.Deposit(Francs(1), "dues"));

        counted.Appends.ShouldBe(1, "the version was right at once");
        counted.StreamsRead.ShouldBe(0, "nothing had to be loaded");
    }

    [Fact]
    public async Task A_way_is_planned_by_a_world_that_has_what_the_sender_has_done_itself()
    {
        await using var journal = new MemoryJournal();
        await using var held = new HeldJournal(journal);
        await using var service = await StartAsync(held);
        var strike = await StruckAsync(service);
        await service.Owner(Tailors, new QuarantineCommand.QuarantineNeighbour(Masons, "silent"));
        await service.QuietAsync();
        held.Hold();
        await service.Owner(Tailors, new QuarantineCommand.LiftQuarantine(Masons));

        var pledging = service.Ask(Tailors, new PledgeCommand.MakePledge(
            new PledgeId("p-1"), strike, AidKind.Gift, Francs(10), "assembly", true, null));
        pledging.IsCompleted.ShouldBeFalse("the world does not have it yet");
        held.Release();

        var entry = (await journal.ReadAsync((await pledging).Position - 1, 1))[0];
        var events = EntryBody.ReadEvents(entry.Body, DomainJson.SectionEvent);
        var dispatched = events.OfType<OwnTreasuryEvent.OfTreasury>().Select(e => e.Happened)
            .OfType<HopEvent.Dispatched>().ShouldHaveSingleItem();
        dispatched.Route.ShouldNotBeNull().Hops.ShouldHaveSingleItem().To.ShouldBe(Masons);
    }

    private static async Task<StrikeId> StruckAsync(Service service)
    {
        var (strike, facts) = (new StrikeId("gva-build-1868"), new StrikeFacts(
            "masons", "Geneva", "CH", [], "ten hours", null, new DateOnly(1868, 3, 23)));
        await service.FoundAsync(Masons, 0);
        await service.FoundAsync(Tailors, 10);
        await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(strike, facts));
        await service.Must(Tailors, new InboxCommand.LearnCall(
            new Call(strike, Masons, 1, Level.Local, "money", null, facts), new FederationId("geneva")));
        await service.OpenAsync(Tailors, Masons);
        return strike;
    }
}
