using System.Text;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Grains.Entries;
using Solidarity.Storage;
using Solidarity.Views.Audit;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Views.Tests.Audit;

/// <summary>Invariants 1 and 8 over a whole journal: what the audit accepts, and that it finds what is wrong.</summary>
public sealed class JournalAuditTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Tailors = new("tailors");
    private static readonly FederationId Geneva = new("geneva");

    [Fact]
    public async Task An_honest_journal_has_no_finding_and_its_money_adds_up()
    {
        await using var journal = new MemoryJournal();
        await LiveAsync(journal);

        var audit = await AuditAsync(journal, entry => entry);

        audit.First.ShouldBeNull();
        var francs = audit.Totals.ShouldHaveSingleItem();
        (francs.Deposits, francs.Payouts, francs.Held, francs.Difference).ShouldBe((100_00, 10_00, 90_00, 0));
    }

    [Theory]
    [InlineData("\"account\":\"treasury\",\"currency\":\"CHF\",\"minor\":1",
        "\"account\":\"treasury\",\"currency\":\"CHF\",\"minor\":2",
        "does not balance")]
    [InlineData("\"strike-fund:gva-build-1868\"", "\"strike-fund:another\"", "does not fold")]
    [InlineData("section.pledged.v1", "section.pledged.v9", "does not fold")]
    public async Task A_changed_entry_is_found(string from, string to, string expected)
    {
        await using var journal = new MemoryJournal();
        await LiveAsync(journal);
        var changed = 0L;

        var audit = await AuditAsync(journal, entry =>
        {
            var body = Encoding.UTF8.GetString(entry.Body.Span);
            var index = changed == 0 ? body.IndexOf(from, StringComparison.Ordinal) : -1;
            if (index < 0)
                return entry;
            changed = entry.Position;
            return entry with { Body = Encoding.UTF8.GetBytes(body.Remove(index, from.Length).Insert(index, to)) };
        });

        changed.ShouldBeGreaterThan(0);
        audit.First.ShouldNotBeNull();
        audit.First.Problem.ShouldContain(expected);
        audit.First.Position.ShouldBeGreaterThanOrEqualTo(changed);
    }

    [Fact]
    public async Task An_answer_to_a_message_that_nobody_sent_is_found()
    {
        await using var journal = new MemoryJournal();
        await LiveAsync(journal);

        var audit = await AuditAsync(journal, entry =>
            entry.Command.IsMessage ? entry with { Content = new ContentHash(42) } : entry);

        audit.First!.Problem.ShouldContain("no body has told");
    }

    [Fact]
    public async Task An_answer_of_a_group_to_a_message_that_nobody_sent_is_found()
    {
        await using var journal = new MemoryJournal();
        await LiveAsync(journal);
        var grouped = 0L;

        var audit = await AuditAsync(journal, entry =>
        {
            if (entry.Further is not [.. var before, var last])
                return entry;
            grouped = grouped == 0 ? entry.Position : grouped;
            return entry with { Further = [.. before, last with { Content = new ContentHash(42) }] };
        });

        grouped.ShouldBeGreaterThan(0);
        audit.First!.Problem.ShouldContain("no body has told");
        audit.First.Position.ShouldBe(grouped);
    }

    [Theory]
    [InlineData(0, "1 answers to 2 commands")]
    [InlineData(2, "3 answers to 2 commands")]
    public async Task A_group_with_another_number_of_answers_than_messages_is_found(int answers, string expected)
    {
        await using var journal = new MemoryJournal();
        await LiveAsync(journal);

        var audit = await AuditAsync(journal, entry => entry.Answers == 2
            ? entry with { Body = answers == 0 ? Empty : EntryBody.Join([Empty, Empty, Empty]) }
            : entry);

        audit.First!.Problem.ShouldContain(expected);
    }

    [Fact]
    public async Task A_snapshot_that_is_not_what_replay_gives_is_found()
    {
        await using var journal = new MemoryJournal();
        await using (var service = await StartAsync(journal))
        {
            await service.FoundAsync(Masons, 0);
            await Task.WhenAll(Enumerable.Range(0, 1_500).Select(_ =>
                service.Ask(Masons, new OwnTreasuryCommand.Deposit(Francs(1), "dues"))));
        }
        (await AuditAsync(journal, entry => entry)).First.ShouldBeNull();
        var stream = new StreamName("sections/masons");
        var snapshot = (await journal.ReadSnapshotAsync(stream))!;
        var text = Encoding.UTF8.GetString(snapshot.State.Span)
            .Replace("\"treasury\":", "\"treasury \":", StringComparison.Ordinal);
        var last = (await journal.ReadStreamAsync(stream, 0, 10_000))[^1];
        var more = new NewEntry(new CommandId(UInt128.MaxValue), default, last.At, "{\"events\":[]}"u8.ToArray(), []);
        await journal.AppendAsync(new Append(stream, last.Version, [more],
            snapshot with { Version = last.Version + 1, State = Encoding.UTF8.GetBytes(text) }));

        (await AuditAsync(journal, entry => entry)).First!.Problem.ShouldContain("snapshot");
    }

    // Each entry changed so still folds, and every book balances: only the board and the books differ.
    [Theory]
    [InlineData("\"stage\":\"received\",\"amount\":{\"minor\":", "1", "as received, and the fund")]
    [InlineData("\"strike.strike-pay-paid.v1\",\"amount\":{\"minor\":", "1", "as paid out, and the fund")]
    [InlineData("\"strike.aid-noted.v1\",\"aid\":\"sections/tailors#p-2\",\"kind\":\"gift\",\"state\":\"", "pledged",
        "50.00 CHF pledged as p-2, and the board has it as lapsed")]
    public async Task A_board_that_has_something_else_than_the_books_is_found(string at, string put, string expected)
    {
        await using var journal = new MemoryJournal();
        await LiveAsync(journal, more: true);
        (await AuditAsync(journal, entry => entry)).First.ShouldBeNull();

        var audit = await AuditAsync(journal, entry =>
        {
            var body = Encoding.UTF8.GetString(entry.Body.Span);
            var index = body.IndexOf(at, StringComparison.Ordinal);
            if (index < 0)
                return entry;
            index += at.Length;
            var text = put == "pledged"
                ? body.Remove(index, put.Length).Insert(index, "lapsed")
                : body.Insert(index, put);
            return entry with { Body = Encoding.UTF8.GetBytes(text) };
        });

        audit.First!.Stream.ShouldBe("strikes/gva-build-1868");
        audit.First.Problem.ShouldContain(expected);
    }

    private static ReadOnlyMemory<byte> Empty => "{\"events\":[]}"u8.ToArray();

    private static async Task<JournalAudit> AuditAsync(MemoryJournal journal, Func<Entry, Entry> change)
    {
        var audit = new JournalAudit();
        foreach (var entry in await journal.ReadAsync(0, JournalLimits.PageEntriesMax))
            await audit.AddAsync(change(entry), journal);
        await audit.FinishAsync(journal);
        return audit;
    }

    /// <summary>A strike, a pledge of 50 francs that arrives, 10 francs of strike pay. The federation hears of two
    /// sections that want to join it at once.</summary>
    /// <param name="more">And a pledge that stays one, of the other half.</param>
    private static async Task LiveAsync(MemoryJournal journal, bool more = false)
    {
        await using var service = await StartAsync(journal);
        var strike = new StrikeId("gva-build-1868");
        await service.Must(Geneva, new FederationCommand.Found("Geneva", Level.Local, "Geneva", "CH"));
        await service.FoundAsync(Masons, 0);
        await service.FoundAsync(Tailors, 100);
        var federation = new StreamName("federations/geneva");
        service.Mailbox.Silence(federation);
        foreach (var section in (SectionId[])[Masons, Tailors])
            await service.Must(section, new AffiliationCommand.AskAffiliation(Geneva));
        await service.QuietAsync();
        await service.EndSilenceAsync(federation);
        foreach (var section in (SectionId[])[Masons, Tailors])
            await service.Must(Geneva, new MemberCommand.Admit(section));
        await service.QuietAsync();
        await service.OpenAsync(Tailors, Geneva);
        await service.OpenAsync(Geneva, Masons);
        var facts = new StrikeFacts("masons", "Geneva", "CH", [], "ten hours", null, new DateOnly(1868, 3, 23));
        await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(strike, facts));
        await service.Must(Masons, new OwnCallCommand.CallForAid(strike, Level.Local, [], new CallChange("money")));
        await service.QuietAsync();
        await service.Must(Tailors, new PledgeCommand.MakePledge(
            new PledgeId("p-1"), strike, AidKind.Gift, Francs(50), "assembly", true, null));
        if (more)
            await service.Must(Tailors, new PledgeCommand.MakePledge(
                new PledgeId("p-2"), strike, AidKind.Gift, Francs(50), "assembly", false, null, Again: true));
        await service.QuietAsync();
        await service.Must(Masons, new OwnStrikeCommand.PayStrikePay(strike, Francs(10), "first week"));
        await service.QuietAsync();
    }
}
