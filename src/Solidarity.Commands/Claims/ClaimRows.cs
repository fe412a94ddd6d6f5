using System.Text.Json;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Pay;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Text;

namespace Solidarity.Commands.Claims;

/// <summary>Reads the groups of a claim from a table of strikers.</summary>
internal static class ClaimRows
{
    private const string NoDay = "none";

    /// <summary>Those that were on strike in a week, in the order of their rows.</summary>
    /// <exception cref="UsageException">Rows are malformed; all are told.</exception>
    public static IEnumerable<ClaimGroup> Read(string file, ClaimSeries series, int week)
    {
        var rules = JsonSerializer.Deserialize(series.Pay.Json, PayRulesFile.RulesJson)!;
        var start = DayReading.Read(series.StartDay, out _)!.Value;
        foreach (var (token, facts) in StrikerRows.Read(file, rules, start))
            if (facts.In(week) is { } did)
                yield return Write(token, facts.Who, did);
    }

    private static ClaimGroup Write(string token, Striker who, StrikerWeek did)
    {
        var group = new ClaimGroup
        {
            Group = token,
            Count = who.Count,
            Dependants = who.Dependants,
            Standing = StandingOf(who),
            Lacks = { who.Lacks },
            FromDay = DayOf(who.From),
            UntilDay = DayOf(who.Until),
            Days = DaysOf(did.Days),
            PartDays = DaysOf(did.PartDays),
            Minutes = did.Minutes,
            DutyMinutes = did.DutyMinutes,
            Excused = did.IsExcused,
            OtherIncomeMinorUnits = did.OtherIncomeMinor,
        };
        if (who.Months is { } months)
            group.Months = months;
        if (who.DuesMinor is { } dues)
            group.DuesMinorUnits = dues;
        if (who.WageMinor is { } wage)
            group.WageMinorUnits = wage;
        if (did.LossMinor is { } loss)
            group.LossMinorUnits = loss;
        return group;
    }

    private static StrikerStanding StandingOf(Striker who) => who.Standing switch
    {
        Standing.OnStrike => StrikerStanding.OnStrike,
        Standing.Sacked => StrikerStanding.Sacked,
        Standing.LockedOut => StrikerStanding.LockedOut,
        _ => throw new UnreachableException($"standing {who.Standing}"),
    };

    private static string DaysOf(WeekDays? days) =>
        days is not { } known ? "" : known.Count == 0 ? NoDay : known.ToString();

    private static string DayOf(DateOnly? day) => day is { } known ? $"{known:yyyy-MM-dd}" : "";
}
