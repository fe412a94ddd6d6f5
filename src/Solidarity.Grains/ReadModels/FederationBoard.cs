using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Money;
using Solidarity.Domain.Strikes;

namespace Solidarity.Grains.ReadModels;

/// <summary>How a federation's sections stand: their strikes, what they asked, gave and got, what it carries.</summary>
/// <param name="Strikes">Of sections in it, directly or through federations below: the open ones first, then by the
/// latest start; at most <see cref="StrikesMax"/>.</param>
/// <param name="StrikesTotal">How many there are in all.</param>
/// <param name="Carrying">The oldest first, at most <see cref="CarryingMax"/>.</param>
/// <remarks>Costs a pass over its sections' strikes and what it carries; not over its sections.</remarks>
public sealed record FederationBoard(
    Federation Federation, DateTimeOffset At, int Sections, ImmutableArray<StrikeRow> Strikes, int StrikesTotal,
    ImmutableArray<FederationMoney> Money, ImmutableArray<CarriedMoney> Carrying, int CarryingTotal,
    int SilentSections)
{
    public const int StrikesMax = 100;
    public const int CarryingMax = 100;

    public static FederationBoard Of(World world, Federation federation, DateTimeOffset at)
    {
        var figures = world.Figures.Bodies.Of(federation.Id);
        return new FederationBoard(
            federation, at, figures.Sections,
            [
                .. figures.Strikes.Select(id => world.Strikes.Find(id.Value)!)
                    .OrderBy(strike => strike.Outcome is not null).ThenByDescending(strike => strike.Facts!.Start)
                    .ThenBy(strike => strike.Id).Take(StrikesMax).Select(strike => StrikeRow.Of(world, strike, at)),
            ],
            figures.Strikes.Count,
            FederationMoney.Of(figures.Sums, world.Figures.Given),
            [
                .. figures.Carried.OrderBy(carried => carried.Since)
                    .ThenBy(carried => carried.Name, StringComparer.Ordinal).Take(CarryingMax)
                    .Select(carried => CarriedMoney.Of(world, federation, carried)),
            ],
            figures.Carried.Count, figures.Silent.Count);
    }
}

/// <summary>What a federation's sections asked, gave and got in one currency, in minor units.</summary>
/// <param name="GivenByAll">What has arrived in all, from everybody: its share is what its sections' gifts that arrived
/// are of it.</param>
public sealed record FederationMoney(
    Currency Currency, long Asked, AidTotals Gave, AidTotals Got, long GivenByAll)
{
    /// <summary>The share in what has arrived in all, in thousandths, rounded down; null where nothing has. Exactly it
    /// is what has arrived of <see cref="Gave"/>, divided by <see cref="GivenByAll"/>.</summary>
    public int? PerMille => GivenByAll == 0 ? null : (int)((Int128)Gave.Received * 1_000 / GivenByAll);

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
public sealed record CarriedMoney(string Name, Amount Amount, StrikeId? Strike, DateTimeOffset Since)
{
    internal static CarriedMoney Of(World world, Federation federation, Carried carried) =>
        new(carried.Name, carried.Amount, StrikeOf(world, federation, carried.Name), carried.Since);

    private static StrikeId? StrikeOf(World world, Federation federation, string name)
    {
        if (!Address.TryParse(name, out var transfer))
            return federation.Collections[new PledgeId(name[(name.LastIndexOf('/') + 1)..])].Strike;
        var delivery = world.Transfers.Find(transfer.Id)?.Delivery;
        return delivery is Domain.Transfers.Delivery.ToStrikeFund to ? to.Strike : null;
    }
}

/// <summary>A strike in one line.</summary>
public sealed record StrikeRow(
    Strike Strike, BoardAnswers Answers, ImmutableArray<BoardMoney> Money, BoardCoverage? Coverage, int? RunwayDays)
{
    internal static StrikeRow Of(World world, Strike strike, DateTimeOffset at) => new(
        strike, StrikeBoard.AnswersOf(strike, world.Figures.Of(strike.Id)), StrikeBoard.MoneyOf(strike),
        StrikeBoard.CoverageOf(strike), strike.RunwayOn(DateOnly.FromDateTime(at.UtcDateTime))?.Days);
}

/// <summary>A section that has not answered a call that is open to it.</summary>
/// <param name="Since">When the call came.</param>
public sealed record SilentSection(
    SectionId Section, StrikeId Strike, DateTimeOffset Since, DateTimeOffset? SeenAt, int Reminders)
{
    /// <summary>Of a section, one for each such call.</summary>
    public static IEnumerable<SilentSection> Of(World world, SectionId section)
    {
        var inbox = world.Sections.Find(section.Value)!.Inbox;
        foreach (var strike in world.Figures.Bodies.Of(section).OpenCalls)
            if (inbox[strike] is { Answer: Domain.Sections.Answer.Unanswered } call)
                yield return new SilentSection(section, strike, call.HeardAt, call.SeenAt, call.Reminders);
    }
}
