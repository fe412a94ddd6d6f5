using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.OwnStrikes;

namespace Solidarity.Server.Requests;

/// <summary>Enumerations of the API as the domain's: null for what is unspecified or unknown.</summary>
internal static class WordsIn
{
    public const string Levels = "LEVEL_LOCAL, LEVEL_REGIONAL, LEVEL_NATIONAL, LEVEL_INTERNATIONAL";
    public const string SectionKinds = "SECTION_KIND_TRADE, SECTION_KIND_CENTRAL";
    public const string PledgeKinds = "AID_KIND_GIFT, AID_KIND_LOAN, AID_KIND_NOT_RECORDED";
    public const string GivenKinds = "AID_KIND_GIFT, AID_KIND_NOT_RECORDED";
    public const string AidKinds =
        PledgeKinds + ", AID_KIND_REPAYMENT, AID_KIND_REDIRECTED_REPAYMENT, AID_KIND_AGGREGATE, AID_KIND_OTHER";
    public const string AidStates =
        "AID_STATE_ASKED, AID_STATE_DEFERRED, AID_STATE_DECLINED, AID_STATE_PLEDGED, AID_STATE_HONOURED, "
        + "AID_STATE_WITHDRAWN, AID_STATE_LAPSED";
    public const string Outcomes =
        "OUTCOME_WON, OUTCOME_LOST, OUTCOME_COMPROMISED, OUTCOME_CALLED_OFF, OUTCOME_ENDED";

    public const string SupportKinds =
        "SUPPORT_KIND_REFUSAL_OF_WORK, SUPPORT_KIND_LODGING, SUPPORT_KIND_PROVISIONS, SUPPORT_KIND_LETTER";
    public const string Details = "DETAIL_NOTHING, DETAIL_TOTALS, DETAIL_BREAKDOWN, DETAIL_BOOKS";

    public static Level? ToDomain(this V1.Level level) => level switch
    {
        V1.Level.Local => Level.Local,
        V1.Level.Regional => Level.Regional,
        V1.Level.National => Level.National,
        V1.Level.International => Level.International,
        _ => null,
    };

    public static SectionKind? ToDomain(this V1.SectionKind kind) => kind switch
    {
        V1.SectionKind.Trade => SectionKind.Trade,
        V1.SectionKind.Central => SectionKind.Central,
        _ => null,
    };

    public static AidKind? ToDomain(this V1.AidKind kind) => kind switch
    {
        V1.AidKind.Gift => AidKind.Gift,
        V1.AidKind.Loan => AidKind.Loan,
        V1.AidKind.NotRecorded => AidKind.Unspecified,
        V1.AidKind.Repayment => AidKind.Repayment,
        V1.AidKind.RedirectedRepayment => AidKind.RedirectedRepayment,
        V1.AidKind.Aggregate => AidKind.Aggregate,
        V1.AidKind.Other => AidKind.Other,
        _ => null,
    };

    /// <summary>What a section may pledge.</summary>
    public static AidKind? ToPledgeKind(this V1.AidKind kind) =>
        kind.ToDomain() is { } known and (AidKind.Gift or AidKind.Loan or AidKind.Unspecified) ? known : null;

    /// <summary>What may be given without becoming a debt.</summary>
    public static AidKind? ToGivenKind(this V1.AidKind kind) =>
        kind.ToDomain() is { } known and (AidKind.Gift or AidKind.Unspecified) ? known : null;

    public static AidState? ToDomain(this V1.AidState state) => state switch
    {
        V1.AidState.Asked => AidState.Asked,
        V1.AidState.Deferred => AidState.Deferred,
        V1.AidState.Declined => AidState.Declined,
        V1.AidState.Pledged => AidState.Pledged,
        V1.AidState.Honoured => AidState.Honoured,
        V1.AidState.Withdrawn => AidState.Withdrawn,
        V1.AidState.Lapsed => AidState.Lapsed,
        _ => null,
    };

    public static Outcome? ToDomain(this V1.Outcome outcome) => outcome switch
    {
        V1.Outcome.Won => Outcome.Won,
        V1.Outcome.Lost => Outcome.Lost,
        V1.Outcome.Compromised => Outcome.Compromised,
        V1.Outcome.CalledOff => Outcome.CalledOff,
        V1.Outcome.Ended => Outcome.Ended,
        _ => null,
    };

    public static SupportKind? ToDomain(this V1.SupportKind kind) => kind switch
    {
        V1.SupportKind.RefusalOfWork => SupportKind.RefusalOfWork,
        V1.SupportKind.Lodging => SupportKind.Lodging,
        V1.SupportKind.Provisions => SupportKind.Provisions,
        V1.SupportKind.Letter => SupportKind.Letter,
        _ => null,
    };

    public static Detail? ToDomain(this V1.Detail detail) => detail switch
    {
        V1.Detail.Nothing => Detail.Nothing,
        V1.Detail.Totals => Detail.Totals,
        V1.Detail.Breakdown => Detail.Breakdown,
        V1.Detail.Books => Detail.Books,
        _ => null,
    };
}

