using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Grains.Snapshots;

namespace Solidarity.Views.Worlds;

/// <summary>
/// The figures of sections and federations. What a section adds to, it adds to in all federations that it is in, and
/// when it comes or goes its whole record moves with it; so a change costs as much as there are federations above, and
/// where a federation comes to stand above another, or not any more, as much as that one has sections of its own.
/// </summary>
public sealed class BodyCounters : CopyOnWrite<BodyCounters>
{
    private PersistentDictionary<SectionId, SectionCounters> _sections =
        PersistentDictionary<SectionId, SectionCounters>.Empty;
    private PersistentDictionary<FederationId, FederationCounters> _federations =
        PersistentDictionary<FederationId, FederationCounters>.Empty;

    /// <summary>Sections that have had a strike and show everybody something of it.</summary>
    public ImmutableSortedSet<SectionId> StrikersForEverybody { get; private set; } = [];

    /// <summary>The journal's position of the last entry that changed who may see what: a setting of a section's, or
    /// which federations anybody is in.</summary>
    public long OpennessChangedAt { get; private set; }

    /// <summary>The figures of a section; empty ones where there is none such.</summary>
    public SectionCounters Of(SectionId section) => _sections.GetValueOrDefault(section) ?? SectionCounters.None;

    /// <summary>The figures of a federation; empty ones where there is none such.</summary>
    public FederationCounters Of(FederationId federation) =>
        _federations.GetValueOrDefault(federation) ?? FederationCounters.None;

    /// <summary>All federations that a body is in, those above its own among them; a federation is in itself.</summary>
    public ImmutableArray<FederationId> HomesOf(Address body) => body.Kind switch
    {
        BodyKind.Section => Of(body.Section).Homes,
        BodyKind.Federation => [.. Of(body.Federation).Above.Keys.Append(body.Federation).Order()],
        _ => [],
    };

    /// <summary>The sections in a federation that have not answered a call that is open to them, in no order.</summary>
    /// <remarks>Costs a pass over its sections. A call comes to all sections at once, so a set of these for every
    /// federation would cost each of them a change in each set.</remarks>
    public IEnumerable<SectionId> SilentIn(FederationId federation) => Of(federation).Silent == 0
        ? []
        : SectionsIn(federation).Where(section => Of(section).SilentCalls > 0);

    /// <summary>The sections in a federation, in no order.</summary>
    /// <remarks>Costs a pass over all federations and over its sections.</remarks>
    internal IEnumerable<SectionId> SectionsIn(FederationId federation) => _federations
        .Where(other => other.Key == federation || other.Value.Above.ContainsKey(federation))
        .SelectMany(other => other.Value.Direct.Keys)
        .Distinct();

    /// <summary>Whether a body and another are in one federation, those above their own among them.</summary>
    internal bool Share(Address body, Address other)
    {
        var homes = HomesOf(other);
        return HomesOf(body).Any(home => homes.BinarySearch(home) >= 0);
    }

    internal void OnSection(Section before, SectionEvent @event, Section after, long position)
    {
        var figures = At(after.Id, position);
        if (@event is FoundingEvent.Founded)
            return;
        if (@event is OwnStrikeEvent.OpennessSet)
            OnOpenness(after, figures, position);
        if (!ReferenceEquals(before.Affiliations, after.Affiliations))
            Affiliate(after.Id, figures, Place.FederationsOf(after), position);
    }

    /// <summary>A call in a section's inbox has changed.</summary>
    internal void OnInbox(SectionId section, StrikeId strike, InboxCall? before, InboxCall after, long position)
    {
        var figures = At(section, position);
        var was = figures.SilentCalls > 0;
        figures.SetOpen(strike, !after.Closed);
        figures.SilentCalls += (IsSilent(after) ? 1 : 0) - (before is not null && IsSilent(before) ? 1 : 0);
        foreach (var home in figures.Homes)
        {
            var federation = At(home, position);
            if (was != figures.SilentCalls > 0)
                federation.Silent += was ? -1 : 1;
        }
    }

