using Google.Protobuf.Collections;
using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Spectre.Console;

namespace Solidarity.Commands.Transfers;

/// <summary><c>solidarity transfers show</c>: a transfer, and all that has happened to it.</summary>
internal static class ShowCommand
{
    public static Command Create(Frame frame)
    {
        var id = Arguments.Text("TRANSFER", "The transfer: transfers/ID.");
        var view = new ViewOptions();
        var command = new Command(
            "show", T("Show a transfer with its whole story: plans, holds, hops, refusals, and who had the money "
                + "when."))
        {
            id, view.As,
        };
        return frame.Asks(command.WithExamples("transfers show p-1-0a1b2c3d4e5f6071"), async call =>
        {
            var name = call.Transfer(id);
            var transfer = await call.AskAsync(
                new GetTransferRequest { Name = name, Viewer = view.ViewerOf(call) },
                call.Services.Transfers.GetTransferAsync);
            var request = new ListTransferStepsRequest { Name = name, Viewer = view.ViewerOf(call) };
            var steps = await call.AskAllAsync(
                request, call.Services.Transfers.ListTransferStepsAsync, page => page.Steps);
            call.ShowWith(transfer, "steps", steps, () => Story(steps), console =>
            {
                Write(console, transfer);
                console.WriteLine();
                console.Write(Story(steps));
            });
        });
    }

    private static void Write(IAnsiConsole console, Transfer transfer) => Facts.Write(console,
    [
        ("transfer", transfer.Name),
        ("phase", EnumText.Plain(transfer.Phase)),
        ("from", transfer.Source),
        ("to", TransferCommands.Destination(transfer)),
        ("amount", SumText.Of(transfer.Amount)),
        ("begun", Moments.Minute(transfer.BegunTime)),
        ("route", RouteOf(transfer.Travelled.Count > 0 ? transfer.Travelled : transfer.Route)),
        ("fees", FeesOf(transfer)),
        ("where", TransferCommands.WhereOf(transfer)),
        ("reason", Language.Current.Repeat(transfer.Reason)),
    ]);

    /// <summary>What happened to a transfer, step by step.</summary>
    public static Sheet Story(IEnumerable<TransferStep> steps) =>
        Sheet.Of(steps, ["Time", "What~", "Fee>", "Sum>", "With"], step =>
        [
            Moments.Minute(step.Time), StepText.Of(step), FeeOf(step),
            step.AtHolder is { } sum ? SumText.Of(sum) : "", step.Holder,
        ]);

    private static string RouteOf(RepeatedField<Hop> hops) =>
        hops.Count == 0 ? "" : string.Join(" > ", hops.Select(hop => hop.From).Append(hops[^1].To));

    private static string FeesOf(Transfer transfer)
    {
        var fees = transfer.Travelled.Select(hop => hop.Fee).Where(fee => fee.MinorUnits > 0)
            .GroupBy(fee => (fee.CurrencyCode, fee.UnitsPerMajor)).Select(of => new Money(of.First())
            {
                MinorUnits = Totals.Of(of.Select(fee => fee.MinorUnits)),
            });
        return string.Join(", ", fees.Select(SumText.Of));
    }

    // The message of leaving may never come, where that of arriving was quicker; so the fee stands with the arrival.
    private static string FeeOf(TransferStep step) =>
        StepText.Kind(step) is "hop-arrived" or "settled" && step.Hops is [{ Fee.MinorUnits: > 0 } hop]
            ? SumText.Of(hop.Fee)
            : "";
}
