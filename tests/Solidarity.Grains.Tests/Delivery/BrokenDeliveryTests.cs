using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Tests.Streams;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Delivery;

/// <summary>Invariant 14: whatever is thrown wherever delivery waits for something, everything is delivered once.
/// </summary>
public sealed class BrokenDeliveryTests
{
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId[] Senders = [.. Enumerable.Range(0, 20).Select(i => new SectionId($"s{i}"))];

    public static TheoryData<string> Problems => ["cancelled", "canceled task", "late", "ours", "disk"];

    public static TheoryData<string, string> JournalFaults
    {
        get
        {
            var faults = new TheoryData<string, string>();
            foreach (var method in (string[])
                ["Pending", "Acknowledge", "Append", "Appended", "Find", "ReadStream", "Due", "NextDue", "WaitBeyond"])
                foreach (var problem in (string[])["cancelled", "ours"])
                    faults.Add(method, problem);
            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Before_a_message_arrives(string problem) => await DeliverAsync(mailbox =>
        new BrokenMailbox(mailbox, (_, _) => throw Problem(problem)));

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Before_a_message_arrives_a_little_later(string problem) => await DeliverAsync(mailbox =>
        new BrokenMailbox(mailbox, async (_, _) =>
        {
            await Task.Yield();
            throw Problem(problem);
        }));

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task After_a_message_was_answered(string problem) => await DeliverAsync(mailbox =>
        new BrokenMailbox(mailbox, async (receiver, messages) =>
        {
            await mailbox.DeliverAsync(receiver, messages);
            throw Problem(problem);
        }));

    [Fact]
    public async Task Where_answers_are_missing() => await DeliverAsync(mailbox =>
        new BrokenMailbox(mailbox, async (receiver, messages) =>
            (await mailbox.DeliverAsync(receiver, messages)).RemoveAt(0)));

    [Fact]
    public async Task Where_there_are_no_answers_at_all() => await DeliverAsync(mailbox =>
        new BrokenMailbox(mailbox, async (receiver, messages) =>
        {
            await mailbox.DeliverAsync(receiver, messages);
            return default;
        }));

    [Theory]
    [MemberData(nameof(JournalFaults))]
    public async Task Wherever_the_journal_is_asked(string method, string problem)
    {
        await using var journal = new MemoryJournal();
        await using var broken = new BrokenJournal(journal, method, () => Problem(problem));
        await DeliverAsync(mailbox => mailbox, broken, () => broken.Left = 5);
    }

    private static async Task DeliverAsync(
        Func<IMailbox, IMailbox> around, IJournal? journal = null, Action? broken = null)
    {
        await using var service = await StartAsync(journal, around: around);
        await service.FoundAsync(Masons, 10);
        foreach (var sender in Senders)
            await service.FoundAsync(sender, 10);
        broken?.Invoke();
        // Each offer that is made again is another message; the second of a like one is redundant.
        foreach (var fee in (long[])[1, 2, 2])
            foreach (var sender in Senders)
                await service.Must(sender, new OwnTreasuryCommand.ToTreasury(new CorridorCommand.OfferCorridor(
                    new CorridorKey(Masons, Chf, Chf), CorridorTerms.Free with { FeeMinor = fee })));

        await service.Time.PassPausesUntilAsync(service.QuietAsync());

        service.Projector.Current.Sections.Find(Masons.Value)!.Treasury.Corridors.Offers.Values
            .Select(offer => offer.Terms.FeeMinor).ShouldBe(Senders.Select(_ => 2L));
        (await service.WaitingAsync(new StreamName("sections/masons"))).ShouldBeEmpty();
        service.Stuck.Count.ShouldBe(0);
    }

    private static Exception Problem(string name) => name switch
    {
        "cancelled" => new OperationCanceledException("nobody's"),
        "canceled task" => new TaskCanceledException("nobody's"),
        "late" => new TimeoutException("it takes too long"),
        "disk" => new JournalUnavailableException("the disk is full"),
        _ => new InvalidOperationException("a fault of ours"),
    };

    /// <summary>The first deliveries, and every seventh, are another's.</summary>
    private sealed class BrokenMailbox(
        IMailbox mailbox, Func<StreamName, ImmutableArray<OutboxMessage>, Task<ImmutableArray<Reply>>> broken)
        : IMailbox
    {
        private int _deliveries;

        public Task<ImmutableArray<Reply>> DeliverAsync(StreamName receiver, ImmutableArray<OutboxMessage> messages) =>
            Interlocked.Increment(ref _deliveries) is var number && (number <= 5 || number % 7 == 0)
                ? broken(receiver, messages)
                : mailbox.DeliverAsync(receiver, messages);
    }

    /// <summary>A journal, some calls of which fail; those that a client waits for do not.</summary>
    private sealed class BrokenJournal(IJournal journal, string method, Func<Exception> problem) : JournalOver(journal)
    {
        private int _left;

        /// <summary>How many calls fail.</summary>
        public int Left { set => _left = value; }

        public override async ValueTask<AppendResult> AppendAsync(
            Append append, CancellationToken cancellationToken = default)
        {
            if (!append.Entries[0].Command.IsMessage)
                return await base.AppendAsync(append, cancellationToken);
            Check("Append");
            var result = await base.AppendAsync(append, cancellationToken);
            Check("Appended");
            return result;
        }

        public override ValueTask AcknowledgeAsync(
            ImmutableArray<long> messages, CancellationToken cancellationToken = default)
        {
            Check("Acknowledge");
            return base.AcknowledgeAsync(messages, cancellationToken);
        }

        public override ValueTask<IReadOnlyList<Entry>> ReadStreamAsync(
            StreamName stream, long afterVersion, int max, CancellationToken cancellationToken = default)
        {
            // Of a receiver; the others are asked by clients.
            if (stream.Value == "sections/masons")
                Check("ReadStream");
            return base.ReadStreamAsync(stream, afterVersion, max, cancellationToken);
        }

        public override ValueTask<Entry?> FindAsync(CommandId command, CancellationToken cancellationToken = default)
        {
            if (command.IsMessage)
                Check("Find");
            return base.FindAsync(command, cancellationToken);
        }

        public override async ValueTask<IReadOnlyList<OutboxMessage>> PendingAsync(
            long afterId, int max, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            Check("Pending");
            return await base.PendingAsync(afterId, max, cancellationToken);
        }

        public override ValueTask<IReadOnlyList<OutboxMessage>> DueAsync(
            DateTimeOffset until, int max, DueMark? after = null, CancellationToken cancellationToken = default)
        {
            Check("Due");
            return base.DueAsync(until, max, after, cancellationToken);
        }

        public override ValueTask<DateTimeOffset?> NextDueAsync(
            DateTimeOffset? after = null, CancellationToken cancellationToken = default)
        {
            // A test that waits for quiet asks for what comes after a time.
            if (after is null)
                Check("NextDue");
            return base.NextDueAsync(after, cancellationToken);
        }

        public override Task WaitBeyondAsync(long position, CancellationToken cancellationToken = default)
        {
            // The read models wait without a token.
            if (cancellationToken.CanBeCanceled)
                Check("WaitBeyond");
            return base.WaitBeyondAsync(position, cancellationToken);
        }

        private void Check(string called)
        {
            if (called == method && Interlocked.Decrement(ref _left) >= 0)
                throw problem();
        }
    }
}
