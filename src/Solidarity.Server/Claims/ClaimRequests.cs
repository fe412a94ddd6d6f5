using Solidarity.Domain.Pay;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Claims;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Claims;

/// <summary>Reads the commands of claims.proto, and writes what a claim says of its groups.</summary>
internal static class ClaimRequests
{
    private const string NoDay = "none";

    public static Order<SectionCommand> Read(this V1.BeginClaimsRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new ClaimCommand.BeginClaims(
            strike,
            new StrikeCourse(
                fields.Date("start_day", request.StartDay),
                IsIndefinite: request.Indefinite,
                DensityPercent: request.HasDensityPercent
                    ? fields.Within("density_percent", request.DensityPercent, 0, 100)
                    : null,
                Decided: Share(fields, "decided_share", request.DecidedShare)),
            fields.MoneyOrNone("estimate", request.Estimate)));

    public static Order<SectionCommand> Read(this V1.FileClaimRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new ClaimCommand.FileClaim(
            strike,
            Number(fields, request.Number),
            fields.IsTooMany("groups", request.Groups.Count, ClaimSeries.GroupsMax)
                ? []
                : [.. request.Groups.Select((group, i) => Group(fields, $"groups[{i}]", group))],
            fields.DateOrNone("end_day", request.EndDay),
            fields.DateOrNone("ratified_day", request.RatifiedDay)));

    public static Order<SectionCommand> Read(this V1.ApproveClaimRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new ClaimCommand.ApproveClaim(
            strike,
            Number(fields, request.Number),
            fields.MoneyOrNone("sum", request.Sum),
            fields.Memo("authority", request.Authority)));

    public static Order<SectionCommand> Read(this V1.WithdrawClaimRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new ClaimCommand.WithdrawClaim(
            strike, Number(fields, request.Number), fields.Memo("reason", request.Reason)));

    public static Order<SectionCommand> Read(this V1.PayClaimRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new ClaimCommand.PayClaim(
            strike, Number(fields, request.Number), fields.Memo("authority", request.Authority)));

    public static int Number(Fields fields, int number) => fields.Within("number", number, 1, ClaimSeries.WeeksMax);

    public static V1.ClaimGroup ToWire(this ClaimGroup group)
    {
        var (who, did) = (group.Who, group.Did);
        var message = new V1.ClaimGroup
        {
            Group = group.Group.Value,
            Count = who.Count,
            Dependants = who.Dependants,
            Standing = who.Standing.ToWire(),
            Lacks = { who.Lacks },
            FromDay = Day(who.From),
            UntilDay = Day(who.Until),
            Days = Days(did.Days),
            PartDays = Days(did.PartDays),
            Minutes = did.Minutes,
            DutyMinutes = did.DutyMinutes,
            Excused = did.IsExcused,
            OtherIncomeMinorUnits = did.OtherIncomeMinor,
        };
        if (who.Months is { } months)
            message.Months = months;
        if (who.DuesMinor is { } dues)
            message.DuesMinorUnits = dues;
        if (who.WageMinor is { } wage)
            message.WageMinorUnits = wage;
        if (did.LossMinor is { } loss)
            message.LossMinorUnits = loss;
        return message;
    }

    // Ranges are the domain's to check, which knows the pay rules.
    private static ClaimGroup Group(Fields fields, string field, V1.ClaimGroup group) => new(
        fields.Id<GroupId>($"{field}.group", group.Group),
        new Striker(
            group.Count == 0 ? 1 : group.Count,
            group.HasMonths ? group.Months : null,
            group.HasDuesMinorUnits ? group.DuesMinorUnits : null,
            group.HasWageMinorUnits ? group.WageMinorUnits : null,
            group.Dependants,
            group.Standing == V1.StrikerStanding.Unspecified
                ? Standing.OnStrike
                : fields.OneOf($"{field}.standing", group.Standing.ToDomain(), EnumTexts.Standings),
            fields.IsTooMany($"{field}.lacks", group.Lacks.Count, PayRules.ItemsMax) ? [] : [.. group.Lacks],
            fields.DateOrNone($"{field}.from_day", group.FromDay),
            fields.DateOrNone($"{field}.until_day", group.UntilDay)),
        new StrikerWeek(
            Days(fields, $"{field}.days", group.Days),
            Days(fields, $"{field}.part_days", group.PartDays),
            group.Minutes,
            group.DutyMinutes,
            group.Excused,
            group.HasLossMinorUnits ? group.LossMinorUnits : null,
            group.OtherIncomeMinorUnits));

    private static WeekDays? Days(Fields fields, string field, string text)
    {
        if (text.Length == 0)
            return null;
        if (text == NoDay)
            return default(WeekDays);
        if (WeekDays.TryParse(text, out var days) && days.Count > 0)
            return days;
        fields.Add(field, $"{Quoted.Of(text)} is no list of days such as {WeekDays.MondayToFriday}, nor {NoDay}");
        return null;
    }

    private static Portion? Share(Fields fields, string field, string text)
    {
        if (text.Length == 0)
            return null;
        if (Portion.TryParse(text, out var share))
            return share;
        fields.Add(field, $"{Quoted.Of(text)} is no share such as 85% or 2/3");
        return null;
    }

    private static string Days(WeekDays? days) =>
        days is not { } known ? "" : known.Count == 0 ? NoDay : known.ToString();

    private static string Day(DateOnly? day) => day is { } known ? $"{known:yyyy-MM-dd}" : "";
}
