using Solidarity.Domain.Decisions;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Sections.Statutes;

/// <summary>Who decides on an act.</summary>
[JsonConverter(typeof(KebabEnumConverter<DecidedBy>))]
public enum DecidedBy
{
    /// <summary>The members, in whatever way; the treasurer records where it stands.</summary>
    Record,

    /// <summary>The members, by a vote that is counted here.</summary>
    Vote,
}

/// <summary>How many of the votes for and against must be for. Abstentions are neither.</summary>
[JsonConverter(typeof(KebabEnumConverter<Majority>))]
public enum Majority
{
    /// <summary>More than half.</summary>
    Simple,

    /// <summary>At least two thirds.</summary>
    TwoThirds,

    /// <summary>At least three quarters.</summary>
    ThreeQuarters,
}

/// <summary>How one kind of act is decided.</summary>
/// <param name="Majority">Of a vote.</param>
/// <param name="QuorumPercent">Of a vote: so many of a hundred members must have voted, abstentions counted; 0 to 100.
/// </param>
/// <param name="TieCarries">Of a vote by simple majority: whether as many for as against carries it.</param>
/// <param name="ByMandate">Whether it can be done under a mandate instead. Of acts with money alone.</param>
public sealed record DecisionRule(
    DecidedBy By, Majority Majority = Majority.Simple, int QuorumPercent = 0, bool TieCarries = false,
    bool ByMandate = true)
{
    public static readonly DecisionRule Recorded = new(DecidedBy.Record);
}

/// <summary>What mandates may be.</summary>
/// <param name="DaysMax">For how many days one holds at most, 1 to <see cref="DaysMaxMax"/>.</param>
/// <param name="TermsMax">How many terms in a row the same holder may have; null: any number.</param>
/// <param name="BreakDays">A term that begins so many days after the last one or later is not in a row with it.</param>
/// <param name="Ceilings">The most that a mandate may dispose of in all, in each of these currencies; others are not
/// limited.</param>
public sealed record MandateLimits(int DaysMax, int? TermsMax, int BreakDays, ImmutableArray<Amount> Ceilings)
{
    public const int DaysMaxMax = 3_660;
    public const int TermsMaxMax = 100;

    /// <summary>Where no statutes say anything.</summary>
    public static readonly MandateLimits Wide = new(DaysMaxMax, TermsMax: null, BreakDays: 0, Ceilings: []);
}

/// <summary>What must stay available in the treasury.</summary>
/// <param name="Floors">At most one sum of each currency.</param>
/// <param name="Acts">The acts that may not go below it.</param>
public sealed record Reserve(ImmutableArray<Amount> Floors, ImmutableSortedSet<ActKind> Acts)
{
    public static readonly Reserve None = new([], []);

    /// <summary>What must stay of a currency; zero where nothing must.</summary>
    public long MinorOf(Currency currency)
    {
        foreach (var floor in Floors)
            if (floor.Currency == currency)
                return floor.Minor;
        return 0;
    }
}

/// <summary>A section's rules.</summary>
/// <param name="Title">What they are called.</param>
/// <param name="Rules">How acts are decided; those that are not in it are recorded.</param>
/// <param name="Pay">How strikers are paid, in full, so ready-made rules can change; null: nothing is said.</param>
public sealed record SectionStatutes(
    string Title, ImmutableSortedDictionary<ActKind, DecisionRule> Rules, MandateLimits Mandates, Reserve Reserve,
    PayRules? Pay = null)
{
    /// <summary>Of a section that has adopted none.</summary>
    public static readonly SectionStatutes Unwritten = new(
        "recorded", ImmutableSortedDictionary<ActKind, DecisionRule>.Empty, MandateLimits.Wide, Reserve.None);

    public DecisionRule RuleFor(ActKind kind) => Rules.GetValueOrDefault(kind, DecisionRule.Recorded);

    /// <summary>The refusal of statutes that are not sound; else null.</summary>
    internal Refusal? Check()
    {
        foreach (var (kind, rule) in Rules)
        {
            if (rule.QuorumPercent is < 0 or > 100)
                return CommonRefusals.Malformed(
                    "rules", $"the quorum of {kind.Spelt()} is {rule.QuorumPercent}; 0 to 100 of a hundred members");
            if (rule.TieCarries && rule.Majority != Majority.Simple)
                return CommonRefusals.Malformed(
                    "rules", $"{kind.Spelt()}: only a simple majority can be carried by a tie");
        }
        return Texts.CheckName("title", Title)
            ?? CheckMandates(Mandates)
            ?? CheckSums("reserve", Reserve.Floors)
            ?? (Reserve.Acts.FirstOrDefault(kind => !kind.IsOfMoney(), ActKind.Pledges) is var other
                && !other.IsOfMoney()
                ? CommonRefusals.Malformed("reserve", $"{other.Spelt()} take no money from the treasury")
                : null)
            ?? (Pay is { } pay && PayRulesCheck.Of(pay) is [var problem, ..]
                ? CommonRefusals.Malformed("pay", $"{problem.Field} {problem.Text}")
                : null);
    }

    private static Refusal? CheckMandates(MandateLimits limits) =>
        limits.DaysMax is < 1 or > MandateLimits.DaysMaxMax
            ? CommonRefusals.Malformed(
                "mandates", $"hold for {limits.DaysMax} days at most; 1 to {MandateLimits.DaysMaxMax} can be said")
            : limits.TermsMax is < 1 or > MandateLimits.TermsMaxMax
                ? CommonRefusals.Malformed("mandates",
                    $"have {limits.TermsMax} terms in a row at most; 1 to {MandateLimits.TermsMaxMax} can be said")
                : limits.BreakDays is < 0 or > MandateLimits.DaysMaxMax
                    ? CommonRefusals.Malformed("mandates",
                        $"have a break of {limits.BreakDays} days; 0 to {MandateLimits.DaysMaxMax} can be said")
                    : CheckSums("mandates", limits.Ceilings);

    private static Refusal? CheckSums(string field, ImmutableArray<Amount> sums) =>
        sums.Length > Profile.CurrenciesMax
            ? CommonRefusals.Malformed(field, $"names {sums.Length} sums; at most {Profile.CurrenciesMax}")
            : sums.Any(sum => !sum.IsPayable)
                ? CommonRefusals.Malformed(field, "names a sum that is zero, negative or too large")
                : sums.DistinctBy(sum => sum.Currency).Count() < sums.Length
                    ? CommonRefusals.Malformed(field, "names a currency twice")
                    : null;
}

/// <summary>Statutes as a section adopted them.</summary>
/// <param name="Version">From 1.</param>
/// <param name="From">The day, in UTC, from which they are in force.</param>
/// <param name="Authority">The decision that adopted them.</param>
public sealed record StatutesVersion(
    int Version, SectionStatutes Statutes, DateOnly From, string Authority, DateTimeOffset AdoptedAt)
{
    /// <summary>How many versions a section can adopt.</summary>
    public const int VersionsMax = 200;

    /// <summary>Of a section that has adopted none.</summary>
    public static readonly StatutesVersion Unwritten =
        new(0, SectionStatutes.Unwritten, DateOnly.MinValue, "", DateTimeOffset.MinValue);
}
