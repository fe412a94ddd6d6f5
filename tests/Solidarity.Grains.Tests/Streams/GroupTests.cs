using System.Text;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Grains.Entries;
using Solidarity.Storage;
using Solidarity.Views.Worlds;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>Messages that a body is brought together are answered in one entry, and each of them once.</summary>
public sealed class GroupTests
{
    private const long FirstId = 1_000_000;
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Tailors = new("tailors");
    private static readonly StreamName Stream = new("sections/masons");

    [Fact]
    public async Task Messages_brought_together_are_answered_in_one_entry_in_their_order()
    {
        await using var journal = new MemoryJournal();
        await using var service = await FoundedAsync(journal);

        var replies = await service.AskAll(Masons, Paid(1, 3), Got(2, 10), Paid(3, 4), Paid(4, 7));

        replies.Select(reply => reply.Refusal?.Reason).ShouldBe(
            ["NOT_ENOUGH_AVAILABLE", null, null, "NOT_ENOUGH_AVAILABLE"]);
        replies.ShouldAllBe(reply => reply.Position == 2);
        (await TreasuryAsync(service)).ShouldBe(6_00);
        var entry = (await journal.ReadStreamAsync(Stream, 1, 10)).ShouldHaveSingleItem();
        entry.Command.ShouldBe(Message(1));
        entry.Further.Select(message => message.Id).ShouldBe([FirstId + 2, FirstId + 3, FirstId + 4]);
        EntryBody.CountAnswers(entry.Body).ShouldBe(4);
        EntryBody.ReadEvents(entry.Body, Aggregates.Section.EventJson).Length.ShouldBe(2);
        for (var answer = 0; answer < 4; answer++)
            EntryBody.ReadRefusal(entry.Body, answer)?.Message.ShouldBe(replies[answer].Refusal!.Message);
        Encoding.UTF8.GetString(entry.Body.Span).ShouldStartWith("{\"answers\":[{\"refused\":{");
    }

    [Fact]
    public async Task A_message_of_a_group_that_comes_again_is_answered_as_before_alone_and_within_another_group()
    {
        await using var journal = new MemoryJournal();
        await using var service = await FoundedAsync(journal);
        await service.AskAll(Masons, Paid(1, 3), Got(2, 10), Got(3, 10));

        var alone = await service.AskAll(Masons, Got(3, 10));
        var refused = await service.AskAll(Masons, Paid(1, 3));
        var within = await service.AskAll(Masons, Got(4, 10), Got(2, 10), Paid(1, 3), Got(5, 10));

        alone.ShouldBe([new Reply(2, null, IsRedundant: true)], "it is to leave the outbox");
        (refused[0].Position, refused[0].Refusal!.Reason).ShouldBe((2, "NOT_ENOUGH_AVAILABLE"));
        within.Select(reply => reply.Position).ShouldBe([3, 2, 2, 3]);
        within.Count(reply => reply.Refusal is null).ShouldBe(3);
        within.Select(reply => reply.IsRedundant).ShouldBe([false, true, true, false]);
        journal.Position.ShouldBe(3);
        (await TreasuryAsync(service)).ShouldBe(40_00);
    }

    [Fact]
    public async Task A_message_answered_alone_is_not_answered_again_within_a_group()
    {
        await using var journal = new MemoryJournal();
        await using var service = await FoundedAsync(journal);
        await service.AskAll(Masons, Got(1, 10));

        var replies = await service.AskAll(Masons, Got(2, 10), Got(1, 10), Got(3, 10));

        replies.Select(reply => reply.Position).ShouldBe([3, 2, 3]);
        (await TreasuryAsync(service)).ShouldBe(30_00);
    }

    [Fact]
    public async Task The_id_of_a_message_of_a_group_with_other_content_or_to_another_body_is_refused()
    {
        await using var journal = new MemoryJournal();
        await using var service = await FoundedAsync(journal);
        await service.FoundAsync(Tailors, 0);
        await service.AskAll(Masons, Got(1, 10), Got(2, 10));

        var other = await service.AskAll(Masons, Got(2, 11));
        var elsewhere = await service.AskAll(Tailors, Got(2, 10), Got(3, 10));

        other[0].Refusal!.Reason.ShouldBe("REQUEST_ID_REUSED");
        elsewhere.Select(reply => reply.Refusal?.Reason).ShouldBe(["REQUEST_ID_REUSED", null]);
        (await TreasuryAsync(service)).ShouldBe(20_00);
    }