    internal void OnFederation(FederationEvent @event, Federation after, long position, DateTimeOffset at)
    {
        var figures = At(after.Id, position);
        switch (@event)
        {
            case MemberEvent.AffiliationGranted or MemberEvent.AncestryChanged
                or MemberEvent.AffiliationEnded:
                Rise(after, position);
                break;
            case FederationEvent.OfTreasury e:
                OnTreasury(figures, e.Happened, after.Treasury, at);
                break;
            case CollectionEvent.Collected e:
                figures.Carry(new Carried(Waiting(e.Collection), e.Amount, at));
                break;
            case CollectionEvent.CollectionSent e:
                figures.PutDown(Waiting(e.Collection));
                break;
            case DuesTransferEvent.CollectionTakenOver e:
                figures.Carry(new Carried(Waiting(e.Collection), e.Amount, at));
                break;
            case DuesTransferEvent.CollectionTransferred e:
                figures.PutDown(Waiting(e.Collection));
                break;
            case CollectionEvent.CollectionUnsent e:
                // Where it only is not sent again by itself any more, it has been here all along.
                var since = figures.Carried.GetValueOrDefault(Waiting(e.Collection))?.Since ?? at;
                figures.Carry(new Carried(Waiting(e.Collection), e.Left, since));
                break;
        }
    }

    internal void OnOpened(SectionId section, StrikeId strike, long position)
    {
        var figures = At(section, position);
        figures.Strikes = figures.Strikes.Add(strike);
        if (figures.Audience == Audience.Everybody)
            StrikersForEverybody = StrikersForEverybody.Add(section);
        foreach (var home in figures.Homes)
            At(home, position).Change(strike, isIn: true);
    }

    /// <summary>What a body gave has changed by so much.</summary>
    /// <param name="to">Null where it is not known yet who is on strike.</param>
    internal void Give(
        Address body, SectionId? to, ImmutableSortedDictionary<Currency, AidTotals> change, long position)
    {
        var sums = BodySums.None with { Gave = change };
        // What federations collect is nobody's secret but the strikers'.
        var by = body.IsSection ? Of(body.Section).Audience : Audience.Everybody;
        Add(body, to is { } section ? sums with { GaveTo = sums.GaveTo.Add((section, by), change) } : sums, position);
    }

    /// <summary>What a body asked, gave or got has changed by so much.</summary>
    internal void Add(Address body, BodySums change, long position)
    {
        if (body.IsSection)
        {
            var figures = At(body.Section, position);
            figures.Sums = figures.Sums.Plus(change, 1);
        }
        else
        {
            var figures = At(body.Federation, position);
            figures.Collected = figures.Collected.Plus(change, 1);
        }
        foreach (var home in HomesOf(body))
        {
            var federation = At(home, position);
            federation.Sums = federation.Sums.Plus(change, 1);
        }
    }

    /// <summary>Something that the boards of a section and of its federations show has changed.</summary>
    internal void Touch(SectionId section, long position)
    {
        foreach (var home in At(section, position).Homes)
            At(home, position);
    }

    internal SectionCounters At(SectionId section, long position)
    {
        var known = Of(section);
        var figures = known.In(Edit);
        if (figures != known)
            _sections = _sections.With(section, figures, Edit);
        figures.ChangedAt = position;
        return figures;
    }

    private void OnOpenness(Section after, SectionCounters figures, long position)
    {
        OpennessChangedAt = position;
        var (before, now) = (figures.Audience, Audiences.Of(after.Strikes.Openness));
        if (before == now)
            return;
        var change = figures.Sums.ChangedFor(before, now);
        figures.Audience = now;
        figures.Sums = figures.Sums.Plus(change, 1);
        foreach (var home in figures.Homes)
        {
            var federation = At(home, position);
            federation.Count(before, -1);
            federation.Count(now, 1);
            federation.Sums = federation.Sums.Plus(change, 1);
        }
        StrikersForEverybody = now == Audience.Everybody && figures.Strikes.Count > 0
            ? StrikersForEverybody.Add(after.Id)
            : StrikersForEverybody.Remove(after.Id);
    }

    private static bool IsSilent(InboxCall call) => call is { Answer: Answer.Unanswered, Closed: false };

    private static string Waiting(PledgeId collection) => $"collections/{collection}";

