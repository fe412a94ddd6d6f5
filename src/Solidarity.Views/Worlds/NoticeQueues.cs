using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.Notices;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;
using Solidarity.Grains.Snapshots;
using Solidarity.Storage;

namespace Solidarity.Views.Worlds;

/// <summary>One thing that a body is to be told.</summary>
/// <param name="Kind">Null: a test.</param>
/// <param name="About">A strike, a transfer, or who asks to be taken in; of a test the body itself.</param>
/// <param name="Position">Of the journal's entry that it comes from.</param>
public sealed record Notice(NoticeKind? Kind, Address About, long Position, DateTimeOffset At);

/// <summary>What is to be told over one channel and was not yet.</summary>
/// <param name="Listed">The first of it, oldest first, at most <see cref="ListedMax"/>; and the last test, which has to
/// be seen however much waits.</param>
/// <param name="Unlisted">How many things there are beyond these, whose number alone is kept.</param>
/// <param name="Last">The position of the last of all.</param>
public sealed record NoticeQueue(string Target, ImmutableArray<Notice> Listed, int Unlisted, long Last)
{
    public const int ListedMax = 100;

    internal NoticeQueue With(Notice notice) => notice.Kind is null
        ? this with { Listed = [.. Listed.Where(other => other.Kind is not null), notice], Last = notice.Position }
        : this with
        {
            Listed = Listed.Length < ListedMax ? Listed.Add(notice) : Listed,
            Unlisted = Listed.Length < ListedMax || Unlisted == int.MaxValue ? Unlisted : Unlisted + 1,
            Last = notice.Position,
        };

    internal NoticeQueue Without(NoticeEvent.NoticeSent sent) => this with
    {
        Listed = [.. Listed.Where(notice => notice.Position > sent.Through)],
        Unlisted = Math.Max(0, Unlisted - sent.Unlisted),
    };

    internal bool IsEmpty => Listed.IsEmpty && Unlisted == 0;
}

/// <summary>
/// What bodies are to be told over their channels and were not yet: a function of the journal alone, so every silo has
/// it, and a restart loses nothing and repeats nothing. Only bodies that have a channel are in it, and a channel that
/// is dead keeps a bounded number of notices. Adding one costs O(<see cref="NoticeQueue.ListedMax"/>).
/// </summary>
public sealed class NoticeQueues : CopyOnWrite<NoticeQueues>
{
    private PersistentDictionary<Address, ImmutableArray<NoticeQueue>> _queues =
        PersistentDictionary<Address, ImmutableArray<NoticeQueue>>.Empty;

    /// <summary>By body; those of which something waits.</summary>
    public IReadOnlyCollection<KeyValuePair<Address, ImmutableArray<NoticeQueue>>> All => _queues;

    internal void OnSection(Section before, SectionEvent @event, Section after, Entry entry)
    {
        if (after.Notices is not { } notices)
            return;
        switch (@event)
        {
            case OwnNoticesEvent.OfNotices e:
                OnNotices(after.Id, notices, e.Happened, entry);
                break;
            case InboxEvent.CallHeard e when IsOpened(e.Call.Strike, before.Inbox, after.Inbox):
                Add(after.Id, notices, NoticeKind.Calls, e.Call.Strike, entry);
                break;
            case InboxEvent.Reminded e:
                Add(after.Id, notices, NoticeKind.Reminders, e.Strike, entry);
                break;
            case InboxEvent.WarningHeard e:
                Add(after.Id, notices, NoticeKind.Warnings, e.Warning.Strike, entry);
                break;
            case InboxEvent.CallEnded { How: CallEnd.StrikeOver } e:
                Add(after.Id, notices, NoticeKind.Ends, e.Strike, entry);
                break;
            case OwnStrikeEvent.AidArrived e:
                Add(after.Id, notices, NoticeKind.Arrivals, e.Delivery.Strike, entry);
                break;
            case OwnTreasuryEvent.OfTreasury e:
                OnTreasury(after.Id, notices, e.Happened, entry);
                break;
        }
    }

