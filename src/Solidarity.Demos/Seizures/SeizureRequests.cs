using Solidarity.Commands.Sums;
using Solidarity.Domain.Money;
using Solidarity.V1;

namespace Solidarity.Demos.Seizures;

/// <summary>What is asked of the service in a seizure.</summary>
internal static class SeizureRequests
{
    private const string Authority = "general meeting of the section";
    private const string PledgeId = "p-1";
    private const int WaveHours = 48;

    public static FoundFederationRequest Found(string id, string name, Level level, string country) =>
        new() { FederationId = id, DisplayName = name, Level = level, Country = country };

    public static FoundSectionRequest Found(SeizureGiver giver) =>
        Found(giver.Id, giver.Trade, giver.Town, giver.Members);

    public static FoundSectionRequest FoundStriking() => Found(
        SeizurePlan.StrikingId, SeizurePlan.Trade, SeizureTowns.Geneva, SeizurePlan.Strikers);

    public static AskAffiliationRequest Ask(string member, string federation) =>
        new() { Member = member, Federation = federation };

    public static AdmitMemberRequest Admit(string federation, string member) =>
        new() { Federation = federation, Member = member };

    /// <summary>Twice what it will give: nobody gives all.</summary>
    public static DepositRequest Deposit(SeizureGiver giver) => new()
    {
        Section = giver.Section,
        Amount = (giver.Pledge with { Minor = giver.Pledge.Minor * 2 }).ToWire(),
        Memo = "weekly dues of the members",
    };

    public static OfferCorridorRequest Offer(SeizureCorridor corridor) => new()
    {
        From = corridor.From,
        To = corridor.To,
        Given = corridor.Given.ToWire(),
        Arrives = corridor.Arrives.ToWire(),
        Terms = new CorridorTerms
        {
            Rate = corridor.Rate.ToWire(),
            FeeMinorUnits = corridor.FeeMinor,
            FeePerMyriad = corridor.FeePerMyriad,
            SettledBy = Settlement.Books,
        },
    };

    public static AgreeToCorridorRequest Agree(SeizureCorridor corridor) => new()
    {
        From = corridor.From,
        To = corridor.To,
        Given = corridor.Given.ToWire(),
        Arrives = corridor.Arrives.ToWire(),
    };

    public static DeclareStrikeRequest Declare() => new()
    {
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
        Section = SeizurePlan.Striking,
        Strike = SeizurePlan.Strike,
        Scope = Level.International,
        Asks = "money for bread and coal",
        Need = need.ToWire(),
        Terms = new CallTerms
        {
            Widest = Level.International,
            WaveHours = WaveHours,
            Pay = new StrikePayTerms
            {
                Weekly = new Amount(SeizurePlan.WeeklyPayMinor, SeizurePlan.Home).ToWire(),
                Strikers = SeizurePlan.Strikers,
                From = Today(),
            },
        },
    };

    /// <summary>The money is sent at once.</summary>
    public static PledgeRequest Pledge(SeizureGiver giver) => new()
    {
        Section = giver.Section,
        Strike = SeizurePlan.Strike,
        PledgeId = PledgeId,
        Kind = AidKind.Gift,
        Amount = giver.Pledge.ToWire(),
        Authority = Authority,
        HonourNow = true,
    };

    /// <summary>Once more, after it came back.</summary>
    public static HonourPledgeRequest Honour(string section) => new()
    {
        Name = $"{section}/pledges/{PledgeId}",
    };

    public static QuarantineNeighbourRequest Quarantine(SeizureTown town) =>
        new() { Body = town.Federation, Neighbour = SeizurePlan.Hub, Reason = "seized by the police" };

    public static LiftQuarantineRequest Lift(SeizureTown town) =>
        new() { Body = town.Federation, Neighbour = SeizurePlan.Hub };

    public static ConfirmClaimRequest Confirm(Claim claim) =>
        new() { Body = claim.Body, Hop = claim.Hop };

    private static FoundSectionRequest Found(string id, string trade, SeizureTown town, int members) => new()
    {
        SectionId = id,
        DisplayName = $"{char.ToUpperInvariant(trade[0])}{trade[1..]} of {town.Name}",
        Kind = SectionKind.Trade,
        Trade = trade,
        Locality = town.Name,
        Country = town.Land.Country,
        Members = members,
        Currencies = { town.Land.Currency.ToWire() },
    };

    private static string Today() => FormattableString.Invariant($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
}
