using System.Text;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Grains.Entries;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;
using Solidarity.Views.Audit;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>Invariant 7 in the journal: a call that comes to a body again leaves the outbox, and no entry.</summary>
public sealed class RedundantTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Tailors = new("tailors");
    private static readonly FederationId Geneva = new("geneva");
    private static readonly FederationId Vaud = new("vaud");
    private static readonly StrikeId Strike = new("gva-build-1868");
    private static readonly StrikeFacts Facts = new(
        "masons", "Geneva", "CH", [], "ten hours", null, new DateOnly(1868, 3, 23));

    [Fact]
    public async Task A_section_of_two_federations_has_one_entry_of_the_call_and_the_audit_finds_nothing_amiss()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal);
        await CallAsync(service);

        (await journal.PendingAsync(0, 100)).ShouldBeEmpty();
        var entries = await journal.ReadStreamAsync(new StreamName("sections/tailors"), 0, 100);
        entries.Count(entry => Encoding.UTF8.GetString(entry.Body.Span).Contains("call-heard")).ShouldBe(1);
        entries.Select(entry => Encoding.UTF8.GetString(entry.Body.Span)).ShouldNotContain("{\"events\":[]}");
        (await AuditAsync(journal)).ShouldBeNull();
    }

    [Fact]
    public async Task A_request_of_a_client_that_changes_nothing_is_on_record()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal);
        await CallAsync(service);
        var heard = service.Projector.Current.Sections.Find(Tailors.Value)!.Inbox.Calls[Strike].Call;
        var (id, again) = (service.NextId(), new InboxCommand.LearnCall(heard, Geneva));

        var reply = await service.Ask(Tailors, again, id);

        reply.Position.ShouldBe(journal.Position);
        (await service.Ask(Tailors, again, id)).ShouldBe(reply);
    }

    [Fact]
    public async Task A_message_taken_out_that_was_not_redundant_is_found_by_the_audit()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StartAsync(journal);
        await CallAsync(service);
        await service.Must(Tailors, new PledgeCommand.MakePledge(
            new PledgeId("p-1"), Strike, AidKind.Gift, null, "assembly", false, service.Time.GetUtcNow().AddDays(7)));
        await service.QuietAsync();
        (await AuditAsync(journal)).ShouldBeNull();

        var alarm = (await journal.DueAsync(DateTimeOffset.MaxValue, 10)).ShouldHaveSingleItem();
        await journal.AcknowledgeAsync([alarm.Id]);

        (await AuditAsync(journal))!.Problem.ShouldContain("neither answered nor in the outbox");
    }

    [Fact]
    public async Task Messages_of_one_row_that_was_partly_answered_all_leave_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-test-");
        try
        {
            await AnswerOneOfTwoAsync(folder.FullName);
            await using var journal = SqliteJournal.Open(folder.FullName);
            (await journal.PendingAsync(0, 10)).Count.ShouldBe(2, "the row still lies there");
            var position = journal.Position;
            await using var service = await StartAsync(journal, firstId: 1_000_000);
            await service.QuietAsync();

            (await journal.PendingAsync(0, 10)).ShouldBeEmpty();
            journal.Position.ShouldBeGreaterThan(position);
            foreach (var section in (SectionId[])[Masons, Tailors])
                service.Projector.Current.Sections.Find(section.Value)!.Inbox.Calls.Count.ShouldBe(1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Both are told of a call in one row; the masons have answered.</summary>
    private static async Task AnswerOneOfTwoAsync(string folder)
    {
        await using var journal = SqliteJournal.Open(folder);
        await using (var service = await StartAsync(journal))
            foreach (var section in (SectionId[])[Masons, Tailors])
                await service.FoundAsync(section, 0);
        var call = new Call(Strike, new SectionId("smiths"), 1, Level.Local, "money", null, Facts);
        var payload = Outgoing.Serialize(new InboxCommand.LearnCall(call, Geneva));
        var last = journal.LastAt!.Value;
        var told = new NewEntry(new CommandId(UInt128.MaxValue), default, last, "{\"events\":[]}"u8.ToArray(),
            [new(new StreamName("sections/masons"), payload), new(new StreamName("sections/tailors"), payload)]);
        await journal.AppendAsync(new Append(new StreamName("federations/geneva"), 0, [told]));
        var first = (await journal.PendingAsync(0, 1))[0];
        var heard = EntryBody.Write<SectionEvent>(
            new InboxEvent.CallHeard(call, Geneva, last), Domain.Messages.DomainJson.SectionEvent);
        var answer = new NewEntry(CommandId.FromMessage(first.Id), Requests.HashOf(payload), last, heard, []);
        (await journal.AppendAsync(new Append(first.Receiver, 1, [answer]))).ShouldBeOfType<AppendResult.Appended>();
    }

    private static async Task CallAsync(Service service)
    {
        foreach (var federation in (FederationId[])[Geneva, Vaud])
            await service.Must(federation, new FederationCommand.Found("Geneva", Level.Local, "Geneva", "CH"));
        foreach (var section in (SectionId[])[Masons, Tailors])
        {
            await service.FoundAsync(section, 0);
            await service.JoinAsync(section, Geneva);
            await service.JoinAsync(section, Vaud);
        }
        await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(Strike, Facts));
        await service.Must(Masons, new OwnCallCommand.CallForAid(Strike, Level.Local, [], new CallChange("money")));
        await service.QuietAsync();
    }

    private static async Task<Finding?> AuditAsync(MemoryJournal journal)
    {
        var audit = new JournalAudit();
        foreach (var entry in await journal.ReadAsync(0, JournalLimits.PageEntriesMax))
            await audit.AddAsync(entry, journal);
        await audit.FinishAsync(journal);
        return audit.First;
    }
}
