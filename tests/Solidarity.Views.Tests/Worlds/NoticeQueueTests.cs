using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.Notices;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Grains.Tests;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Tests.Worlds;

/// <summary>What bodies are to be told, as a function of the journal.</summary>
public sealed class NoticeQueueTests
{
    private const string Mail = "treasurer@masons.example";
    private const string Hook = "https://masons.example/notices";

    private static readonly SectionId Masons = new("masons");
    private static readonly SectionId Joiners = new("joiners");
    private static readonly FederationId Geneva = new("geneva");
    private static readonly TransferId Way = new("p-1-0a1b");

    private static readonly NoticeSettings Wanted = new(
        [new(ChannelKind.Email, Mail), new(ChannelKind.Webhook, Hook, "0123456789abcdef")], NoticeSettings.AllKinds,
        QuietHours.Default);

    [Fact]
    public void A_body_that_has_no_channel_is_in_no_queue()
    {
        var tale = new Tale().Found(Masons, "CH").Tell(Masons, Heard("a"));
        tale.World.Notices.All.ShouldBeEmpty();
        // What came before it said where its notices go is not told.
        tale.Tell(Masons, Of(new NoticeEvent.NoticesSet(Wanted))).World.Notices.All.ShouldBeEmpty();
    }

    [Fact]
    public void A_call_is_news_when_it_comes_and_when_it_comes_again_after_it_was_taken_back()
    {
        var tale = Told().Tell(Masons, Heard("a")).Tell(Masons, Heard("a", number: 2));
        Listed(tale, Mail).ShouldBe([(NoticeKind.Calls, "strikes/a")]);
        tale.Tell(Masons, new InboxEvent.CallEnded(new("a"), 3, CallEnd.Narrowed)).Tell(Masons, Heard("a", number: 4));
        Listed(tale, Mail).ShouldBe([(NoticeKind.Calls, "strikes/a"), (NoticeKind.Calls, "strikes/a")]);
        tale.Tell(Masons, new InboxEvent.Reminded(new("a"), 4, tale.At))
            .Tell(Masons, new InboxEvent.CallEnded(new("a"), 5, CallEnd.StrikeOver));
        Listed(tale, Hook).Skip(2).ShouldBe([(NoticeKind.Reminders, "strikes/a"), (NoticeKind.Ends, "strikes/a")]);
    }

    [Fact]
    public void Each_channel_has_its_own_place_and_what_was_sent_over_one_waits_for_the_other()
    {
        var tale = Told().Tell(Masons, Heard("a"));
        var sent = tale.World.Position;
        tale.Tell(Masons, Heard("b")).Tell(Masons, Of(new NoticeEvent.NoticeSent(Mail, sent, 0, tale.At)));
        Listed(tale, Mail).ShouldBe([(NoticeKind.Calls, "strikes/b")]);
        Listed(tale, Hook).Length.ShouldBe(2);
        // A failure leaves all of it.
        tale.Tell(Masons, Of(new NoticeEvent.NoticeFailed(Hook, sent, "the webhook answered 500", tale.At)));
        Listed(tale, Hook).Length.ShouldBe(2);
    }

    [Fact]
    public void A_dead_channel_keeps_a_list_of_bounded_length_and_counts_the_rest_exactly()
    {
        var tale = Told();
        for (var i = 0; i < NoticeQueue.ListedMax + 30; i++)
            tale.Tell(Masons, Heard($"s-{i}"));
        var queue = QueueOf(tale, Mail);
        (queue.Listed.Length, queue.Unlisted, queue.Last).ShouldBe(
            (NoticeQueue.ListedMax, 30, tale.World.Position));
        // Of tests the last is there, and only that.
        tale.Tell(Masons, Of(new NoticeEvent.NoticesTested(tale.At)), Of(new NoticeEvent.NoticesTested(tale.At)));
        QueueOf(tale, Mail).Listed.Count(notice => notice.Kind is null).ShouldBe(1);
        queue = QueueOf(tale, Mail);
        // While that was sent, more came.
        tale.Tell(Masons, Heard("late"));
        tale.Tell(Masons, Of(new NoticeEvent.NoticeSent(Mail, queue.Last, queue.Unlisted, tale.At)));
        (QueueOf(tale, Mail).Listed.Length, QueueOf(tale, Mail).Unlisted).ShouldBe((0, 1));
    }

