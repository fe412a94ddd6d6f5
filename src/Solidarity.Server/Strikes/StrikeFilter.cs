using Solidarity.Domain.Bodies;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Strikes;

/// <summary>Which strikes a list is of.</summary>
/// <param name="Country">Empty: all.</param>
/// <param name="Trade">Empty: all.</param>
internal sealed record StrikeFilter(bool OnlyOpen, string Country, string Trade, SectionId? Section)
{
    /// <summary>For the page's token: the same for the same filters.</summary>
    public string Mark => $"{OnlyOpen}|{Country}|{Section}|{Trade}";

    public static StrikeFilter Read(
        Fields fields, TradeTable trades, bool onlyOpen, string country, string trade, string section) =>
        new(onlyOpen, fields.CountryOrAll("country", country),
            fields.Trade("trade", trade, trades, required: false),
            fields.SectionOrNone("section", section));

    public static Ordering<StrikeRow> Order(Fields fields, string orderBy) => Ordering<StrikeRow>.Read(
        fields, orderBy,
        ("start", row => row.Strike.Facts!.Start.DayNumber),
        ("need", row => row.Strike.Calls.Call?.Need?.Minor),
        ("coverage", row => row.Coverage is { } coverage ? Covered(coverage) : null),
        ("runway", row => row.RunwayDays),
        ("reached", row => row.Answers.Reached));

    public IEnumerable<Strike> In(World world) => world.Strikes.All.Where(strike =>
        strike.Opened && (!OnlyOpen || strike.Outcome is null)
        && (Section is null || strike.Section == Section)
        && (Country.Length == 0 || strike.Facts?.Country == Country)
        && (Trade.Length == 0 || strike.Facts?.Trade == Trade));

    // In millionths of the need, which is fine enough to tell strikes apart.
    private static long Covered(BoardCoverage coverage) =>
        (long)Int128.Min(coverage.Received * 1_000_000 / coverage.Need.Minor, long.MaxValue);
}
