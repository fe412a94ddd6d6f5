using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Grains.Snapshots;
using Solidarity.Storage;

namespace Solidarity.Views.Worlds;

/// <summary>The figures of strikes, sections and federations, and where money flows; kept up with each event of the
/// journal, and a function of it alone.</summary>
public sealed class WorldCounters : CopyOnWrite<WorldCounters>
{
    private PersistentDictionary<StrikeId, StrikeCounters> _strikes =
        PersistentDictionary<StrikeId, StrikeCounters>.Empty;
    private ImmutableSortedSet<(DateOnly Start, StrikeId Strike)> _openByStart = [];
    private MoneyPlaces _places = new();
    private PersistentDictionary<TransferId, Purpose.ToStrikeFund> _away =
        PersistentDictionary<TransferId, Purpose.ToStrikeFund>.Empty;

    public BodyCounters Bodies { get; private set; } = new();

    public Flows Flows { get; private set; } = new();

    /// <summary>Strikes that have not ended.</summary>
    public ImmutableSortedSet<StrikeId> Open { get; private set; } = [];

    /// <summary>The same, by the day on which they began.</summary>
    public IEnumerable<StrikeId> OpenByStart => _openByStart.Select(open => open.Strike);

    /// <summary>All counted aid, by currency.</summary>
    public ImmutableSortedDictionary<Currency, AidTotals> Given { get; private set; } =
        ImmutableSortedDictionary<Currency, AidTotals>.Empty;

    /// <summary>The journal's position of the last entry that changed any strike or its figures; 0: none did.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>The figures of a strike; empty ones where nothing has happened yet.</summary>
    public StrikeCounters Of(StrikeId strike) => _strikes.GetValueOrDefault(strike) ?? StrikeCounters.None;

    protected override void OnCopied(Edit edit) =>
        (Bodies, Flows, _places) = (Bodies.In(edit), Flows.In(edit), _places.In(edit));

    internal void OnSection(Section before, SectionEvent @event, Section after, Entry entry)
    {
        Bodies.OnSection(before, @event, after, entry.Position);
        OnMoney(
            _places.OnSection(after.Id, @event, entry.At), (@event as OwnTreasuryEvent.OfTreasury)?.Happened, entry);
        if (@event is OwnStrikeEvent.StrikePayPaid paid)
        {
            At(paid.Strike, entry).OnPaid(new PayRun(
                entry.At, paid.Amount, paid.Through, paid.Memo, paid.Number));
        }
        else if (@event is ReversalEvent.EntryReversed
        { Original: { Kind: PlainEntryKind.StrikePay, Strike: { } unpaid } } reversed)
        {
            At(unpaid, entry).OnPaymentReversed(reversed.Reverses);
        }
        else if (StrikeIn(@event, after) is { } strike)
        {
            At(strike, entry).OnSection(before, after, strike);
            before.Inbox.Calls.TryGetValue(strike, out var old);
            if (after.Inbox.Calls.TryGetValue(strike, out var call) && !ReferenceEquals(old, call))
                Bodies.OnInbox(after.Id, strike, old, call, entry.Position);
        }
    }

    internal void OnFederation(FederationEvent @event, Federation after, Entry entry)
    {
        Bodies.OnFederation(@event, after, entry.Position, entry.At);
        if (@event is FederationEvent.OfTreasury e)
            OnMoney(_places.OnTreasury(after.Id, e.Happened, entry.At), e.Happened, entry);
    }

    /// <summary>Where a transfer's money is, where it has left its source and has neither arrived nor come back.
    /// </summary>
    public MoneyPlace? PlaceOf(TransferId transfer) => _places.Find(transfer);

    /// <summary>All money that has left its source and has neither arrived nor come back.</summary>
    public IReadOnlyCollection<KeyValuePair<TransferId, MoneyPlace>> InFlight => _places.All;

    /// <param name="place">Says where a giver is, when it is first heard of.</param>
    internal void OnStrike(Strike before, StrikeEvent @event, Strike after, Entry entry, Func<Party, Place> place)
    {
        var figures = At(after.Id, entry);
        switch (@event)
        {
            case LifecycleEvent.StrikeOpened:
                figures.Home = (after.Section, place(Party.Of(after.Section)));
                Open = Open.Add(after.Id);
                _openByStart = _openByStart.Add((after.Facts!.Start, after.Id));
                Bodies.OnOpened(after.Section, after.Id, entry.Position);
                break;
            case LifecycleEvent.StrikeClosed:
                Open = Open.Remove(after.Id);
                _openByStart = _openByStart.Remove((before.Facts!.Start, after.Id));
                break;
            case LifecycleEvent.StrikeReopened:
                Open = Open.Add(after.Id);
                _openByStart = _openByStart.Add((after.Facts!.Start, after.Id));
                break;
            case LifecycleEvent.StrikeAmended when Open.Contains(after.Id):
                _openByStart = _openByStart.Remove((before.Facts!.Start, after.Id))
                    .Add((after.Facts!.Start, after.Id));
                break;
            case CallEvent.CallSent:
                OnNeed(before.Calls.Call?.Need, after.Calls.Call?.Need, after.Section, entry);
                break;
            case AidEvent.AidNoted e:
                OnAid(figures, before, after, e.Aid, place, entry);
                break;
            case AidEvent.MoneyMoved e:
                OnAid(figures, before, after, e.Aid, place, entry);
                break;
            case AidEvent.TranchesNoted e:
                OnSum(
                    figures, e.Aid.From, before.Aid.Tranches.GetValueOrDefault(e.Aid)?.ToCome, e.Ahead.ToCome, place,
                    entry);
                figures.OnGiver(before, after, e.Aid.From, place);
                break;
            case AidEvent.SupportNoted e:
                figures.OnSupport(before.Aid.Support.GetValueOrDefault(e.Key), after.Aid.Support[e.Key]);
                figures.OnGiver(before, after, e.Key.From, place);
                break;
        }
    }

