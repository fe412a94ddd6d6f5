using Solidarity.Cli.Running;
using Solidarity.Cli.Sheets;
using Solidarity.Cli.Sums;
using Solidarity.Cli.Transfers;
using Solidarity.Domain.Money;
using Solidarity.Grains.Audit;

namespace Solidarity.Cli.Demos;

/// <summary>The tables that a seizure is shown in.</summary>
internal static class SeizureTables
{
    public static Sheet Ways(SeizureTransfers transfers)
    {
        var sheet = new Sheet("Which way~", "Transfers>", "Arrived>", "Fees on the way~");
        foreach (var way in transfers.Ways)
            sheet.Row(
                SeizurePlan.Words(way.Way), Counting.Invariant($"{way.Transfers:N0}"), Home(way.ArrivedMinor),
                SeizureTransfers.Words(way.Fees));
        return sheet;
    }

    public static Sheet Stuck(SeizureTransfers transfers, V1.Board? board)
    {
        var sheet = new Sheet("Stuck at", "Transfers>", "Sums~", "Oldest>");
        foreach (var stuck in transfers.Stuck)
            sheet.Row(
                stuck.Holder, Counting.Invariant($"{stuck.Transfers:N0}"), SeizureTransfers.Words(stuck.Sums),
                board?.OnTheWay.Where(money => money.Stuck && money.Holder == stuck.Holder)
                    .Select(money => Moments.Age(money.AgeSeconds)).FirstOrDefault() ?? "");
        return sheet;
    }

    /// <summary>What stands between the hub and its neighbours, by who waits for it.</summary>
    public static Sheet Claims(IEnumerable<V1.Claim> claims)
    {
        var sheet = new Sheet("Treasury", "Transfers>", "Sums~", "What it waits for~");
        foreach (var of in claims.GroupBy(claim => (claim.Body, claim.Kind)))
            sheet.Row(
                of.Key.Body, $"{of.Count()}",
                SeizureTransfers.Words(SeizureTransfers.Sums(of.Select(claim => claim.Amount))),
                of.Key.Kind == V1.ClaimKind.ToConfirm
                    ? "the hub says that it has sent this; its own treasurer must find it"
                    : "word from the hub that this has come");
        return sheet;
    }

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
