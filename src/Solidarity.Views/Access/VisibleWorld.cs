using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Access;

/// <summary>
/// What a viewer may see of a world, looked up once for each section. What is shown of many strikes is added up from
/// what is shown of each, so that nothing comes out that a board hides, and costs what is shown. For one thread.
/// </summary>
/// <param name="present">Where the world is one of the past, the present one, whose settings hold for the past, too:
/// what a section has closed is not open for whoever asks how it was. Else null.</param>
public sealed class VisibleWorld(World world, Viewer viewer, World? present = null)
{
    private readonly World _present = present ?? world;
    private readonly Dictionary<SectionId, Detail> _details = [];
    private HashSet<SectionId>? _strikers;

    public World World => world;

    public Viewer Viewer => viewer;

    /// <summary>Whether everything is shown, so that nothing has to be cut.</summary>
    public bool IsWhole => viewer is Viewer.Operator;

    /// <summary>How much is shown of the strikes of a section.</summary>
    public Detail DetailOf(SectionId section)
    {
        if (!_details.TryGetValue(section, out var detail))
            _details[section] = detail = viewer.DetailOf(_present, section);
        return detail;
    }

    /// <summary>Whether nothing is shown of what its strikes got and of what it gave.</summary>
    public bool IsHidden(SectionId section) => DetailOf(section) == Detail.Nothing;

    /// <inheritdoc cref="Viewer.Owns"/>
    public bool Owns(Address body) => viewer.Owns(body);

    /// <summary>Whether a transfer is shown: to whoever sends it, gets it or carries it, and to those who may see the
    /// books of the strike that it goes to.</summary>
    public bool Shows(Transfer transfer) =>
        Owns(transfer.Source) || Owns(transfer.Holder) || transfer.Delivery switch
        {
            Purpose.ToStrikeFund to => DetailOf(to.Section) == Detail.Books,
            Purpose.ToLender to => Owns(to.Lender),
            Purpose.ToDonor to => Owns(to.Donor) || DetailOf(to.Section) == Detail.Books,
            _ => false,
        }
        || (transfer.Route is { } route && route.Hops.Any(hop => Owns(hop.From) || Owns(hop.To)))
        || transfer.Travelled.Any(travelled => Owns(travelled.Hop.From) || Owns(travelled.Hop.To));

    /// <summary>As everybody sees the same world.</summary>
    public VisibleWorld AsEverybody => new(world, new Viewer.Public(), present);

    /// <summary>Whether the viewer shares a federation with all that are in this one.</summary>
    public bool IsInside(FederationId federation) => viewer is Viewer.Operator
        || (viewer is Viewer.Member { Body: var body } && _present.Counters.Bodies.Share(body, federation));

    /// <summary>Sections that have had a strike and are not hidden, in no order.</summary>
    /// <remarks>Costs a pass over sections that show everybody something of a strike of theirs, and over the strikes in
    /// the viewer's federations.</remarks>
    public IReadOnlyCollection<SectionId> Strikers => _strikers ??= FindStrikers();

    /// <summary>What has been given to strikes that are not hidden, by currency.</summary>
    public ImmutableSortedDictionary<Currency, AidTotals> Given() => IsWhole
        ? world.Counters.Given
        : Strikers.Aggregate(
            BodySums.None.Got, (sums, section) => Sums.Plus(sums, world.Counters.Bodies.Of(section).Sums.Got, 1));

    /// <summary>The sums of a federation, as far as they are shown: what sections gave and got that are not hidden, of
    /// this what went to strikes that are not. Who shares no federation with it is shown what everybody is.</summary>
    /// <remarks>Costs a pass over <see cref="Strikers"/>; in a world of the past, by what is shown now, also over the
    /// federation's sections and the aid to these strikers.</remarks>
    internal FederationSums SumsOf(FederationId federation)
    {
        var figures = world.Counters.Bodies.Of(federation);
        if (IsWhole)
            return new FederationSums(figures.Sums, Hidden: 0, Given());
        if (!IsInside(federation) && viewer is not Viewer.Public)
            return AsEverybody.SumsOf(federation);
        return new FederationSums(
            BodySums.None with { Asked = figures.Sums.Asked, Gave = GaveOf(federation), Got = GotOf(federation) },
            HiddenIn(federation), Given());
    }

