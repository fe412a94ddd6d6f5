using Solidarity.Domain.Money;

namespace Solidarity.Demos.Seizures;

/// <summary>A section that gives.</summary>
/// <param name="Pledge">What it gives, in its own currency.</param>
internal sealed record SeizureGiver(string Id, string Trade, SeizureTown Town, int Members, Amount Pledge)
{
    public string Section => $"sections/{Id}";
}

/// <summary>A corridor between two treasuries, by their names.</summary>
internal sealed record SeizureCorridor(
    string From, string To, Currency Given, Currency Arrives, Rate Rate, long FeeMinor, int FeePerMyriad);

/// <summary>Which way money went.</summary>
internal enum SeizureWay
{
    OverHub,
    OverNationals,
    Direct,
}

/// <summary>
/// The world of a seizure, as a function of its size alone: the masons of Geneva strike; sections of seventeen other
/// towns in three countries give. Every town has a cheap corridor to one hub, which changes money for next to nothing;
/// the way round it, over the national federations, costs more and changes money dearly; and two towns have none.
/// Nothing is drawn at random, so two runs have the same world.
/// </summary>
internal sealed class SeizurePlan
{
    public const string HubId = "brussels";
    public const string Hub = $"federations/{HubId}";
    public const string StrikingId = "geneva-masons";
    public const string Striking = $"sections/{StrikingId}";
    public const string StrikeId = "geneva-masons-strike";
    public const string Strike = $"strikes/{StrikeId}";
    public const string Trade = "masons";
    public const int Strikers = 120;
    public const long WeeklyPayMinor = 8_00;

    /// <summary>So that each town gives at every stage of the story.</summary>
    public const int SectionsMin = 40;

    private const int MembersMin = 60;
    private const int MembersSpread = 480;
    private const int HubFeePerMyriad = 10;
    private const int NationalFeePerMyriad = 25;
    private const int ExchangeFeePerMyriad = 150;
    private const int BorderFeePerMyriad = 50;
    private const long BorderFeeMinor = 1_00;

    private static readonly string[] Trades =
    [
        "joiners", Trade, "weavers", "tailors", "compositors", "shoemakers", "bookbinders", "bronze workers", "dyers",
        "bakers", "smiths", "carters",
    ];

    /// <param name="sections">With the striking one; <see cref="SectionsMin"/> or more.</param>
    public SeizurePlan(int sections)
    {
        Sections = sections;
        Givers = [.. Enumerable.Range(0, sections - 1).Select(Giver)];
        var all = Givers.Length;
        var (flowing, saidSent, onTheWay, waiting) =
            (all * 2 / 5, Math.Max(1, all / 25), Math.Max(1, all * 3 / 50), all * 3 / 20);
        Flowing = ..flowing;
        SaidSent = flowing..(flowing + saidSent);
        OnTheWay = SaidSent.End..(SaidSent.End.Value + onTheWay);
        Waiting = OnTheWay.End..(OnTheWay.End.Value + waiting);
        Afterwards = Waiting.End..(all - (all / 10));
        Last = Afterwards.End..all;
    }

    public static Currency Home => SeizureTowns.Geneva.Land.Currency;

    public int Sections { get; }

    /// <summary>The hub, the national and the local federations.</summary>
    public static int Federations => 1 + SeizureTowns.Lands.Length + SeizureTowns.All.Count();

    /// <summary>In the order in which they give.</summary>
    public ImmutableArray<SeizureGiver> Givers { get; }

    /// <summary>Their money arrives over the hub before it is seized.</summary>
    public Range Flowing { get; }

    /// <summary>Their money is with the hub when it is seized; its last letter says that it has sent it on.</summary>
    public Range SaidSent { get; }

    /// <summary>Their money leaves for the hub and finds nobody there.</summary>
    public Range OnTheWay { get; }

    /// <summary>They wait for the hub's answer, and have sent nothing.</summary>
    public Range Waiting { get; }

    /// <summary>They give when everybody knows.</summary>
    public Range Afterwards { get; }

    /// <summary>They give at the end, when the hub is free again if it is freed.</summary>
    public Range Last { get; }

