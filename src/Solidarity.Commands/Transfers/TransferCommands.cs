using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Transfers;

/// <summary><c>solidarity transfers list|show|quote|retry</c>: money on its way.</summary>
internal static class TransferCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "transfers", "Money on its way: where it is, and since when.", List(frame), ShowCommand.Create(frame),
        QuoteCommand.Create(frame), Retry(frame));

    private static Command List(Frame frame)
    {
        var strike = Options.Text("--strike", "STRIKE", "Only those to the fund of this strike.");
        var source = Options.Body("--source", "Only those of this body's money: geneva-masons.");
        var phase = Options.Text("--phase", "PHASE", $"Only those in this phase: {EnumText.Choices<TransferPhase>()}.");
        var open = Options.Flag("--open", "Only those that have not ended, and those that are stuck.");
        var view = new ViewOptions();
        var command = new Command("list", T("List transfers.")) { strike, source, phase, open, view.As };
        return frame.Asks(command.WithExamples(
            "transfers list --open", "transfers list --strike paris-bronze-1867"), call => call.ListAsync(
            new ListTransfersRequest
            {
                Strike = call.Strike(strike),
                Source = call.Body(source),
                Phase = call.Choice<TransferPhase>(phase),
                OnlyOpen = call.Get(open),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Transfers.ListTransfersAsync, page => page.Transfers,
            _ => view.WhenNone(call, "No transfers."), Rows));
    }

    private static Command Retry(Frame frame)
    {
        var id = Arguments.Text("TRANSFER", "The transfer that is stuck: transfers/ID.");
        var command = new Command("retry", T("Try again to bring stuck money back.")) { id };
        return frame.Sends(command.WithExamples("transfers retry p-1-0a1b2c3d4e5f6071"), call => call.SendAsync(
            new RetryTransferRequest { Name = call.Transfer(id) },
            call.Services.Transfers.RetryTransferAsync,
            request => new Said($"{request.Name} is on its way back.",
                new Hint("See where it is", $"transfers show {Names.Short(request.Name)}"))));
    }

    private static Sheet Rows(IReadOnlyCollection<Transfer> transfers) =>
        Sheet.Of(transfers, ["Transfer", "From", "To", "Sum>", "Begun", "State~"], transfer =>
        [
            Names.Short(transfer.Name), Names.Short(transfer.Source), Names.Short(Destination(transfer)),
            SumText.Of(transfer.Amount), Moments.Day(transfer.BegunTime), StateOf(transfer),
        ]);

    public static string Destination(Transfer transfer) => transfer.DeliveryCase switch
    {
        Transfer.DeliveryOneofCase.ToStrikeFund => transfer.ToStrikeFund.Strike,
        Transfer.DeliveryOneofCase.ToLender => transfer.ToLender.Lender,
        Transfer.DeliveryOneofCase.ToDonor => transfer.ToDonor.Donor,
        _ => T("not known to this version of solidarity"),
    };

    private static string StateOf(Transfer transfer)
    {
        var isOver = transfer.Phase is TransferPhase.Settled or TransferPhase.Returned;
        var where = isOver ? "" : WhereOf(transfer);
        return EnumText.Plain(transfer.Phase) + (where.Length > 0 ? $", {where}" : "");
    }

    public static string WhereOf(Transfer transfer) => transfer switch
    {
        { Phase: TransferPhase.Settled } => T("arrived"),
        { Phase: TransferPhase.Returned } => T($"back at {transfer.Source}"),
        { Holder.Length: 0 } => "",
        { OnItsWay: true } => WithWait(T($"on its way from {transfer.Holder}"), transfer.Waiting),
        { AtHolder: { } sum } => WithWait(T($"{SumText.Of(sum)} at {transfer.Holder}"), transfer.Waiting),
        _ => WithWait(T($"at {transfer.Holder}"), transfer.Waiting),
    };

    private static string WithWait(string where, Waiting? waiting)
    {
        if (waiting is null)
            return where;
        var since = Moments.Minute(waiting.SinceTime);
        var waits = waiting.Word == AwaitedWord.HandOver
            ? T($"{where}; waits since {since} for {waiting.Body} to hand it over")
            : T($"{where}; waits since {since} for {waiting.Body} to confirm that it is there");
        return waiting.ExpireTime is { } until ? T($"{waits}, before {Moments.Minute(until)}") : waits;
    }
}