    private ImmutableSortedDictionary<Currency, AidTotals> GotOf(FederationId federation)
    {
        var bodies = world.Counters.Bodies;
        return Strikers.Where(section => bodies.Of(section).IsIn(federation))
            .Aggregate(BodySums.None.Got, (sums, section) => Sums.Plus(sums, bodies.Of(section).Sums.Got, 1));
    }

    private ImmutableSortedDictionary<Currency, AidTotals> GaveOf(FederationId federation)
    {
        if (present is not null)
            return GaveThen(federation);
        var bodies = world.Counters.Bodies;
        var (gave, sums) = (BodySums.None.Gave, bodies.Of(federation).Sums);
        foreach (var to in Strikers)
        {
            gave = Sums.Plus(gave, sums.GivenTo(to, Audience.Everybody), 1);
            if (viewer is Viewer.Member)
                gave = Sums.Plus(gave, sums.GivenTo(to, Audience.Federations), 1);
            if (OwnIn(federation) is { } own)
                gave = Sums.Plus(gave, own.Sums.GivenTo(to, Audience.Itself), 1);
        }
        return gave;
    }

    // The counters of a world of the past go by what was shown then.
    private ImmutableSortedDictionary<Currency, AidTotals> GaveThen(FederationId federation)
    {
        var bodies = world.Counters.Bodies;
        return Strikers.SelectMany(section => bodies.Of(section).Strikes)
            .SelectMany(strike => CountedSum.Of(world.Strikes.Find(strike.Value)!))
            .Where(sum => bodies.HomesOf(sum.From).Contains(federation)
                && !(sum.From.IsSection && IsHidden(sum.From.Section)))
            .Aggregate(BodySums.None.Gave, (gave, sum) => gave.Replace(null, sum.Sum));
    }

    private int HiddenIn(FederationId federation)
    {
        var figures = world.Counters.Bodies.Of(federation);
        if (present is not null)
            return world.Counters.Bodies.SectionsIn(federation).Count(IsHidden);
        return viewer is Viewer.Member
            ? figures.SectionsForThemselves - (OwnIn(federation) is null ? 0 : 1)
            : figures.Sections - figures.SectionsForEverybody;
    }

    // The viewer's own figures, where they are in the federation's sums and nobody else is shown them.
    private SectionCounters? OwnIn(FederationId federation) =>
        viewer is Viewer.Member { Body: { IsSection: true } body }
        && world.Counters.Bodies.Of(body.Section) is { Audience: Audience.Itself } own && own.IsIn(federation)
            ? own
            : null;

    private HashSet<SectionId> FindStrikers()
    {
        var counters = _present.Counters;
        var strikers = counters.Bodies.StrikersForEverybody.ToHashSet();
        if (viewer is not Viewer.Member { Body: var body })
            return strikers;
        if (body.IsSection && counters.Bodies.Of(body.Section).Strikes.Count > 0)
            strikers.Add(body.Section);
        foreach (var strike in counters.Bodies.HomesOf(body).SelectMany(home => counters.Bodies.Of(home).Strikes))
            if (counters.Of(strike).Home is { Section: var section } && !IsHidden(section))
                strikers.Add(section);
        return strikers;
    }
}

/// <summary>A federation's sums, as far as they are shown.</summary>
/// <param name="Hidden">How many of its sections are not in them.</param>
/// <param name="GivenByAll">What has been given in all, as far as that is shown.</param>
internal readonly record struct FederationSums(
    BodySums Sums, int Hidden, ImmutableSortedDictionary<Currency, AidTotals> GivenByAll);

/// <summary>A counted sum that a body gives to a strike, with all that is to come of tranches.</summary>
internal readonly record struct CountedSum(Address From, PlacedSum Sum)
{
    public static IEnumerable<CountedSum> Of(Strike strike)
    {
        foreach (var (key, aid) in strike.Aid.Pieces)
            if (key.From.Body is { } from && aid.Placed is { } sum)
                yield return new CountedSum(from, sum);
        foreach (var (key, ahead) in strike.Aid.Tranches)
            if (key.From.Body is { } from)
                yield return new CountedSum(from, ahead.ToCome);
    }
}
