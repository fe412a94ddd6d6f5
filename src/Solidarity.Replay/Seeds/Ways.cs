using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Seeds;

/// <summary>A sum that the plan sends or promises to send from one body to another, and the row that says so.</summary>
internal sealed record PlannedSum(string File, int Line, Address From, Address To, Amount Money, DateOnly On)
{
    public static IEnumerable<PlannedSum> All(SeedFolder seeds, Story story)
    {
        foreach (var aid in seeds.Aid)
            if (aid is { Amount: { } sum, From.Body: { } giver } && IsSent(AidMeanings.Of(aid, story)))
                yield return new(
                    SeedSchema.Aid.File, aid.Line, giver, story.Strike(aid.Strike).Section, sum, story.DateOf(aid));
        foreach (var row in seeds.Contributions)
            if (row.Section is { } payer)
                yield return new(
                    SeedSchema.Contributions.File, row.Line, payer, row.Federation, row.Amount, row.Date.First);
    }

    private static bool IsSent(AidMeaning meaning) => meaning
        is AidMeaning.PledgeNow or AidMeaning.PledgeLater or AidMeaning.Collect or AidMeaning.RepayRedirected;
}

/// <summary>
/// Finds whether money can get from one body to another: breadth first over the corridors that are open on the day,
/// first in one currency, then with exchanges. Only federations carry money for others. Costs one visit per corridor
/// and currency. It promises a way, not the cheapest one: the service plans its own.
/// </summary>
internal sealed class Ways(SeedFolder seeds, Story story)
{
    private readonly ILookup<(Address, Currency), CorridorRow> _out =
        seeds.Corridors.ToLookup(corridor => (corridor.From, corridor.Currency));

    /// <summary>The corridors in order, or null when there is no way.</summary>
    public ImmutableArray<CorridorRow>? Find(PlannedSum sending) => Find(sending, false) ?? Find(sending, true);

    /// <summary>The currency in which a sum arrives; its own where there is no way.</summary>
    public Currency ArrivesIn(PlannedSum sending) =>
        Find(sending) is { IsEmpty: false } way ? way[^1].ToCurrency : sending.Money.Currency;

    private ImmutableArray<CorridorRow>? Find(PlannedSum sending, bool exchanging)
    {
        var start = (Body: sending.From, sending.Money.Currency);
        var before = new Dictionary<(Address Body, Currency Currency), CorridorRow?> { [start] = null };
        var waiting = new Queue<(Address Body, Currency Currency)>([start]);
        while (waiting.TryDequeue(out var here))
        {
            if (here.Body == sending.To)
                return Trace(before, here);
            if (here.Body.Kind is BodyKind.Section && here.Body != sending.From)
                continue;
            foreach (var corridor in _out[here].Where(way => IsOpen(way, sending.On, exchanging)))
            {
                var next = (corridor.To, corridor.ToCurrency);
                if (before.TryAdd(next, corridor))
                    waiting.Enqueue(next);
            }
        }
        return null;
    }

    private bool IsOpen(CorridorRow corridor, DateOnly day, bool exchanging) =>
        story.FoundedOn(corridor.From) <= day
        && story.FoundedOn(corridor.To) <= day
        && (exchanging || corridor.Currency == corridor.ToCurrency);

    private static ImmutableArray<CorridorRow> Trace(
        Dictionary<(Address Body, Currency Currency), CorridorRow?> before, (Address Body, Currency Currency) end)
    {
        var way = ImmutableArray.CreateBuilder<CorridorRow>();
        for (var corridor = before[end]; corridor is not null; corridor = before[(corridor.From, corridor.Currency)])
            way.Insert(0, corridor);
        return way.ToImmutable();
    }
}
