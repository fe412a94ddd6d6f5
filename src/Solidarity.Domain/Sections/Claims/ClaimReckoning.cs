using Solidarity.Domain.Decisions;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Sections.Authorities;

namespace Solidarity.Domain.Sections.Claims;

/// <summary>Reckons what a claim comes to. The same statutes and the same facts give the same pay.</summary>
public static class ClaimReckoning
{
    /// <summary>The statutes whose pay rules hold for a week of a strike: those under which its claims were begun. Only
    /// where these say that new rates hold at once, the newest that are in force on the week's first day and pay in the
    /// same currency for the same weeks.</summary>
    internal static (int Version, PayRules Rules) RulesFor(SectionHouse house, ClaimSeries series, int week)
    {
        var first = house.Statutes[series.Version - 1].Statutes.Pay!;
        if (!first.FollowsNewRates)
            return (series.Version, first);
        var day = first.WeekOf(series.Course.Start, week).From;
        for (var version = house.Statutes.Length; version > series.Version; version--)
            if (house.Statutes[version - 1] is { Statutes.Pay: { } newer } adopted && adopted.From <= day
                && newer.Currency == first.Currency && newer.WeekFrom == first.WeekFrom)
                return (version, newer);
        return (series.Version, first);
    }

    /// <summary>The pay rules of a version of a section's statutes, which a claim names.</summary>
    public static PayRules RulesOf(SectionHouse house, int version) => house.Statutes[version - 1].Statutes.Pay!;

    /// <param name="accounts">What a striker of each group has had before; nothing where a group is new.</param>
    /// <param name="groups">Within their limits (<see cref="Check"/>).</param>
    internal static ImmutableArray<ClaimedGroup> Of(
        PayRules rules, StrikeCourse course, int week, ImmutableArray<ClaimGroup> groups,
        ImmutableSortedDictionary<GroupId, StrikerAccount> accounts)
    {
        var claimed = ImmutableArray.CreateBuilder<ClaimedGroup>(groups.Length);
        foreach (var group in groups)
        {
            var before = accounts.GetValueOrDefault(group.Group);
            var pay = PayWeek.Of(rules, course, group.Who, group.Did, before, week);
            claimed.Add(new ClaimedGroup(group, pay.Minor, pay.After));
        }
        return claimed.MoveToImmutable();
    }

    /// <summary>The lines of a group that was claimed, which say why it gets what it gets.</summary>
    /// <param name="before">What each had had before the claim.</param>
    public static StrikerPay Explain(
        PayRules rules, StrikeCourse course, int week, ClaimGroup group, StrikerAccount before) =>
        PayWeek.Of(rules, course, group.Who, group.Did, before, week);

    internal static Int128 SumOf(ImmutableArray<ClaimedGroup> groups)
    {
        Int128 sum = 0;
        foreach (var group in groups)
            sum += (Int128)group.Minor * group.Facts.Who.Count;
        return sum;
    }

    /// <summary>The refusal of a group whose facts are out of range; else null.</summary>
    /// <param name="field">Its name in the request.</param>
    internal static Refusal? Check(PayRules rules, ClaimGroup group, string field)
    {
        var (who, did) = (group.Who, group.Did);
        return who switch
        {
            { Count: < 1 or > Striker.CountMax } => Out("count", who.Count, 1, Striker.CountMax),
            { Months: < -1 or > PayRules.MonthsMax } => Out("months", who.Months.Value, -1, PayRules.MonthsMax),
            { DuesMinor: < 0 or > PayRules.SumMinorMax } => Sum("dues_minor_units", who.DuesMinor.Value),
            { WageMinor: < 0 or > PayRules.SumMinorMax } => Sum("wage_minor_units", who.WageMinor.Value),
            { Dependants: < 0 or > Striker.DependantsMax } =>
                Out("dependants", who.Dependants, 0, Striker.DependantsMax),
            { Lacks.Length: > PayRules.ItemsMax } => Out("lacks", who.Lacks.Length, 0, PayRules.ItemsMax),
            _ when who.Lacks.FirstOrDefault(name => rules.Eligibility?.Conditions.Contains(name) != true) is
            { } other => CommonRefusals.Malformed($"{field}.lacks", $"\"{other}\" is no condition of these rules"),
            _ => Days(who),
        }
        ?? did switch
        {
            { Minutes: < 0 or > StrikerWeek.MinutesMax } => Out("minutes", did.Minutes, 0, StrikerWeek.MinutesMax),
            { DutyMinutes: < 0 or > StrikerWeek.MinutesMax } =>
                Out("duty_minutes", did.DutyMinutes, 0, StrikerWeek.MinutesMax),
            { LossMinor: < 0 or > PayRules.SumMinorMax } => Sum("loss_minor_units", did.LossMinor.Value),
            { OtherIncomeMinor: < 0 or > PayRules.SumMinorMax } =>
                Sum("other_income_minor_units", did.OtherIncomeMinor),
            _ => null,
        };

        Refusal Sum(string name, long minor) => Out(name, minor, 0, PayRules.SumMinorMax);

        Refusal? Days(Striker striker) =>
            Bodies.DayRange.Check($"{field}.from_day", striker.From)
            ?? Bodies.DayRange.Check($"{field}.until_day", striker.Until);

        Refusal Out(string name, long number, long min, long max) =>
            CommonRefusals.Malformed($"{field}.{name}", $"is {number}; {min} to {max}");
    }
}
