using System.Diagnostics.Metrics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Tests.Streams;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Faults;

/// <summary>Invariant 14: what fails by a fault of ours fails alone.</summary>
public sealed class AloneTests
{
    private static readonly SectionId Masons = new("masons");
    private readonly FaultyRules _faulty = new(undecidable: c => c is OwnTreasuryCommand.Deposit { Memo: "bad" });

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
    public async Task A_cancellation_that_a_decision_throws_is_a_failure_like_others_and_is_counted()
    {
        var faulty = new FaultyRules(
            undecidable: c => c is OwnTreasuryCommand.Deposit { Memo: "bad" },
            problem: () => new TaskCanceledException());
        await using var service = await StartAsync(rules: faulty.Rules);
        var counted = 0L;
        using var counts = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == service.Faults.Meter && instrument.Name == "solidarity.faults")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        counts.SetMeasurementEventCallback<long>((_, number, tags, _) =>
            Interlocked.Add(ref counted, tags[0].Value is "command" ? number : 0));
        counts.Start();
        await service.FoundAsync(Masons, 0);

        var bad = service.Ask(Masons, Deposit("bad"));
        (await service.Ask(Masons, Deposit("dues"))).Refusal.ShouldBeNull();
        await Should.ThrowAsync<CommandFaultException>(() => bad);

        counted.ShouldBe(1);
        (await TreasuryAsync(service)).ShouldBe(1_00);
    }

    [Fact]
    public async Task A_repeated_request_whose_first_answer_cannot_be_read_fails_alone()
    {
        await using var journal = new MemoryJournal();
        var id = new CommandId(UInt128.MaxValue);
        await using var service = await StartAsync(journal);
        await service.FoundAsync(Masons, 0);
        await journal.AppendAsync(new Append(new StreamName("sections/masons"), 1,
            [new NewEntry(id, Requests.Of(id, Deposit("bad"), DomainJson.SectionCommand, default).Content,
                journal.LastAt!.Value, "{\"refused\":7}"u8.ToArray(), [])]));

        var bad = service.Ask(Masons, Deposit("bad"), id);
        var good = Enumerable.Range(0, 10).Select(_ => service.Ask(Masons, Deposit("dues"))).ToArray();

        await Should.ThrowAsync<CommandFaultException>(() => bad);
        (await Task.WhenAll(good)).ShouldAllBe(reply => reply.Refusal == null);
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

    private static OwnTreasuryCommand.Deposit Deposit(string memo) => new(Francs(1), memo, Again: true);

    private static async Task<Int128> TreasuryAsync(Service service) =>
        (await service.Projector.LatestAsync()).Sections.Find(Masons.Value)!.Treasury.Book.Balance(
            Account.Treasury, Chf);
}
