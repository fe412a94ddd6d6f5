using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Calls;

/// <summary><c>solidarity calls delivery|relays|waves</c>.</summary>
internal static class DeliveryCommands
{
    public static Command Delivery(Frame frame)
    {
        var strike = Arguments.Strike();
        var status = Options.Text(
            "--status", "STATUS", $"Only those at this: {EnumText.Choices<DeliveryStatus>()}.");
        var view = new ViewOptions();
        var command = new Command("delivery", T("List the sections that have the call, and what became of it there."))
        {
            strike, status, view.As,
        };
        return frame.Asks(command.WithExamples(
            "calls delivery paris-bronze-1867",
            "calls delivery paris-bronze-1867 --status silent"), call => call.ListAsync(
            new ListDeliveryRequest
            {
                Strike = call.Strike(strike),
                Status = call.Choice<DeliveryStatus>(status),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Calls.ListDeliveryAsync, page => page.Deliveries,
            request => request.Status == DeliveryStatus.Unspecified
                ? Wording.Of($"The call of {request.Strike} has reached no section.")
                : Wording.Of(
                    $"No section that has the call of {request.Strike} is {EnumText.Plain(request.Status)}."), Rows));
    }

    public static Command Relays(Frame frame)
    {
        var strike = Arguments.Strike();
        var problems = Options.Flag("--problems", "Only those with a problem.");
        var view = new ViewOptions();
        var command = new Command("relays", T("List what federations report of relaying the call, problems first."))
        {
            strike, problems, view.As,
        };
        return frame.Asks(command.WithExamples(
            "calls relays paris-bronze-1867", "calls relays paris-bronze-1867 --problems"), call => call.ListAsync(
            new ListRelaysRequest
            {
                Strike = call.Strike(strike),
                OnlyProblems = call.Get(problems),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Calls.ListRelaysAsync, page => page.Relays,
            request => request.OnlyProblems
                ? Wording.Of($"No federation reports a problem with the call of {request.Strike}.")
                : Wording.Of($"No federation has relayed the call of {request.Strike}."), Rows));
    }

    public static Command Waves(Frame frame)
    {
        var strike = Arguments.Strike();
        var command = new Command("waves", T("List when the call went out, how far, and why.")) { strike };
        return frame.Asks(command.WithExamples("calls waves paris-bronze-1867"), call => call.ListAsync(
            new ListSendingsRequest { Strike = call.Strike(strike) },
            call.Services.Calls.ListSendingsAsync, page => page.Sendings,
            request => $"{request.Strike} has not called for aid.", Rows));
    }

    private static Sheet Rows(IReadOnlyCollection<CallDelivery> deliveries) =>
        Sheet.Of(deliveries, ["Section", "Country", "Through~", "Heard", "Seen~", "Answer~"], delivery =>
        [
            Names.Short(delivery.Section), delivery.Country, delivery.From, Moments.Minute(delivery.HeardTime),
            CallText.Seen(delivery.SeenTime, delivery.Reminders),
            CallText.Answer(delivery.Answer, delivery.Reason, delivery.Closed, delivery.HowEnded),
        ]);

    private static Sheet Rows(IReadOnlyCollection<CallRelay> relays) =>
        Sheet.Of(relays, ["Federation", "Scope", "Sections>", "Federations>", "Relayed", "Problem~"], relay =>
        [
            Names.Short(relay.Federation), EnumText.Plain(relay.Scope), $"{relay.Sections}", $"{relay.Federations}",
            Moments.Minute(relay.Time), Language.Current.Repeat(relay.Problem),
        ]);

    private static Sheet Rows(IReadOnlyCollection<CallSending> sendings) =>
        Sheet.Of(sendings, ["Sent", "Scope", "Why~"], sending =>
        [
            Moments.Minute(sending.Time), EnumText.Plain(sending.Scope), InWords(sending.Cause),
        ]);

    private static string InWords(SendingCause cause) => cause switch
    {
        SendingCause.ByHand => T("by hand"),
        SendingCause.Amended => T("the section had changed what it says"),
        SendingCause.Deadline => T("the wave had ended and the need was not covered"),
        SendingCause.Runway => T("the runway had fallen below what the section had set"),
        _ => "",
    };
}
