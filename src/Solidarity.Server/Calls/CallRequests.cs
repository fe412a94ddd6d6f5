using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Calls;

/// <summary>Reads the commands of calls.proto.</summary>
internal static class CallRequests
{
    public const string Recipients = "recipients";
    public const string Foreign = "terms.foreign";

    // There are only so many kinds.
    private static readonly int SupportKindsMax = Enum.GetValues<SupportKind>().Length;

    public static Order<SectionCommand> Read(this V1.CallForAidRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, section, strike) =>
        {
            var scope = fields.OneOf("scope", request.Scope.ToDomain(), EnumTexts.Levels);
            return new OwnCallCommand.CallForAid(
                strike,
                scope,
                fields.Others(Recipients, request.Recipients, section),
                fields.Memo("asks", request.Asks),
                fields.MoneyOrNone("need", request.Need),
                Support(fields, request),
                request.Terms is { } terms ? Read(fields, terms, scope, section) : null);
        });

    public static Order<SectionCommand> Read(this V1.NarrowCallRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new OwnCallCommand.NarrowCall(
            strike, fields.OneOf("scope", request.Scope.ToDomain(), EnumTexts.Levels)));

    public static Order<SectionCommand> Read(this V1.CancelCallRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike,
        (fields, strike) => new OwnCallCommand.CancelCall(strike, fields.Memo("reason", request.Reason)));

    public static Order<SectionCommand> Read(this V1.RemindSilentRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike,
        (_, strike) => new OwnCallCommand.RemindSilent(strike));

    public static Order<SectionCommand> Read(this V1.SeeCallRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (_, strike) => new InboxCommand.SeeCall(strike));

    public static Order<SectionCommand> Read(this V1.DeclineCallRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new AnswerCommand.DeclineCall(
            fields.NewId<PledgeId>("decline_id", request.DeclineId), strike, fields.Memo("reason", request.Reason)));

    // None is "as before": what was asked once is not taken back by leaving it out.
    private static ImmutableSortedSet<SupportKind>? Support(Fields fields, V1.CallForAidRequest request) =>
        request.Support.Count == 0 || fields.IsTooMany("support", request.Support.Count, SupportKindsMax)
        ? null
        : [.. request.Support.Select((kind, i) =>
            fields.OneOf($"support[{i}]", kind.ToDomain(), EnumTexts.SupportKinds))];

    private static CallTerms Read(Fields fields, V1.CallTerms terms, Level scope, SectionId section)
    {
        var widest = fields.OneOf("terms.widest", terms.Widest.ToDomain(), EnumTexts.Levels);
        if (terms.Widest.ToDomain() is { } known && known < scope)
            fields.Add("terms.widest", $"is {known}, but the call itself goes to {scope}; name that or a wider one");
        if (terms is { HasRunwayDays: true, Pay: null })
            fields.Add("terms.runway_days", "needs terms.pay, the strike pay that the runway is reckoned with");
        return new CallTerms(
            widest,
            fields.Within("terms.wave_hours", terms.WaveHours, 1, CallTerms.WaveHoursMax),
            fields.Number("terms.runway_days", terms.HasRunwayDays, terms.RunwayDays, CallTerms.RunwayDaysMax),
            fields.Others(Foreign, terms.Foreign, section),
            terms.Pay is { } pay ? Read(fields, pay) : null);
    }

    private static PayTerms Read(Fields fields, V1.StrikePayTerms pay) => new(
        fields.Money("terms.pay.weekly", pay.Weekly),
        fields.Within("terms.pay.strikers", pay.Strikers, 1, StrikeFacts.StrikersMax),
        fields.Date("terms.pay.from", pay.From));
}
