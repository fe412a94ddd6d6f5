using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Corridors;

/// <summary><c>solidarity corridors handovers|hand-over|decline</c>: corridors that people settle.</summary>
internal static class ManualSettlementCommands
{
    public static Command[] All(Frame frame) => [List(frame), Settle(frame), Decline(frame)];

    /// <summary>"; receipt of 1868-05-03 12:00: order 17"; empty where there is none.</summary>
    public static string ReceiptText(Receipt? receipt) => receipt is null
        ? ""
        : "; " + T($"receipt of {Moments.Minute(receipt.Time)}: {receipt.Text}")
            + (receipt.Goods.Length > 0 ? $" ({receipt.Goods})" : "");

    private static Command List(Frame frame)
    {
        var body = Options.Body("--body", "Only those of this treasury: geneva.");
        var view = new ViewOptions();
        var command = new Command(
            "handovers", T("List money that treasuries have to hand over, or have handed over without word of it yet."))
        {
            body, view.As,
        };
        return frame.Asks(command.WithExamples(
            "corridors handovers", "corridors handovers --body geneva"), call => call.ListAsync(
            new ListHandOversRequest { Body = call.Body(body), Viewer = view.ViewerOf(call) },
            call.Services.Corridors.ListHandOversAsync, page => page.HandOvers,
            _ => view.WhenNone(call, "Nothing waits to be handed over."), Rows));
    }

    private static Command Settle(Frame frame)
    {
        var (body, hop) = (Body(), Hop());
        var receipt = Options.Required("--receipt", "TEXT", "What shows it: a bank's reference, who carries it, a "
            + "delivery note; at most 300 characters. The other end reads it.");
        var goods = Options.Text("--goods", "TEXT", "Of a corridor settled in kind: what was given.");
        var command = new Command(
            "hand-over", T($"Say that money was handed over, so that it counts as sent. {Final.Note}"))
        {
            body, hop, receipt, goods,
        };
        return frame.Sends(command.WithExamples(
            "corridors hand-over --body geneva --hop p-1-0a1b2c3d4e5f6071/1-2 "
            + "--receipt \"order 17 of the Bank of Geneva\""), call => call.SendAsync(
            new HandOverRequest
            {
                Body = call.Body(body),
                Hop = call.Hop(hop),
                Receipt = call.Text(receipt),
                Goods = call.Get(goods) ?? "",
            },
            call.Services.Corridors.HandOverAsync,
            request => new Said(
                $"{request.Body} has sent the money of {request.Hop}; the other end is asked to confirm it.",
                new Hint("See what else waits", $"corridors handovers --body {request.Body}"))));
    }

    private static Command Decline(Frame frame)
    {
        var (body, hop) = (Body(), Hop());
        var reason = Options.Required("--reason", "TEXT", "Why not: \"the telegraph is cut\".");
        var command = new Command(
            "decline", T("Say that money cannot be handed over: its transfer looks for another way."))
        {
            body, hop, reason,
        };
        return frame.Sends(command.WithExamples(
            "corridors decline --body geneva --hop p-1-0a1b2c3d4e5f6071/1-2 "
            + "--reason \"the telegraph is cut\""), call => call.SendAsync(
            new DeclineHandOverRequest
            {
                Body = call.Body(body),
                Hop = call.Hop(hop),
                Reason = call.Text(reason),
            },
            call.Services.Corridors.DeclineHandOverAsync,
            request => $"{request.Body} does not hand over the money of {request.Hop}; it stays where it was, "
                + $"and its transfer looks for another way."));
    }

    private static Sheet Rows(IReadOnlyCollection<HandOver> all) =>
        Sheet.Of(all, ["Treasury", "To", "Sum>", "Age>", "Hop", "How it stands~"], one =>
        [
            one.Body, one.Neighbour, SumText.Of(one.Amount), Moments.Age(one.AgeSeconds),
            Names.ShortHop(one.Hop),
            StateOf(one),
        ]);

    private static string StateOf(HandOver one)
    {
        var how = SettlementText.HowOf(one.SettledBy);
        var due = one.Back ? T($"to be handed over back {how}") : T($"to be handed over {how}");
        var done = one.Back ? T($"handed over back {how}") : T($"handed over {how}");
        return one.State switch
        {
            HandOverState.ToHandOver => one.ExpireTime is { } until ? T($"{due}, before {Moments.Minute(until)}") : due,
            HandOverState.HandedOver => T($"{done}, without word of arrival") + ReceiptText(one.Receipt),
            HandOverState.Disputed => T($"{done}, disputed: {one.DisputedReason}") + ReceiptText(one.Receipt),
            _ => EnumText.Plain(one.State),
        };
    }

    private static BodyOption<string?> Body() =>
        Options.Acting("--body", "The treasury whose money goes: geneva.");

    private static Option<string?> Hop() =>
        Options.Required("--hop", "HOP", "The hop, as in the list of hand-overs: p-1-0a1b2c3d4e5f6071/1-2.");
}