    internal void OnFederation(FederationEvent @event, Federation after, Entry entry)
    {
        if (after.Notices is not { } notices)
            return;
        switch (@event)
        {
            case FederationEvent.OfNotices e:
                OnNotices(after.Id, notices, e.Happened, entry);
                break;
            case MemberEvent.MemberAsked e:
                Add(after.Id, notices, NoticeKind.Admissions, e.Member, entry);
                break;
            case FederationEvent.OfTreasury e:
                OnTreasury(after.Id, notices, e.Happened, entry);
                break;
        }
    }

    /// <param name="notices">Those of the section that strikes; null where it is told nothing.</param>
    internal void OnStrike(Strike before, StrikeEvent @event, Strike after, BodyNotices? notices, Entry entry)
    {
        if (notices is null || @event is not AidEvent.AidNoted { Counted: true } e || e.Aid.From.Body == after.Section)
            return;
        var isNew = after.Aid.Pieces[e.Aid] is { IsAnswer: true, IsPromised: true }
            && before.Aid.Pieces.GetValueOrDefault(e.Aid)?.IsPromised is not true;
        if (isNew)
            Add(after.Section, notices, NoticeKind.Pledges, after.Id, entry);
    }

    /// <param name="find">The notices of a section or a federation; null where it is told nothing.</param>
    internal void OnTransfer(
        TransferEvent @event, Transfer after, Func<Address, BodyNotices?> find, Entry entry)
    {
        if (@event is not TransferEvent.Stuck stuck)
            return;
        foreach (var body in new[] { after.Source, stuck.Holder }.Distinct())
            if (find(body) is { } notices)
                Add(body, notices, NoticeKind.StuckTransfers, after.Id, entry);
    }

    // A further sending of a call that the section has is no news, unless it had been taken back.
    private static bool IsOpened(StrikeId strike, SectionInbox before, SectionInbox after) =>
        !after.Calls[strike].Closed && before.Calls.GetValueOrDefault(strike) is not { Closed: false };

    private void OnTreasury(Address body, BodyNotices notices, TreasuryEvent @event, Entry entry)
    {
        if (@event switch
        {
            ManualSettlementEvent.SettlementAsked e => e.Key,
            QuarantineEvent.ClaimMarked e => e.Key,
            _ => (HopKey?)null,
        } is { } key)
            Add(body, notices, NoticeKind.HandOvers, key.Transfer, entry);
    }

    private void OnNotices(Address body, BodyNotices notices, NoticeEvent @event, Entry entry)
    {
        switch (@event)
        {
            case NoticeEvent.NoticesSet e:
                var settings = e.Settings;
                Change(body, queue => settings.Kinds.IsEmpty || settings.Find(queue.Target) is null ? null : queue with
                {
                    Listed = [.. queue.Listed.Where(notice =>
                        notice.Kind is not { } kind || settings.Kinds.Contains(kind))],
                });
                break;
            case NoticeEvent.NoticesTested:
                Add(body, notices, new Notice(Kind: null, body, entry.Position, entry.At));
                break;
            case NoticeEvent.NoticeSent e:
                Change(body, queue => queue.Target == e.Target ? queue.Without(e) : queue);
                break;
        }
    }

    private void Add(Address body, BodyNotices notices, NoticeKind kind, Address about, Entry entry)
    {
        if (notices.Settings.Kinds.Contains(kind))
            Add(body, notices, new Notice(kind, about, entry.Position, entry.At));
    }

    private void Add(Address body, BodyNotices notices, Notice notice)
    {
        var known = QueuesOf(body);
        Set(body, [.. notices.Settings.Channels.Select(channel =>
            (known.FirstOrDefault(queue => queue.Target == channel.Target)
                ?? new NoticeQueue(channel.Target, [], 0, 0)).With(notice))]);
    }

    private void Change(Address body, Func<NoticeQueue, NoticeQueue?> change) =>
        Set(body, [.. QueuesOf(body).Select(change).OfType<NoticeQueue>().Where(queue => !queue.IsEmpty)]);

    private void Set(Address body, ImmutableArray<NoticeQueue> queues) =>
        _queues = queues.IsEmpty ? _queues.Without(body, Edit) : _queues.With(body, queues, Edit);

    public ImmutableArray<NoticeQueue> QueuesOf(Address body) =>
        _queues.TryGetValue(body, out var queues) ? queues : [];
}