    /// <summary>How many transfers are stuck at the hub while it is seized.</summary>
    public int Caught => CountOf(SaidSent) + CountOf(OnTheWay);

    /// <summary>All pledges together in the strike's currency, as the hub changes them.</summary>
    public Amount Need => new(Givers.Sum(giver => giver.Town.Land.Rate.Convert(giver.Pledge.Minor)), Home);

    /// <summary>Of those that give in a range, how many have no way but over the hub.</summary>
    public int CutOff(Range range) => Givers[range].Count(giver => giver.Town.CutOff);

    public int CountOf(Range range) => range.GetOffsetAndLength(Givers.Length).Length;

    /// <param name="places">The treasuries that money went through.</param>
    public static SeizureWay WayOf(IEnumerable<string> places)
    {
        var all = places.ToArray();
        if (all.Contains(Hub))
            return SeizureWay.OverHub;
        return SeizureTowns.Lands.Any(land => all.Contains($"federations/{land.National}"))
            ? SeizureWay.OverNationals
            : SeizureWay.Direct;
    }

    public static Wording TextOf(SeizureWay way) => way switch
    {
        SeizureWay.OverHub => Wording.Of($"over the hub, {Hub}"),
        SeizureWay.OverNationals => "round it, over the national federations",
        _ => "round it, from Lyon straight to Geneva",
    };

    public IEnumerable<SeizureCorridor> Corridors()
    {
        foreach (var giver in Givers)
            yield return Free(giver.Section, giver.Town.Federation, giver.Town.Land.Currency);
        foreach (var town in SeizureTowns.Others)
            yield return Free(town.Federation, Hub, town.Land.Currency);
        foreach (var land in SeizureTowns.Lands)
            yield return new(
                Hub, SeizureTowns.Geneva.Federation, land.Currency, Home, land.Rate, 0, HubFeePerMyriad);
        yield return Free(SeizureTowns.Geneva.Federation, Striking, Home);
        foreach (var way in Round())
            yield return way;
    }

    private static IEnumerable<SeizureCorridor> Round()
    {
        foreach (var town in SeizureTowns.Others.Where(town => !town.CutOff))
            yield return Free(town.Federation, National(town.Land), town.Land.Currency) with
            {
                FeePerMyriad = NationalFeePerMyriad,
            };
        var (swiss, french, british) = (SeizureTowns.Lands[0], SeizureTowns.Lands[1], SeizureTowns.Lands[2]);
        yield return new(
            National(british), National(french), british.Currency, french.Currency, british.Rate, 0,
            ExchangeFeePerMyriad);
        yield return new(
            National(french), National(swiss), french.Currency, swiss.Currency, french.Rate, 0, ExchangeFeePerMyriad);
        yield return Free(National(swiss), SeizureTowns.Geneva.Federation, Home) with
        {
            FeePerMyriad = NationalFeePerMyriad,
        };
        // Dear for small sums, and cheap for large ones.
        yield return new(
            SeizureTowns.Lyon.Federation, SeizureTowns.Geneva.Federation, french.Currency, Home, french.Rate,
            BorderFeeMinor, BorderFeePerMyriad);
    }

    private static SeizureCorridor Free(string from, string to, Currency currency) =>
        new(from, to, currency, currency, Rate.Par, 0, 0);

    private static string National(SeizureLand land) => $"federations/{land.National}";

    private static SeizureGiver Giver(int number)
    {
        var towns = SeizureTowns.Others;
        var (town, before) = (towns[number % towns.Length], number / towns.Length);
        var (trade, round) = (Trades[before % Trades.Length], before / Trades.Length);
        var id = $"{town.Id}-{trade.Replace(' ', '-')}";
        var members = MembersMin + (Scattered(number) % MembersSpread);
        return new SeizureGiver(
            round == 0 ? id : FormattableString.Invariant($"{id}-{round + 1}"), trade, town, members,
            new Amount(members * town.Land.GiftMinor, town.Land.Currency));
    }

    // A fixed number that looks like chance (Knuth's multiplicative hash).
    private static int Scattered(int number) => (int)(unchecked((uint)(number + 7) * 2_654_435_761u) >> 8);
}
