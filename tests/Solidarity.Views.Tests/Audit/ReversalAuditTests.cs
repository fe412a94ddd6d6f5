using System.Text;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Storage;
using Solidarity.Views.Audit;
using static Solidarity.Domain.Sections.Reversals.ReversalCommand;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Views.Tests.Audit;

/// <summary>What the audit makes of entries that were reversed.</summary>
public sealed class ReversalAuditTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly StrikeId Strike = new("gva-build-1868");

    [Fact]
    public async Task What_was_reversed_was_neither_paid_in_nor_paid_out()
    {
        await using var journal = new MemoryJournal();
        await LiveAsync(journal);

        var audit = await AuditAsync(journal, entry => entry);

        audit.First.ShouldBeNull();
        var francs = audit.Totals.ShouldHaveSingleItem();
        (francs.Deposits, francs.Payouts, francs.Held, francs.Difference).ShouldBe((100_00, 5_00, 95_00, 0));
    }

    [Theory]
    [InlineData("\"number\":8,\"reverses\":3", "\"number\":8,\"reverses\":2")]
    [InlineData("\"account\":\"strike-fund:gva-build-1868\",\"currency\":\"CHF\",\"minor\":700",
        "\"account\":\"treasury\",\"currency\":\"CHF\",\"minor\":700")]
    public async Task A_reversal_that_is_no_opposite_is_found(string from, string to)
    {
        await using var journal = new MemoryJournal();
        await LiveAsync(journal);
        var changed = 0L;

        var audit = await AuditAsync(journal, entry =>
        {
            var body = Encoding.UTF8.GetString(entry.Body.Span);
            var index = body.Contains("entry-reversed", StringComparison.Ordinal)
                ? body.LastIndexOf(from, StringComparison.Ordinal)
                : -1;
            if (index < 0)
                return entry;
            changed = entry.Position;
            return entry with { Body = Encoding.UTF8.GetBytes(body.Remove(index, from.Length).Insert(index, to)) };
        });

        changed.ShouldBeGreaterThan(0);
        audit.First.ShouldNotBeNull();
        (audit.First.Position, audit.First.Stream).ShouldBe((changed, "sections/masons"));
    }

    // Entries 1 to 5: deposits of 100 and 50 francs, 20 of aid from outside, 7 of strike pay, 5 of rent; reversed are
    // the second deposit, the strike pay and then the aid.
    private static async Task LiveAsync(MemoryJournal journal)
    {
        await using var service = await StartAsync(journal);
        await service.FoundAsync(Masons, 100);
        await service.Must(Masons, new OwnTreasuryCommand.Deposit(Francs(50), "typed twice"));
        var facts = new StrikeFacts("masons", "Geneva", "CH", [], "ten hours", null, new DateOnly(1868, 3, 23));
        await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(Strike, facts));
        await service.Must(Masons, new OwnStrikeCommand.ReceiveOutsideAid(
            Strike, new PledgeId("o-1"), "A hatter", AidKind.Gift, Francs(20), ""));
        await service.Must(Masons, new OwnStrikeCommand.PayStrikePay(Strike, Francs(7), "first week"));
        await service.Must(Masons, new OwnTreasuryCommand.PayOut(Francs(5), "rent"));
        foreach (var entry in (int[])[2, 4, 3])
            await service.Must(Masons, new ReverseEntry(entry, "wrong"));
        await service.QuietAsync();
    }

    private static async Task<JournalAudit> AuditAsync(MemoryJournal journal, Func<Entry, Entry> change)
    {
        var audit = new JournalAudit();
        foreach (var entry in await journal.ReadAsync(0, JournalLimits.PageEntriesMax))
            await audit.AddAsync(change(entry), journal);
        await audit.FinishAsync(journal);
        return audit;
    }
}
