using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Grains.Snapshots;

namespace Solidarity.Views.Worlds;

/// <summary>
/// What a strike's board shows beyond the strike's own state: whom the call has reached and what became of it there,
/// givers and sums by country and federation, payments to strikers. Kept up with each event, so that a board costs the
/// same with ten sections as with a hundred thousand. A function of the journal alone.
/// </summary>
public sealed class StrikeCounters : CopyOnWrite<StrikeCounters>
{
    /// <summary>The newest payments that are kept; their sum has all.</summary>
    public const int PayRunsMax = 1_000;

    private PersistentDictionary<Party, Place> _places = PersistentDictionary<Party, Place>.Empty;

    /// <summary>Those of a strike of which nothing is counted yet.</summary>
    internal static StrikeCounters None { get; } = new();

    /// <summary>The journal's position of the last entry that changed them; 0: none did.</summary>
    public long ChangedAt { get; internal set; }

    /// <summary>Who is on strike, and where; null before the strike is known to be opened.</summary>
    public (SectionId Section, Place Place)? Home { get; internal set; }

    /// <summary>Sections that have the call in their inbox.</summary>
    public PersistentDictionary<SectionId, bool> Reached { get; private set; } =
        PersistentDictionary<SectionId, bool>.Empty;

    /// <summary>The same, as shares of what is needed are reckoned with them.</summary>
    public MembersReached Members { get; private set; }

    /// <summary>Of these: the section's people have taken note, or answered.</summary>
    public int Seen { get; private set; }

    /// <summary>Of these: no answer, and the call is open to them.</summary>
    public int Silent { get; private set; }

    /// <summary>Of these: reminded at least once.</summary>
    public int Reminded { get; private set; }

    /// <summary>Sections that the warning has reached.</summary>
    public int Warned { get; private set; }

    /// <summary>Givers whose answer is known though the call has not reached them.</summary>
    public int OthersOnRecord { get; private set; }

    /// <summary>By country; under the empty name those of whom it is not known.</summary>
    public ImmutableSortedDictionary<string, GroupCounters> Countries { get; private set; } =
        ImmutableSortedDictionary.Create<string, GroupCounters>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<FederationId, GroupCounters> Federations { get; private set; } =
        ImmutableSortedDictionary<FederationId, GroupCounters>.Empty;

    /// <summary>Those that were in no federation.</summary>
    public GroupCounters Unfederated { get; private set; } = GroupCounters.None;

    /// <summary>In the order in which they were made; without those that were reversed.</summary>
    public ImmutableList<PayRun> PayRuns { get; private set; } = [];

    /// <summary>Transfers whose money has left its giver and has not arrived or come back.</summary>
    public PersistentDictionary<TransferId, UnderWay> UnderWay { get; private set; } =
        PersistentDictionary<TransferId, UnderWay>.Empty;

    /// <summary>What stands of support that is no money, by kind and unit.</summary>
    public PersistentDictionary<(SupportKind Kind, string Unit), BoardSupport> Support { get; private set; } =
        PersistentDictionary<(SupportKind Kind, string Unit), BoardSupport>.Empty;

    /// <summary>A section's inbox or warnings have changed.</summary>
    internal void OnSection(Section before, Section after, StrikeId strike)
    {
        before.Inbox.Calls.TryGetValue(strike, out var old);
        if (after.Inbox.Calls.TryGetValue(strike, out var call) && !ReferenceEquals(old, call))
        {
            if (old is null)
                OnReached(after);
            Seen += Count(IsSeen(call)) - Count(old is not null && IsSeen(old));
            Silent += Count(IsSilent(call)) - Count(old is not null && IsSilent(old));
            Reminded += Count(call.Reminders > 0) - Count(old?.Reminders > 0);
        }
        Warned += Count(after.Inbox.Warnings.ContainsKey(strike)) - Count(before.Inbox.Warnings.ContainsKey(strike));
    }

    /// <summary>What the strike knows of a giver has changed.</summary>
    /// <param name="place">Where the giver is, asked for at its first mention.</param>
    internal void OnGiver(Strike before, Strike after, Party party, Func<Party, Place> place)
    {
        before.Aid.Givers.TryGetValue(party, out var old);
        if (!after.Aid.Givers.TryGetValue(party, out var giver) || ReferenceEquals(old, giver))
            return;
        if (old is null && !IsReached(party))
            OthersOnRecord++;
        foreach (var group in GroupsOf(party, place))
            group.Answer(old?.Answer, giver.Answer);
    }

    /// <summary>What a giver gives has changed by so much.</summary>
    internal void OnSums(
        Party party, ImmutableSortedDictionary<Currency, AidTotals> change, Func<Party, Place> place)
    {
        foreach (var group in GroupsOf(party, place))
            group.Totals = Sums.Plus(group.Totals, change, 1);
    }

    /// <summary>Where a giver was when it was first heard of.</summary>
    internal Place PlaceOf(Party party) => _places.GetValueOrDefault(party) ?? Place.Unknown;

