using System.Collections.Frozen;

namespace Solidarity.Replay.Seeds;

/// <summary>From the narrowest to the widest; a call's scope is one of these too.</summary>
internal enum FederationLevel
{
    Local,
    Regional,
    National,
    International,
}

/// <summary>A section is of one trade, or mixed (central).</summary>
internal enum SectionKind
{
    Trade,
    Central,
}

internal enum AidKind
{
    Gift,
    Loan,
    Unspecified,
    Repayment,
    RepaymentRedirected,

    /// <summary>A total that contains other rows; never added to them.</summary>
    Aggregate,

    /// <summary>Words of sympathy.</summary>
    Address,

    /// <summary>Help other than money.</summary>
    NoMoneyAsked,
}

internal enum AidStatus
{
    Asked,
    CallIssued,
    Deferred,
    Refused,
    NothingGiven,
    Pledged,
    Voted,
    Collecting,
    BeingRaised,
    Sent,
    SentNotYetArrived,
    Received,
    ReceivedLate,
    PaidOut,
}

internal enum Confidence
{
    Documented,
    Approximate,
    Inferred,
}

/// <summary>The words that the files use, and what they mean.</summary>
internal static class SeedWords
{
    public static readonly FrozenDictionary<string, Confidence> Confidences = new Dictionary<string, Confidence>
    {
        ["documented"] = Confidence.Documented,
        ["approximate"] = Confidence.Approximate,
        ["inferred"] = Confidence.Inferred,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, FederationLevel> Levels = new Dictionary<string, FederationLevel>
    {
        ["local"] = FederationLevel.Local,
        ["regional"] = FederationLevel.Regional,
        ["national"] = FederationLevel.National,
        ["international"] = FederationLevel.International,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, SectionKind> SectionKinds = new Dictionary<string, SectionKind>
    {
        ["trade"] = SectionKind.Trade,
        ["affiliated trade society"] = SectionKind.Trade,
        ["central"] = SectionKind.Central,
        ["local"] = SectionKind.Central,
        ["language"] = SectionKind.Central,
        ["propaganda"] = SectionKind.Central,
        ["study circle"] = SectionKind.Central,
        ["women"] = SectionKind.Central,
        ["individual members"] = SectionKind.Central,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, AidKind> AidKinds = new Dictionary<string, AidKind>
    {
        ["gift"] = AidKind.Gift,
        ["loan"] = AidKind.Loan,
        ["unspecified"] = AidKind.Unspecified,
        ["repayment"] = AidKind.Repayment,
        ["repayment redirected"] = AidKind.RepaymentRedirected,
        ["aggregate"] = AidKind.Aggregate,
        ["address"] = AidKind.Address,
        ["no money asked"] = AidKind.NoMoneyAsked,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, AidStatus> AidStatuses = new Dictionary<string, AidStatus>
    {
        ["asked"] = AidStatus.Asked,
        ["call issued"] = AidStatus.CallIssued,
        ["decision deferred"] = AidStatus.Deferred,
        ["refused"] = AidStatus.Refused,
        ["nothing given"] = AidStatus.NothingGiven,
        ["pledged"] = AidStatus.Pledged,
        ["voted"] = AidStatus.Voted,
        ["collecting"] = AidStatus.Collecting,
        ["being raised"] = AidStatus.BeingRaised,
        ["sent"] = AidStatus.Sent,
        ["sent, not yet arrived"] = AidStatus.SentNotYetArrived,
        ["received"] = AidStatus.Received,
        ["received late"] = AidStatus.ReceivedLate,
        ["paid out"] = AidStatus.PaidOut,
    }.ToFrozenDictionary();

    /// <summary>The word of the files for a status.</summary>
    public static string Word(AidStatus status) => AidStatuses.Single(pair => pair.Value == status).Key;
}
