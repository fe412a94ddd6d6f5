using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Terminals;
using Solidarity.Domain.Money;

namespace Solidarity.Demos.Seizures;

/// <summary>A seizure's report for programs.</summary>
internal static class SeizureJson
{
    public static void Write(TextWriter output, SeizureReport report) => JsonText.Write(output, new JsonFields
    {
        ["sections"] = report.Size.Sections,
        ["federations"] = SeizurePlan.Federations,
        ["hub"] = SeizurePlan.Hub,
        ["freed"] = report.Size.Freed,
        ["phases"] = report.Phases.Select(phase => new JsonFields
        {
            ["name"] = phase.Name,
            ["count"] = phase.Count,
            ["what"] = phase.What,
            ["seconds"] = Math.Round(phase.Seconds, 3),
            ["entries"] = phase.Entries,
        }),
        ["whileSeized"] = Transfers(report.Found.Seized, report.Found.SeizedClaims),
        ["atTheEnd"] = Transfers(report.Found.Transfers, report.Found.Claims),
        ["board"] = new JsonFields
        {
            ["currency"] = SeizurePlan.Home.Code,
            ["units"] = SeizurePlan.Home.UnitsPerMajor,
            ["receivedMinor"] = report.Found.ReceivedMinor,
            ["fundMinor"] = report.Found.FundMinor,
            ["onItsWay"] = report.Found.OnItsWay,
            ["promised"] = report.Found.Promised,
            ["boardsSeen"] = report.Found.Boards,
        },
        ["books"] = report.Audit.Totals.Select(totals => new JsonFields
        {
            ["currency"] = totals.Currency.Code,
            ["units"] = totals.Currency.UnitsPerMajor,
            ["deposits"] = Total.ShownMinor(totals.Deposits),
            ["fees"] = Total.ShownMinor(totals.Payouts),
            ["exchanged"] = Total.ShownMinor(totals.Exchanged),
            ["held"] = Total.ShownMinor(totals.Held),
            ["difference"] = Total.ShownMinor(totals.Difference),
        }),
        ["story"] = report.Found.Story is not { } story ? null : new JsonFields
        {
            ["transfer"] = story.Transfer.Name,
            ["from"] = story.Transfer.Source,
            ["steps"] = story.Steps,
        },
        ["journal"] = new JsonFields { ["entries"] = report.Audit.Entries, ["data"] = report.Data },
    });

    private static JsonFields Transfers(
        SeizureTransfers transfers, IReadOnlyCollection<V1.Claim> claims) => new()
        {
            ["settled"] = transfers.Settled,
            ["returned"] = transfers.Returned,
            ["stuck"] = transfers.StuckCount,
            ["ways"] = transfers.Ways.Select(way => new JsonFields
            {
                ["way"] = EnumText.Of(way.Way),
                ["transfers"] = way.Transfers,
                ["currency"] = SeizurePlan.Home.Code,
                ["units"] = SeizurePlan.Home.UnitsPerMajor,
                ["arrivedMinor"] = way.ArrivedMinor,
                ["fees"] = way.Fees,
            }),
            ["stuckAt"] = transfers.Stuck.Select(stuck => new JsonFields
            {
                ["holder"] = stuck.Holder,
                ["transfers"] = stuck.Transfers,
                ["sums"] = stuck.Sums,
            }),
            ["claimsToConfirm"] = claims.Count(claim => claim.Kind == V1.ClaimKind.ToConfirm),
            ["claimsWithoutWord"] = claims.Count(claim => claim.Kind == V1.ClaimKind.WithoutWord),
            ["fees"] = transfers.Fees,
        };
}
