using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Tests.Access;

/// <summary>What a viewer may see of sums, without any counter: looks at each piece of aid, leaves out what is hidden,
/// and adds up what is left.</summary>
internal sealed class ShownSums(World world, World present, Viewer viewer)
{
    private readonly (Address? From, SectionId To, PlacedSum Sum)[] _all =
    [
        .. world.Strikes.All.Where(strike => strike.Opened)
            .SelectMany(strike => SumsOf(strike).Select(sum => (sum.From.Body, strike.Section, sum.Sum))),
    ];

    public Dictionary<Currency, AidTotals> Given => Total(_ => true);

    public bool IsHidden(SectionId section) => viewer.DetailOf(present, section) == Detail.Nothing;

    /// <summary>Who shares no federation with one is shown its sums as everybody is.</summary>
    public ShownSums For(FederationId federation) =>
        viewer is Viewer.Member { Body: var body } && !HomesNow(body).Intersect(HomesNow(federation)).Any()
            ? new ShownSums(world, present, new Viewer.Public())
            : this;

    public IEnumerable<SectionId> SectionsIn(FederationId federation) =>
        world.Sections.All.Select(section => section.Id).Where(section => IsIn(section, federation));

    public Dictionary<Currency, AidTotals> GotBy(FederationId federation) =>
        Total(sum => IsIn(sum.To, federation));

    public Dictionary<Currency, AidTotals> GaveFrom(FederationId federation) => Total(sum =>
        sum.From is { } giver && IsIn(giver, federation) && !(giver.IsSection && IsHidden(giver.Section)));

    private Dictionary<Currency, AidTotals> Total(Func<(Address? From, SectionId To, PlacedSum Sum), bool> counts) =>
        _all.Where(sum => !IsHidden(sum.To) && counts(sum))
            .Aggregate(
                ImmutableSortedDictionary<Currency, AidTotals>.Empty, (sums, sum) => sums.Replace(null, sum.Sum))
            .ToDictionary();

    private bool IsIn(Address body, FederationId federation) =>
        world.Counters.Bodies.HomesOf(body).Contains(federation);

    private ImmutableArray<FederationId> HomesNow(Address body) => present.Counters.Bodies.HomesOf(body);

    private static IEnumerable<(Party From, PlacedSum Sum)> SumsOf(Strike strike) =>
        strike.Aid.Pieces.Where(aid => aid.Value.Placed is not null)
            .Select(aid => (aid.Key.From, aid.Value.Placed!.Value))
            .Concat(strike.Aid.Tranches.Select(ahead => (ahead.Key.From, ahead.Value.ToCome)));
}
