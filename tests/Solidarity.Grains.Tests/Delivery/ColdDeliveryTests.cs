using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Tests.Streams;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Delivery;

/// <summary>A message for a section that has no grain is answered without one, and as a grain would.</summary>
public sealed class ColdDeliveryTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly FederationId Geneva = new("geneva");
    private static readonly StreamName Stream = new($"sections/{Masons}");

    [Fact]
    public async Task A_message_wakes_no_grain()
    {
        await using var journal = new MemoryJournal();
        await AskedToJoinAsync(journal);
        await using var service = await RestartAsync(journal);

        await service.Must(Geneva, new MemberCommand.Admit(Masons));
        await service.QuietAsync();

        (await IsMemberAsync(service)).ShouldBeTrue();
        IsAwake(service).ShouldBeFalse();
    }

    [Fact]
    public async Task Transfers_come_to_their_end_without_a_grain()
    {
        await using var service = await StartAsync();
        var (tailors, strike) = (new SectionId("tailors"), new StrikeId("gva-build-1868"));
        var facts = new StrikeFacts("masons", "Geneva", "CH", [], "ten hours", null, new DateOnly(1868, 3, 23));
        await service.FoundAsync(Masons, 0);
        await service.FoundAsync(tailors, 100);
        await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(strike, facts));
        await service.Must(tailors, new InboxCommand.LearnCall(
            new Call(strike, Masons, 1, Level.Local, "money", null, facts), Geneva));
        await service.OpenAsync(tailors, Masons);

        // Several, so that the names of their streams have hashes of both signs.
        foreach (var number in Enumerable.Range(1, 20))
            await service.Must(tailors, new PledgeCommand.MakePledge(
                new PledgeId($"p-{number}"), strike, AidKind.Gift, Francs(1), "assembly", true, null, Again: true));
        await service.QuietAsync();

        var transfers = (await service.Projector.LatestAsync(Deadline())).Transfers.All.ToList();
        transfers.Count.ShouldBe(20);
        transfers.ShouldAllBe(transfer => transfer.Phase == TransferPhase.Settled);
        transfers.ShouldAllBe(transfer => !service.Awake.Has(new StreamName($"transfers/{transfer.Id}")));
    }

    [Fact]
    public async Task A_section_that_is_awake_gets_it_itself()
    {
        await using var journal = new MemoryJournal();
        await AskedToJoinAsync(journal);
        await using var service = await RestartAsync(journal);
        await service.Must(Masons, new OwnTreasuryCommand.Deposit(Francs(5), "dues", Again: true));
        IsAwake(service).ShouldBeTrue();

        await service.Must(Geneva, new MemberCommand.Admit(Masons));
        await service.QuietAsync();

        (await IsMemberAsync(service)).ShouldBeTrue();
    }

    [Fact]
    public async Task Where_the_stream_has_moved_on_the_grain_decides_and_nothing_is_lost()
    {
        await using var journal = new MemoryJournal();
        await AskedToJoinAsync(journal);
        await using var elsewhere = await RestartAsync(journal, firstId: 2_000_000);
        // It follows the same outbox, and is not to bring the message first.
        elsewhere.Mailbox.Silence(Stream);
        await using var racing = new RacingJournal(journal, Stream,
            () => elsewhere.Must(Masons, new OwnTreasuryCommand.Deposit(Francs(5), "dues", Again: true)));
        await using var service = await RestartAsync(racing);

        await service.Must(Geneva, new MemberCommand.Admit(Masons));
        await service.QuietAsync();

        racing.Raced.ShouldBeTrue();
        IsAwake(service).ShouldBeTrue("the grain was asked");
        (await IsMemberAsync(service)).ShouldBeTrue();
        var state = (await service.Projector.LatestAsync()).Sections.Find(Masons.Value);
        state!.Treasury.Book.Balance(Account.Treasury, Chf).ShouldBe(15_00);
    }

    [Fact]
    public async Task A_message_that_was_answered_before_gets_no_second_entry()
    {
        await using var journal = new MemoryJournal();
        await AskedToJoinAsync(journal);
        await using var repeating = new RepeatingJournal(journal);
        await using (var first = await RestartAsync(repeating))
        {
            await first.Must(Geneva, new MemberCommand.Admit(Masons));
            await first.QuietAsync();
        }
        var before = journal.Position;
        repeating.Repeat();

        await using var service = await RestartAsync(repeating, firstId: 2_000_000);
        await service.QuietAsync();

        repeating.Repeated.ShouldBeGreaterThan(0);
        journal.Position.ShouldBe(before);
        (await IsMemberAsync(service)).ShouldBeTrue();
    }

    private static async Task AskedToJoinAsync(MemoryJournal journal)
    {
        await using var service = await StartAsync(journal);
        await service.FoundAsync(Masons, 10);
        await service.Must(Geneva, new FederationCommand.Found("Geneva", Level.Local, "Geneva", "CH"));
        await service.Must(Masons, new AffiliationCommand.AskAffiliation(Geneva));
        await service.QuietAsync();
    }

    private static async Task<Service> RestartAsync(IJournal journal, ulong firstId = 1_000_000)
    {
        var service = await StartAsync(journal, firstId);
        await service.Projector.WaitForAsync(journal.Position, Deadline());
        return service;
    }

    private static bool IsAwake(Service service) => service.Awake.Has(Stream);

    private static async Task<bool> IsMemberAsync(Service service) =>
        (await service.Projector.LatestAsync(Deadline())).Sections.Find(Masons.Value)!.Affiliations.Federations[Geneva]
            == AffiliationStatus.Member;

    /// <summary>Before the first append to a stream, somebody else appends to it.</summary>
    private sealed class RacingJournal(IJournal journal, StreamName stream, Func<Task> race) : JournalOver(journal)
    {
        public bool Raced { get; private set; }

        public override async ValueTask<AppendResult> AppendAsync(
            Append append, CancellationToken cancellationToken = default)
        {
            if (append.Stream == stream && !Raced)
            {
                Raced = true;
                await race();
            }
            return await base.AppendAsync(append, cancellationToken);
        }
    }

    /// <summary>Gives the messages that lay in the outbox once more, as after a service that ended before it knew of
    /// their answers.</summary>
    private sealed class RepeatingJournal(IJournal journal) : JournalOver(journal)
    {
        private readonly SortedDictionary<long, OutboxMessage> _seen = [];
        private bool _repeats;

        public int Repeated { get; private set; }

        public void Repeat() => _repeats = true;

        public override async ValueTask<IReadOnlyList<OutboxMessage>> PendingAsync(
            long afterId, int max, CancellationToken cancellationToken = default)
        {
            var old = _seen.Values.Where(message => _repeats && message.Id > afterId).Take(max).ToList();
            Repeated += old.Count;
            if (old.Count > 0)
                return old;
            var page = await base.PendingAsync(afterId, max, cancellationToken);
            foreach (var message in page)
                _seen[message.Id] = message with { Attached = null };
            return page;
        }
    }
}