    [Fact]
    public void What_is_stopped_leaves_the_queue_and_what_stays_keeps_its_place()
    {
        var tale = Told().Tell(Masons, Heard("a"))
            .Tell(Masons, new InboxEvent.Reminded(new("a"), 1, DateTimeOffset.UnixEpoch));
        tale.Tell(Masons, Of(new NoticeEvent.NoticesSet(Wanted with { Kinds = [NoticeKind.Reminders] })));
        Listed(tale, Mail).ShouldBe([(NoticeKind.Reminders, "strikes/a")]);
        tale.Tell(Masons, Of(new NoticeEvent.NoticesSet(Wanted with { Channels = [Wanted.Channels[1]] })));
        tale.World.Notices.QueuesOf(Masons).ShouldHaveSingleItem().Target.ShouldBe(Hook);
        tale.Tell(Masons, Of(new NoticeEvent.NoticesSet(Wanted with { Kinds = [] })));
        tale.World.Notices.All.ShouldBeEmpty();
    }

    [Fact]
    public void A_striking_section_hears_of_pledges_of_others_once_each()
    {
        var strike = new StrikeId("masons-1868");
        var aid = new AidKey(Party.Of(Joiners), new PledgeId("p-1"));
        var own = new AidKey(Party.Of(Masons), new PledgeId("p-2"));
        var tale = Told();
        tale.Tell(strike, new LifecycleEvent.StrikeOpened(strike, Masons, Facts, tale.At));
        tale.Tell(strike, Noted(aid, AidState.Pledged)).Tell(strike, Noted(aid, AidState.Honoured))
            .Tell(strike, Noted(own, AidState.Pledged));
        Listed(tale, Mail).ShouldBe([(NoticeKind.Pledges, "strikes/masons-1868")]);
    }

    [Fact]
    public void A_stuck_transfer_is_told_to_who_sent_it_and_who_has_the_money()
    {
        var tale = Told(Masons).Tell(Geneva, new Domain.Federations.FederationEvent.Founded(
            Geneva, "Geneva", Level.Local, "", "CH", DateTimeOffset.UnixEpoch));
        tale.Tell(Geneva, new Domain.Federations.FederationEvent.OfNotices(new NoticeEvent.NoticesSet(Wanted)));
        tale.Tell(Way, new TransferEvent.Begun(
            Way, Masons, new Amount(100, Service.Chf), new Purpose.ToStrikeFund(
                Joiners, new("joiners-1868"), new AidKey(Party.Of(Masons), new("p-1")), AidKind.Gift, 1),
            DateTimeOffset.UnixEpoch));
        tale.Tell(Way, new TransferEvent.Stuck(Geneva, "seized", DateTimeOffset.UnixEpoch));
        foreach (var body in (Address[])[Masons, Geneva])
            tale.World.Notices.QueuesOf(body)[0].Listed.ShouldHaveSingleItem().ShouldBe(
                new Notice(NoticeKind.StuckTransfers, Way, tale.World.Position, tale.At));
    }

    private static Tale Told(SectionId? section = null) =>
        new Tale().Found(section ?? Masons, "CH").Tell(section ?? Masons, Of(new NoticeEvent.NoticesSet(Wanted)));

    private static OwnNoticesEvent.OfNotices Of(NoticeEvent @event) => new(@event);

    private static StrikeFacts Facts => new("masons", "Geneva", "CH", [], "", null, new DateOnly(1868, 3, 23));

    private static InboxEvent.CallHeard Heard(string strike, int number = 1) => new(
        new Call(new StrikeId(strike), Joiners, number, Level.Local, "bread", null, Facts), Geneva,
        DateTimeOffset.UnixEpoch);

    private static AidEvent.AidNoted Noted(AidKey aid, AidState state) =>
        new(aid, AidKind.Gift, state, new Amount(100, Service.Chf), Counted: true, Note: "");

    private static NoticeQueue QueueOf(Tale tale, string target) =>
        tale.World.Notices.QueuesOf(Masons).Single(queue => queue.Target == target);

    private static (NoticeKind?, string)[] Listed(Tale tale, string target) =>
        [.. QueueOf(tale, target).Listed.Select(notice => (notice.Kind, notice.About.ToString()))];
}
