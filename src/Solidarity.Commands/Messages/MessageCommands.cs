using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Messages;

/// <summary><c>solidarity messages stuck|retry|faulty</c>: for whoever runs the service.</summary>
internal static class MessageCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "messages", "See what the service could not deliver by a fault of its own, and try it again.",
        Stuck(frame), Retry(frame), Faulty(frame));

    private static Command Stuck(Frame frame)
    {
        var command = new Command("stuck", T("List the messages between bodies that were set aside."));
        return frame.Asks(command.WithExamples("messages stuck"), call => call.ListAsync(
            new ListStuckMessagesRequest(),
            call.Services.Messages.ListStuckMessagesAsync, page => page.Messages,
            _ => "No message is set aside.", StuckRows));
    }

    private static Command Retry(Frame frame)
    {
        var id = Arguments.Text("ID", "The number of the message, as messages stuck lists it.").Optional();
        var all = Options.Flag("--all", "All messages that were set aside.");
        var command = new Command("retry", T("Try messages again that were set aside, once a fault is mended."))
        {
            id, all,
        };
        return frame.Sends(command.WithExamples("messages retry 4711", "messages retry --all"), async call =>
        {
            var request = new RetryStuckMessagesRequest { RequestId = call.RequestId, All = call.Get(all) };
            if (call.TextOrNull(id) is { Length: > 0 } text)
                request.MessageId = NumberOf(text);
            else if (!request.All)
                throw UsageException.Malformed("id", "give the number of a message, or --all");
            var reply = await call.AskAsync(request, call.Services.Messages.RetryStuckMessagesAsync);
            call.Show(reply, _ => call.Terminal.Say($"Tried again: {reply.Retried}."));
            call.Suggest(new Hint("See what has failed again", "messages stuck"));
        });
    }

    private static Command Faulty(Frame frame)
    {
        var command = new Command("faulty", T("List the bodies whose entries the service cannot follow."));
        return frame.Asks(command.WithExamples("messages faulty"), call => call.ListAsync(
            new ListFaultyBodiesRequest(),
            call.Services.Messages.ListFaultyBodiesAsync, page => page.Bodies,
            _ => "The service follows every body.", FaultyRows));
    }

    private static long NumberOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw UsageException.Malformed("id", $"\"{text}\" is no number of a message such as 4711");

    private static Sheet StuckRows(IReadOnlyCollection<StuckMessage> messages) =>
        Sheet.Of(messages, ["Message>", "To", "From", "Asks", "Since", "Tries>", "Problem~"], message =>
        [
            message.MessageId.ToString(CultureInfo.InvariantCulture), message.Receiver, message.Sender,
            message.Alarm ? T($"{message.Kind} (alarm)") : message.Kind, Moments.Minute(message.SinceTime),
            message.Tries.ToString(CultureInfo.InvariantCulture), message.Problem,
        ]);

    private static Sheet FaultyRows(IReadOnlyCollection<FaultyBody> bodies) =>
        Sheet.Of(bodies, ["Body", "Entry>", "Written", "Takes commands", "Problem~"], body =>
        [
            body.Name, body.Position.ToString(CultureInfo.InvariantCulture), Moments.Minute(body.Time),
            body.FiguresOnly ? T("yes") : T("no"), body.Problem,
        ]);
}
