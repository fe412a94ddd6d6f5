using Solidarity.Domain.Money;
using Solidarity.V1;

namespace Solidarity.Demos;

/// <summary>What is asked of the service in a storm.</summary>
internal static class StormRequests
{
    public const string Strike = "strikes/storm";
    public const string Striking = "sections/section-0";
    private const string Authority = "general meeting of the section";
    private const int WaveHours = 48;

    public static DeclareStrikeRequest Declare() => new()
    {
        RequestId = NewId(),
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
        RequestId = NewId(),
        Section = Striking,
        Strike = Strike,
        Text = "Do not come to Town 0 for work: the masons are on strike.",
    };

    /// <summary>It is widened by hand here: by itself it goes no further.</summary>
    public static CallForAidRequest Call(Level scope, Amount need) => new()
    {
        RequestId = NewId(),
        Section = Striking,
        Strike = Strike,
        Scope = scope,
        Asks = "money for bread and coal",
        Need = Of(need),
        Support = { SupportKind.Lodging },
        Terms = new CallTerms
        {
            Widest = scope,
            WaveHours = WaveHours,
            Pay = new StrikePayTerms
            {
                Weekly = Of(new Amount(StormPlan.WeeklyPayMinor, StormPlan.Home)),
                Strikers = StormPlan.Strikers,
                From = Today(),
            },
        },
    };

    public static PledgeRequest Pledge(int section, Amount amount, bool now) => new()
    {
        RequestId = NewId(),
        Section = Section(section),
        Strike = Strike,
        PledgeId = "p-1",
        Kind = AidKind.Gift,
        Amount = Of(amount),
        Authority = Authority,
        HonourNow = now,
    };

    public static DeclineCallRequest Decline(int section) => new()
    {
        RequestId = NewId(),
        Section = Section(section),
        Strike = Strike,
        Reason = "locked out ourselves",
        DeclineId = "d-1",
    };

    public static OfferSupportRequest Lodging(int section) => new()
    {
        RequestId = NewId(),
        Section = Section(section),
        Strike = Strike,
        OfferId = "o-1",
        Kind = SupportKind.Lodging,
        Quantity = 4,
        Unit = "beds",
    };

    public static PayStrikePayRequest Pay(Amount amount) => new()
    {
        RequestId = NewId(),
        Section = Striking,
        Strike = Strike,
        Amount = Of(amount),
        Memo = "strike pay",
    };

    public static NarrowCallRequest Narrow() => new()
    {
        RequestId = NewId(),
        Section = Striking,
        Strike = Strike,
        Scope = Level.National,
    };

    public static EndStrikeRequest End() => new()
    {
        RequestId = NewId(),
        Section = Striking,
        Strike = Strike,
        Outcome = Outcome.Won,
        Note = "ten hours are granted",
    };

    private static string Section(int number) => Counting.Invariant($"sections/section-{number}");

    private static Money Of(Amount amount) => new()
    {
        CurrencyCode = amount.Currency.Code,
        UnitsPerMajor = amount.Currency.UnitsPerMajor,
        MinorUnits = amount.Minor,
    };

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static string Today() => Counting.Invariant($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
}
