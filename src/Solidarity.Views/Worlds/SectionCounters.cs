using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Grains.Snapshots;

namespace Solidarity.Views.Worlds;

/// <summary>What was asked, given and got, by currency.</summary>
/// <param name="Asked">What calls name as needed, in minor units.</param>
/// <param name="Gave">Counted aid to strikes, at the stage that it is at.</param>
/// <param name="Got">Counted aid to its own strikes.</param>
/// <param name="GaveTo">What was given, by the section that it went to and by who may know of the giver's gifts: so
/// what is shown to somebody is added up without a look at what is not.</param>
public sealed record BodySums(
    ImmutableSortedDictionary<Currency, Int128> Asked, ImmutableSortedDictionary<Currency, AidTotals> Gave,
    ImmutableSortedDictionary<Currency, AidTotals> Got,
    ImmutableSortedDictionary<(SectionId To, Audience By), ImmutableSortedDictionary<Currency, AidTotals>> GaveTo)
{
    public static BodySums None { get; } = new(
        ImmutableSortedDictionary<Currency, Int128>.Empty, ImmutableSortedDictionary<Currency, AidTotals>.Empty,
        ImmutableSortedDictionary<Currency, AidTotals>.Empty,
        ImmutableSortedDictionary<(SectionId, Audience), ImmutableSortedDictionary<Currency, AidTotals>>.Empty);

    /// <param name="sign">1 puts the other sums in, -1 takes them out.</param>
    internal BodySums Plus(BodySums other, int sign) => new(
        Sums.Plus(Asked, other.Asked, sign), Sums.Plus(Gave, other.Gave, sign), Sums.Plus(Got, other.Got, sign),
        Sums.Plus(GaveTo, other.GaveTo, sign));

    /// <summary>What was given to a section, by those whose gifts an audience may know of.</summary>
    internal ImmutableSortedDictionary<Currency, AidTotals> GivenTo(SectionId section, Audience by) =>
        GaveTo.GetValueOrDefault((section, by), ImmutableSortedDictionary<Currency, AidTotals>.Empty);

    /// <summary>What changes where a giver's gifts are for another audience.</summary>
    internal BodySums ChangedFor(Audience before, Audience after)
    {
        var changed = None.GaveTo;
        foreach (var ((to, by), sums) in GaveTo)
            if (by == before)
                changed = changed.SetItem((to, after), sums)
                    .SetItem((to, before), Sums.Plus(ImmutableSortedDictionary<Currency, AidTotals>.Empty, sums, -1));
        return None with { GaveTo = changed };
    }
}

/// <summary>Sums by currency; one that nothing is left of is not in them any more.</summary>
internal static class Sums
{
    public static ImmutableSortedDictionary<Currency, Int128> Plus(
        ImmutableSortedDictionary<Currency, Int128> sums, Currency currency, Int128 minor)
    {
        var sum = sums.GetValueOrDefault(currency) + minor;
        return sum == 0 ? sums.Remove(currency) : sums.SetItem(currency, sum);
    }

    public static ImmutableSortedDictionary<Currency, Int128> Plus(
        ImmutableSortedDictionary<Currency, Int128> sums, ImmutableSortedDictionary<Currency, Int128> others, int sign)
    {
        foreach (var (currency, minor) in others)
            sums = Plus(sums, currency, sign < 0 ? -minor : minor);
        return sums;
    }

    public static ImmutableSortedDictionary<Currency, AidTotals> Plus(
        ImmutableSortedDictionary<Currency, AidTotals> sums, ImmutableSortedDictionary<Currency, AidTotals> others,
        int sign)
    {
        foreach (var (currency, other) in others)
            sums = Plus(sums, currency, other, sign);
        return sums;
    }

    public static ImmutableSortedDictionary<TKey, ImmutableSortedDictionary<Currency, AidTotals>> Plus<TKey>(
        ImmutableSortedDictionary<TKey, ImmutableSortedDictionary<Currency, AidTotals>> sums,
        ImmutableSortedDictionary<TKey, ImmutableSortedDictionary<Currency, AidTotals>> others, int sign)
        where TKey : notnull
    {
        foreach (var (key, other) in others)
        {
            var sum = Plus(
                sums.GetValueOrDefault(key, ImmutableSortedDictionary<Currency, AidTotals>.Empty), other, sign);
            sums = sum.IsEmpty ? sums.Remove(key) : sums.SetItem(key, sum);
        }
        return sums;
    }

    public static ImmutableSortedDictionary<Currency, AidTotals> Plus(
        ImmutableSortedDictionary<Currency, AidTotals> sums, Currency currency, AidTotals other, int sign)
    {
        var row = sums.GetValueOrDefault(currency, AidTotals.None);
        row = sign < 0 ? row.Minus(other) : row.Plus(other);
        return row == AidTotals.None ? sums.Remove(currency) : sums.SetItem(currency, row);
    }
}

/// <summary>What boards show of a section beyond its own state.</summary>
public sealed class SectionCounters : CopyOnWrite<SectionCounters>
{
    private PersistentDictionary<string, Dealings> _trades = PersistentDictionary<string, Dealings>.Empty;

