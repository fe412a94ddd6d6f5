using System.CommandLine;
using Solidarity.Cli.Boards;
using Solidarity.Cli.Running;
using Solidarity.Cli.Sheets;
using Solidarity.V1;

namespace Solidarity.Cli.Calls;

/// <summary><c>solidarity calls delivery|relays|waves</c>.</summary>
internal static class DeliveryCommands
{
    public static Command Delivery(Frame frame)
    {
        var strike = Arguments.Strike();
        var status = Options.Text(
            "--status", "STATUS", $"Only those at this: {Words.Choices<DeliveryStatus>()}.");
        var looks = new Looks();
        var command = new Command("delivery", "List the sections that have the call, and what became of it there.")
        {
            strike, status, looks.As,
        };
        command.WithExamples("calls delivery paris-bronze-1867", "calls delivery paris-bronze-1867 --status silent");
        return frame.Asks(command, async call =>
        {
            var request = new ListDeliveryRequest
            {
                PageSize = ServiceCall.PageSize,
                Strike = call.Strike(strike),
                Status = call.Get(status) is { } text
                    ? Words.Parse<DeliveryStatus>(text, "status")
                    : DeliveryStatus.Unspecified,
                Viewer = looks.ViewerOf(call),
            };
            var deliveries = await call.AskAllAsync(
                (token, options) => call.Services.Calls.ListDeliveryAsync(
                    new ListDeliveryRequest(request) { PageToken = token }, options),
                page => (page.Deliveries, page.NextPageToken));
            call.ShowAll("deliveries", deliveries,
                request.Status == DeliveryStatus.Unspecified
                    ? $"The call of {request.Strike} has reached no section."
                    : $"No section that has the call of {request.Strike} is {Words.Plain(request.Status)}.",
                Rows);
        });
    }

    public static Command Relays(Frame frame)
    {
        var strike = Arguments.Strike();
        var problems = Options.Flag("--problems", "Only those with a problem.");
        var looks = new Looks();
        var command = new Command("relays", "List what federations report of relaying the call, problems first.")
        {
            strike, problems, looks.As,
        };
        command.WithExamples("calls relays paris-bronze-1867", "calls relays paris-bronze-1867 --problems");
        return frame.Asks(command, async call =>
        {
            var request = new ListRelaysRequest
            {
                PageSize = ServiceCall.PageSize,
                Strike = call.Strike(strike),
                OnlyProblems = call.Get(problems),
                Viewer = looks.ViewerOf(call),
            };
            var relays = await call.AskAllAsync(
                (token, options) => call.Services.Calls.ListRelaysAsync(
                    new ListRelaysRequest(request) { PageToken = token }, options),
                page => (page.Relays, page.NextPageToken));
            call.ShowAll("relays", relays,
                request.OnlyProblems
                    ? $"No federation reports a problem with the call of {request.Strike}."
                    : $"No federation has relayed the call of {request.Strike}.",
                Rows);
        });
    }

    public static Command Waves(Frame frame)
    {
        var strike = Arguments.Strike();
        var command = new Command("waves", "List when the call went out, how far, and why.") { strike };
        command.WithExamples("calls waves paris-bronze-1867");
        return frame.Asks(command, async call =>
        {
            var request = new ListSendingsRequest { PageSize = ServiceCall.PageSize, Strike = call.Strike(strike) };
            var sendings = await call.AskAllAsync(
                (token, options) => call.Services.Calls.ListSendingsAsync(
                    new ListSendingsRequest(request) { PageToken = token }, options),
                page => (page.Sendings, page.NextPageToken));
            call.ShowAll("sendings", sendings, $"{request.Strike} has not called for aid.", Rows);
        });
    }

    private static Sheet Rows(IReadOnlyCollection<CallDelivery> deliveries)
    {
        var sheet = new Sheet("Section", "Country", "Through~", "Heard", "Seen~", "Answer~");
        foreach (var delivery in deliveries)
            sheet.Row(
                Names.Short(delivery.Section), delivery.Country, delivery.From, Moments.Minute(delivery.HeardTime),
                CallText.Seen(delivery.SeenTime, delivery.Reminders),
                CallText.Answer(delivery.Answer, delivery.Reason, delivery.Closed, delivery.HowEnded));
        return sheet;
    }

    private static Sheet Rows(IReadOnlyCollection<CallRelay> relays)
    {
        var sheet = new Sheet("Federation", "Scope", "Sections>", "Federations>", "Relayed", "Problem~");
        foreach (var relay in relays)
            sheet.Row(
                Names.Short(relay.Federation), Words.Plain(relay.Scope), $"{relay.Sections}", $"{relay.Federations}",
                Moments.Minute(relay.Time), relay.Problem);
        return sheet;
    }

    private static Sheet Rows(IReadOnlyCollection<CallSending> sendings)
    {
        var sheet = new Sheet("Sent", "Scope", "Why~");
        foreach (var sending in sendings)
            sheet.Row(Moments.Minute(sending.Time), Words.Plain(sending.Scope), sending.Cause switch
            {
                WaveCause.ByHand => "by hand",
                WaveCause.Deadline => "the wave had ended and the need was not covered",
                WaveCause.Runway => "the runway had fallen below what the section had set",
                _ => "",
            });
        return sheet;
    }
}
