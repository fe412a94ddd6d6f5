using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Grains.Tests.Faults;
using Solidarity.Grains.Tests.Streams;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Delivery;

/// <summary>Invariant 14 in delivery: what fails is tried again and set aside, and nothing else waits for it.</summary>
public sealed class StuckTests
{
    private static readonly SectionId Bakers = new("bakers");
    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Tailors = new("tailors");

    private readonly FaultyRules _faulty = new(undecidable: c =>
        c is OwnTreasuryCommand.ToTreasury { Asked: CorridorCommand.LearnOffer { Terms.FeeMinor: 7 } });

    [Fact]
    public async Task A_message_that_keeps_failing_is_set_aside_and_its_receiver_goes_on()
    {
        await using var service = await FoundedAsync(_faulty);
        await OfferAsync(service, Masons, fee: 7);
        await OfferAsync(service, Bakers, fee: 1);
        await OfferAsync(service, Masons, fee: 8);

        await UntilStuckAsync(service);
        OffersAt(service, Tailors).ShouldBe([1, 8], ignoreOrder: true);
        var stuck = service.Stuck.List(0, 10).ShouldHaveSingleItem();
        (stuck.Receiver.Value, stuck.Sender.Value, stuck.Tries).ShouldBe(("sections/tailors", "sections/masons", 10));
        stuck.Problem.ShouldContain("OverflowException");

        _faulty.IsMended = true;
        service.Dispatcher.Retry(stuck.Id).Count.ShouldBe(1);
        await service.QuietAsync();
        service.Stuck.Count.ShouldBe(0);
        // It came late: its terms are the ones that were said last.
        OffersAt(service, Tailors).ShouldBe([1, 7], ignoreOrder: true);
    }

    [Fact]
    public async Task After_a_restart_it_is_tried_anew()
    {
        await using var journal = new MemoryJournal();
        await using (var service = await FoundedAsync(_faulty, journal))
        {
            await OfferAsync(service, Masons, fee: 7);
            await UntilStuckAsync(service);
        }
        _faulty.IsMended = true;
        await using var next = await StartAsync(journal, firstId: 1_000_000, rules: _faulty.Rules);
        await next.QuietAsync();

        OffersAt(next, Tailors).ShouldBe([7]);
        next.Stuck.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_stray_cancellation_is_a_failure_like_others()
    {
        await using var journal = new MemoryJournal();
        await using var stray = new StrayJournal(journal);
        await using var service = await FoundedAsync(new FaultyRules(), stray);
        stray.Cancelled = 3;
        await OfferAsync(service, Masons, fee: 1);

        await service.Time.PassPausesUntilAsync(stray.Done);
        await service.Time.PassPausesUntilAsync(service.QuietAsync());
        OffersAt(service, Tailors).ShouldBe([1]);
    }

    [Fact]
    public async Task Many_alarms_that_nobody_can_take_do_not_hide_the_later_ones_of_others()
    {
        await using var journal = new MemoryJournal();
        await using var service = await FoundedAsync(new FaultyRules(), journal);
        var now = service.Time.GetUtcNow();
        var alarms = Enumerable.Range(0, 1_500).Select(i => new NewMessage(
            new StreamName($"nobodies/n{i}"), "{\"command\":\"ring\"}"u8.ToArray(), now.AddMinutes(1)));
        await journal.AppendAsync(new Append(new StreamName("sections/joiners"), 0,
            [new NewEntry(new CommandId(UInt128.MaxValue), default, now, "{\"events\":[]}"u8.ToArray(), [.. alarms])]));
        var strike = new StrikeId("gva-1868");
        await service.Must(Masons, new OwnStrikeCommand.DeclareStrike(strike, Facts));
        await service.Must(Masons, new OwnCallCommand.CallForAid(strike, Level.Local, [], new CallChange("money")));
        await service.QuietAsync();
        await service.Must(Tailors, new InboxCommand.LearnCall(
            new Call(strike, Masons, 1, Level.Local, "money", null, Facts), new FederationId("geneva")));
        await service.Must(Tailors, new PledgeCommand.MakePledge(
            new PledgeId("p-1"), strike, AidKind.Gift, null, "assembly", false, now.AddMinutes(2)));

        service.Time.Advance(TimeSpan.FromMinutes(3));
        await service.Time.PassPausesUntilAsync(LapsedAsync(service));
    }

    private static StrikeFacts Facts => new(
        "masons", "Geneva", "CH", [], "ten hours", null, new DateOnly(1868, 3, 23));

    private static async Task LapsedAsync(Service service)
    {
        while (service.Projector.Current.Sections.Find(Tailors.Value)!.Promises.Pledges.Values
            .All(pledge => pledge.State != AidState.Lapsed))
            await service.Projector.WaitForAsync(service.Projector.Position + 1, Deadline());
    }

    private static async Task<Service> FoundedAsync(FaultyRules faulty, IJournal? journal = null)
    {
        var service = await StartAsync(journal, rules: faulty.Rules);
        foreach (var section in (SectionId[])[Bakers, Masons, Tailors])
            await service.FoundAsync(section, 10);
        return service;
    }

    private static Task OfferAsync(Service service, SectionId from, long fee) => service.Must(
        from, new OwnTreasuryCommand.ToTreasury(new CorridorCommand.OfferCorridor(
            new CorridorKey(Tailors, Chf, Chf), CorridorTerms.Free with { FeeMinor = fee })));

    private static long[] OffersAt(Service service, SectionId section) =>
    [
        .. service.Projector.Current.Sections.Find(section.Value)!.Treasury.Corridors.Offers.Values
            .Select(offer => offer.Terms.FeeMinor),
    ];

    // What is set aside is no longer under way.
    [Fact]
    public async Task What_another_process_delivers_from_now_on_is_no_longer_stuck_here_and_is_tried_if_it_comes_back()
    {
        await using var service = await FoundedAsync(_faulty);
        await OfferAsync(service, Masons, fee: 7);
        await UntilStuckAsync(service);
        service.Stuck.Count.ShouldBe(1);

        service.Share.Change(body => body.Value != "sections/tailors");
        await service.QuietAsync();
        service.Stuck.Count.ShouldBe(0);

        _faulty.IsMended = true;
        service.Share.Change(_ => true);
        await service.QuietAsync();
        OffersAt(service, Tailors).ShouldBe([7]);
    }

    private static Task UntilStuckAsync(Service service) => service.Time.PassPausesUntilAsync(service.QuietAsync());

    /// <summary>A journal whose next appends are cancelled though nobody did that.</summary>
    private sealed class StrayJournal(IJournal journal) : JournalOver(journal)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Cancelled { get; set; }

        public Task Done => _done.Task;

        public override ValueTask<AppendResult> AppendAsync(
            Append append, CancellationToken cancellationToken = default)
        {
            if (Cancelled == 0 || !append.Entries[0].Command.IsMessage)
                return base.AppendAsync(append, cancellationToken);
            if (--Cancelled == 0)
                _done.SetResult();
            throw new TaskCanceledException("nobody's");
        }
    }
}
