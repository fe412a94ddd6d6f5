using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Routing;

namespace Solidarity.Benchmarks.Routing;

/// <summary>Corridors of the federations of many countries, with what they cost and carry, and pledges to one strike:
/// always the same for a size.</summary>
internal static class CorridorInstances
{
    private const int Seed = 1867;
    private const int FeePerMyriadMax = 300;
    private const int DelayHoursMax = 24;
    private const int PledgeMinorMax = 10_000;

    /// <summary>So many federations have a corridor to the section on strike, with room for three times what is given
    /// on the whole.</summary>
    private const int StrikeWays = 60;

    public static readonly Currency Francs = Currency.Parse("CHF/100");
    public static readonly Address Strikers = new SectionId("strikers");

    /// <summary>
    /// Nine of ten bodies are sections, each with ways to two local federations and back; of the federations each tenth
    /// is regional, of those each tenth national; other ways lead across, until there are so many.
    /// </summary>
    public static IReadOnlyDictionary<Address, TreasuryNode> Treasuries(int bodies, int corridors, int pledges)
    {
        var (chance, made) = (new Random(Seed), new Dictionary<(Address From, Address To), CorridorEdge>());
        var (sections, federations) = (bodies * 9 / 10, bodies - bodies * 9 / 10);
        var locals = federations * 9 / 10;
        for (var way = 0; way < StrikeWays; way++)
            Add(Federation(chance.Next(federations)), Strikers, 3L * pledges * PledgeMinorMax / 2 / StrikeWays);
        for (var section = 1; section < sections; section++)
        {
            var near = (int)((long)section * locals / sections);
            Both(Section(section), Federation(near), 20_000);
            Both(Section(section), Federation(chance.Next(Math.Max(0, near - 5), Math.Min(locals, near + 5))), 20_000);
        }
        for (var federation = 0; federation < federations; federation++)
        {
            var above = federation < locals ? locals + (federation / 10) : locals + (federation - locals) / 10;
            if (above < federations && above != federation)
                Both(Federation(federation), Federation(above), 400_000);
        }
        while (made.Count < corridors)
            Add(Federation(chance.Next(federations)), Federation(chance.Next(federations)),
                chance.Next(1, 200_000));
        return made.GroupBy(pair => pair.Key.From, pair => pair.Value).ToDictionary(
            group => group.Key,
            group => new TreasuryNode(
                Carries: true, ImmutableDictionary<Currency, PassingRoom>.Empty, [.. group.OrderBy(edge => edge.Key)]));

        void Both(Address one, Address other, int roomMax)
        {
            Add(one, other, chance.Next(100, roomMax));
            Add(other, one, chance.Next(100, roomMax));
        }

        void Add(Address from, Address to, long room)
        {
            if (from == to)
                return;
            var terms = new CorridorTerms(
                Rate.Par, 0, chance.Next(FeePerMyriadMax), room, 1, chance.Next(DelayHoursMax));
            made.TryAdd((from, to), new CorridorEdge(new CorridorKey(to, Francs, Francs), terms, room));
        }
    }

    public static ImmutableArray<MoneySource> Pledges(int bodies, int pledges)
    {
        var (chance, sections) = (new Random(Seed), bodies * 9 / 10);
        return
        [
            .. Enumerable.Range(0, pledges).Select(_ => new MoneySource(
                Section(chance.Next(1, sections)), new Amount(chance.Next(100, PledgeMinorMax), Francs))),
        ];
    }

    private static Address Section(int number) => new SectionId($"s-{number}");

    private static Address Federation(int number) => new FederationId($"f-{number}");
}
