using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Founding;

namespace Solidarity.Demos.Storms;

/// <summary>
/// The world of a storm, as a function of its size alone: who there is, who answers the call and how, and over which
/// corridors the money comes. Section 0 strikes. Nothing is drawn at random, so two runs have the same world.
/// </summary>
internal sealed class StormPlan
{
    /// <summary>So many pledges are sent at once, over corridors that lead to the strike; the others stay promises.
    /// </summary>
    public const int SentMax = 200;

    public const int Strikers = 120;
    public const long WeeklyPayMinor = 6_00;

    /// <summary>The strike's own trade, which the warning is for.</summary>
    public const string Trade = "masons";

    private const int NationalsMin = 6;
    private const int MembersMin = 20;
    private const int MembersSpread = 480;
    private const int MinorPerMember = 5;
    private const int CentralEvery = 10;

    // An answer with something else than a pledge for each so many pledges, of either kind.
    private const int OthersShare = 10;

    private static readonly string[] Trades = [Trade, "bronze workers", "weavers", "compositors", "tailors"];

    // What a minor unit of each is in centimes, at the mints' rates of the time.
    private static readonly Land[] Lands =
    [
        new("CH", Currency.Of("CHF"), Rate.Par),
        new("FR", Currency.Of("FRF"), Rate.Par),
        new("GB", Currency.Of("GBP", 240), new Rate(2_522, 240)),
        new("BE", Currency.Of("BEF"), Rate.Par),
        new("DE", Currency.Of("DEM"), new Rate(10_000, 8_100)),
        new("IT", Currency.Of("ITL"), Rate.Par),
    ];

    /// <param name="sections">At least 2.</param>
    /// <param name="pledges">1 to one less than <paramref name="sections"/>.</param>
    public StormPlan(int sections, int pledges)
    {
        Federations = FederationPlan.Nested(sections, Math.Clamp(sections / 100, 1, NationalsMin));
        Pledges = pledges;
        Declines = Math.Min(pledges / OthersShare, (sections - 1 - pledges) / 2);
        Offers = Declines;
    }

    public static Currency Home => Lands[0].Currency;

    public static SectionId Striking => FederationPlan.Section(0);

    public static StrikeId Strike { get; } = new("storm");

    public FederationPlan Federations { get; }

    public int Sections => Federations.Sections;

    public int Pledges { get; }

    /// <summary>How many of the pledges are sent at once.</summary>
    public int Sent => Math.Min(Pledges, SentMax);

    public int Declines { get; }

    public int Offers { get; }

    /// <summary>Sections that the warning concerns, without the striking one.</summary>
    public int Warned => Enumerable.Range(1, Sections - 1).Count(section => TradeOf(section) is Trade or "");

    /// <summary>The section that gives the answer of this number: first the pledges, then who declines, then who offers
    /// something else. They are spread over the whole world.</summary>
    public int Answering(int number) =>
        1 + (int)((long)number * (Sections - 1) / (Pledges + Declines + Offers));

    /// <summary>What a section pledges, in its own currency: so much for each member.</summary>
    public Amount PledgeOf(int section) => new(MembersOf(section) * MinorPerMember, LandOf(section).Currency);

    /// <summary>The same in the strike's currency, as the corridors change it.</summary>
    public Amount AtHome(int section) => new(LandOf(section).Rate.Convert(PledgeOf(section).Minor), Home);

    /// <summary>All pledges together, in the strike's currency.</summary>
    public Amount Need => new(Enumerable.Range(0, Pledges).Sum(n => AtHome(Answering(n)).Minor), Home);

    /// <summary>What arrives of the pledges that are sent.</summary>
    public Amount Arriving => new(Enumerable.Range(0, Sent).Sum(n => AtHome(Answering(n)).Minor), Home);

    /// <summary>What is promised and not sent, by currency.</summary>
    public IReadOnlyDictionary<Currency, long> Promised => Enumerable.Range(Sent, Pledges - Sent)
        .Select(number => PledgeOf(Answering(number)))
        .GroupBy(amount => amount.Currency)
        .ToDictionary(amounts => amounts.Key, amounts => amounts.Sum(amount => amount.Minor));

    internal FoundingCommand.Found Founding(int section)
    {
        var (trade, land) = (TradeOf(section), LandOf(section));
        return new FoundingCommand.Found(
            string.Create(CultureInfo.InvariantCulture, $"Section {section}"),
            trade.Length > 0 ? SectionKind.Trade : SectionKind.Central, trade,
            string.Create(CultureInfo.InvariantCulture, $"Town {section % Federations.Locals}"), land.Country,
            MembersOf(section), land.Currency == Home ? [Home] : [land.Currency, Home]);
    }

    /// <summary>Every federation with its country, those above before those below.</summary>
    internal IEnumerable<(FederationId Id, Level Level, FederationId[] Parents, string Country)> AllFederations()
    {
        var countries = new Dictionary<FederationId, string>();
        var nationals = 0;
        foreach (var (id, level, parents) in Federations.All())
        {
            countries[id] = level switch
            {
                Level.International => Lands[0].Country,
                Level.National => Lands[nationals++ % Lands.Length].Country,
                _ => countries[parents[0]],
            };
            yield return (id, level, parents, countries[id]);
        }
    }

    /// <summary>The corridors over which the pledges that are sent come: up to the international and down again, each
    /// once. A section's own changes its money into the strike's.</summary>
    internal IReadOnlyCollection<StormCorridor> Corridors()
    {
        var international = new FederationId("international");
        var corridors = new HashSet<StormCorridor>();
        for (var number = 0; number < Sent; number++)
        {
            var section = Answering(number);
            var way = Federations.WayUp(section);
            corridors.Add(new(FederationPlan.Section(section), way[0], LandOf(section).Currency, LandOf(section).Rate));
            corridors.Add(new(way[0], way[1], Home, Rate.Par));
            corridors.Add(new(way[1], way[2], Home, Rate.Par));
            corridors.Add(new(way[2], international, Home, Rate.Par));
        }
        var down = Federations.WayUp(0);
        corridors.Add(new(international, down[2], Home, Rate.Par));
        corridors.Add(new(down[2], down[1], Home, Rate.Par));
        corridors.Add(new(down[1], down[0], Home, Rate.Par));
        corridors.Add(new(down[0], Striking, Home, Rate.Par));
        return corridors;
    }

    private static string TradeOf(int section) => section % CentralEvery == CentralEvery - 1
        ? ""
        : section == 0 ? Trade : Trades[Scattered(section, 7) % Trades.Length];

    private static int MembersOf(int section) => MembersMin + (Scattered(section, 13) % MembersSpread);

    // A fixed number that looks like chance (Knuth's multiplicative hash).
    private static int Scattered(int section, int seed) =>
        (int)(unchecked((uint)(section + seed) * 2_654_435_761u) >> 8);

    private Land LandOf(int section) => LandOf(Federations.WayUp(section)[2]);

    private static Land LandOf(FederationId national) =>
        Lands[int.Parse(national.Value["national-".Length..], CultureInfo.InvariantCulture) % Lands.Length];

    private sealed record Land(string Country, Currency Currency, Rate Rate);
}

/// <summary>A corridor that arrives in the strike's currency.</summary>
internal sealed record StormCorridor(Address From, Address To, Currency Given, Rate Rate)
{
    public CorridorKey Outward => new(To, Given, StormPlan.Home);

    public CorridorKey Inward => new(From, Given, StormPlan.Home);

    public CorridorTerms Terms => CorridorTerms.Free with { Rate = Rate };
}
