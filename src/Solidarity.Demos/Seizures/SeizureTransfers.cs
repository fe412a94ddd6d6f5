using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.Sums;

namespace Solidarity.Demos.Seizures;

/// <summary>What went one way.</summary>
/// <param name="ArrivedMinor">In the strike's currency.</param>
/// <param name="Fees">What carriage cost, one for each currency that there was a fee in.</param>
internal sealed record SeizureWaySum(SeizureWay Way, int Transfers, long ArrivedMinor, V1.Money[] Fees);

/// <summary>What is stuck at one holder.</summary>
/// <param name="Sums">One for each currency.</param>
internal sealed record SeizureStuck(string Holder, int Transfers, V1.Money[] Sums);

/// <summary>All transfers, as the service lists them at one time.</summary>
internal sealed class SeizureTransfers(IReadOnlyList<V1.Transfer> all)
{
    public IReadOnlyList<V1.Transfer> All => all;

    public int Settled => Count(V1.TransferPhase.Settled);

    public int Returned => Count(V1.TransferPhase.Returned);

    public int StuckCount => Count(V1.TransferPhase.Stuck);

    /// <summary>What has arrived, in the strike's currency.</summary>
    public long ArrivedMinor => Of(V1.TransferPhase.Settled).Sum(Arrived);

    /// <summary>By way; only those that something went.</summary>
    public SeizureWaySum[] Ways =>
    [
        .. Of(V1.TransferPhase.Settled).GroupBy(WayOf).OrderBy(way => way.Key).Select(way => new SeizureWaySum(
            way.Key, way.Count(), way.Sum(Arrived), Sums(way.SelectMany(FeesOf)))),
    ];

    /// <summary>By holder.</summary>
    public SeizureStuck[] Stuck =>
    [
        .. Of(V1.TransferPhase.Stuck).GroupBy(transfer => transfer.Holder, StringComparer.Ordinal)
            .OrderBy(at => at.Key, StringComparer.Ordinal).Select(at => new SeizureStuck(
                at.Key, at.Count(), Sums(at.Select(transfer => transfer.AtHolder)))),
    ];

    /// <summary>What carriage has cost in all, also of what has not arrived.</summary>
    public V1.Money[] Fees => Sums(all.SelectMany(FeesOf));

    /// <summary>One whose money waited for the hub and then went round it: the one with the longest way.</summary>
    public V1.Transfer? WentRound => Of(V1.TransferPhase.Settled)
        .Where(transfer => transfer.Plan > 1 && WayOf(transfer) != SeizureWay.OverHub)
        .OrderByDescending(transfer => transfer.Travelled.Count)
        .ThenBy(transfer => transfer.Name, StringComparer.Ordinal).FirstOrDefault();

    public IEnumerable<V1.Transfer> Of(V1.TransferPhase phase) => all.Where(transfer => transfer.Phase == phase);

    public static async Task<SeizureTransfers> ReadAsync(Services services, CallOptions options) =>
        new(await Paging.AllAsync(
            new V1.ListTransfersRequest(), services.Transfers.ListTransfersAsync, page => page.Transfers,
            () => options));

    /// <summary>Sums by currency, in the order of their codes.</summary>
    public static V1.Money[] Sums(IEnumerable<V1.Money> moneys) =>
    [
        .. moneys.Where(money => money.MinorUnits != 0).GroupBy(money => (money.CurrencyCode, money.UnitsPerMajor))
            .OrderBy(of => of.Key).Select(of => new V1.Money(of.First())
            {
                MinorUnits = of.Sum(money => money.MinorUnits),
            }),
    ];

    public static string TextOf(IReadOnlyCollection<V1.Money> sums) =>
        sums.Count == 0 ? T("none") : string.Join(", ", sums.Select(SumText.Of));

    public static SeizureWay WayOf(V1.Transfer transfer) =>
        SeizurePlan.WayOf(transfer.Travelled.Select(hop => hop.To));

    private int Count(V1.TransferPhase phase) => Of(phase).Count();

    private static long Arrived(V1.Transfer transfer) => transfer.Travelled[^1].Arrives.MinorUnits;

    // A fee is spent when the money leaves, also where nobody knows that it has come.
    private static IEnumerable<V1.Money> FeesOf(V1.Transfer transfer) =>
        transfer.Travelled.Concat(InDoubt(transfer)).Select(hop => hop.Fee);

    private static IEnumerable<V1.Hop> InDoubt(V1.Transfer transfer)
    {
        if (transfer.InDoubt.Length > 0)
            yield return transfer.Route[NumberOf(transfer.InDoubt) - 1];
    }

    // transfers/{id}/hops/{plan}-{number}
    private static int NumberOf(string hop) =>
        int.Parse(hop[(hop.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);
}
