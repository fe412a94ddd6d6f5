using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Grains.Entries;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;
using Solidarity.Views.Audit;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Streams;

/// <summary>What one entry tells the same body travels in one message, and every command of it counts, once.</summary>
public sealed class MessageBatchTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly StrikeId Strike = new("gva-build-1868");
    private static readonly StreamName StrikeStream = new("strikes/gva-build-1868");
    private static readonly SectionCommand Alone = new OwnStrikeCommand.LearnStrikeIdTaken(Strike);

    [Fact]
    public void Commands_to_one_body_travel_together_and_keep_their_order_and_others_travel_alone()
    {
        var (geneva, masons) = ((Address)new FederationId("geneva"), (Address)Masons);
        var due = DateTimeOffset.UnixEpoch;

        var batches = Outgoing.Batch(
        [
            new(geneva, Word(geneva, 1)), new(masons, Word(masons, 2)), new(geneva, Word(geneva, 3)),
            new(masons, Alone), new(masons, Word(masons, 4)), new(masons, Word(masons, 5), due),
            new(masons, Word(masons, 6)),
        ]);

        batches.Select(t => $"{t.To} {t.Due is not null} {string.Join(' ', t.Commands.Select(NumberOf))}").ShouldBe([
            "federations/geneva False 1 3", "sections/masons False 2", "sections/masons False alone",
            "sections/masons False 4 6", "sections/masons True 5"]);
    }

    [Fact]
    public void A_message_carries_no_more_than_its_most_commands()
    {
        var to = (Address)Masons;
        var many = Enumerable.Range(0, (2 * Outgoing.CommandsMax) + 1).Select(i => new Message(to, Word(to, i)));

        var batches = Outgoing.Batch([.. many]);

        batches.Select(t => t.Commands.Count).ShouldBe([Outgoing.CommandsMax, Outgoing.CommandsMax, 1]);
        batches.SelectMany(t => t.Commands).Select(NumberOf).ShouldBe(
            Enumerable.Range(0, (2 * Outgoing.CommandsMax) + 1).Select(i => $"{i}"));
    }

    [Fact]
    public async Task A_message_of_several_is_answered_as_one_from_memory_and_from_the_file()
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-test-");
        try
        {
            await using (var journal = SqliteJournal.Open(folder.FullName))
            {
                await using (var service = await StrikingAsync(journal))
                    await service.Must(new SectionId("tailors"), Pledge(service));
                // The service has stopped; what it had not delivered waits in the file.
            }
            await using var again = SqliteJournal.Open(folder.FullName);
            await using (var service = await StartAsync(again, firstId: 1_000_000))
            {
                await service.Must(new SectionId("smiths"), Pledge(service));
                await service.QuietAsync();
                TotalOf(service).ShouldBe(20_00);
            }
            // Each giver's promise and the word that its money is held came in one message. Besides there are word that
            // the strike began, that money is in transit, and that it was received, which may be of both in one.
            var entries = await again.ReadStreamAsync(StrikeStream, 0, 100);
            var events = entries.SelectMany(e => EntryBody.ReadEvents(e.Body, DomainJson.StrikeEvent)).ToList();
            events.OfType<AidEvent.AidNoted>().Count().ShouldBe(2);
            foreach (var noted in events.OfType<AidEvent.AidNoted>())
                events[events.IndexOf(noted) + 1].ShouldBeOfType<AidEvent.MoneyMoved>().Aid.ShouldBe(noted.Aid);
            events.OfType<AidEvent.MoneyMoved>().Count().ShouldBe(6);
            entries.Sum(entry => entry.Answers).ShouldBeInRange(1 + 2 + 2 + 1, 1 + 2 + 2 + 2);
            (await AuditAsync(again)).ShouldBeNull();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Of_several_the_accepted_count_and_the_answer_is_a_refusal_only_where_all_are_refused()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StrikingAsync(journal);
        var before = (await journal.ReadStreamAsync(new StreamName("sections/tailors"), 0, 100)).Count;

        await BringAsync(journal, service, "sections/tailors", Deposit(1), Deposit(-1), Deposit(2));
        await BringAsync(journal, service, "sections/tailors", Deposit(-1), Deposit(-2));
        await service.QuietAsync();

        var answers = await journal.ReadStreamAsync(new StreamName("sections/tailors"), before, 10);
        answers.Count.ShouldBe(2);
        EntryBody.ReadEvents(answers[0].Body, DomainJson.SectionEvent).Length.ShouldBe(2);
        EntryBody.ReadRefusal(answers[1].Body).ShouldNotBeNull();
        service.Projector.Current.Sections.Find("tailors")!.Available(Chf).Minor.ShouldBe(10_00 + 3);
    }

    [Fact]
    public async Task The_audit_finds_a_message_of_several_that_nobody_told()
    {
        await using var journal = new MemoryJournal();
        await using var service = await StrikingAsync(journal);
        await service.Must(new SectionId("tailors"), Pledge(service));
        await service.QuietAsync();
        (await AuditAsync(journal)).ShouldBeNull();

        await BringAsync(journal, service, "sections/tailors", Deposit(1), Deposit(2));
        await service.QuietAsync();

        (await AuditAsync(journal))!.Problem.ShouldBe("the entry answers a message that no body has told");
    }

    [Fact]
    public async Task The_audit_takes_what_an_earlier_version_sent_in_messages_of_its_own()
    {
        await using var journal = new MemoryJournal();
        Section tailors;
        Strike strike;
        PledgeCommand.MakePledge pledge;
        await using (var service = await StrikingAsync(journal))
        {
            var world = service.Projector.Current;
            (tailors, strike) = (world.Sections.Find("tailors")!, world.Strikes.Find(Strike.Value)!);
            pledge = Pledge(service);
        }
        var at = journal.LastAt!.Value;
        var (decided, told) = Told(Aggregates.Section, tailors, pledge, at);
        await AppendAsync(journal, "sections/tailors", new NewEntry(
            new CommandId(UInt128.MaxValue), default, at, EntryBody.Write(decided, DomainJson.SectionEvent),
            [.. told.Select(m => new NewMessage(new StreamName($"{m.To}"), Outgoing.Serialize(m.Command), m.Due))]));
        var waiting = (await journal.PendingAsync(0, 10)).Where(m => m.Receiver == StrikeStream).ToList();
        waiting.Count.ShouldBe(2, "the promise, and that its money is held");
        foreach (var (message, command) in waiting.Zip(told.Select(m => m.Command).OfType<StrikeCommand>()))
        {
            var answer = Aggregates.Strike.Decide(strike, command, at);
            strike = answer.Events.Aggregate(strike, Aggregates.Strike.Evolve);
            await AppendAsync(journal, StrikeStream.Value, new NewEntry(
                CommandId.FromMessage(message.Id), Requests.HashOf(message.Payload.Span), at,
                EntryBody.Write(answer, DomainJson.StrikeEvent), []));
        }

        (await AuditAsync(journal)).ShouldBeNull();

        await AppendAsync(journal, StrikeStream.Value, new NewEntry(
            CommandId.FromMessage(1_000), Requests.HashOf(waiting[0].Payload.Span), at, "{\"events\":[]}"u8.ToArray(),
            []));
        (await AuditAsync(journal))!.Problem.ShouldBe("the entry answers a message that no body has told");
    }

    private static BodyCommand Word(Address to, int number)
    {
        var learn = new AcknowledgementCommand.LearnTakenIn(new HopKey(new TransferId("t"), 1, number));
        return TreasuryOutbox.To(to, learn).Command;
    }

    private static string NumberOf(BodyCommand command) => command switch
    {
        OwnTreasuryCommand.ToTreasury { Asked: AcknowledgementCommand.LearnTakenIn c } => $"{c.Key.Hop}",
        FederationCommand.ToTreasury { Asked: AcknowledgementCommand.LearnTakenIn c } => $"{c.Key.Hop}",
        _ => "alone",
    };

    private static async Task<Service> StrikingAsync(IJournal journal)
    {
        var service = await StartAsync(journal);
        await service.FoundAsync(Masons, 0);
        await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(Strike, new StrikeFacts(
            "masons", "Geneva", "CH", [], "ten hours", null, new DateOnly(1868, 3, 23))));
        await service.QuietAsync();
        foreach (var section in (SectionId[])[new("tailors"), new("smiths")])
        {
            await service.FoundAsync(section, 10);
            await service.Must(section, new InboxCommand.LearnCall(
                new Call(Strike, Masons, 1, Level.Local, "money", null, FactsOf(service)), new FederationId("geneva")));
            await service.OpenAsync(section, Masons);
        }
        return service;
    }

    private static StrikeFacts FactsOf(Service service) =>
        service.Projector.Current.Strikes.Find(Strike.Value)!.Facts!;

    private static PledgeCommand.MakePledge Pledge(Service service) => new(
        new PledgeId("p-1"), Strike, AidKind.Gift, Francs(10), "assembly", true, null);

    private static OwnTreasuryCommand.Deposit Deposit(long minor) =>
        new(new Domain.Money.Amount(minor, Chf), "dues", Again: true);

    /// <summary>Puts a message of several into the outbox, as if a body had told it.</summary>
    private static async Task BringAsync(
        MemoryJournal journal, Service service, string receiver, params BodyCommand[] commands)
    {
        var from = new StreamName($"sections/teller-{journal.Position}");
        var told = new NewEntry(
            service.NextId(), default, service.Time.GetUtcNow(), "{\"events\":[]}"u8.ToArray(),
            [new NewMessage(new StreamName(receiver), Outgoing.Serialize(commands))]);
        (await journal.AppendAsync(new Append(from, 0, [told]))).ShouldBeOfType<AppendResult.Appended>();
        await service.QuietAsync();
    }

    private static (Decision<TEvent> Decided, List<Message> Told) Told<TState, TCommand, TEvent>(
        Aggregate<TState, TCommand, TEvent> aggregate, TState state, TCommand command, DateTimeOffset at)
        where TCommand : BodyCommand
    {
        var (decided, told) = (aggregate.Decide(state, command, at), new List<Message>());
        foreach (var @event in decided.Events)
        {
            var before = state;
            state = aggregate.Evolve(before, @event);
            told.AddRange(aggregate.Tell(before, @event, state));
        }
        return (decided, told);
    }

    private static async Task AppendAsync(MemoryJournal journal, string stream, NewEntry entry)
    {
        var version = (await journal.ReadStreamAsync(new StreamName(stream), 0, 1_000)).Count;
        var appended = await journal.AppendAsync(new Append(new StreamName(stream), version, [entry]));
        appended.ShouldBeOfType<AppendResult.Appended>();
    }

    private static Int128 TotalOf(Service service) =>
        service.Projector.Current.Strikes.Find(Strike.Value)!.Aid.Totals[Chf].Received;

    private static async Task<Finding?> AuditAsync(IJournal journal)
    {
        var audit = new JournalAudit();
        foreach (var entry in await journal.ReadAsync(0, JournalLimits.PageEntriesMax))
            await audit.AddAsync(entry, journal);
        await audit.FinishAsync(journal);
        return audit.First;
    }
}
