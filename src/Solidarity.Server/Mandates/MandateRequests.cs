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
            Terms(fields, request, trades),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax)),
        command => $"{Mandates}/{command.Mandate}");

    public static Order<SectionCommand> Read(this V1.RecallMandateRequest request) => Order.OfSectionPart<MandateId>(
        request.RequestId, "name", request.Name, Mandates, (fields, mandate) => new MandateCommand.RecallMandate(
            mandate, fields.Text("authority", request.Authority, Texts.MemoCharsMax)));

    private static MandateTerms Terms(Fields fields, V1.GrantMandateRequest request, TradeTable trades)
    {
        if (!Domain.Bodies.Slug.IsValid(request.Holder))
            fields.Add("holder",
                $"{Quoted.Of(request.Holder)} is no role or token such as delegate-2: {Domain.Bodies.Slug.Rule}");
        var acts = fields.Choices("acts", request.Acts, StatutesRequests.MoneyAct, EnumTexts.MoneyActs);
        if (acts is null)
            fields.Add("acts", "are missing; name one at least");
        return new MandateTerms(
            request.Holder,
            acts ?? [],
            fields.StrikeOrNone("strike", request.Strike),
            fields.Trade("trade", request.Trade, trades, required: false),
            Ceilings(fields, request.Ceilings),
            fields.Within("period_days", request.PeriodDays, 0, MandateTerms.PeriodDaysMax) is var days and > 0
                ? days
                : null,
            fields.Date("until", request.Until));
    }

    private static ImmutableArray<Ceiling> Ceilings(Fields fields, RepeatedField<V1.Ceiling> ceilings) =>
        fields.IsTooMany("ceilings", ceilings.Count, Profile.CurrenciesMax)
            ? []
            : [.. ceilings.Select((ceiling, i) => Read(fields, $"ceilings[{i}]", ceiling))];

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
