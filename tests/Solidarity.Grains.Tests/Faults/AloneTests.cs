using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Tests.Streams;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Faults;

/// <summary>Invariant 14: what fails by a fault of ours fails alone.</summary>
public sealed class AloneTests
{
    private static readonly SectionId Masons = new("masons");
    private readonly FaultyRules _faulty = new(undecidable: c => c is SectionCommand.Deposit { Memo: "bad" });

    [Fact]
    public async Task A_command_whose_decision_throws_fails_alone_in_a_batch_of_a_thousand()
    {
        await using var journal = new MemoryJournal();
        await using var later = new NarrowJournal(journal);
        using var log = new KeptLog();
        await using var service = await StartAsync(later, rules: _faulty.Rules, log: log);
        await service.FoundAsync(Masons, 0);

        var asked = Enumerable.Range(0, 1_000).Select(i => service.Ask(Masons, Deposit(i == 500 ? "bad" : "dues")));
        var all = asked.ToArray();
        var problem = await Should.ThrowAsync<CommandFaultException>(() => all[500]);

        foreach (var (i, one) in all.Index().Where(one => one.Index != 500))
            (await one).Refusal.ShouldBeNull($"command {i}");
        problem.InnerException.ShouldBeOfType<OverflowException>();
        (await TreasuryAsync(service)).ShouldBe(999_00);
        journal.Position.ShouldBe(1_000, "one founding and 999 deposits");
        later.Appends.ShouldBeLessThan(100, "they were decided together");
        log.Errors.ShouldHaveSingleItem().ShouldContain("sections/masons");
    }

    [Fact]
    public async Task The_same_request_is_taken_once_the_fault_is_mended()
    {
        await using var service = await StartAsync(rules: _faulty.Rules);
        await service.FoundAsync(Masons, 0);
        var id = service.NextId();
        await Should.ThrowAsync<CommandFaultException>(() => service.Ask(Masons, Deposit("bad"), id));
        (await service.Ask(Masons, Deposit("dues"))).Refusal.ShouldBeNull("the next command works");

        _faulty.IsMended = true;

        (await service.Ask(Masons, Deposit("bad"), id)).Refusal.ShouldBeNull();
        (await TreasuryAsync(service)).ShouldBe(2_00);
    }

    [Fact]
    public async Task Behind_a_message_that_fails_only_its_own_sender_waits()
    {
        await using var service = await StartAsync(rules: _faulty.Rules);
        await service.FoundAsync(Masons, 0);
        var (a, b) = (new StreamName("sections/a"), new StreamName("sections/b"));

        var replies = await service.AskAsMessages(
            Masons, (a, Deposit("dues")), (a, Deposit("bad")), (b, Deposit("dues")), (a, Deposit("dues")));

        replies.Select(reply => (reply.Position > 0, reply.Fault is not null, reply.IsBehind)).ShouldBe(
            [(true, false, false), (false, true, false), (true, false, false), (false, false, true)]);
        (await TreasuryAsync(service)).ShouldBe(2_00);
    }

    [Fact]
    public async Task Where_the_journal_turns_down_an_entry_the_others_are_appended()
    {
        await using var journal = new MemoryJournal();
        await using var narrow = new NarrowJournal(journal, bodyBytesMax: 2_000);
        await using var service = await StartAsync(narrow);
        await service.FoundAsync(Masons, 0);

        var asked = Enumerable.Range(0, 100).Select(i =>
            service.Ask(Masons, Deposit(i == 42 ? new string('\u00e9', 1_000) : "dues")));
        var replies = await Task.WhenAll(asked);

        replies.Count(reply => reply.Refusal is null).ShouldBe(99);
        replies[42].Refusal!.Reason.ShouldBe("ENTRY_TOO_LARGE");
        replies[42].Position.ShouldBeGreaterThan(0, "the refusal is on record");
        (await TreasuryAsync(service)).ShouldBe(99_00);
        narrow.Appends.ShouldBeLessThan(40, "the one is found by halves");
    }

    private static SectionCommand.Deposit Deposit(string memo) => new(Francs(1), memo);

    private static async Task<Int128> TreasuryAsync(Service service) =>
        (await service.Projector.LatestAsync()).Sections.Find(Masons.Value)!.Treasury.Book.Balance(
            Account.Treasury, Chf);
}
