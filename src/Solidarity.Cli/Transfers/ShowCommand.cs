using System.CommandLine;
using Google.Protobuf.Collections;
using Solidarity.Cli.Boards;
using Solidarity.Cli.Running;
using Solidarity.Cli.Sheets;
using Solidarity.Cli.Sums;
using Solidarity.V1;
using Spectre.Console;

namespace Solidarity.Cli.Transfers;

/// <summary><c>solidarity transfers show</c>: a transfer, and all that has happened to it.</summary>
internal static class ShowCommand
{
    public static Command Create(Frame frame)
    {
        var id = Arguments.Text("TRANSFER", "The transfer: transfers/ID.");
        var looks = new Looks();
        var command = new Command(
            "show", "Show a transfer with its whole story: plans, holds, hops, refusals, and who had the money when.")
        {
            id, looks.As,
        };
        command.WithExamples("transfers show p-1-0a1b2c3d4e5f6071");
        return frame.Asks(command, async call =>
        {
            var name = Names.Transfer(call.Text(id));
            var transfer = await call.AskAsync(options => call.Services.Transfers.GetTransferAsync(
                new GetTransferRequest { Name = name, Viewer = looks.ViewerOf(call) }, options));
            var request = new ListTransferStepsRequest
            {
                Name = name,
                PageSize = ServiceCall.PageSize,
                Viewer = looks.ViewerOf(call),
            };
            var steps = await call.AskAllAsync(
                (token, options) => call.Services.Transfers.ListTransferStepsAsync(
                    new ListTransferStepsRequest(request) { PageToken = token }, options),
                page => (page.Steps, page.NextPageToken));
            call.ShowWith(transfer, "steps", steps, console =>
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
        ("phase", Words.Plain(transfer.Phase)),
        ("from", transfer.Source),
        ("to", TransferCommands.Destination(transfer)),
        ("amount", SumText.Of(transfer.Amount)),
        ("begun", Moments.Minute(transfer.BegunTime)),
        ("route", RouteOf(transfer.Travelled.Count > 0 ? transfer.Travelled : transfer.Route)),
        ("fees", FeesOf(transfer)),
        ("where", TransferCommands.WhereOf(transfer)),
        ("reason", transfer.Reason),
    ]);

    /// <summary>What happened to a transfer, step by step.</summary>
    public static Sheet Story(IEnumerable<TransferStep> steps)
    {
        var sheet = new Sheet("Time", "What~", "Fee>", "Sum>", "With");
        foreach (var step in steps)
            sheet.Row(
                Moments.Minute(step.Time), StepText.Of(step), FeeOf(step),
                step.AtHolder is { } sum ? SumText.Of(sum) : "", step.Holder);
        return sheet;
    }

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

    // Word of leaving may never come, where word of arriving was quicker; so the fee stands with the arrival.
    private static string FeeOf(TransferStep step) =>
        StepText.Kind(step) is "hop-arrived" or "settled" && step.Hops is [{ Fee.MinorUnits: > 0 } hop]
            ? SumText.Of(hop.Fee)
            : "";
}
