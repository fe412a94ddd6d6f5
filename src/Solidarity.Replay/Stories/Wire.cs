using System.Diagnostics;
using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Stories;

/// <summary>The words of the seeds in the words of the API.</summary>
internal static class Wire
{
    public static V1.Money Money(Money money) => new()
    {
        CurrencyCode = money.Currency.Code,
        UnitsPerMajor = money.Currency.UnitsPerMajor,
        MinorUnits = money.Minor,
    };

    public static V1.Money? Money(Money? money) => money is { } known ? Money(known) : null;

    public static V1.Currency Currency(Currency currency) =>
        new() { CurrencyCode = currency.Code, UnitsPerMajor = currency.UnitsPerMajor };

    public static V1.Level Level(FederationLevel level) => level switch
    {
        FederationLevel.Local => V1.Level.Local,
        FederationLevel.Regional => V1.Level.Regional,
        FederationLevel.National => V1.Level.National,
        FederationLevel.International => V1.Level.International,
        _ => throw new UnreachableException($"level {level}"),
    };

    public static V1.SectionKind Kind(SectionKind kind) => kind switch
    {
        SectionKind.Trade => V1.SectionKind.Trade,
        SectionKind.Central => V1.SectionKind.Central,
        _ => throw new UnreachableException($"section kind {kind}"),
    };

    public static V1.AidKind Kind(PledgeKind kind) => kind switch
    {
        PledgeKind.Gift => V1.AidKind.Gift,
        PledgeKind.Loan => V1.AidKind.Loan,
        PledgeKind.Unspecified => V1.AidKind.NotRecorded,
        _ => throw new UnreachableException($"pledge kind {kind}"),
    };

    public static V1.AidKind Kind(AidKind kind) => kind switch
    {
        AidKind.Gift => V1.AidKind.Gift,
        AidKind.Loan => V1.AidKind.Loan,
        AidKind.Unspecified => V1.AidKind.NotRecorded,
        AidKind.Repayment => V1.AidKind.Repayment,
        AidKind.RepaymentRedirected => V1.AidKind.RedirectedRepayment,
        AidKind.Aggregate => V1.AidKind.Aggregate,
        AidKind.Address or AidKind.NoMoneyAsked => V1.AidKind.Other,
        _ => throw new UnreachableException($"aid kind {kind}"),
    };

    public static V1.AidState State(ReportState state) => state switch
    {
        ReportState.Asked => V1.AidState.Asked,
        ReportState.Deferred => V1.AidState.Deferred,
        ReportState.Declined => V1.AidState.Declined,
        ReportState.Pledged => V1.AidState.Pledged,
        ReportState.Honoured => V1.AidState.Honoured,
        ReportState.Lapsed => V1.AidState.Lapsed,
        _ => throw new UnreachableException($"state {state}"),
    };

    public static V1.Outcome Outcome(Outcome outcome) => outcome switch
    {
        Seeds.Outcome.Won => V1.Outcome.Won,
        Seeds.Outcome.Lost => V1.Outcome.Lost,
        Seeds.Outcome.Compromised => V1.Outcome.Compromised,
        Seeds.Outcome.CalledOff => V1.Outcome.CalledOff,
        Seeds.Outcome.Ended => V1.Outcome.Ended,
        _ => throw new UnreachableException($"outcome {outcome}"),
    };

    public static V1.Party Party(Giver giver) => giver.Body is { } body
        ? new V1.Party { Body = body.ToString() }
        : new V1.Party { RecordedName = giver.Name };

    public static string Name(SectionId id) => $"sections/{id}";

    public static string Name(FederationId id) => $"federations/{id}";

    public static string Name(StrikeId id) => $"strikes/{id}";
}
