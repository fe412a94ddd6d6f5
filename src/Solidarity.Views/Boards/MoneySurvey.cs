using Solidarity.Domain.Money;
using Solidarity.Domain.Transfers;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Boards;

/// <summary>
/// What an operator watches of the money of all bodies together, without any name: how much of it is in flight, by age,
/// and how many holds expire soon. It looks at all treasuries and all money in flight, so it costs O(bodies): some
/// tenths of a second for a million of them, and is for once in a while.
/// </summary>
/// <param name="InFlight">Money that has left its source and has neither arrived nor come back, in minor units.</param>
/// <param name="Transfers">How many transfers have such money.</param>
/// <param name="Stuck">How many transfers ended stuck.</param>
/// <param name="Expiring">How many holds expire within which of <see cref="HoldSpans"/>.</param>
public sealed record MoneySurvey(
    ImmutableDictionary<(Currency Currency, TimeSpan Age), Int128> InFlight,
    ImmutableDictionary<TimeSpan, long> Transfers, long Stuck, ImmutableDictionary<TimeSpan, long> Expiring)
{
    /// <summary>Ages of a transfer in flight: each up to this, above the one before; the last has all older ones.
    /// </summary>
    public static ImmutableArray<TimeSpan> Ages { get; } =
    [
        TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7),
        TimeSpan.FromDays(30), TimeSpan.MaxValue,
    ];

    /// <summary>Times that a hold has left: each up to this, above the one before.</summary>
    public static ImmutableArray<TimeSpan> HoldSpans { get; } =
        [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <param name="now">By the clock of the books.</param>
    public static MoneySurvey Of(World world, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(world);
        var inFlight = new Dictionary<(Currency, TimeSpan), Int128>();
        var transfers = Ages.ToDictionary(age => age, _ => 0L);
        foreach (var (id, place) in world.Counters.InFlight)
        {
            var begun = world.Transfers.Find(id.Value) is { BegunAt: var at } && at != default ? at : place.Since;
            var age = Ages.First(max => now - begun <= max);
            var key = (place.Amount.Currency, age);
            inFlight[key] = inFlight.GetValueOrDefault(key) + place.Amount.Minor;
            transfers[age]++;
        }
        return new MoneySurvey(
            inFlight.ToImmutableDictionary(), transfers.ToImmutableDictionary(),
            world.Transfers.All.LongCount(transfer => transfer.Phase == TransferPhase.Stuck), ExpiringAt(world, now));
    }

    private static ImmutableDictionary<TimeSpan, long> ExpiringAt(World world, DateTimeOffset now)
    {
        var expiring = HoldSpans.ToDictionary(span => span, _ => 0L);
        var treasuries = world.Sections.All.Select(section => section.Treasury)
            .Concat(world.Federations.All.Select(federation => federation.Treasury));
        foreach (var hold in treasuries.SelectMany(treasury => treasury.Holds.ByHop.Values))
        {
            var left = hold.Expires - now;
            foreach (var span in HoldSpans)
            {
                if (left > span)
                    continue;
                expiring[span]++;
                break;
            }
        }
        return expiring.ToImmutableDictionary();
    }
}
