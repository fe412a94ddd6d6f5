using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Access;

/// <summary>
/// What a viewer may see of a world, looked up once for each section. What is shown of many strikes is put together
/// from what is shown of each, so that nothing comes out that a board hides. For one thread.
/// </summary>
/// <param name="present">Where the world is one of the past, the present one, whose settings hold for the past, too:
/// what a section has closed is not open for whoever asks how it was. Else null.</param>
public sealed class VisibleWorld(World world, Viewer viewer, World? present = null)
{
    private readonly World _present = present ?? world;
    private readonly Dictionary<SectionId, Detail> _details = [];

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

    /// <summary>All sections that are hidden.</summary>
    /// <remarks>Costs a pass over those that show nothing to everybody, which none does unless it chose to.</remarks>
    public IReadOnlyList<SectionId> Hidden() =>
        IsWhole ? [] : [.. _present.Counters.Bodies.Reticent.Where(IsHidden)];

    /// <summary>All counted aid by currency. What hidden sections got is in it where enough of them got some to hide
    /// one another.</summary>
    public ImmutableSortedDictionary<Currency, AidTotals> Given()
    {
        var given = world.Counters.Given;
        foreach (var (currency, got) in HiddenGot())
            if (!SmallGroups.Hides(got))
                given = got.Aggregate(given, (left, sum) => Sums.Plus(left, currency, sum, -1));
        return given;
    }

    /// <summary>What hidden sections got, each on its own, by currency.</summary>
    internal IEnumerable<(Currency Currency, AidTotals[] Got)> HiddenGot() => Hidden()
        .SelectMany(section => world.Counters.Bodies.Of(section).Sums.Got).GroupBy(got => got.Key)
        .Select(got => (got.Key, got.Select(sums => sums.Value).ToArray()));
}
