using Solidarity.Commands.Failures;
using Solidarity.Views.Audit;

namespace Solidarity.Demos.Seizures;

/// <summary>
/// Whether a seizure came out as it must. Each figure is held to what the plan says, or to the same figure from another
/// source: the transfers, the strike's board, the striking section's book, and the audit that sums up all books by
/// itself.
/// </summary>
internal static class SeizureChecks
{
    /// <exception cref="CheckFailedException">Something is not as it must be.</exception>
    public static void Check(SeizurePlan plan, SeizureSize size, SeizureFindings found, AuditReport audit)
    {
        CheckSeized(plan, found);
        CheckEnd(plan, size, found);
        CheckBoard(size, found);
        CheckBooks(plan, found, audit);
    }

    private static void CheckSeized(SeizurePlan plan, SeizureFindings found)
    {
        var (seized, claims) = (found.Seized, found.SeizedClaims);
        var cutOff = plan.CutOff(plan.Waiting) + plan.CutOff(plan.Afterwards);
        Same("stuck at the hub", plan.Caught, seized.Of(V1.TransferPhase.Stuck)
            .Count(transfer => transfer.Holder == SeizurePlan.Hub));
        Same("stuck at all", plan.Caught, seized.StuckCount);
        Same("said to be sent on by the hub, and not believed", plan.CountOf(plan.SaidSent), claims.Count(claim =>
            claim.Kind == V1.ClaimKind.ToConfirm && claim.Body == SeizureTowns.Geneva.Federation));
        Same("sent to the hub without word", plan.CountOf(plan.OnTheWay), claims.Count(claim =>
            claim.Kind == V1.ClaimKind.WithoutWord && claim.Neighbour == SeizurePlan.Hub));
        Same("arrived over the hub before", plan.CountOf(plan.Flowing),
            seized.Ways.Where(way => way.Way == SeizureWay.OverHub).Sum(way => way.Transfers));
        Same("back with their givers, who have no other way", cutOff, seized.Returned);
        Same("arrived round the hub", plan.CountOf(plan.Waiting) + plan.CountOf(plan.Afterwards) - cutOff,
            seized.Ways.Where(way => way.Way != SeizureWay.OverHub).Sum(way => way.Transfers));
    }

    private static void CheckEnd(SeizurePlan plan, SeizureSize size, SeizureFindings found)
    {
        var transfers = found.Transfers;
        Same("neither arrived nor back nor stuck at somebody who is named", 0, transfers.All.Count(transfer =>
            transfer.Phase is not (V1.TransferPhase.Settled or V1.TransferPhase.Returned or V1.TransferPhase.Stuck)
            || transfer.Holder.Length == 0));
        var stuck = size.Freed ? 0 : plan.Caught;
        // Freed, what had come back was sent again. Before the seizure everybody had a way.
        var withGivers = size.Freed ? 0 : plan.CutOff(plan.Waiting.Start..);
        Same("stuck at the end", stuck, transfers.StuckCount);
        Same("claims at the end", stuck, found.Claims.Length);
        Same("arrived at the end", plan.Givers.Length - stuck - withGivers, transfers.Settled);
        if (found.Story is null)
            throw Failed("no transfer went round the hub that had waited for it");
    }

    private static void CheckBoard(SeizureSize size, SeizureFindings found)
    {
        var transfers = found.Transfers;
        Same("centimes received by the board, and in the fund", found.FundMinor, found.ReceivedMinor);
        Same("centimes received by the board, and arrived by the transfers", transfers.ArrivedMinor,
            found.ReceivedMinor);
        Same("on its way by the board, and stuck by the transfers",
            SeizureTransfers.Sums(transfers.Of(V1.TransferPhase.Stuck).Select(transfer => transfer.Amount)),
            found.OnItsWay);
        // Freed, they were sent again by another transfer, which arrived.
        var back = size.Freed ? [] : transfers.Of(V1.TransferPhase.Returned).Select(transfer => transfer.Amount);
        Same("promised by the board, and back by the transfers", SeizureTransfers.Sums(back), found.Promised);
    }

    private static void CheckBooks(SeizurePlan plan, SeizureFindings found, AuditReport audit)
    {
        if (audit.First is { } first)
            throw Failed($"the audit says of entry {first.Position} ({first.Stream}): {first.Problem}");
        foreach (var totals in audit.Totals)
        {
            var currency = totals.Currency;
            Same($"minor units of {currency} that are missing", 0, totals.Difference);
            Same($"minor units of {currency} deposited", 2 * plan.Givers
                .Where(giver => giver.Pledge.Currency == currency).Sum(giver => giver.Pledge.Minor), totals.Deposits);
            Same($"minor units of {currency} paid in fees", found.Transfers.Fees
                .Where(fee => fee.CurrencyCode == currency.Code).Sum(fee => fee.MinorUnits), totals.Payouts);
        }
    }

    private static void Same(Wording what, V1.Money[] expected, V1.Money[] found)
    {
        if (!expected.SequenceEqual(found))
            throw Failed($"{what}: {SeizureTransfers.TextOf(expected)} and {SeizureTransfers.TextOf(found)}");
    }

    private static void Same(Wording what, Int128 expected, Int128 found)
    {
        if (expected != found)
            throw Failed($"{what} should be {Counting.Of(expected)}, and is {Counting.Of(found)}");
    }

    private static CheckFailedException Failed(Wording problem) =>
        new("SEIZURE_COUNT", $"The figures do not agree: {problem}.");
}
