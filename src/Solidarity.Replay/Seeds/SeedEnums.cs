using System.Collections.Frozen;

namespace Solidarity.Replay.Seeds;

internal enum SeedAidKind
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
internal static class SeedEnums
{
    public static readonly FrozenDictionary<string, Confidence> Confidences = new Dictionary<string, Confidence>
    {
        ["documented"] = Confidence.Documented,
        ["approximate"] = Confidence.Approximate,
        ["inferred"] = Confidence.Inferred,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, V1.Level> Levels = new Dictionary<string, V1.Level>
    {
        ["local"] = V1.Level.Local,
        ["regional"] = V1.Level.Regional,
        ["national"] = V1.Level.National,
        ["international"] = V1.Level.International,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, V1.Detail> Details = new Dictionary<string, V1.Detail>
    {
        ["nothing"] = V1.Detail.Nothing,
        ["totals"] = V1.Detail.Totals,
        ["breakdown"] = V1.Detail.Breakdown,
        ["books"] = V1.Detail.Books,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, V1.SectionKind> SectionKinds =
        new Dictionary<string, V1.SectionKind>
        {
            ["trade"] = V1.SectionKind.Trade,
            ["affiliated trade society"] = V1.SectionKind.Trade,
            ["central"] = V1.SectionKind.Central,
            ["local"] = V1.SectionKind.Central,
            ["language"] = V1.SectionKind.Central,
            ["propaganda"] = V1.SectionKind.Central,
            ["study circle"] = V1.SectionKind.Central,
            ["women"] = V1.SectionKind.Central,
            ["individual members"] = V1.SectionKind.Central,
        }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, SeedAidKind> AidKinds = new Dictionary<string, SeedAidKind>
    {
        ["gift"] = SeedAidKind.Gift,
        ["loan"] = SeedAidKind.Loan,
        ["unspecified"] = SeedAidKind.Unspecified,
        ["repayment"] = SeedAidKind.Repayment,
        ["repayment redirected"] = SeedAidKind.RepaymentRedirected,
        ["aggregate"] = SeedAidKind.Aggregate,
        ["address"] = SeedAidKind.Address,
        ["no money asked"] = SeedAidKind.NoMoneyAsked,
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
