using Solidarity.Domain.Bodies;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Pay;

/// <summary>What is wrong with a part of pay rules.</summary>
/// <param name="Field">As the JSON calls it: <c>tiers[1].fromMonths</c>.</param>
public sealed record PayRulesProblem(string Field, Wording Text);

/// <summary>Says everything that is wrong with pay rules at once, so that no rule that was accepted can fail later.
/// </summary>
public static class PayRulesCheck
{
    private const int PercentMax = 100;
    private const int MinutesInWeek = 7 * 24 * 60;

    public static ImmutableArray<PayRulesProblem> Of(PayRules rules)
    {
        var problems = new List<PayRulesProblem>();
        if (HasHoles(rules))
        {
            Add(problems, "tiers, stages, density, sources, eligibility.conditions", "have an item that is null");
            return [.. problems];
        }
        Names(rules, problems);
        Rate(rules, problems);
        Lists(rules, problems);
        Eligibility(rules.Eligibility ?? new PayEligibility(), problems);
        Conditions(rules, problems);
        End(rules.End ?? new PayEnd(), problems);
        return [.. problems];
    }

    private static bool HasHoles(PayRules rules) =>
        rules.Tiers.Contains(null!) || rules.Stages.Contains(null!) || rules.Density.Contains(null!)
        || rules.Sources.Contains(null!) || rules.Eligibility?.Conditions.Contains(null!) == true;

    private static void Names(PayRules rules, List<PayRulesProblem> problems)
    {
        if (!Slug.IsValid(rules.Name))
            Add(problems, "name", $"is no id: {Slug.Rule}");
        if (Texts.CheckName("fund", rules.Fund) is not null)
            Add(problems, "fund", "is no name of a fund");
        if (Texts.Check("note", rules.Note, Texts.MemoCharsMax, required: false) is not null)
            Add(problems, "note", $"is no text of at most {Texts.MemoCharsMax} characters");
        if (rules.Currency.Code is null)
            Add(problems, "currency", "is missing");
        if (rules.Days.Count == 0)
            Add(problems, "days", $"is empty; name the days that count, as {WeekDays.MondayToFriday}");
        if (rules.WeekFrom is { Count: not 1 })
            Add(problems, "weekFrom", "is to be one day");
    }

    private static void Rate(PayRules rules, List<PayRulesProblem> problems)
    {
        if (rules.Rate is not { } rate)
        {
            Add(problems, "rate", "is missing");
            return;
        }
        var isSum = rate.Basis is PayBasis.Sum or PayBasis.MinimumWage;
        if (isSum)
            Sum(rate.SumMinor, "rate.sumMinor", isRequired: true, problems);
        else if (rate.SumMinor is not null)
            Add(problems, "rate.sumMinor", "stands beside dues or a wage; leave it out");
        if (isSum && rate.LeastMinor is not null)
            Add(problems, "rate.leastMinor", "is for dues and wages; a sum is what it is");
        if (rate.Basis != PayBasis.Dues && rate.WithoutDuesMinor is not null)
            Add(problems, "rate.withoutDuesMinor", "is for dues alone");
        Sum(rate.LeastMinor, "rate.leastMinor", isRequired: false, problems);
        Sum(rate.WithoutDuesMinor, "rate.withoutDuesMinor", isRequired: false, problems);
        if (rules.BrokenWeek != BrokenWeek.ProRata && rate.Per != PayUnit.Week)
            Add(problems, "brokenWeek", "is for rates by the week");
        if (rules.Decided is { } decided && decided.Least.CompareTo(decided.Most) > 0)
            Add(problems, "decided.least", "is more than the most");
    }

    private static void Lists(PayRules rules, List<PayRulesProblem> problems)
    {
        Count(rules.Tiers.Length, "tiers", problems);
        Count(rules.Stages.Length, "stages", problems);
        Count(rules.Density.Length, "density", problems);
        Count(rules.Sources.Length, "sources", problems);
        Rising(rules.Tiers, "tiers", "fromMonths", tier => tier.FromMonths, 0, PayRules.MonthsMax, problems);
        Rising(rules.Stages, "stages", "from", stage => stage.From, 1, PayRules.DaysMax, problems);
        Rising(rules.Density, "density", "fromPercent", tier => tier.FromPercent, 0, PercentMax, problems);
        if (rules.Stages.Select(stage => stage.Of).Distinct().Count() > 1)
            Add(problems, "stages", "count in different ways; choose days, own days or weeks for all");
        for (var at = 0; at < rules.Stages.Length; at++)
        {
            Sum(rules.Stages[at].SumMinor, $"stages[{at}].sumMinor", isRequired: false, problems);
            if (rules.Stages[at].SumMinor is not null && rules.Rate?.Basis is PayBasis.Dues or PayBasis.Wage)
                Add(problems, $"stages[{at}].sumMinor", "stands beside dues or a wage; give a share");
        }
        if (rules.Sources.Any(source => string.IsNullOrWhiteSpace(source.Name)))
            Add(problems, "sources", "have one without a name");
        if (!rules.Sources.IsEmpty && !IsWhole(rules.Sources))
            Add(problems, "sources", "do not add up to the whole");
    }

