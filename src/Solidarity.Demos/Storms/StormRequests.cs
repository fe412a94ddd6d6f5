using Solidarity.Commands.Sums;
using Solidarity.Domain.Money;
using Solidarity.V1;

namespace Solidarity.Demos.Storms;

/// <summary>What is asked of the service in a storm.</summary>
internal static class StormRequests
{
    public const string Strike = "strikes/storm";
    public const string Striking = "sections/section-0";
    public const string Dues = "weekly dues of the members";
    private const string Authority = "general meeting of the section";
    private const int WaveHours = 48;

    public static DeclareStrikeRequest Declare() => new()
    {
        Section = Striking,
        StrikeId = "storm",
        Trade = StormPlan.Trade,
        Locality = "Town 0",
        Country = "CH",
        Employers = { "the master builders" },
        Demands = "ten hours",
        Strikers = StormPlan.Strikers,
        Start = Today(),
    };

    public static GiveWarningRequest Warn() => new()
    {
        Section = Striking,
        Strike = Strike,
        Text = "Do not come to Town 0 for work: the masons are on strike.",
    };

    /// <summary>It is widened by hand here: by itself it goes no further.</summary>
    public static CallForAidRequest Call(Level scope, Amount need) => new()
    {
        Section = Striking,
        Strike = Strike,
        Scope = scope,
        Asks = "money for bread and coal",
        Need = need.ToWire(),
        Support = { SupportKind.Lodging },
        Terms = new CallTerms
        {
            Widest = scope,
            WaveHours = WaveHours,
            Pay = new StrikePayTerms
            {
                Weekly = new Amount(StormPlan.WeeklyPayMinor, StormPlan.Home).ToWire(),
                Strikers = StormPlan.Strikers,
                From = Today(),
            },
        },
    };

    public static PledgeRequest Pledge(int section, Amount amount, bool now) => new()
    {
        Section = Section(section),
        Strike = Strike,
        PledgeId = "p-1",
        Kind = AidKind.Gift,
        Amount = amount.ToWire(),
        Authority = Authority,
        HonourNow = now,
    };

    public static DeclineCallRequest Decline(int section) =>
        new() { Section = Section(section), Strike = Strike, Reason = "locked out ourselves", DeclineId = "d-1" };

    public static OfferSupportRequest Lodging(int section) => new()
    {
        Section = Section(section),
        Strike = Strike,
        OfferId = "o-1",
        Kind = SupportKind.Lodging,
        Quantity = 4,
        Unit = "beds",
    };

    public static PayStrikePayRequest Pay(Amount amount) =>
        new() { Section = Striking, Strike = Strike, Amount = amount.ToWire(), Memo = "strike pay" };

    public static NarrowCallRequest Narrow() =>
        new() { Section = Striking, Strike = Strike, Scope = Level.National };

    public static EndStrikeRequest End() =>
        new() { Section = Striking, Strike = Strike, Outcome = Outcome.Won, Note = "ten hours are granted" };

    private static string Section(int number) => FormattableString.Invariant($"sections/section-{number}");

    private static string Today() => FormattableString.Invariant($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
}
