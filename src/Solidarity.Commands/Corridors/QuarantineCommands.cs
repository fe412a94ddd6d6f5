using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Corridors;

/// <summary><c>solidarity corridors quarantine|lift|claims|confirm|reject</c>: neighbours that are seized or silent.
/// </summary>
internal static class QuarantineCommands
{
    public static Command[] All(Frame frame) =>
        [Quarantine(frame), Lift(frame), Claims(frame), Confirm(frame), Reject(frame)];

    private static Command Quarantine(Frame frame)
    {
        var (body, neighbour, reason) = (Body(), Neighbour(), Reason("What is wrong with it: \"seized\"."));
        var command = new Command(
            "quarantine", T("Treat a neighbour as seized or silent: nothing goes to it, and its word alone counts for "
            + "nothing."))
        {
            body, neighbour, reason,
        };
        return frame.Sends(command.WithExamples(
            "corridors quarantine --body geneva --neighbour paris "
            + "--reason \"seized by the police\""), call => call.SendAsync(
            new QuarantineNeighbourRequest
            {
                Body = call.Body(body),
                Neighbour = call.Body(neighbour),
                Reason = call.Text(reason),
            },
            call.Services.Corridors.QuarantineNeighbourAsync,
            request => new Said($"{request.Body} has quarantined {request.Neighbour}.",
                new Hint("See what stands between the two", $"corridors claims --body {request.Body}"))));
    }

    private static Command Lift(Frame frame)
    {
        var (body, neighbour) = (Body(), Neighbour());
        var command = new Command("lift", T("Lift a quarantine: the corridors are used again, as they were agreed."))
        {
            body, neighbour,
        };
        return frame.Sends(command.WithExamples(
            "corridors lift --body geneva --neighbour paris"), call => call.SendAsync(
            new LiftQuarantineRequest { Body = call.Body(body), Neighbour = call.Body(neighbour) },
            call.Services.Corridors.LiftQuarantineAsync,
            request => new Said(
                $"{request.Body} trusts {request.Neighbour} again. What waits for its word still waits.",
                new Hint("See what that is", $"corridors claims --body {request.Body}"))));
    }

    private static Command Confirm(Frame frame)
    {
        var (body, hop) = (Body(), Hop());
        var receipt = Options.Text("--receipt", "TEXT", "Where people settle the corridor: what shows that it came, "
            + "at most 300 characters.");
        var command = new Command(
            "confirm", T($"Say that money is here which a neighbour says it has sent. {Final.Note}"))
        {
            body, hop, receipt,
        };
        return frame.Sends(command.WithExamples(
            "corridors confirm --body geneva --hop p-1-0a1b2c3d4e5f6071/1-2 "
            + "--receipt \"credited on 3 May\""), call => call.SendAsync(
            new ConfirmClaimRequest
            {
                Body = call.Body(body),
                Hop = call.Hop(hop),
                Receipt = call.Get(receipt) ?? "",
            },
            call.Services.Corridors.ConfirmClaimAsync,
            request => $"{request.Body} has the money of {request.Hop}; it goes on."));
    }

    private static Command Reject(Frame frame)
    {
        var (body, hop, reason) = (Body(), Hop(), Reason("What was found: \"no such sum has come\"."));
        var command = new Command(
            "reject", T("Say that money is not here which a neighbour says it has sent."))
        {
            body, hop, reason,
        };
        return frame.Sends(command.WithExamples(
            "corridors reject --body geneva --hop p-1-0a1b2c3d4e5f6071/1-2 "
            + "--reason \"no such sum has come\""), call => call.SendAsync(
            new RejectClaimRequest
            {
                Body = call.Body(body),
                Hop = call.Hop(hop),
                Reason = call.Text(reason),
            },
            call.Services.Corridors.RejectClaimAsync,
            request => new Said($"{request.Body} does not have the money of {request.Hop}.",
                new Hint("Should it come", $"corridors confirm --body {request.Body} --hop {request.Hop} "
                    + $"--receipt \"it has come after all\""))));
    }

    private static Command Claims(Frame frame)
    {
        var body = Options.Body("--body", "Only those of this treasury: geneva.");
        var view = new ViewOptions();
        var command = new Command("claims", T("List money that waits for a treasury's word, or stands between it and "
            + "neighbours that it does not trust."))
        {
            body, view.As,
        };
        return frame.Asks(command.WithExamples(
            "corridors claims", "corridors claims --body geneva"), call => call.ListAsync(
            new ListClaimsRequest { Body = call.Body(body), Viewer = view.ViewerOf(call) },
            call.Services.Corridors.ListClaimsAsync, page => page.Claims,
            _ => view.WhenNone(call, "Nothing waits, and nothing is in doubt."), Rows));
    }

    private static Sheet Rows(IReadOnlyCollection<Claim> claims) =>
        Sheet.Of(claims, ["Treasury", "Neighbour", "Sum>", "Age>", "Hop", "How it stands~"], claim =>
        [
            claim.Body, claim.Neighbour, SumText.Of(claim.Amount), Moments.Age(claim.AgeSeconds),
            Names.ShortHop(claim.Hop),
            StateOf(claim),
        ]);

    private static string StateOf(Claim claim)
    {
        var receipt = ManualSettlementCommands.ReceiptText(claim.Receipt);
        return claim switch
        {
            { Kind: ClaimKind.ToConfirm, SettledBy: not Settlement.Unspecified, RejectedReason.Length: 0 } =>
                Comes(claim) + receipt + Expected(claim),
            { RejectedReason.Length: > 0 } => (claim.Back
                ? T($"said to come back; rejected: {claim.RejectedReason}")
                : T($"said to come; rejected: {claim.RejectedReason}")) + receipt,
            { Kind: ClaimKind.ToConfirm } => (claim.Back
                ? T($"said to come back to be confirmed: {claim.Reason}")
                : T($"said to come to be confirmed: {claim.Reason}")) + receipt,
            { Reason.Length: > 0 } => $"{Sent(claim)}: {claim.Reason}",
            _ => Sent(claim),
        };
    }

    private static string Comes(Claim claim)
    {
        var how = SettlementText.HowOf(claim.SettledBy);
        return claim.Back ? T($"comes back {how}, to be confirmed") : T($"comes {how}, to be confirmed");
    }

    private static string Sent(Claim claim) =>
        claim.Back ? T("sent back without word of arrival") : T("sent without word of arrival");

    private static string Expected(Claim claim) =>
        claim.ExpectedTime is { } at && at > claim.SinceTime ? "; " + T($"expected {Moments.Minute(at)}") : "";

    private static BodyOption<string?> Body() =>
        Options.Acting("--body", "The treasury whose owner decides: geneva.");

    private static BodyOption<string?> Neighbour() =>
        Options.Body("--neighbour", "The other treasury: paris.", required: true);

    private static Option<string?> Hop() =>
        Options.Required("--hop", "HOP", "The hop, as in the list of claims: p-1-0a1b2c3d4e5f6071/1-2.");

    private static Option<string?> Reason(Wording description) => Options.Required("--reason", "TEXT", description);
}
