using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>What is redundant is so of a state that is as new as the journal, and of no older one.</summary>
public sealed class RedundantNowTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly FederationId Geneva = new("geneva");
    private static readonly StreamName Sender = new("sections/tailors");

    /// <summary>A deposit called "word" is redundant while the masons have ten francs: as word of an arrival is before
    /// the sending.</summary>
    private static readonly BodyRules Waiting = BodyRules.Ours with
    {
        Section = Aggregates.Section with
        {
            Decide = (state, command, at) =>
                command is OwnTreasuryCommand.Deposit { Memo: "word" }
                && state.Treasury.Book.Balance(Account.Treasury, Chf) == 10_00
                    ? Decision<SectionEvent>.RedundantNow
                    : Aggregates.Section.Decide(state, command, at),
        },
    };

    [Fact]
    public async Task Word_that_a_treasury_does_not_wait_for_leaves_no_entry()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal);
        await service.FoundAsync(Masons, 10);
        await service.Must(Geneva, new FederationCommand.Found("Geneva", Level.Local, "Geneva", "CH"));
        var position = journal.Position;
        var word = new AcknowledgementCommand.LearnTakenIn(new HopKey(new TransferId("t-1"), 1, 0));

        (await service.AskAsMessages(Masons, (Sender, new OwnTreasuryCommand.ToTreasury(word))))[0].IsRedundant
            .ShouldBeTrue();
        Aggregates.Federation.Decide(
            ((await service.Projector.LatestAsync()).Federations.Find(Geneva.Value))!,
            new FederationCommand.ToTreasury(word), service.Time.GetUtcNow()).IsRedundant.ShouldBeTrue();

        journal.Position.ShouldBe(position);
    }

    [Fact]
    public async Task A_grain_that_wakes_from_a_world_left_behind_does_not_drop_word_of_what_it_does_not_know_yet()
    {
        await using var journal = new MemoryJournal();
        await using var held = new HeldJournal(journal);
        await using var one = await StartAsync(journal, rules: Waiting);
        await one.FoundAsync(Masons, 10);
        await using var behind = await StartAsync(held, firstId: 1_000_000, rules: Waiting);
        await behind.Projector.WaitForAsync(journal.Position);
        held.Hold();
        await one.Must(Masons, new OwnTreasuryCommand.Deposit(Francs(5), "sent", Again: true));

        var reply = (await behind.AskAsMessages(Masons, (Sender, Word)))[0];

        behind.Projector.Position.ShouldBe(2, "its world is behind");
        reply.IsRedundant.ShouldBeFalse();
        reply.Position.ShouldBe(4);
    }

    [Fact]
    public async Task Nor_does_one_whose_stream_another_service_has_gone_on_with()
    {
        await using var journal = new MemoryJournal();
        await using var one = await StartAsync(journal, rules: Waiting);
        await using var two = await StartAsync(journal, firstId: 1_000_000, rules: Waiting);
        await one.FoundAsync(Masons, 0);
        await two.Must(Masons, new OwnTreasuryCommand.Deposit(Francs(10), "dues", Again: true));
        await one.Must(Masons, new OwnTreasuryCommand.Deposit(Francs(5), "sent", Again: true));

        (await two.AskAsMessages(Masons, (Sender, Word)))[0].IsRedundant.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_redundant_now_is_so()
    {
        await using var journal = new MemoryJournal();
        await using (var one = await StartAsync(journal, rules: Waiting))
            await one.FoundAsync(Masons, 10);
        await using var service = await StartAsync(journal, firstId: 1_000_000, rules: Waiting);
        await service.Projector.WaitForAsync(journal.Position);

        (await service.AskAsMessages(Masons, (Sender, Word)))[0].IsRedundant.ShouldBeTrue();
        journal.Position.ShouldBe(2);
    }

    private static OwnTreasuryCommand.Deposit Word => new(Francs(1), "word");
}
