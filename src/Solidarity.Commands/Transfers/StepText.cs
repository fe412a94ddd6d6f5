using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Corridors;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Transfers;

/// <summary>What happened to a transfer, in words.</summary>
internal static class StepText
{
    /// <summary>transfer.hop-arrived.v1 is "hop-arrived".</summary>
    public static string Kind(TransferStep step) => step.What.Split('.') is [_, var kind, ..] ? kind : step.What;

    public static string Of(TransferStep step)
    {
        var (from, to) = step.Hops.Count > 0
            ? (Names.Short(step.Hops[0].From), Names.Short(step.Hops[^1].To))
            : ("", "");
        var reason = Language.Current.Repeat(step.Reason);
        return Kind(step) switch
        {
            "begun" => T("begun"),
            "route-planned" => T($"plan {step.Plan}: {string.Join(" > ", Places(step))}; held until "
                + $"{Moments.Minute(step.ExpireTime)}"),
            "hop-held" => T($"{from} holds room on the way to {to}"),
            "plan-failed" => T($"plan {step.Plan} failed at {from} > {to}: {reason}"),
            "hop-arrived" => T($"arrived at {to}"),
            "settled" => T($"delivered at {to}"),
            "turned-back" => T($"turns back: {reason}"),
            "back-arrived" => T($"back at {from}"),
            "returned" => T($"returned: {reason}"),
            "stuck" => T($"stuck: {reason}"),
            "quote-lapsed" => T($"the rate quoted for {from} > {to} does not stand any more"),
            "resumed" => T($"word has come of {from} > {to}"),
            "hop-waits" => WaitOf(step) + ManualSettlementCommands.ReceiptText(step.Receipt),
            "receipt-given" => ReceiptOf(step, giver: step.Back ? to : from)
                + ManualSettlementCommands.ReceiptText(step.Receipt),
            "refused" => T($"request refused: {reason}"),
            // A newer service tells more than this client knows.
            var other => reason.Length > 0 ? $"{other}: {reason}" : other,
        };
    }

    private static string WaitOf(TransferStep step)
    {
        var by = Names.Short(step.SaidBy);
        var waits = step.WaitsFor == AwaitedWord.HandOver
            ? T($"waits for {by} to hand it over")
            : T($"waits for {by} to confirm that it is there");
        return step.ExpireTime is { } until ? T($"{waits}, before {Moments.Minute(until)}") : waits;
    }

    private static string ReceiptOf(TransferStep step, string giver)
    {
        var by = Names.Short(step.SaidBy);
        return by == giver ? T($"{by} has handed it over") : T($"{by} has it");
    }

    private static IEnumerable<string> Places(TransferStep step) =>
        step.Hops.Select(hop => Names.Short(hop.From)).Append(Names.Short(step.Hops[^1].To));
}
