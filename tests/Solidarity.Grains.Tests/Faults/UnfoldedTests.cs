using System.Diagnostics.Metrics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Grains.Faults;
using Solidarity.Storage;
using Solidarity.Views.Audit;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Faults;

/// <summary>Invariant 14: a journal in which an entry does not fold is served, but for the body of that entry.
/// </summary>
public sealed class UnfoldedTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Tailors = new("tailors");

    [Fact]
    public async Task The_body_is_named_keeps_its_state_and_takes_no_commands_and_all_others_go_on()
    {
        await using var journal = await WrittenAsync(
            new NewEntry(new CommandId(UInt128.MaxValue), default, default, "{\"events\":[{}]}"u8.ToArray(), []));
        using var log = new KeptLog();
        await using var service = await StartAsync(journal, firstId: 1_000_000, log: log);
        await service.Projector.WaitForAsync(journal.Position);

        var fault = service.Projector.Current.Faults.Of(Masons).ShouldNotBeNull();
        (fault.Kind, fault.Position).ShouldBe((BodyFaultKind.Fold, 5));
        log.Errors.ShouldHaveSingleItem().ShouldContain("sections/masons does not fold at entry 5");
        Treasury(service, Masons).ShouldBe(10_00, "as it was before");
        var problem = await Should.ThrowAsync<BodyFaultyException>(() => service.Ask(Masons, Deposit));
        problem.Position.ShouldBe(5);

        await service.Must(Tailors, Deposit);
        await service.QuietAsync();
        Treasury(service, Tailors).ShouldBe(21_00);
    }

    /// <summary>Else a service could be ready, or asked, before it has counted and logged what it has read.</summary>
    [Fact]
    public async Task A_fault_is_told_before_its_entry_counts_as_read()
    {
        await using var journal = await WrittenAsync();
        using var log = new KeptLog();
        await using var service = await StartAsync(journal, firstId: 1_000_000, log: log);
        await service.QuietAsync();
        var told = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var counts = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == service.Faults.Meter)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        counts.SetMeasurementEventCallback<long>((_, _, _, _) => told.TrySetResult(service.Projector.Position));
        counts.Start();
        var stream = new StreamName("sections/masons");
        var version = (await journal.ReadStreamAsync(stream, 0, JournalLimits.PageEntriesMax)).Count;

        await journal.AppendAsync(new Append(stream, version,
            [new NewEntry(new CommandId(UInt128.MaxValue), default, default, "{\"events\":[{}]}"u8.ToArray(), [])]));

        (await told.Task.WaitAsync(Deadline())).ShouldBe(journal.Position - 1);
    }

    [Fact]
    public async Task The_audit_names_the_entry()
    {
        await using var journal = await WrittenAsync(
            new NewEntry(new CommandId(UInt128.MaxValue), default, default, "{\"events\":[{}]}"u8.ToArray(), []));
        var audit = new JournalAudit();
        foreach (var entry in await journal.ReadAsync(0, JournalLimits.PageEntriesMax))
            await audit.AddAsync(entry, journal);

        audit.First.ShouldNotBeNull().ShouldBe(audit.First with { Position = 5, Stream = "sections/masons" });
        audit.First.Problem.ShouldContain("does not fold");
    }

    [Fact]
    public async Task A_body_is_served_again_once_the_fold_is_mended()
    {
        await using var journal = await WrittenAsync();
        var faulty = new FaultyRules(unfoldable: e => e is OwnTreasuryEvent.Deposited { Memo: "opening" });
        await using (var service = await StartAsync(journal, firstId: 1_000_000, rules: faulty.Rules))
        {
            await Should.ThrowAsync<BodyFaultyException>(() => service.Ask(Masons, Deposit));
            service.Projector.Current.Faults.All.Keys.ShouldBe(
                ["sections/masons", "sections/tailors"], ignoreOrder: true);
        }
        faulty.IsMended = true;
        await using var next = await StartAsync(journal, firstId: 2_000_000, rules: faulty.Rules);

        await next.Must(Masons, Deposit);
        await next.QuietAsync();
        Treasury(next, Masons).ShouldBe(11_00);
    }

    [Fact]
    public async Task An_entry_of_a_stream_that_is_no_body_stops_nothing()
    {
        await using var journal = await WrittenAsync();
        await journal.AppendAsync(new Append(new StreamName("unheard-of"), 0,
            [new NewEntry(new CommandId(UInt128.MaxValue), default, default, "{\"events\":[]}"u8.ToArray(), [])]));
        await using var service = await StartAsync(journal, firstId: 1_000_000);

        await service.Must(Masons, Deposit);
        await service.QuietAsync();
        service.Projector.Current.Faults.All.Keys.ShouldBe(["unheard-of"]);
    }

    private static OwnTreasuryCommand.Deposit Deposit => new(Francs(1), "dues");

    /// <summary>Masons with 10 and tailors with 20 francs, in four entries.</summary>
    private static async Task<MemoryJournal> WrittenAsync(NewEntry? masons = null)
    {
        var journal = new MemoryJournal();
        await using (var service = await StartAsync(journal))
        {
            await service.FoundAsync(Masons, 10);
            await service.FoundAsync(Tailors, 20);
        }
        if (masons is not null)
            await journal.AppendAsync(new Append(
                new StreamName("sections/masons"), 2, [masons with { At = journal.LastAt!.Value }]));
        return journal;
    }

    private static Int128 Treasury(Service service, SectionId section) =>
        service.Projector.Current.Sections.Find(section.Value)!.Treasury.Book.Balance(Account.Treasury, Chf);
}
