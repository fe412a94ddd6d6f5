using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Transfers;
using Solidarity.Domain.Money;
using Solidarity.Views.Audit;

namespace Solidarity.Demos.Seizures;

/// <summary>The tables that a seizure is shown in.</summary>
internal static class SeizureTables
{
    public static Sheet Ways(SeizureTransfers transfers) =>
        Sheet.Of(transfers.Ways, ["Which way~", "Transfers>", "Arrived>", "Fees on the way~"], way =>
        [
            T(SeizurePlan.TextOf(way.Way)), Counting.Of(way.Transfers), Home(way.ArrivedMinor),
            SeizureTransfers.TextOf(way.Fees),
        ]);

    public static Sheet Stuck(SeizureTransfers transfers, V1.Board? board) =>
        Sheet.Of(transfers.Stuck, ["Stuck at", "Transfers>", "Sums~", "Oldest>"], stuck =>
        [
            stuck.Holder, Counting.Of(stuck.Transfers), SeizureTransfers.TextOf(stuck.Sums),
            board?.OnTheWay.Where(money => money.Stuck && money.Holder == stuck.Holder)
                .Select(money => Moments.Age(money.AgeSeconds)).FirstOrDefault() ?? "",
        ]);

    /// <summary>What stands between the hub and its neighbours, by who waits for it.</summary>
    public static Sheet Claims(IEnumerable<V1.Claim> claims) => Sheet.Of(
        claims.GroupBy(claim => (claim.Body, claim.Kind)), ["Treasury", "Transfers>", "Sums~", "What it waits for~"],
        of =>
        [
            of.Key.Body, $"{of.Count()}",
            SeizureTransfers.TextOf(SeizureTransfers.Sums(of.Select(claim => claim.Amount))),
            of.Key.Kind == V1.ClaimKind.ToConfirm
                ? T("the hub says that it has sent this; its own treasurer must find it")
                : T("word from the hub that this has come"),
        ]);

    /// <summary>The story in short: without the holds.</summary>
    public static Sheet Story(SeizureStory story) =>
        ShowCommand.Story(story.Steps.Where(step => StepText.Kind(step) is not "hop-held"));

    /// <summary>Its plans in one line each, for a picture.</summary>
    public static IEnumerable<string> Plans(SeizureStory story) => story.Steps
        .Where(step => StepText.Kind(step) is "route-planned" or "plan-failed" or "settled")
        .Select(step => StepText.Kind(step) == "route-planned"
            ? string.Join(" > ", step.Hops.Select(hop => Names.Short(hop.From)).Append(Names.Short(step.Hops[^1].To)))
            : StepText.Of(step));

    public static Sheet Books(IEnumerable<CurrencyTotals> all)
    {
        var sheet = new Sheet("Currency", "Deposits>", "Fees>", "Exchanged>", "Held>", "Difference>");
        foreach (var totals in all)
        {
            Int128[] sums = [totals.Deposits, totals.Payouts, totals.Exchanged, totals.Held, totals.Difference];
            sheet.Row([totals.Currency.Code, .. sums.Select(sum => new Total(sum, totals.Currency).ToString())]);
        }
        return sheet;
    }

    /// <summary>In the strike's currency.</summary>
    public static string Home(long minor) => SumText.Of(new V1.Money
    {
        CurrencyCode = SeizurePlan.Home.Code,
        UnitsPerMajor = SeizurePlan.Home.UnitsPerMajor,
        MinorUnits = minor,
    });
}