    private static void Eligibility(PayEligibility rules, List<PayRulesProblem> problems)
    {
        Count(rules.Conditions.Length, "eligibility.conditions", problems);
        if (rules.Conditions.FirstOrDefault(name => !Slug.IsValid(name)) is { } name)
            Add(problems, "eligibility.conditions", $"\"{name}\" is no id: {Slug.Rule}");
        Range(rules.DensityLeast, "eligibility.densityLeast", PercentMax, problems);
    }

    private static void Conditions(PayRules rules, List<PayRulesProblem> problems)
    {
        var isHourly = rules.Rate?.Per == PayUnit.Hour;
        if (rules.Waiting is { } waiting)
        {
            Range(waiting.Days, "waiting.days", PayRules.DaysMax, problems);
            Range(waiting.StrikeDays, "waiting.strikeDays", PayRules.DaysMax, problems);
            Range(waiting.Minutes, "waiting.minutes", MinutesInWeek, problems);
            if (waiting.Of == StrikeTime.Week)
                Add(problems, "waiting.of", "is to be day or own-day");
            if (isHourly && waiting is { Days: > 0, IsPaidBack: false })
                Add(problems, "waiting.days", "are no part of hours; ask for minutes, or pay the days back");
        }
        Sum(rules.Caps?.PerStrikeMinor, "caps.perStrikeMinor", isRequired: false, problems);
        if (rules.Duty is { } duty)
        {
            if (duty.WeeklyMinutes is < 1 or > MinutesInWeek)
                Add(problems, "duty.weeklyMinutes", $"is {duty.WeeklyMinutes}; 1 to {MinutesInWeek}");
            if (Texts.CheckName("certifier", duty.Certifier) is not null)
                Add(problems, "duty.certifier", "is no name of who certifies it");
        }
        if (rules.Dependants is { } dependants)
        {
            Sum(dependants.Minor, "dependants.minor", isRequired: true, problems);
            if (dependants.Most is < 1 or > Striker.DependantsMax)
                Add(problems, "dependants.most", $"is {dependants.Most}; 1 to {Striker.DependantsMax}");
        }
        if (rules.OtherIncome is { FreeMinor: < 0 or > PayRules.SumMinorMax })
            Add(problems, "otherIncome.freeMinor", $"is out of range; 0 to {PayRules.SumMinorMax}");
    }

    private static void End(PayEnd end, List<PayRulesProblem> problems)
    {
        Range(end.DaysAfterEnd, "end.daysAfterEnd", PayRules.DaysMax, problems);
        Range(end.DaysAfterRatification ?? 0, "end.daysAfterRatification", PayRules.DaysMax, problems);
        Range(end.ClawbackMonths ?? 0, "end.clawbackMonths", PayRules.MonthsMax, problems);
        Range(end.ProofMonths ?? 0, "end.proofMonths", PayRules.MonthsMax, problems);
        Range(end.PaidWithinDays ?? 0, "end.paidWithinDays", PayRules.DaysMax, problems);
        Range(end.ReconciledWeeks ?? 0, "end.reconciledWeeks", PayRules.DaysMax, problems);
    }

    private static bool IsWhole(ImmutableArray<PaySource> sources)
    {
        var (numerator, denominator) = ((System.Numerics.BigInteger)0, (System.Numerics.BigInteger)1);
        foreach (var source in sources)
        {
            numerator = (numerator * source.Share.Denominator) + (source.Share.Numerator * denominator);
            denominator *= source.Share.Denominator;
        }
        return numerator == denominator;
    }

    private static void Sum(long? minor, string field, bool isRequired, List<PayRulesProblem> problems)
    {
        if (minor is null && isRequired)
            Add(problems, field, "is missing");
        else if (minor is < 0 or > PayRules.SumMinorMax)
            Add(problems, field, $"is {minor}; 0 to {PayRules.SumMinorMax} minor units");
    }

    private static void Count(int count, string field, List<PayRulesProblem> problems)
    {
        if (count > PayRules.ItemsMax)
            Add(problems, field, $"are {count}; at most {PayRules.ItemsMax} are allowed");
    }

    private static void Range(int number, string field, int max, List<PayRulesProblem> problems)
    {
        if (number < 0 || number > max)
            Add(problems, field, $"is {number}; 0 to {max}");
    }

    private static void Rising<T>(
        ImmutableArray<T> items, string list, string field, Func<T, int> of, int min, int max,
        List<PayRulesProblem> problems)
    {
        for (var at = 0; at < items.Length; at++)
            if (of(items[at]) < min || of(items[at]) > max)
                Add(problems, $"{list}[{at}].{field}", $"is {of(items[at])}; {min} to {max}");
            else if (at > 0 && of(items[at]) <= of(items[at - 1]))
                Add(problems, $"{list}[{at}].{field}", "is not above the one before");
    }

    private static void Add(List<PayRulesProblem> problems, string field, Wording text) =>
        problems.Add(new PayRulesProblem(field, text));
}
