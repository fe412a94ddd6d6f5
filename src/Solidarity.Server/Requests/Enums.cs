using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Claims;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Statutes;

namespace Solidarity.Server.Requests;

/// <summary>Enumerations that several subjects have, from the API to the domain and back. To the domain, null stands
/// for what is unspecified or unknown.</summary>
internal static class Enums
{
    private static readonly EnumMap<V1.Level, Level> Levels = new();
    private static readonly EnumMap<V1.SectionKind, SectionKind> SectionKinds = new();
    private static readonly EnumMap<V1.AffiliationStatus, AffiliationStatus> AffiliationStatuses = new();
    private static readonly EnumMap<V1.AidKind, AidKind> AidKinds =
        new((V1.AidKind.NotRecorded, AidKind.Unspecified));
    private static readonly EnumMap<V1.AidState, AidState> AidStates = new();
    private static readonly EnumMap<V1.Answer, Answer> Answers = new();
    private static readonly EnumMap<V1.Outcome, Outcome> Outcomes = new();
    private static readonly EnumMap<V1.StrikeState, Outcome> StrikeStates = new();
    private static readonly EnumMap<V1.SupportKind, SupportKind> SupportKinds = new();
    private static readonly EnumMap<V1.Detail, Detail> Details = new();
    private static readonly EnumMap<V1.CallEnd, CallEnd> CallEnds = new();
    private static readonly EnumMap<V1.SendingCause, WaveCause> SendingCauses = new();
    private static readonly EnumMap<V1.CallPart, CallPart> CallParts = new();
    private static readonly EnumMap<V1.FederationStage, FederationStage> FederationStages = new();
    private static readonly EnumMap<V1.MoneyStage, MoneyStage> MoneyStages = new();
    private static readonly EnumMap<V1.ActKind, ActKind> ActKinds = new();
    private static readonly EnumMap<V1.DecidedBy, DecidedBy> Deciders = new();
    private static readonly EnumMap<V1.Majority, Majority> Majorities = new();
    private static readonly EnumMap<V1.BallotChoice, BallotChoice> BallotChoices = new();
    private static readonly EnumMap<V1.QuestionState, QuestionResult> QuestionResults = new();
    private static readonly EnumMap<V1.ClaimState, ClaimState> ClaimStates = new();
    private static readonly EnumMap<V1.StrikerStanding, Standing> Standings = new();

    public static Level? ToDomain(this V1.Level level) => Levels.ToDomain(level);

    public static V1.Level ToWire(this Level level) => Levels.ToWire(level);

    public static SectionKind? ToDomain(this V1.SectionKind kind) => SectionKinds.ToDomain(kind);

    public static V1.SectionKind ToWire(this SectionKind kind) => SectionKinds.ToWire(kind);

    public static V1.AffiliationStatus ToWire(this AffiliationStatus status) => AffiliationStatuses.ToWire(status);

    public static AidKind? ToDomain(this V1.AidKind kind) => AidKinds.ToDomain(kind);

    public static V1.AidKind ToWire(this AidKind kind) => AidKinds.ToWire(kind);

    /// <summary>What a section may pledge.</summary>
    public static AidKind? ToPledgeKind(this V1.AidKind kind) =>
        kind.ToDomain() is { } known and (AidKind.Gift or AidKind.Loan or AidKind.Unspecified) ? known : null;

    /// <summary>What may be given without becoming a debt.</summary>
    public static AidKind? ToGivenKind(this V1.AidKind kind) =>
        kind.ToDomain() is { } known and (AidKind.Gift or AidKind.Unspecified) ? known : null;

    public static AidState? ToDomain(this V1.AidState state) => AidStates.ToDomain(state);

    public static V1.AidState ToWire(this AidState state) => AidStates.ToWire(state);

    public static V1.Answer ToWire(this Answer answer) => Answers.ToWire(answer);

    public static Outcome? ToDomain(this V1.Outcome outcome) => Outcomes.ToDomain(outcome);

    public static V1.Outcome ToWire(this Outcome outcome) => Outcomes.ToWire(outcome);

    public static V1.StrikeState ToWire(this Outcome? outcome) =>
        outcome is { } ended ? StrikeStates.ToWire(ended) : V1.StrikeState.Open;

    public static SupportKind? ToDomain(this V1.SupportKind kind) => SupportKinds.ToDomain(kind);

    public static V1.SupportKind ToWire(this SupportKind kind) => SupportKinds.ToWire(kind);

    public static Detail? ToDomain(this V1.Detail detail) => Details.ToDomain(detail);

    public static V1.Detail ToWire(this Detail detail) => Details.ToWire(detail);

    /// <summary>Unspecified while a call is open.</summary>
    public static V1.CallEnd ToWire(this CallEnd? end) =>
        end is { } ended ? CallEnds.ToWire(ended) : V1.CallEnd.Unspecified;

    public static CallPart? ToDomain(this V1.CallPart part) => CallParts.ToDomain(part);

    public static V1.SendingCause ToWire(this WaveCause cause) => SendingCauses.ToWire(cause);

    public static V1.FederationStage ToWire(this FederationStage stage) => FederationStages.ToWire(stage);

    public static ActKind? ToDomain(this V1.ActKind kind) => ActKinds.ToDomain(kind);

    public static V1.ActKind ToWire(this ActKind kind) => ActKinds.ToWire(kind);

    public static DecidedBy? ToDomain(this V1.DecidedBy by) => Deciders.ToDomain(by);

    public static V1.DecidedBy ToWire(this DecidedBy by) => Deciders.ToWire(by);

    public static Majority? ToDomain(this V1.Majority majority) => Majorities.ToDomain(majority);

    public static V1.Majority ToWire(this Majority majority) => Majorities.ToWire(majority);

    public static BallotChoice? ToDomain(this V1.BallotChoice choice) => BallotChoices.ToDomain(choice);

    public static V1.BallotChoice ToWire(this BallotChoice choice) => BallotChoices.ToWire(choice);

    public static V1.QuestionState ToWire(this QuestionResult result) => QuestionResults.ToWire(result);

    public static V1.ClaimState ToWire(this ClaimState state) => ClaimStates.ToWire(state);

    public static Standing? ToDomain(this V1.StrikerStanding standing) => Standings.ToDomain(standing);

    public static V1.StrikerStanding ToWire(this Standing standing) => Standings.ToWire(standing);

    public static V1.MoneyStage ToWire(this MoneyStage stage) => MoneyStages.ToWire(stage);
}