    /// <summary>Those of a section of which nothing is counted yet.</summary>
    internal static SectionCounters None { get; } = new();

    /// <summary>The journal's position of the last entry that changed them; 0: none did.</summary>
    public long ChangedAt { get; internal set; }

    /// <summary>The federations that have taken it in themselves.</summary>
    internal ImmutableArray<FederationId> Own { get; set; } = [];

    /// <summary>All federations that it is in, those above its own among them, by id.</summary>
    public ImmutableArray<FederationId> Homes { get; internal set; } = [];

    internal bool IsIn(FederationId federation) => Homes.BinarySearch(federation) >= 0;

    public BodySums Sums { get; internal set; } = BodySums.None;

    /// <summary>Who is shown something of it.</summary>
    public Audience Audience { get; internal set; } = Audiences.Of(Openness.Default);

    /// <summary>Its own strikes.</summary>
    public ImmutableSortedSet<StrikeId> Strikes { get; internal set; } = [];

    /// <summary>Strikes whose call is open to it.</summary>
    public ImmutableSortedSet<StrikeId> OpenCalls { get; private set; } = [];

    /// <summary>How many of these it has not answered.</summary>
    public int SilentCalls { get; internal set; }

    /// <summary>What arrived from here at strikes of a trade, and here from sections of that trade.</summary>
    public Dealings With(string trade) => _trades.GetValueOrDefault(trade) ?? Dealings.None;

    internal void SetOpen(StrikeId strike, bool open) =>
        OpenCalls = open ? OpenCalls.Add(strike) : OpenCalls.Remove(strike);

    internal void Deal(string trade, Func<Dealings, Dealings> change) =>
        _trades = _trades.With(trade, change(With(trade)), Edit);
}

/// <summary>What has arrived either way between a section and another, or a trade; in minor units by currency.
/// </summary>
public sealed record Dealings(
    ImmutableSortedDictionary<Currency, Int128> Given, ImmutableSortedDictionary<Currency, Int128> Got)
{
    public static Dealings None { get; } =
        new(ImmutableSortedDictionary<Currency, Int128>.Empty, ImmutableSortedDictionary<Currency, Int128>.Empty);
}

/// <summary>What boards show of a federation beyond its own state: sums over the sections that are in it now, directly
/// or through federations below, and over federations in it that passed on what they had collected. A section that
/// leaves takes its record along.</summary>
public sealed class FederationCounters : CopyOnWrite<FederationCounters>
{
    /// <summary>Those of a federation of which nothing is counted yet.</summary>
    internal static FederationCounters None { get; } = new();

    /// <inheritdoc cref="SectionCounters.ChangedAt"/>
    public long ChangedAt { get; internal set; }

    /// <summary>The federations above it.</summary>
    internal ImmutableSortedDictionary<FederationId, int> Above { get; set; } =
        ImmutableSortedDictionary<FederationId, int>.Empty;

    /// <summary>The sections that it has taken in itself.</summary>
    internal PersistentDictionary<SectionId, bool> Direct { get; private set; } =
        PersistentDictionary<SectionId, bool>.Empty;

    /// <summary>What it passed on of what it had collected itself.</summary>
    internal BodySums Collected { get; set; } = BodySums.None;

    /// <summary>How many sections are in it.</summary>
    public int Sections { get; internal set; }

    /// <summary>How many of these show everybody something.</summary>
    public int SectionsForEverybody { get; private set; }

    /// <summary>How many of these show nobody anything.</summary>
    public int SectionsForThemselves { get; private set; }

    public BodySums Sums { get; internal set; } = BodySums.None;

    /// <summary>Its sections' strikes, those that are over among them.</summary>
    public ImmutableSortedSet<StrikeId> Strikes { get; private set; } = [];

    /// <summary>How many of its sections have not answered a call that is open to them; which,
    /// <see cref="BodyCounters.SilentIn"/> says.</summary>
    public int Silent { get; internal set; }

    /// <summary>Money of others that it has now, by its name.</summary>
    public PersistentDictionary<string, Carried> Carried { get; private set; } =
        PersistentDictionary<string, Carried>.Empty;

    internal void Count(Audience audience, int sign)
    {
        SectionsForEverybody += audience == Audience.Everybody ? sign : 0;
        SectionsForThemselves += audience == Audience.Itself ? sign : 0;
    }

    internal void Change(StrikeId strike, bool isIn) => Strikes = isIn ? Strikes.Add(strike) : Strikes.Remove(strike);

    internal void SetDirect(SectionId section, bool isDirect) =>
        Direct = isDirect ? Direct.With(section, true, Edit) : Direct.Without(section, Edit);

    internal void Carry(Carried carried) => Carried = Carried.With(carried.Name, carried, Edit);

    internal void PutDown(string name) => Carried = Carried.Without(name, Edit);
}

/// <summary>Money of others that a federation has.</summary>
/// <param name="Name">transfers/{id} that it passes with, or the collection that it is of: collections/{id}.</param>
public sealed record Carried(string Name, Amount Amount, DateTimeOffset Since);
