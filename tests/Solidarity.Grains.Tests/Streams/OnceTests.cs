using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>Invariant 3: a request id used again with the same content gives the same answer and no new event; with
/// other content it is refused.</summary>
public sealed class OnceTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Tailors = new("tailors");

    [Fact]
    public async Task A_repeated_command_gets_the_same_answer_and_changes_nothing()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal);
        await service.FoundAsync(Masons, 0);
        var id = service.NextId();
        var first = await service.Ask(Masons, Deposit(100), id);
        var entries = journal.Position;

        var again = await service.Ask(Masons, Deposit(100), id);

        again.ShouldBe(first);
        journal.Position.ShouldBe(entries);
        (await TreasuryAsync(service, Masons)).ShouldBe(100_00);
    }

    [Fact]
    public async Task A_repeated_refusal_is_the_same_refusal_though_it_would_be_accepted_now()
    {
        await using var service = await StartAsync();
        await service.FoundAsync(Masons, 0);
        var id = service.NextId();
        var payment = new OwnTreasuryCommand.PayOut(Francs(50), "coal");
        var first = await service.Ask(Masons, payment, id);
        first.Refusal!.Reason.ShouldBe("NOT_ENOUGH_AVAILABLE");
        await service.Must(Masons, Deposit(100));

        var again = await service.Ask(Masons, payment, id);

        again.Position.ShouldBe(first.Position);
        again.Refusal!.Message.ShouldBe(first.Refusal.Message);
        (await TreasuryAsync(service, Masons)).ShouldBe(100_00);
    }

    [Fact]
    public async Task An_accepted_command_that_would_be_refused_now_is_still_accepted()
    {
        await using var service = await StartAsync();
        await service.FoundAsync(Masons, 50);
        var id = service.NextId();
        var payment = new OwnTreasuryCommand.PayOut(Francs(50), "coal");
        (await service.Ask(Masons, payment, id)).Refusal.ShouldBeNull();

        (await service.Ask(Masons, payment, id)).Refusal.ShouldBeNull();

        (await TreasuryAsync(service, Masons)).ShouldBe(0);
    }

    [Theory]
    [InlineData("masons")]
    [InlineData("tailors")]
    public async Task The_same_id_with_other_content_or_to_another_body_is_refused(string other)
    {
        await using var service = await StartAsync();
        await service.FoundAsync(Masons, 0);
        await service.FoundAsync(Tailors, 0);
        var id = service.NextId();
        await service.Ask(Masons, Deposit(100), id);

        var second = await service.Ask(new SectionId(other), Deposit(200), id);

        second.Refusal!.Reason.ShouldBe("REQUEST_ID_REUSED");
        (await TreasuryAsync(service, new SectionId(other))).ShouldBe(other == "masons" ? 100_00 : 0);
    }

    [Fact]
    public async Task The_same_command_sent_many_times_at_once_counts_once()
    {
        await using var service = await StartAsync();
        await service.FoundAsync(Masons, 0);
        var id = service.NextId();

        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => service.Ask(Masons, Deposit(100), id)));

        replies.Distinct().Count().ShouldBe(1);
        replies[0].Refusal.ShouldBeNull();
        (await TreasuryAsync(service, Masons)).ShouldBe(100_00);
    }

    [Fact]
    public async Task A_command_that_sends_money_is_planned_once_however_often_it_is_sent_and_decided()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal);
        await using var other = await StartAsync(journal, firstId: 1_000_000);
        await service.FoundAsync(Masons, 100);
        var (id, honour) = (service.NextId(), new PledgeCommand.HonourPledge(new PledgeId("p-1")));
        // The grain's state is then older than the journal's, so that its first append is turned down.
        await other.Must(Masons, Deposit(1));

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.Ask(Masons, honour, id)));
        var again = await service.Ask(Masons, honour, id);

        replies.Append(again).Select(reply => (reply.Position, reply.Refusal?.Reason)).Distinct().ShouldHaveSingleItem()
            .ShouldBe((journal.Position, "UNKNOWN_PLEDGE"));
        service.Planner.Planned.ShouldBe(1);
        await service.Ask(Masons, honour);
        service.Planner.Planned.ShouldBe(2);
    }

    [Fact]
    public async Task Many_commands_at_once_take_few_appends_and_all_count()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal);
        await service.FoundAsync(Masons, 0);

        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(_ => service.Ask(Masons, Deposit(1))));

        (await TreasuryAsync(service, Masons)).ShouldBe(5_000_00);
        journal.Position.ShouldBe(5_001);
    }

    [Fact]
    public async Task Two_services_over_one_journal_decide_each_command_on_the_state_that_it_follows()
    {
        // What keeps it right is the journal's expected version: here every grain has a twin that knows nothing of it.
        await using var journal = new MemoryJournal();
        await using var one = await StartAsync(journal);
        await using var two = await StartAsync(journal, firstId: 1_000_000);
        await one.FoundAsync(Masons, 100);

        var asked = Enumerable.Range(0, 200).Select(i =>
            (i % 2 == 0 ? one : two).Ask(Masons, new OwnTreasuryCommand.PayOut(Francs(1), "bread", Again: true)));
        var replies = await Task.WhenAll(asked);

        replies.Count(reply => reply.Refusal is null).ShouldBe(100);
        (await TreasuryAsync(one, Masons)).ShouldBe(0);
        (await TreasuryAsync(two, Masons)).ShouldBe(0);
    }

    [Fact]
    public async Task A_grain_that_wakes_from_a_snapshot_goes_on_where_it_was()
    {
        await using var journal = new MemoryJournal();
        await using (var service = await StartAsync(journal))
        {
            await service.FoundAsync(Masons, 0);
            await Task.WhenAll(Enumerable.Range(0, 2_500).Select(_ => service.Ask(Masons, Deposit(1))));
        }
        (await journal.ReadSnapshotAsync(new StreamName("sections/masons"))).ShouldNotBeNull();

        await using var next = await StartAsync(journal, firstId: 1_000_000);
        (await next.Ask(Masons, new OwnTreasuryCommand.PayOut(Francs(2_500), "bread"))).Refusal.ShouldBeNull();
        (await next.Ask(Masons, new OwnTreasuryCommand.PayOut(Francs(1), "bread"))).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_body_that_does_not_exist_leaves_nothing_in_the_journal()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal);

        var reply = await service.Ask(new SectionId("nobody"), Deposit(100));

        reply.Refusal!.Reason.ShouldBe("UNKNOWN_BODY");
        journal.Position.ShouldBe(0);
    }

    private static OwnTreasuryCommand.Deposit Deposit(long francs) => new(Francs(francs), "dues", Again: true);

    private static async Task<Int128> TreasuryAsync(Service service, SectionId section) =>
        (await service.Projector.LatestAsync()).Sections.Find(section.Value)?.Treasury.Book.Balance(
            Account.Treasury, Chf) ?? 0;
}