    /// <param name="place">Null: it is under way no more.</param>
    internal void OnMoney(TransferId transfer, AidKey aid, MoneyPlace? place)
    {
        UnderWay = place is null
            ? UnderWay.Without(transfer, Edit)
            : UnderWay.With(transfer, new UnderWay(aid, place), Edit);
    }

    internal void OnSupport(Support? before, Support after)
    {
        if (before is { Withdrawn: false })
            AddSupport(before, -1);
        if (!after.Withdrawn)
            AddSupport(after, 1);
    }

    internal void OnPaid(PayRun run) =>
        PayRuns = (PayRuns.Count == PayRunsMax ? PayRuns.RemoveAt(0) : PayRuns).Add(run);

    /// <param name="entry">Of the payment that was reversed.</param>
    internal void OnPaymentReversed(int entry) => PayRuns = PayRuns.RemoveAll(run => run.Entry == entry);

    private void AddSupport(Support support, int sign)
    {
        var key = (support.Kind, support.Unit);
        var row = Support.GetValueOrDefault(key) ?? new BoardSupport(support.Kind, support.Unit, 0, 0);
        row = row with
        {
            Offers = row.Offers + sign,
            Quantity = row.Quantity + (sign * (support.Quantity ?? 0)),
        };
        Support = row.Offers == 0 ? Support.Without(key, Edit) : Support.With(key, row, Edit);
    }

    private static int Count(bool so) => so ? 1 : 0;

    private static bool IsSeen(InboxCall call) => call.SeenAt is not null || call.Answer != Answer.Unanswered;

    private static bool IsSilent(InboxCall call) => call is { Answer: Answer.Unanswered, Closed: false };

    private bool IsReached(Party party) => party.Body is { IsSection: true } body && Reached.ContainsKey(body.Section);

    private void OnReached(Section section)
    {
        Reached = Reached.With(section.Id, true, Edit);
        Members = new MembersReached(
            Reached.Count, Members.Known + Count(section.Profile.Members is not null),
            Members.Members + (section.Profile.Members ?? 0));
        var party = Party.Of(section.Id);
        if (_places.ContainsKey(party))
            OthersOnRecord--;
        foreach (var group in GroupsOf(party, _ => Place.Of(section)))
            group.Reached++;
    }

    // A giver stays in the groups that it was in when it was first heard of: what it gave was given there, also when it
    // has left a federation since.
    private IEnumerable<GroupCounters> GroupsOf(Party party, Func<Party, Place> place)
    {
        if (!_places.TryGetValue(party, out var known))
            _places = _places.With(party, known = place(party), Edit);
        (Countries, var country) = Group(Countries, known.Country);
        yield return country;
        foreach (var id in known.Federations)
        {
            (Federations, var federation) = Group(Federations, id);
            yield return federation;
        }
        if (known.Federations.IsEmpty)
            yield return Unfederated = Unfederated.In(Edit);
    }

    private (ImmutableSortedDictionary<TKey, GroupCounters> Groups, GroupCounters Group) Group<TKey>(
        ImmutableSortedDictionary<TKey, GroupCounters> groups, TKey key) where TKey : notnull
    {
        var known = groups.GetValueOrDefault(key, GroupCounters.None);
        var group = known.In(Edit);
        return (group == known ? groups : groups.SetItem(key, group), group);
    }
}

/// <summary>Where a giver is: its country and its trade, empty where they are not known, and the federations that it is
/// in.</summary>
public sealed record Place(string Country, string Trade, ImmutableArray<FederationId> Federations)
{
    public static Place Unknown { get; } = new("", "", []);

    public static Place Of(Section section) =>
        new(section.Profile.Country, section.Profile.Trade, FederationsOf(section));

    /// <summary>The federations that have taken the section in.</summary>
    public static ImmutableArray<FederationId> FederationsOf(Section section) =>
        [.. section.Affiliations.Joined];
}

/// <summary>The figures of those of one country or federation.</summary>
public sealed class GroupCounters : CopyOnWrite<GroupCounters>
{
    internal static GroupCounters None { get; } = new();

    /// <summary>Sections that have the call.</summary>
    public int Reached { get; internal set; }

    public AnswerCounts Answers { get; private set; } = AnswerCounts.None;

    public ImmutableSortedDictionary<Currency, AidTotals> Totals { get; internal set; } =
        ImmutableSortedDictionary<Currency, AidTotals>.Empty;

    internal void Answer(Answer? before, Answer after)
    {
        if (before is { } old)
            Answers = Answers.With(old, -1);
        Answers = Answers.With(after, 1);
    }
}

/// <summary>Where the money of a piece of aid is.</summary>
public sealed record UnderWay(AidKey Aid, MoneyPlace Place);

/// <summary>A payment of strike pay.</summary>
/// <param name="Through">The last day that it pays for.</param>
/// <param name="Entry">Its number in the section's book.</param>
public sealed record PayRun(DateTimeOffset At, Amount Amount, DateOnly Through, string Memo, int Entry);

/// <summary>What stands of one kind of other support, in one unit.</summary>
/// <param name="Offers">How many offers, those with no quantity among them.</param>
/// <param name="Unit">Empty for offers with no quantity.</param>
public sealed record BoardSupport(SupportKind Kind, string Unit, int Offers, long Quantity);
