using Google.Protobuf.Collections;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;
using Solidarity.Server.Statutes;

namespace Solidarity.Server.Mandates;

/// <summary>Reads the commands of mandates.proto.</summary>
internal static class MandateRequests
{
    public const string Mandates = "mandates";

    public static Order<SectionCommand> Read(this V1.GrantMandateRequest request, TradeTable trades) => Order.OfSection(
        request.RequestId, "section", request.Section,
        fields => new MandateCommand.GrantMandate(
            fields.NewId<MandateId>("mandate_id", request.MandateId),
            Terms(fields, "", request.Holder, request.Acts, request.Strike, request.Trade, request.Ceilings,
                request.PeriodDays, request.Until, trades),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax)),
        command => $"{Mandates}/{command.Mandate}");

    public static Order<SectionCommand> Read(this V1.RecallMandateRequest request) => Order.OfSectionPart<MandateId>(
        request.RequestId, "name", request.Name, Mandates, (fields, mandate) => new MandateCommand.RecallMandate(
            mandate, fields.Text("authority", request.Authority, Texts.MemoCharsMax)));

    /// <param name="at">What comes before the names of the fields: empty, or as <c>follows.grant.</c>.</param>
    public static MandateTerms Terms(
        Fields fields, string at, string holder, RepeatedField<V1.ActKind> acts, string strike, string trade,
        RepeatedField<V1.Ceiling> ceilings, int periodDays, string until, TradeTable trades)
    {
        if (!Domain.Bodies.Slug.IsValid(holder))
            fields.Add($"{at}holder",
                $"{Quoted.Of(holder)} is no role or token such as delegate-2: {Domain.Bodies.Slug.Rule}");
        var known = fields.Choices($"{at}acts", acts, StatutesRequests.MoneyAct, EnumTexts.MoneyActs);
        if (known is null)
            fields.Add($"{at}acts", "are missing; name one at least");
        return new MandateTerms(
            holder,
            known ?? [],
            fields.StrikeOrNone($"{at}strike", strike),
            fields.Trade($"{at}trade", trade, trades, required: false),
            Ceilings(fields, $"{at}ceilings", ceilings),
            fields.Within($"{at}period_days", periodDays, 0, MandateTerms.PeriodDaysMax) is var days and > 0
                ? days
                : null,
            fields.Date($"{at}until", until));
    }

    private static ImmutableArray<Ceiling> Ceilings(
        Fields fields, string field, RepeatedField<V1.Ceiling> ceilings) =>
        fields.IsTooMany(field, ceilings.Count, Profile.CurrenciesMax)
            ? []
            : [.. ceilings.Select((ceiling, i) => Read(fields, $"{field}[{i}]", ceiling))];

    private static Ceiling Read(Fields fields, string field, V1.Ceiling ceiling)
    {
        var inAll = fields.Money($"{field}.in_all", ceiling.InAll);
        return new Ceiling(
            inAll,
            Part(fields, $"{field}.per_act_minor_units", ceiling.PerActMinorUnits, inAll),
            Part(fields, $"{field}.per_period_minor_units", ceiling.PerPeriodMinorUnits, inAll));
    }

    private static long? Part(Fields fields, string field, long minor, Amount inAll)
    {
        if (minor == 0)
            return null;
        if (minor < 0 || inAll.IsPayable && minor > inAll.Minor)
            fields.Add(field, $"is {minor}; it must be from 0 to {inAll.Minor}, the ceiling in all");
        return minor;
    }
}
