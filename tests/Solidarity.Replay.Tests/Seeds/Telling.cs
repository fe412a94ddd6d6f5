using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>Tells a step in one line, with everything that it holds: what tests compare and people review.</summary>
internal static class Telling
{
    public static string Line(Step step) => $"{step.Date:yyyy-MM-dd} {step.Key}: {What(step)}";

    public static string All(ReplayPlan plan) => string.Concat(plan.Steps.Select(step => Line(step) + "\n"));

    private static string What(Step step) => step switch
    {
        Step.FoundFederation s => $"found {s.Federation} ({s.Level}) \"{s.Name}\" in {s.Locality ?? "-"}, {s.Country}",
        Step.FoundSection s => $"found {s.Section} ({s.Kind}, {s.Trade ?? "-"}) \"{s.Name}\" in {s.Locality ?? "-"}, "
            + $"{s.Country}, members {s.Members?.ToString() ?? "?"}, "
            + string.Join('+', s.Currencies.Select(currency => currency.Code)),
        Step.Affiliate s => $"{s.Member} joins {s.Federation}",
        Step.LeaveFederation s => $"{s.Member} leaves {s.Federation}",
        Step.OpenCorridor s => $"{s.From} to {s.To}, {s.Currency.Code} to {s.ToCurrency.Code} at "
            + $"{s.Rate.Numerator}/{s.Rate.Denominator}",
        Step.Deposit s => $"{s.Section} has {Sum(s.Amount)}; {s.Memo}",
        Step.PayDues s => $"{s.Section} pays {s.Federation} {Sum(s.Amount)}; {s.Memo}",
        Step.SetOpenness s => $"{s.Section} shows everybody {s.Public}",
        Step.DeclareStrike s => $"{s.Section} strikes ({s.Trade}, {s.Locality}), strikers "
            + $"{s.Strikers?.ToString() ?? "?"}; {s.Demands ?? "?"}",
        Step.CallForAid s => $"{s.Section} calls, {s.Scope}, {List(s.Recipients)}; {s.Asks ?? "?"}",
        Step.WidenCall s => $"{s.Section} widens, {s.Scope}, {List(s.Recipients)}; {s.Asks ?? "?"}",
        _ => WhatAid(step),
    };

    private static string WhatAid(Step step) => step switch
    {
        Step.Pledge s => $"{s.Section} pledges {s.Id} to {s.Strike}, {s.Kind}, {Sum(s.Amount)}, honour {s.Honour}; "
            + s.Authority,
        Step.PledgeTooLate s => $"{s.Section} pledges {s.Id} to {s.Strike} of {s.StrikingSection} too late, {s.Kind}, "
            + $"{Sum(s.Amount)}; {s.Authority}; {s.Note}",
        Step.Decline s => $"{s.Section} declines {s.Strike} ({s.Id}); {s.Reason}",
        Step.Collect s => $"{s.Federation} collects {s.Id} for {s.Strike} of {s.StrikingSection}, {s.Kind}, "
            + $"{Sum(s.Amount)}; {s.Note}",
        Step.ReceiveOutsideGift s => $"{s.Section} gets {s.Id} for {s.Strike} from \"{s.FromName}\", {s.Kind}, "
            + $"{Sum(s.Amount)}; {s.Note}",
        Step.ReportAid s => $"{s.Section} reports {s.Id} for {s.Strike} from {s.From}, {s.Kind}, {s.State}, "
            + $"{Sum(s.Amount)}; {s.Note}",
        Step.RecordLoan s => $"{s.Section} owes \"{s.Lender}\" {Sum(s.Amount)} for {s.Strike} ({s.Loan})",
        Step.Repay s => $"{s.Section} repays {Sum(s.Amount)} of {s.Loan} of \"{s.Lender}\" ({s.Id}) to "
            + $"{(s.RedirectTo is { } to ? $"{to.Strike} of {to.Section}" : "the lender")}; {s.Authority}",
        Step.PayStrikePay s => $"{s.Section} pays its strikers of {s.Strike} {Sum(s.Amount)}; {s.Memo}",
        Step.EndStrike s => $"{s.Section} ends {s.Strike}, {s.Outcome}; {s.Note ?? "?"}",
        _ => throw new UnreachableException($"nobody tells of {step.GetType().Name}"),
    };

    private static string Sum(Amount? amount) => amount is { } sum
        ? $"{sum.Minor}/{sum.Currency.UnitsPerMajor} {sum.Currency.Code}"
        : "sum unknown";

    private static string List(IEnumerable<Address> bodies) => $"to [{string.Join(", ", bodies)}]";
}
