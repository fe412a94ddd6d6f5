using Google.Protobuf.Collections;
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

    public static Order<SectionCommand> Read(this V1.CallForAidRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, section, strike) =>
        {
            var scope = fields.OneOf("scope", request.Scope.ToDomain(), EnumTexts.Levels);
            if (request.Terms?.Widest.ToDomain() is { } widest && widest < scope)
                fields.Add(
                    "terms.widest", $"is {widest}, but the call itself goes to {scope}; name that or a wider one");
            return new OwnCallCommand.CallForAid(
                strike, scope, fields.Others(Recipients, request.Recipients, section),
                Change(
                    fields, section, request.HasAsks ? request.Asks : null, request.Need, request.Support,
                    request.Terms, request.Without));
        });

    public static Order<SectionCommand> Read(this V1.AmendCallRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike,
        (fields, section, strike) => new OwnCallCommand.AmendCall(strike, Change(
            fields, section, request.HasAsks ? request.Asks : null, request.Need, request.Support, request.Terms,
            request.Without)));

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

    private static CallChange Change(
        Fields fields, SectionId section, string? asks, V1.Money? need, RepeatedField<V1.SupportKind> support,
        V1.CallTerms? terms, RepeatedField<V1.CallPart> without) => new(
            asks is null ? null : fields.Memo("asks", asks),
            fields.MoneyOrNone("need", need),
            fields.Choices("support", support, kind => kind.ToDomain(), EnumTexts.SupportKinds),
            terms is null ? null : Read(fields, terms, section),
            fields.Choices("without", without, part => part.ToDomain(), EnumTexts.CallParts));

    // What is not set, no number and no text stand for "as before".
    private static CallTermsChange Read(Fields fields, V1.CallTerms terms, SectionId section) => new(
        terms.Widest == V1.Level.Unspecified
            ? null
            : fields.OneOf("terms.widest", terms.Widest.ToDomain(), EnumTexts.Levels),
        terms.WaveHours == 0 ? null : fields.Within("terms.wave_hours", terms.WaveHours, 1, CallTerms.WaveHoursMax),
        fields.Number("terms.runway_days", terms.HasRunwayDays, terms.RunwayDays, CallTerms.RunwayDaysMax),
        fields.Others(Foreign, terms.Foreign, section),
        terms.Pay is { } pay ? Read(fields, pay) : null);

    private static PayTermsChange Read(Fields fields, V1.StrikePayTerms pay) => new(
        fields.MoneyOrNone("terms.pay.weekly", pay.Weekly),
        pay.Strikers == 0 ? null : fields.Within("terms.pay.strikers", pay.Strikers, 1, StrikeFacts.StrikersMax),
        fields.DateOrNone("terms.pay.from", pay.From));
}