    internal void OnTransfer(Transfer after, Entry entry)
    {
        _places.OnTransfer(after);
        if (after.Delivery is Purpose.ToStrikeFund to)
            OnMoney(after.Id, to, entry);
    }

    // Only the treasury that money sets out from is sure to say what it is for.
    private void OnMoney(TransferId? moved, TreasuryEvent? @event, Entry entry)
    {
        if (moved is not { } transfer)
            return;
        if (@event is HopEvent.HopSent sent
            && (sent.DeliverAs ?? sent.Onward) is Purpose.ToStrikeFund told)
            OnMoney(transfer, told, entry);
        else if (_away.TryGetValue(transfer, out var known))
            OnMoney(transfer, known, entry);
    }

    private void OnMoney(TransferId transfer, Purpose.ToStrikeFund to, Entry entry)
    {
        var place = _places.Find(transfer);
        if (place is null)
            _away = _away.Without(transfer, Edit);
        else if (_away.GetValueOrDefault(transfer) != to)
            _away = _away.With(transfer, to, Edit);
        At(to.Strike, entry).OnMoney(transfer, to.Aid, place);
    }

    private void OnNeed(Amount? before, Amount? after, SectionId section, Entry entry)
    {
        if (before == after)
            return;
        var asked = ImmutableSortedDictionary<Currency, Int128>.Empty;
        if (before is { } old)
            asked = Sums.Plus(asked, old.Currency, -old.Minor);
        if (after is { } need)
            asked = Sums.Plus(asked, need.Currency, need.Minor);
        Bodies.Add(section, BodySums.None with { Asked = asked }, entry.Position);
    }

    private void OnAid(
        StrikeCounters figures, Strike before, Strike after, AidKey key, Func<Party, Place> place, Entry entry)
    {
        OnSum(
            figures, key.From, before.Aid.Pieces.GetValueOrDefault(key)?.Placed, after.Aid.Pieces[key].Placed, place,
            entry);
        figures.OnGiver(before, after, key.From, place);
    }

    // One sum that takes another's place, wherever it is counted.
    private void OnSum(
        StrikeCounters figures, Party from, PlacedSum? before, PlacedSum? after, Func<Party, Place> place, Entry entry)
    {
        if (before == after)
            return;
        var change = BodySums.None.Gave.Replace(before, after);
        figures.OnSums(from, change, place);
        Given = Sums.Plus(Given, change, 1);
        if (from.Body is { } body)
            Bodies.Give(body, figures.Home?.Section, change, entry.Position);
        if (figures.Home is not { } home)
            return;
        Bodies.Add(home.Section, BodySums.None with { Got = change }, entry.Position);
        foreach (var (currency, row) in change)
            OnFlow(from, figures.PlaceOf(from), home, currency, row, entry);
    }

    private void OnFlow(
        Party from, Place giver, (SectionId Section, Place Place) home, Currency currency, AidTotals change,
        Entry entry)
    {
        var (arrived, onTheWay) = (change.Received, change.Held + change.InTransit);
        if (arrived == 0 && onTheWay == 0)
            return;
        Flows.Add(from, giver, home.Section, home.Place, currency, arrived, onTheWay);
        if (arrived == 0 || from.Body is not { IsSection: true } body)
            return;
        Bodies.At(body.Section, entry.Position).Deal(home.Place.Trade, with => with with
        {
            Given = Sums.Plus(with.Given, currency, arrived),
        });
        Bodies.At(home.Section, entry.Position).Deal(giver.Trade, with => with with
        {
            Got = Sums.Plus(with.Got, currency, arrived),
        });
    }

    // The strike whose call or warning the event changes in the section's inbox, or null where it changes none.
    private static StrikeId? StrikeIn(SectionEvent @event, Section after) => @event switch
    {
        InboxEvent.CallHeard e => e.Call.Strike,
        InboxEvent.CallClosed e => e.Strike,
        InboxEvent.CallEnded e => e.Strike,
        InboxEvent.CallSeen e => e.Strike,
        InboxEvent.Reminded e => e.Strike,
        InboxEvent.WarningHeard e => e.Warning.Strike,
        AnswerEvent.CallDeclined e => e.Strike,
        AnswerEvent.SupportOffered e => e.Strike,
        AnswerEvent.SupportWithdrawn e => after.Promises.Support[e.Offer].Strike,
        PledgeEvent.Pledged e => e.Strike,
        PledgeEvent.PledgeWithdrawn e => after.Promises.Pledges[e.Pledge].Strike,
        PledgeEvent.PledgeLapsed e => after.Promises.Pledges[e.Pledge].Strike,
        TrancheEvent.TranchesPromised e => e.Strike,
        TrancheEvent.TrancheMissed e => after.Promises.Tranches[e.Pledge].Strike,
        TrancheEvent.TranchesEnded e => after.Promises.Tranches[e.Pledge].Strike,
        _ => null,
    };

    private StrikeCounters At(StrikeId strike, Entry entry)
    {
        var known = Of(strike);
        var figures = known.In(Edit);
        if (figures != known)
            _strikes = _strikes.With(strike, figures, Edit);
        figures.ChangedAt = ChangedAt = entry.Position;
        // The boards of its section and of the federations above show it, too.
        if (figures.Home is { } home)
            Bodies.Touch(home.Section, entry.Position);
        return figures;
    }
}
