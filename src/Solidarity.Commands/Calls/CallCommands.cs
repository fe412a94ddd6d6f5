using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Calls;

/// <summary><c>solidarity call</c> and <c>decline</c>.</summary>
internal static class CallCommands
{
    private const string ReachesNobody = "REACHES_NOBODY";

    public static Command Call(Frame frame)
    {
        var section = Arguments.Section("The section that strikes: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var scope = Options.Required("--scope", "LEVEL", $"How far federations relay it: {EnumText.Choices<Level>()}.");
        var to = Options.Bodies("--to", "BODY",
            "Who gets it besides the section's own federations: geneva. Repeat for more.");
        var says = new CallSaysOptions();
        var command = new Command(
            "call", T("Call for aid. Given again, it sends the call wider; what is left out stays as it was said."))
        {
            section, strike, scope, to, says.All,
        };
        return frame.Sends(command.WithExamples(
            "call paris-bronze-workers paris-bronze-1867 --scope national --to geneva --need 5000 FRF",
            "call paris-bronze-workers paris-bronze-1867 --scope local --need 5000 FRF --ask refusal-of-work "
            + "--widest international --wave-hours 48 --foreign london "
            + "--runway-days 7 --weekly-pay 12 FRF --strikers 300 --pay-from 1867-03-04",
            "call paris-bronze-workers paris-bronze-1867 --scope international"), async call =>
            {
                var change = says.Read(call);
                var request = new CallForAidRequest
                {
                    Section = call.Section(section),
                    Strike = call.Strike(strike),
                    Scope = call.Choice<Level>(scope),
                    Recipients = { call.Bodies(to) },
                    Need = change.Need,
                    Support = { change.Support },
                    Terms = change.Terms,
                    Without = { change.Without },
                };
                if (change.Asks is { } asks)
                    request.Asks = asks;
                var reply = await call.SendAsync(request, call.Services.Calls.CallForAidAsync);
                var reachesNobody = reply.Notices.Any(notice => notice.Reason == ReachesNobody);
                call.Done(reply, new Said($"{request.Section} has called for aid for {request.Strike}.",
                    reachesNobody && !call.Json
                        ? [await FirstFederation.HintAsync(call, request.Section)]
                        :
                        [
                            new Hint("See whom it reaches", $"calls delivery {Names.Short(request.Strike)}"),
                            new Hint("See who answers", $"watch {Names.Short(request.Strike)}"),
                        ]));
            });
    }

    public static Command Decline(Frame frame)
    {
        var section = Arguments.Section();
        var strike = Arguments.Strike();
        var reason = Options.Text("--reason", "TEXT", "Why.");
        var id = Options.Text("--id", "ID", "The id that it gets on the board; left out, the service makes one.");
        var command = new Command("decline", T("Answer a call for aid with no.")) { section, strike, reason, id };
        return frame.Sends(command.WithExamples(
            "decline geneva-masons paris-bronze-1867 --reason \"our own lockout\""), call => call.SendAsync(
            new DeclineCallRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Reason = call.Text(reason),
                DeclineId = call.Id(id),
            },
            call.Services.Calls.DeclineCallAsync,
            request => $"{request.Section} has declined the call of {request.Strike}. A pledge or an offer later takes "
                + $"the place of this."));
    }
}