    private static void OnTreasury(
        FederationCounters figures, TreasuryEvent @event, Treasury after, DateTimeOffset at)
    {
        if (TransferIn(@event) is not { } transfer)
            return;
        var name = ((Address)transfer).ToString();
        if (after.Transfers.Passing.TryGetValue(transfer, out var amount))
            figures.Carry(new Carried(name, amount, at));
        else
            figures.PutDown(name);
    }

    // The transfer whose passing money the event changes.
    private static TransferId? TransferIn(TreasuryEvent @event) => @event switch
    {
        HopEvent.HopTakenIn e => e.Key.Transfer,
        HopEvent.TakenBack e => e.Key.Transfer,
        HopEvent.HopSent e => e.Key.Transfer,
        HopEvent.SentBack e => e.Key.Transfer,
        HopEvent.Recalled e => e.Transfer,
        _ => null,
    };

    private void Affiliate(
        SectionId section, SectionCounters figures, ImmutableArray<FederationId> own, long position)
    {
        foreach (var left in figures.Own)
            ToEdit(left).SetDirect(section, false);
        foreach (var joined in own)
            ToEdit(joined).SetDirect(section, true);
        figures.Own = own;
        Move(section, figures, position);
    }

    // The federations above this one are others now, for itself and for the sections in it. Those below hear of it and
    // have an event of their own.
    private void Rise(Federation federation, long position)
    {
        var self = ToEdit(federation.Id);
        var (before, after) = (self.Above, federation.Membership.Above);
        self.Above = after;
        FederationId[] added = [.. after.Keys.Where(id => !before.ContainsKey(id))];
        FederationId[] removed = [.. before.Keys.Where(id => !after.ContainsKey(id))];
        if (added.Length + removed.Length == 0)
            return;
        OpennessChangedAt = position;
        Shift(self.Collected, removed, -1, position);
        Shift(self.Collected, added, 1, position);
        foreach (var section in self.Direct.Keys)
        {
            // It may be in a federation by other ways as well.
            var figures = At(section, position);
            Move(
                section, figures, [.. added.Where(id => !figures.IsIn(id))],
                [.. removed.Where(id => !figures.Own.Any(home => home == id || IsAbove(id, home)))], position);
        }
    }

    private void Move(SectionId section, SectionCounters figures, long position)
    {
        var homes = figures.Own.SelectMany(own => Of(own).Above.Keys.Append(own)).ToHashSet();
        Move(
            section, figures, [.. homes.Where(id => !figures.IsIn(id))],
            [.. figures.Homes.Where(id => !homes.Contains(id))], position);
    }

    private void Move(
        SectionId section, SectionCounters figures, FederationId[] joined, FederationId[] left, long position)
    {
        if (joined.Length + left.Length == 0)
            return;
        foreach (var federation in left)
            Count(section, figures, At(federation, position), -1);
        foreach (var federation in joined)
            Count(section, figures, At(federation, position), 1);
        figures.Homes = [.. figures.Homes.Except(left).Concat(joined).Order()];
        OpennessChangedAt = position;
    }

    private static void Count(SectionId section, SectionCounters figures, FederationCounters federation, int sign)
    {
        federation.Sections += sign;
        federation.Count(figures.Audience, sign);
        federation.Sums = federation.Sums.Plus(figures.Sums, sign);
        foreach (var strike in figures.Strikes)
            federation.Change(strike, isIn: sign > 0);
        federation.Silent += figures.SilentCalls > 0 ? sign : 0;
    }

    private void Shift(BodySums sums, IEnumerable<FederationId> federations, int sign, long position)
    {
        foreach (var federation in federations)
        {
            var figures = At(federation, position);
            figures.Sums = figures.Sums.Plus(sums, sign);
        }
    }

    private bool IsAbove(FederationId federation, FederationId member) => Of(member).Above.ContainsKey(federation);

    private FederationCounters At(FederationId federation, long position)
    {
        var figures = ToEdit(federation);
        figures.ChangedAt = position;
        return figures;
    }

    private FederationCounters ToEdit(FederationId federation)
    {
        var known = Of(federation);
        var figures = known.In(Edit);
        if (figures != known)
            _federations = _federations.With(federation, figures, Edit);
        return figures;
    }
}
