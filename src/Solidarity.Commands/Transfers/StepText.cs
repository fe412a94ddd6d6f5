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
        return Kind(step) switch
        {
            "begun" => "begun",
            "route-planned" => $"plan {step.Plan}: {string.Join(" > ", Places(step))}; held until "
                + Moments.Minute(step.ExpireTime),
            "hop-held" => $"{from} holds room on the way to {to}",
            "plan-failed" => $"plan {step.Plan} failed at {from} > {to}: {step.Reason}",
            "hop-arrived" => $"arrived at {to}",
            "settled" => $"delivered at {to}",
            "turned-back" => $"turns back: {step.Reason}",
            "back-arrived" => $"back at {from}",
            "returned" => $"returned: {step.Reason}",
            "stuck" => $"stuck: {step.Reason}",
            "quote-lapsed" => $"the rate quoted for {from} > {to} does not stand any more",
            "resumed" => $"word has come of {from} > {to}",
            "hop-waits" => $"waits for {Names.Short(step.SaidBy)} to "
                + (step.WaitsFor == AwaitedWord.HandOver ? "hand it over" : "confirm that it is there")
                + (step.ExpireTime is { } until ? $", before {Moments.Minute(until)}" : "")
                + ManualSettlementCommands.ReceiptText(step.Receipt),
            "receipt-given" => $"{Names.Short(step.SaidBy)} "
                + (Names.Short(step.SaidBy) == (step.Back ? to : from) ? "has handed it over" : "has it")
                + ManualSettlementCommands.ReceiptText(step.Receipt),
            "refused" => $"request refused: {step.Reason}",
            // A newer service tells more than this client knows.
            var other => step.Reason.Length > 0 ? $"{other}: {step.Reason}" : other,
        };
    }

    private static IEnumerable<string> Places(TransferStep step) =>
        step.Hops.Select(hop => Names.Short(hop.From)).Append(Names.Short(step.Hops[^1].To));
}
