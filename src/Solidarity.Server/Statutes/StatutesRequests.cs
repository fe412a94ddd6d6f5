using Google.Protobuf.Collections;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Statutes;

/// <summary>Reads the commands of statutes.proto.</summary>
internal static class StatutesRequests
{
    public static Order<SectionCommand> Read(this V1.AdoptStatutesRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section, fields =>
        {
            var statutes = Statutes(fields, request);
            var floors = Sums(fields, "floors", request.Floors);
            return new StatutesCommand.AdoptStatutes(
                statutes with
                {
                    Pay = request.Pay is null ? statutes.Pay : PayRulesText.Read(fields, "pay", request.Pay),
                    Reserve = statutes.Reserve with { Floors = statutes.Reserve.Floors.AddRange(floors) },
                },
                fields.Date("from_day", request.FromDay),
                fields.Text("authority", request.Authority, Texts.MemoCharsMax));
        });

    private static SectionStatutes Statutes(Fields fields, V1.AdoptStatutesRequest request)
    {
        if (request.SourceCase == V1.AdoptStatutesRequest.SourceOneofCase.Statutes)
            return Statutes(fields, request.Statutes);
        if (request.SourceCase == V1.AdoptStatutesRequest.SourceOneofCase.None)
            fields.Add("statutes", "are missing; give statutes, or the name of a template");
        else if (StatutesTemplates.Find(request.Template) is not { } template)
            fields.Add("template",
                $"{Quoted.Of(request.Template)} is none of "
                + $"{string.Join(", ", StatutesTemplates.All.Select(known => known.Name))}");
        else
        {
            if (template.NeedsFloor && request.Floors.Count == 0)
                fields.Add("floors", $"are missing; the template {template.Name} needs a floor of the reserve");
            return Statutes(fields, template.Statutes);
        }
        return SectionStatutes.Unwritten;
    }

    private static SectionStatutes Statutes(Fields fields, V1.Statutes statutes)
    {
        var rules = ImmutableSortedDictionary.CreateBuilder<ActKind, DecisionRule>();
        if (!fields.IsTooMany("statutes.rules", statutes.Rules.Count, Enum.GetValues<ActKind>().Length))
            for (var i = 0; i < statutes.Rules.Count; i++)
                AddTo(rules, fields, $"statutes.rules[{i}]", statutes.Rules[i]);
        var limits = statutes.Mandates is { } mandates
            ? new MandateLimits(
                fields.Within("statutes.mandates.days_max", mandates.DaysMax, 1, MandateLimits.DaysMaxMax),
                fields.Within("statutes.mandates.terms_max", mandates.TermsMax, 0, MandateLimits.TermsMaxMax)
                    is var terms and > 0 ? terms : null,
                fields.Within("statutes.mandates.break_days", mandates.BreakDays, 0, MandateLimits.DaysMaxMax),
                Sums(fields, "statutes.mandates.sums_max", mandates.SumsMax))
            : MandateLimits.Wide;
        var reserve = statutes.Reserve is { } kept
            ? new Reserve(
                Sums(fields, "statutes.reserve.floors", kept.Floors),
                fields.Choices("statutes.reserve.acts", kept.Acts, MoneyAct, EnumTexts.MoneyActs) ?? [])
            : Reserve.None;
        return new SectionStatutes(
            fields.Name("statutes.title", statutes.Title), rules.ToImmutable(), limits, reserve,
            PayRulesText.Read(fields, "statutes.pay", statutes.Pay));
    }

    private static void AddTo(
        ImmutableSortedDictionary<ActKind, DecisionRule>.Builder rules, Fields fields, string field,
        V1.DecisionRule rule)
    {
        var decided = new DecisionRule(
            fields.OneOf($"{field}.decided_by", rule.DecidedBy.ToDomain(), EnumTexts.Deciders),
            rule.Majority == V1.Majority.Unspecified
                ? Majority.Simple
                : fields.OneOf($"{field}.majority", rule.Majority.ToDomain(), EnumTexts.Majorities),
            fields.Within($"{field}.quorum_percent", rule.QuorumPercent, 0, 100),
            rule.TieCarries,
            ByMandate: !rule.NoMandate);
        var acts = fields.Choices($"{field}.acts", rule.Acts, kind => kind.ToDomain(), EnumTexts.Acts);
        if (acts is null)
            fields.Add($"{field}.acts", "are missing; name one at least");
        foreach (var act in acts ?? [])
            if (!rules.TryAdd(act, decided))
                fields.Add($"{field}.acts", $"name {act.Spelt()}, which another rule has already");
    }

    /// <summary>An act with money.</summary>
    internal static ActKind? MoneyAct(V1.ActKind kind) =>
        kind.ToDomain() is { } known && known.IsOfMoney() ? known : null;

    private static ImmutableArray<Amount> Sums(Fields fields, string field, RepeatedField<V1.Money> sums) =>
        fields.IsTooMany(field, sums.Count, Profile.CurrenciesMax)
            ? []
            : [.. sums.Select((sum, i) => fields.Money($"{field}[{i}]", sum))];
}
