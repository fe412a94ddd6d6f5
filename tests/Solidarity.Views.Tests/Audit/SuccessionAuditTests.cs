using System.Text;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Grains.Tests;
using Solidarity.Storage;
using Solidarity.Views.Audit;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Views.Tests.Audit;

/// <summary>History is verifiable under the successors: what a federation says at its end is what its book and theirs
/// have, and the record of its members is on the successor's board.</summary>
public sealed class SuccessionAuditTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Tailors = new("tailors");
    private static readonly FederationId Romande = new("romande");
    private static readonly FederationId Geneva = new("geneva");
    private static readonly StrikeId Strike = new("gva-build-1868");

    [Fact]
    public async Task A_federation_that_ended_honestly_has_no_finding()
    {
        await using var journal = new MemoryJournal();
        await (await LiveAsync(journal)).DisposeAsync();

        var audit = await AuditAsync(journal, entry => entry);

        audit.First.ShouldBeNull();
    }

    [Fact]
    public async Task The_successors_board_shows_what_its_members_gave_and_got_under_the_predecessor()
    {
        await using var journal = new MemoryJournal();
        await using var service = await LiveAsync(journal);

        var counters = service.Projector.Current.Counters.Bodies;
        var (before, after) = (counters.Of(Romande), counters.Of(Geneva));
        (before.Sections, after.Sections).ShouldBe((0, 2));
        after.Sums.Gave[Chf].Received.ShouldBe(50_00);
        after.Sums.Got[Chf].Received.ShouldBe(50_00);
        before.Sums.Gave.Values.ShouldAllBe(sums => sums.Received == 0);
    }

    [Theory]
    [InlineData("federation.dissolved.v1", "\"callsRelayed\"", "\"bookHash\":\"0\",\"callsRelayed\"", "another hash")]
    [InlineData("federation.dissolved.v1", "\"minor\":700", "\"minor\":701", "other sums")]
    [InlineData(
        "federation.dues-taken-over.v1", "\"amount\":{\"minor\":700", "\"amount\":{\"minor\":600",
        "books something else")]
    [InlineData("federation.predecessor-closed.v1", "\"minor\":700", "\"minor\":701", "another last statement")]
    public async Task A_changed_last_statement_or_hand_over_is_found(
        string entry, string from, string to, string problem)
    {
        await using var journal = new MemoryJournal();
        await (await LiveAsync(journal)).DisposeAsync();
        var changed = false;

        var audit = await AuditAsync(journal, read =>
        {
            var body = Encoding.UTF8.GetString(read.Body.Span);
            if (!body.Contains(entry, StringComparison.Ordinal) || !body.Contains(from, StringComparison.Ordinal))
                return read;
            changed = true;
            return read with { Body = Encoding.UTF8.GetBytes(body.Replace(from, to, StringComparison.Ordinal)) };
        });

        changed.ShouldBeTrue();
        audit.First.ShouldNotBeNull();
        audit.First.Problem.ShouldContain(problem);
    }

    // Romande, of two sections with a strike and a pledge between them, merges into Geneva, with 7.00 of dues.
    private static async Task<Service> LiveAsync(MemoryJournal journal)
    {
        var service = await StartAsync(journal);
        foreach (var federation in new[] { Romande, Geneva })
            await service.Must(federation, new FederationCommand.Found(federation.Value, Level.Local, "Geneva", "CH"));
        foreach (var section in new[] { Masons, Tailors })
        {
            await service.FoundAsync(section, 100);
            await service.JoinAsync(section, Romande);
        }
        await service.OpenAsync(Tailors, Romande);
        await service.OpenAsync(Romande, Masons);
        await service.Must(Tailors, new OwnTreasuryCommand.PayDues(Romande, Francs(7), ""));
        await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(Strike, new StrikeFacts(
            "masons", "Geneva", "CH", [], "", 50, new DateOnly(1868, 3, 23))));
        await service.QuietAsync();
        await service.Must(Masons, new OwnCallCommand.CallForAid(Strike, Level.Local, [], new CallChange("")));
        await service.QuietAsync();
        await service.Must(Tailors, new PledgeCommand.MakePledge(
            new PledgeId("first"), Strike, AidKind.Gift, Francs(50), "assembly", HonourNow: true, null));
        await service.QuietAsync();
        await MergeAsync(service);
        return service;
    }

    private static async Task MergeAsync(Service service)
    {
        await service.Must(Romande, new SuccessionCommand.AnnounceSuccession([Geneva], [], "congress"));
        await service.QuietAsync();
        await service.Must(Geneva, new SuccessorCommand.AgreeToSucceed(Romande, "congress"));
        await service.QuietAsync();
        foreach (var section in new[] { Masons, Tailors })
            await service.Must(section, new AffiliationCommand.Reassign(Romande, Geneva, "assembly"));
        await service.Must(Romande, new DuesTransferCommand.TransferDues(Geneva, Francs(7)));
        await service.QuietAsync();
        await service.Must(Romande, new SuccessionCommand.Dissolve());
        await service.QuietAsync();
    }

    private static async Task<JournalAudit> AuditAsync(MemoryJournal journal, Func<Entry, Entry> read)
    {
        var audit = new JournalAudit();
        foreach (var entry in await journal.ReadAsync(0, JournalLimits.PageEntriesMax))
            await audit.AddAsync(read(entry), journal);
        await audit.FinishAsync(journal);
        return audit;
    }
}
