using Solidarity.Domain.Money;
using Solidarity.V1;

namespace Solidarity.Demos;

/// <summary>What is asked of the service in a seizure.</summary>
internal static class SeizureRequests
{
    private const string Authority = "general meeting of the section";
    private const string PledgeId = "p-1";
    private const int WaveHours = 48;

    public static FoundFederationRequest Found(string id, string name, Level level, string country) => new()
    {
        RequestId = NewId(),
        FederationId = id,
        DisplayName = name,
        Level = level,
        Country = country,
    };

    public static FoundSectionRequest Found(SeizureGiver giver) =>
        Found(giver.Id, giver.Trade, giver.Town, giver.Members);

    public static FoundSectionRequest FoundStriking() => Found(
        SeizurePlan.StrikingId, SeizurePlan.Trade, SeizureTowns.Geneva, SeizurePlan.Strikers);

    public static AskAffiliationRequest Ask(string member, string federation) => new()
    {
        RequestId = NewId(),
        Member = member,
        Federation = federation,
    };

    public static AdmitMemberRequest Admit(string federation, string member) => new()
    {
        RequestId = NewId(),
        Federation = federation,
        Member = member,
    };

    /// <summary>Twice what it will give: nobody gives all.</summary>
    public static DepositRequest Deposit(SeizureGiver giver) => new()
    {
        RequestId = NewId(),
        Section = giver.Section,
        Amount = Of(giver.Pledge with { Minor = giver.Pledge.Minor * 2 }),
        Memo = "weekly dues of the members",
    };

    public static OfferCorridorRequest Offer(SeizureCorridor corridor) => new()
    {
        RequestId = NewId(),
        From = corridor.From,
        To = corridor.To,
        Given = Of(corridor.Given),
        Arrives = Of(corridor.Arrives),
        Terms = new CorridorTerms
        {
            Rate = new V1.Rate { Numerator = corridor.Rate.Numerator, Denominator = corridor.Rate.Denominator },
            FeeMinorUnits = corridor.FeeMinor,
            FeePerMyriad = corridor.FeePerMyriad,
        },
    };

    public static AgreeToCorridorRequest Agree(SeizureCorridor corridor) => new()
    {
        RequestId = NewId(),
        From = corridor.From,
        To = corridor.To,
        Given = Of(corridor.Given),
        Arrives = Of(corridor.Arrives),
    };

    public static DeclareStrikeRequest Declare() => new()
    {
        RequestId = NewId(),
        Section = SeizurePlan.Striking,
        StrikeId = SeizurePlan.StrikeId,
        Trade = SeizurePlan.Trade,
        Locality = SeizureTowns.Geneva.Name,
        Country = SeizureTowns.Geneva.Land.Country,
        Employers = { "the master builders" },
        Demands = "ten hours",
        Strikers = SeizurePlan.Strikers,
        Start = Today(),
    };

    public static CallForAidRequest Call(Amount need) => new()
    {
        RequestId = NewId(),
        Section = SeizurePlan.Striking,
        Strike = SeizurePlan.Strike,
        Scope = Level.International,
        Asks = "money for bread and coal",
        Need = Of(need),
        Terms = new CallTerms
        {
            Widest = Level.International,
            WaveHours = WaveHours,
            Pay = new StrikePayTerms
            {
                Weekly = Of(new Amount(SeizurePlan.WeeklyPayMinor, SeizurePlan.Home)),
                Strikers = SeizurePlan.Strikers,
                From = Today(),
            },
        },
    };

    /// <summary>The money is sent at once.</summary>
    public static PledgeRequest Pledge(SeizureGiver giver) => new()
    {
        RequestId = NewId(),
        Section = giver.Section,
        Strike = SeizurePlan.Strike,
        PledgeId = PledgeId,
        Kind = AidKind.Gift,
        Amount = Of(giver.Pledge),
        Authority = Authority,
        HonourNow = true,
    };

    /// <summary>Once more, after it came back.</summary>
    public static HonourPledgeRequest Honour(string section) => new()
    {
        RequestId = NewId(),
        Name = $"{section}/pledges/{PledgeId}",
    };

    public static QuarantineNeighbourRequest Quarantine(SeizureTown town) => new()
    {
        RequestId = NewId(),
        Body = town.Federation,
        Neighbour = SeizurePlan.Hub,
        Reason = "seized by the police",
    };

    public static LiftQuarantineRequest Lift(SeizureTown town) => new()
    {
        RequestId = NewId(),
        Body = town.Federation,
        Neighbour = SeizurePlan.Hub,
    };

    public static ConfirmClaimRequest Confirm(Claim claim) => new()
    {
        RequestId = NewId(),
        Body = claim.Body,
        Hop = claim.Hop,
    };

    private static FoundSectionRequest Found(string id, string trade, SeizureTown town, int members) => new()
    {
        RequestId = NewId(),
        SectionId = id,
        DisplayName = $"{char.ToUpperInvariant(trade[0])}{trade[1..]} of {town.Name}",
        Kind = SectionKind.Trade,
        Trade = trade,
        Locality = town.Name,
        Country = town.Land.Country,
        Members = members,
        Currencies = { Of(town.Land.Currency) },
    };

    private static Money Of(Amount amount) => new()
    {
        CurrencyCode = amount.Currency.Code,
        UnitsPerMajor = amount.Currency.UnitsPerMajor,
        MinorUnits = amount.Minor,
    };

    private static V1.Currency Of(Domain.Money.Currency currency) => new()
    {
        CurrencyCode = currency.Code,
        UnitsPerMajor = currency.UnitsPerMajor,
    };

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static string Today() => Counting.Invariant($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
}
