using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Corridors;

/// <summary><c>solidarity corridors offer|agree|open|close|withdraw|list</c>, and what else is decided about them.
/// </summary>
internal static class CorridorCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "corridors", "Ways for money between two treasuries: one end offers, the other agrees.",
        [
            Offer(frame), Agree(frame), CorridorOpening.Open(frame), Close(frame), Withdraw(frame), List(frame),
            .. QuarantineCommands.All(frame), .. ManualSettlementCommands.All(frame), .. CarriageCommands.All(frame),
        ]);

    private static Command Offer(Frame frame)
    {
        var corridor = new CorridorArguments();
        var terms = new TermsOptions();
        var command = new Command("offer", T("Offer a corridor out of a treasury; the other end has to agree."))
        {
            corridor.All, terms.All,
        };
        return frame.Sends(command.WithExamples(
            "corridors offer geneva-masons geneva CHF",
            "corridors offer geneva paris CHF --arrives FRF --rate 1/1"), async call =>
        {
            var request = corridor.Request<OfferCorridorRequest>(call);
            request.Terms = terms.Read(call, request.Given);
            var (from, to, money) = corridor.Of(call);
            await call.SendAsync(request, call.Services.Corridors.OfferCorridorAsync,
                _ => new Said(
                    $"Offered the corridor from {from} to {to} in {money}, "
                    + $"{SettlementText.MovesOf(request.Terms.SettledBy)}. Offered again with other terms, "
                    + $"it is offered with those.",
                    new Hint($"{request.To} agrees with", $"corridors agree {corridor.Words(call)}"),
                    new Hint("Take the offer back", $"corridors close {corridor.Words(call)}")));
        });
    }

    private static Command Agree(Frame frame)
    {
        var corridor = new CorridorArguments(agrees: true);
        var command = new Command("agree", T("Agree to a corridor that was offered to a treasury.")) { corridor.All };
        return frame.Sends(command.WithExamples(
            "corridors agree geneva-masons geneva CHF"), call =>
            {
                var (from, to, money) = corridor.Of(call);
                return call.SendAsync(
                    corridor.Request<AgreeToCorridorRequest>(call), call.Services.Corridors.AgreeToCorridorAsync,
                    _ => $"{to} has agreed to the corridor from {from} to {to} in {money}.");
            });
    }

    private static Command Close(Frame frame)
    {
        var corridor = new CorridorArguments();
        var command = new Command(
            "close", T("Close a corridor at the end that offered it, or take an offer back that waits to be "
                + "agreed to."))
        {
            corridor.All,
        };
        return frame.Sends(command.WithExamples(
            "corridors close geneva-masons geneva CHF"), call =>
            {
                var (from, to, money) = corridor.Of(call);
                return call.SendAsync(
                    corridor.Request<CloseCorridorRequest>(call), call.Services.Corridors.CloseCorridorAsync,
                    _ => $"Closed the corridor from {from} to {to} in {money}.");
            });
    }

    private static Command Withdraw(Frame frame)
    {
        var corridor = new CorridorArguments(agrees: true);
        var command = new Command("withdraw", T("Take back the agreement to a corridor, which closes it."))
        {
            corridor.All,
        };
        return frame.Sends(command.WithExamples(
            "corridors withdraw geneva-masons geneva CHF"), call =>
            {
                var (from, to, money) = corridor.Of(call);
                return call.SendAsync(
                    corridor.Request<WithdrawAgreementRequest>(call), call.Services.Corridors.WithdrawAgreementAsync,
                    _ => $"{to} no longer agrees to the corridor from {from} to {to} in {money}.");
            });
    }

    private static Command List(Frame frame)
    {
        var body = Options.Body("--body", "Only those with this end: geneva-masons.");
        var view = new ViewOptions();
        var command = new Command("list", T("List corridors.")) { body, view.As }
            .WithExamples("corridors list", "corridors list --body geneva");
        return frame.Asks(command, call => call.ListAsync(
            new ListCorridorsRequest { Body = call.Body(body), Viewer = view.ViewerOf(call) },
            call.Services.Corridors.ListCorridorsAsync, page => page.Corridors,
            _ => "No corridors.", Rows));
    }

    private static Sheet Rows(IReadOnlyCollection<Corridor> corridors) =>
        Sheet.Of(corridors, ["From", "To", "Money", "State", "Terms~"], corridor =>
        [
            corridor.From, corridor.To, MoneyOf(corridor), StateOf(corridor), TermsOf(corridor),
        ]);

    private static string StateOf(Corridor corridor) => corridor.QuarantinedBy.Length > 0
        ? T($"quarantined by {Names.Short(corridor.QuarantinedBy)}")
        : EnumText.Plain(corridor.Status);

    // "CHF", or "GBP/240 > CHF" where money is exchanged.
    private static string MoneyOf(Corridor corridor) => corridor.Given.Equals(corridor.Arrives)
        ? SumText.Of(corridor.Given)
        : $"{SumText.Of(corridor.Given)} > {SumText.Of(corridor.Arrives)}";

    private static string TermsOf(Corridor corridor)
    {
        var (terms, parts) = (corridor.Terms, new List<string>());
        if (terms.Rate is { } rate && rate.Numerator != rate.Denominator)
            parts.Add(T($"{rate.Numerator} minor units arrive for {rate.Denominator}"));
        if (terms.FeeMinorUnits > 0)
            parts.Add(T($"fee {SumText.Of(terms.FeeMinorUnits, corridor.Given)}"));
        if (terms.FeePerMyriad > 0)
            parts.Add(T($"fee {terms.FeePerMyriad} in 10,000"));
        if (corridor.HasRoomMinorUnits)
            parts.Add(T($"room for {SumText.Of(corridor.RoomMinorUnits, corridor.Given)} now"));
        if (terms.DelayHours > 0)
            parts.Add(T($"takes {terms.DelayHours} h"));
        if (terms.QuoteHours > 0)
            parts.Add(T($"the rate stands for {terms.QuoteHours} h"));
        parts.Add(SettlementText.MovesOf(terms.SettledBy));
        parts.AddRange(CarriageCommands.HoldTerms(terms.HoldHoursMax, terms.SharePercent));
        return string.Join("; ", parts);
    }
}
