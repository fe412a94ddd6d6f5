using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Grains.ReadModels;

/// <summary>
/// The figures of sections and federations. What a section adds to, it adds to in all federations that it is in, and
/// when it comes or goes its whole record moves with it; so a change costs as much as there are federations above, and
/// where a federation comes to stand above another, or not any more, as much as that one has sections of its own.
/// </summary>
public sealed class BodyBook
{
    private static readonly ImmutableSortedDictionary<FederationId, int> None =
        ImmutableSortedDictionary<FederationId, int>.Empty;

    private readonly Dictionary<SectionId, SectionFigures> _sections = [];
    private readonly Dictionary<FederationId, FederationFigures> _federations = [];
    private readonly Dictionary<FederationId, ImmutableSortedDictionary<FederationId, int>> _above = [];
    private readonly Dictionary<FederationId, HashSet<SectionId>> _direct = [];
    private readonly Dictionary<SectionId, ImmutableArray<FederationId>> _own = [];
    private readonly Dictionary<FederationId, BodySums> _collected = [];
    private readonly SortedSet<SectionId> _reticent = [];

    /// <summary>Sections that show nothing of their strikes to everybody: those of which anything can be hidden whole.
    /// </summary>
    public IReadOnlyCollection<SectionId> Reticent => _reticent;

    /// <summary>The journal's position of the last entry that changed who may see what: a setting of a section's, or
    /// which federations anybody is in.</summary>
    public long OpennessChangedAt { get; private set; }

    /// <summary>The figures of a section; empty ones where there is none such.</summary>
    public SectionFigures Of(SectionId section) => _sections.GetValueOrDefault(section) ?? new SectionFigures();

    /// <summary>The figures of a federation; empty ones where there is none such.</summary>
    public FederationFigures Of(FederationId federation) =>
        _federations.GetValueOrDefault(federation) ?? new FederationFigures();

    /// <summary>All federations that a body is in, those above its own among them; a federation is in itself.</summary>
    public ImmutableArray<FederationId> HomesOf(Address body) => body.Kind switch
    {
        BodyKind.Section => Of(body.Section).Homes,
        BodyKind.Federation => [.. Above(body.Federation).Append(body.Federation).Order()],
        _ => [],
    };

    internal void OnSection(Section before, SectionEvent @event, Section after, long position)
    {
        var figures = At(after.Id, position);
        if (@event is SectionEvent.Founded)
            return;
        if (@event is SectionEvent.OpennessSet)
            OnOpenness(after, position);
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
                federation.Change(section, isIn: !was);
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
                figures.Carry(new Carried(Waiting(e.Collection), e.Left, at));
                break;
        }
    }

    internal void OnOpened(SectionId section, StrikeId strike, long position)
    {
        var figures = At(section, position);
        figures.AddStrike(strike);
        foreach (var home in figures.Homes)
            At(home, position).Change(strike, isIn: true);
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
            _collected[body.Federation] = Collected(body.Federation).Plus(change, 1);
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

    internal SectionFigures At(SectionId section, long position)
    {
        if (!_sections.TryGetValue(section, out var figures))
            _sections[section] = figures = new SectionFigures();
        figures.ChangedAt = position;
        return figures;
    }

    private void OnOpenness(Section after, long position)
    {
        if (after.Openness.Public == Detail.Nothing)
            _reticent.Add(after.Id);
        else
            _reticent.Remove(after.Id);
        OpennessChangedAt = position;
    }

    private static bool IsSilent(InboxCall call) => call is { Answer: Answer.Unanswered, Closed: false };

    private static string Waiting(PledgeId collection) => $"collections/{collection}";

    private static void OnTreasury(
        FederationFigures figures, TreasuryEvent @event, Treasury after, DateTimeOffset at)
    {
        if (TransferIn(@event) is not { } transfer)
            return;
        var name = ((Address)transfer).ToString();
        if (after.Passing.TryGetValue(transfer, out var amount))
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
        SectionId section, SectionFigures figures, ImmutableArray<FederationId> own, long position)
    {
        foreach (var left in _own.GetValueOrDefault(section, []))
            _direct[left].Remove(section);
        foreach (var joined in own)
            (_direct.TryGetValue(joined, out var sections) ? sections : _direct[joined] = []).Add(section);
        _own[section] = own;
        Move(section, figures, position);
    }

    // The federations above this one are others now, for itself and for the sections in it. Those below hear of it and
    // have an event of their own.
    private void Rise(Federation federation, long position)
    {
        var (before, after) = (_above.GetValueOrDefault(federation.Id) ?? None, federation.Above);
        _above[federation.Id] = after;
        FederationId[] added = [.. after.Keys.Where(id => !before.ContainsKey(id))];
        FederationId[] removed = [.. before.Keys.Where(id => !after.ContainsKey(id))];
        if (added.Length + removed.Length == 0)
            return;
        OpennessChangedAt = position;
        Shift(Collected(federation.Id), removed, -1, position);
        Shift(Collected(federation.Id), added, 1, position);
        foreach (var section in _direct.GetValueOrDefault(federation.Id) ?? [])
        {
            // It may be in a federation by other ways as well.
            var (figures, own) = (At(section, position), _own.GetValueOrDefault(section, []));
            Move(
                section, figures, [.. added.Where(id => !figures.IsIn(id))],
                [.. removed.Where(id => !own.Any(home => home == id || IsAbove(id, home)))], position);
        }
    }

    private void Move(SectionId section, SectionFigures figures, long position)
    {
        var homes = _own.GetValueOrDefault(section, []).SelectMany(own => Above(own).Append(own)).ToHashSet();
        Move(
            section, figures, [.. homes.Where(id => !figures.IsIn(id))],
            [.. figures.Homes.Where(id => !homes.Contains(id))], position);
    }

    private void Move(
        SectionId section, SectionFigures figures, FederationId[] joined, FederationId[] left, long position)
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

    private static void Count(SectionId section, SectionFigures figures, FederationFigures federation, int sign)
    {
        federation.Sections += sign;
        federation.Sums = federation.Sums.Plus(figures.Sums, sign);
        foreach (var strike in figures.Strikes)
            federation.Change(strike, isIn: sign > 0);
        federation.Change(section, isIn: sign > 0 && figures.SilentCalls > 0);
    }

    private void Shift(BodySums sums, IEnumerable<FederationId> federations, int sign, long position)
    {
        foreach (var federation in federations)
        {
            var figures = At(federation, position);
            figures.Sums = figures.Sums.Plus(sums, sign);
        }
    }

    private BodySums Collected(FederationId federation) => _collected.GetValueOrDefault(federation, BodySums.None);

    private IEnumerable<FederationId> Above(FederationId federation) =>
        (_above.GetValueOrDefault(federation) ?? None).Keys;

    private bool IsAbove(FederationId federation, FederationId member) =>
        _above.TryGetValue(member, out var above) && above.ContainsKey(federation);

    private FederationFigures At(FederationId federation, long position)
    {
        if (!_federations.TryGetValue(federation, out var figures))
            _federations[federation] = figures = new FederationFigures();
        figures.ChangedAt = position;
        return figures;
    }
}
