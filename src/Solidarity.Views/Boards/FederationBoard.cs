using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Boards;

/// <summary>How a federation's sections stand: their strikes, what they asked, gave and got, what it carries.</summary>
/// <param name="Strikes">Of sections in it, directly or through federations below: the open ones first, then by the
/// latest start; at most <see cref="StrikesMax"/>.</param>
/// <param name="StrikesTotal">How many there are in all.</param>
/// <param name="Money">Of sections that are not hidden from the viewer; what they gave to such. To whoever shares no
/// federation with it, of those that show everybody something.</param>
/// <param name="Carrying">What the viewer may see of it, the oldest first, at most <see cref="CarryingMax"/>: the
/// federation itself all, others what is for strikes whose books are open to them.</param>
/// <param name="CarryingTotal">How many sums the viewer may see.</param>
/// <param name="SilentSections">As far as the viewer may know of it, see <see cref="SilentCalls"/>.</param>
/// <param name="SilentInPart">There are calls whose silent sections, if any, the viewer may not know of.</param>
/// <param name="HiddenSections">How many of its sections are not in <paramref name="Money"/>.</param>
/// <param name="IsOwn">The viewer may see what is the federation's alone.</param>
/// <remarks>Costs a pass over its sections' strikes, what it carries and the strikers that are not hidden; for a viewer
/// from whom something is hidden also over sections that are silent.</remarks>
public sealed record FederationBoard(
    Federation Federation, DateTimeOffset At, int Sections, ImmutableArray<StrikeRow> Strikes, int StrikesTotal,
    ImmutableArray<FederationMoney> Money, ImmutableArray<CarriedMoney> Carrying, int CarryingTotal,
    int SilentSections, bool SilentInPart, int HiddenSections, bool IsOwn)
{
    public const int StrikesMax = 100;
    public const int CarryingMax = 100;
    private const string View = "federation board";

    public static FederationBoard Of(VisibleWorld visible, Federation federation, DateTimeOffset at)
    {
        var world = visible.World;
        var figures = world.Counters.Bodies.Of(federation.Id);
        var sums = visible.SumsOf(federation.Id);
        var isOwn = visible.Owns(federation.Id);
        var carried = Rows.Of(
            View,
            figures.Carried.Values.OrderBy(carried => carried.Since)
                .ThenBy(carried => carried.Name, StringComparer.Ordinal),
            carried => carried.Name, carried => CarriedMoney.Of(world, federation, carried),
            carried => new CarriedMoney(carried.Name, carried.Amount, null, carried.Since))
            .Where(carried => isOwn || carried.IsShown(visible));
        return new FederationBoard(
            federation, at, figures.Sections,
            [
                .. StrikeRow.Of(
                    View, visible, figures.Strikes.Select(id => (Id: id, Strike: world.Strikes.Find(id.Value)))
                        .OrderBy(known => known.Strike?.Outcome is not null)
                        .ThenByDescending(known => known.Strike?.Facts?.Start).ThenBy(known => known.Id)
                        .Take(StrikesMax).Select(known => known.Id), at),
            ],
            figures.Strikes.Count,
            FederationMoney.Of(sums.Sums, sums.GivenByAll),
            [.. carried.Take(CarryingMax)], isOwn ? figures.Carried.Count : carried.Count(),
            SilentCalls.CountSections(visible, federation.Id), SilentCalls.AreInPart(visible, figures), sums.Hidden,
            isOwn);
    }
}

/// <summary>What a federation's sections asked, gave and got in one currency, in minor units.</summary>
/// <param name="GivenByAll">What has arrived in all, from everybody: its share is what its sections' gifts that arrived
/// are of it.</param>
public sealed record FederationMoney(
    Currency Currency, Int128 Asked, AidTotals Gave, AidTotals Got, Int128 GivenByAll)
{
    /// <summary>The share in what has arrived in all, in thousandths, rounded down; null where nothing has. Exactly it
    /// is what has arrived of <see cref="Gave"/>, divided by <see cref="GivenByAll"/>.</summary>
    public int? PerMille => GivenByAll == 0 ? null : (int)(Gave.Received * 1_000 / GivenByAll);

    internal static ImmutableArray<FederationMoney> Of(
        BodySums sums, ImmutableSortedDictionary<Currency, AidTotals> given) =>
    [
        .. sums.Asked.Keys.Union(sums.Gave.Keys).Union(sums.Got.Keys).Order().Select(currency => new FederationMoney(
            currency, sums.Asked.GetValueOrDefault(currency), sums.Gave.GetValueOrDefault(currency, AidTotals.None),
            sums.Got.GetValueOrDefault(currency, AidTotals.None),
            given.GetValueOrDefault(currency, AidTotals.None).Received)),
    ];
}

/// <summary>Money of others at a federation.</summary>
/// <param name="Strike">Which strike it is for; null where it is for none.</param>
/// <param name="Runs">Of a collection: the transfers begun for it.</param>
/// <param name="AgainAt">Of a collection for which no way was found: when it is sent again by itself.</param>
public sealed record CarriedMoney(
    string Name, Amount Amount, StrikeId? Strike, DateTimeOffset Since, int Runs = 0, DateTimeOffset? AgainAt = null)
{
    internal static CarriedMoney Of(World world, Federation federation, Carried carried)
    {
        if (Address.TryParse(carried.Name, out var transfer))
            return new CarriedMoney(carried.Name, carried.Amount, StrikeOf(world, transfer), carried.Since);
        var collection = federation.Collections[new PledgeId(carried.Name[(carried.Name.LastIndexOf('/') + 1)..])];
        return new CarriedMoney(
            carried.Name, carried.Amount, collection.Strike, carried.Since, collection.Runs, collection.AgainAt);
    }

    /// <summary>Whether its strike shows the viewer its books; the federation itself sees all.</summary>
    internal bool IsShown(VisibleWorld visible) =>
        Strike is { } id && visible.World.Strikes.Find(id.Value) is { Opened: true } strike
        && visible.DetailOf(strike.Section) == Detail.Books;

    private static StrikeId? StrikeOf(World world, Address transfer) =>
        world.Transfers.Find(transfer.Id)?.Delivery is Purpose.ToStrikeFund to ? to.Strike : null;
}