/// <summary>The domain's enumerations as the API's.</summary>
internal static class WordsOut
{
    public static V1.Level ToWire(this Level level) => level switch
    {
        Level.Local => V1.Level.Local,
        Level.Regional => V1.Level.Regional,
        Level.National => V1.Level.National,
        Level.International => V1.Level.International,
        _ => throw new UnreachableException($"level {level}"),
    };

    public static V1.SectionKind ToWire(this SectionKind kind) => kind switch
    {
        SectionKind.Trade => V1.SectionKind.Trade,
        SectionKind.Central => V1.SectionKind.Central,
        _ => throw new UnreachableException($"section kind {kind}"),
    };

    public static V1.AffiliationStatus ToWire(this AffiliationStatus status) => status switch
    {
        AffiliationStatus.Asked => V1.AffiliationStatus.Asked,
        AffiliationStatus.Member => V1.AffiliationStatus.Member,
        _ => throw new UnreachableException($"affiliation status {status}"),
    };

    public static V1.AidKind ToWire(this AidKind kind) => kind switch
    {
        AidKind.Gift => V1.AidKind.Gift,
        AidKind.Loan => V1.AidKind.Loan,
        AidKind.Unspecified => V1.AidKind.NotRecorded,
        AidKind.Repayment => V1.AidKind.Repayment,
        AidKind.RedirectedRepayment => V1.AidKind.RedirectedRepayment,
        AidKind.Aggregate => V1.AidKind.Aggregate,
        AidKind.Other => V1.AidKind.Other,
        _ => throw new UnreachableException($"aid kind {kind}"),
    };

    public static V1.AidState ToWire(this AidState state) => state switch
    {
        AidState.Asked => V1.AidState.Asked,
        AidState.Deferred => V1.AidState.Deferred,
        AidState.Declined => V1.AidState.Declined,
        AidState.Pledged => V1.AidState.Pledged,
        AidState.Honoured => V1.AidState.Honoured,
        AidState.Withdrawn => V1.AidState.Withdrawn,
        AidState.Lapsed => V1.AidState.Lapsed,
        _ => throw new UnreachableException($"aid state {state}"),
    };

    public static V1.Answer ToWire(this Answer answer) => answer switch
    {
        Answer.Unanswered => V1.Answer.Unanswered,
        Answer.Pledged => V1.Answer.Pledged,
        Answer.Declined => V1.Answer.Declined,
        Answer.Supported => V1.Answer.Supported,
        _ => throw new UnreachableException($"answer {answer}"),
    };

    public static V1.StrikeState ToWire(this Outcome? outcome) => outcome switch
    {
        null => V1.StrikeState.Open,
        Outcome.Won => V1.StrikeState.Won,
        Outcome.Lost => V1.StrikeState.Lost,
        Outcome.Compromised => V1.StrikeState.Compromised,
        Outcome.CalledOff => V1.StrikeState.CalledOff,
        Outcome.Ended => V1.StrikeState.Ended,
        _ => throw new UnreachableException($"outcome {outcome}"),
    };

    public static V1.SupportKind ToWire(this SupportKind kind) => kind switch
    {
        SupportKind.RefusalOfWork => V1.SupportKind.RefusalOfWork,
        SupportKind.Lodging => V1.SupportKind.Lodging,
        SupportKind.Provisions => V1.SupportKind.Provisions,
        SupportKind.Letter => V1.SupportKind.Letter,
        _ => throw new UnreachableException($"support kind {kind}"),
    };

    public static V1.Detail ToWire(this Detail detail) => detail switch
    {
        Detail.Nothing => V1.Detail.Nothing,
        Detail.Totals => V1.Detail.Totals,
        Detail.Breakdown => V1.Detail.Breakdown,
        Detail.Books => V1.Detail.Books,
        _ => throw new UnreachableException($"detail {detail}"),
    };

    /// <summary>Unspecified while a call is open.</summary>
    public static V1.CallEnd ToWire(this CallEnd? end) => end switch
    {
        null => V1.CallEnd.Unspecified,
        CallEnd.StrikeOver => V1.CallEnd.StrikeOver,
        CallEnd.Cancelled => V1.CallEnd.Cancelled,
        CallEnd.Narrowed => V1.CallEnd.Narrowed,
        _ => throw new UnreachableException($"call end {end}"),
    };

    public static V1.SendingCause ToWire(this WaveCause cause) => cause switch
    {
        WaveCause.ByHand => V1.SendingCause.ByHand,
        WaveCause.Deadline => V1.SendingCause.Deadline,
        WaveCause.Runway => V1.SendingCause.Runway,
        _ => throw new UnreachableException($"sending cause {cause}"),
    };

    public static V1.MoneyStage ToWire(this MoneyStage stage) => stage switch
    {
        MoneyStage.None => V1.MoneyStage.None,
        MoneyStage.Held => V1.MoneyStage.Held,
        MoneyStage.InTransit => V1.MoneyStage.InTransit,
        MoneyStage.Unsent => V1.MoneyStage.Unsent,
        MoneyStage.Received => V1.MoneyStage.Received,
        _ => throw new UnreachableException($"stage {stage}"),
    };

}