    [Fact]
    public async Task A_message_that_is_twice_in_a_batch_counts_once()
    {
        await using var journal = new MemoryJournal();
        await using var service = await FoundedAsync(journal);

        var replies = await service.AskAll(Masons, Got(1, 10), Got(2, 10), Got(1, 10), Got(2, 11));

        replies.Select(reply => reply.Refusal?.Reason).ShouldBe([null, null, null, "REQUEST_ID_REUSED"]);
        (await TreasuryAsync(service)).ShouldBe(20_00);
        (await journal.ReadStreamAsync(Stream, 1, 10)).ShouldHaveSingleItem().Answers.ShouldBe(2);
    }

    [Fact]
    public async Task A_clients_request_keeps_an_entry_of_its_own()
    {
        await using var journal = new MemoryJournal();
        await using var service = await FoundedAsync(journal);
        var request = (service.NextId(), (SectionCommand)new OwnTreasuryCommand.Deposit(Francs(10), "dues"));

        await service.AskAll(Masons, Got(1, 10), Got(2, 10), request, Got(3, 10), Got(4, 10));

        (await journal.ReadStreamAsync(Stream, 1, 10)).Select(entry => entry.Answers).ShouldBe([2, 1, 2]);
    }

    [Fact]
    public async Task What_comes_at_another_time_has_another_entry()
    {
        await using var journal = new MemoryJournal();
        await using var service = await FoundedAsync(journal);

        await service.AskAll(Masons, TimeSpan.FromMilliseconds(0.5), Got(1, 10), Got(2, 10), Got(3, 10), Got(4, 10));

        (await journal.ReadStreamAsync(Stream, 1, 10)).Select(entry => entry.Answers).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task A_group_has_so_many_answers_and_bytes_and_no_more()
    {
        await using var journal = new MemoryJournal();
        await using var service = await FoundedAsync(journal);
        await service.AskAll(Masons, Enumerable.Range(1, 600).Select(i => Got(i, 1)));
        (await journal.ReadStreamAsync(Stream, 1, 10)).Select(entry => entry.Answers).ShouldBe([256, 256, 88]);

        var long1000 = new string('☂', 1_000);
        await service.AskAll(Masons, Enumerable.Range(1_001, 200).Select(i =>
            (Message(i), (SectionCommand)new OwnTreasuryCommand.Deposit(Francs(1), long1000, Again: true))));

        var entries = await journal.ReadStreamAsync(Stream, 4, 10);
        entries.Sum(entry => entry.Answers).ShouldBe(200);
        entries.Count.ShouldBe(3);
        entries.ShouldAllBe(entry => entry.Body.Length < 257 * 1024);
        (await TreasuryAsync(service)).ShouldBe(800_00);
    }

    [Fact]
    public async Task What_is_folded_from_a_group_is_what_the_grain_has_worked_out()
    {
        await using var journal = new MemoryJournal();
        await using var service = await FoundedAsync(journal);
        await service.AskAll(Masons, Got(1, 10), Paid(2, 3), Paid(3, 100), Got(4, 1));
        var world = new World();

        foreach (var entry in await journal.ReadAsync(0, 10))
            world.Apply(entry);

        var masons = world.Sections.Find("masons")!;
        masons.Treasury.Book.Balance(Account.Treasury, Chf).ShouldBe(8_00);
        // A grain that knows nothing of it decides on the same state.
        await using var next = await StartAsync(journal, firstId: 1_000_000);
        (await next.AskAll(Masons, Paid(5, 9), Paid(6, 8))).Select(reply => reply.Refusal is null)
            .ShouldBe([false, true]);
    }

    private static CommandId Message(long id) => CommandId.FromMessage(FirstId + id);

    private static (CommandId Id, SectionCommand Command) Got(long id, long francs) =>
        (Message(id), new OwnTreasuryCommand.Deposit(Francs(francs), "dues", Again: true));

    private static (CommandId Id, SectionCommand Command) Paid(long id, long francs) =>
        (Message(id), new OwnTreasuryCommand.PayOut(Francs(francs), "coal", Again: true));

    private static async Task<Service> FoundedAsync(MemoryJournal journal)
    {
        var service = await StartAsync(journal);
        await service.FoundAsync(Masons, 0);
        return service;
    }

    private static async Task<Int128> TreasuryAsync(Service service) =>
        (await service.Projector.LatestAsync()).Sections.Find(Masons.Value)!.Treasury.Book.Balance(
            Account.Treasury, Chf);
}
