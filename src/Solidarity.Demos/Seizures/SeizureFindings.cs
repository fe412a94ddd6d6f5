namespace Solidarity.Demos.Seizures;

/// <summary>How a seizure is to be.</summary>
/// <param name="PerSecond">How many pledges, and decisions, a second; null: as fast as they go.</param>
internal sealed record SeizureSize(int Sections, bool Freed, int? PerSecond);

/// <summary>What a seizure has come to: nothing in it but what the service says.</summary>
/// <param name="Seized">The transfers when everybody knew, and before the hub was free, if it was freed at all.</param>
/// <param name="SeizedClaims">What stood between the hub and its neighbours then.</param>
/// <param name="SeizedBoard">The strike's board then.</param>
/// <param name="Transfers">At the end.</param>
/// <param name="FundMinor">What the striking section's own book has for the strike at the end.</param>
/// <param name="Boards">How many boards its follower saw.</param>
internal sealed record SeizureFindings(
    SeizureTransfers Seized, V1.Claim[] SeizedClaims, V1.Board SeizedBoard, SeizureTransfers Transfers,
    V1.Claim[] Claims, V1.Board Board, long FundMinor, SeizureStory? Story, int Boards, long Entries)
{
    /// <summary>What has arrived by the board, in the strike's currency.</summary>
    public long ReceivedMinor => Sum(money => money.ReceivedMinorUnits).SingleOrDefault()?.MinorUnits ?? 0;

    /// <summary>On its way by the board, for each currency that there is anything in.</summary>
    public V1.Money[] OnItsWay => Sum(money => money.HeldMinorUnits + money.InTransitMinorUnits);

    /// <summary>Promised and not sent by the board, for each currency that there is anything in.</summary>
    public V1.Money[] Promised => Sum(money => money.PledgedMinorUnits);

    private V1.Money[] Sum(Func<V1.BoardMoney, long> minor) =>
        SeizureTransfers.Sums(Board.Money.Select(money => new V1.Money
        {
            CurrencyCode = money.Currency.CurrencyCode,
            UnitsPerMajor = money.Currency.UnitsPerMajor,
            MinorUnits = minor(money),
        }));
}
