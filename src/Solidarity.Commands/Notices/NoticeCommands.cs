using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Notices;

/// <summary><c>solidarity notices set|show|off|test</c>.</summary>
internal static class NoticeCommands
{
    private const string NoQuiet = "none";

    public static Command Create(Frame frame) => Frame.Group(
        "notices", "Have a section or a federation told by e-mail or webhook of what concerns it.",
        Set(frame), Show(frame), Off(frame), Test(frame));

    private static Command Set(Frame frame)
    {
        var body = Body();
        var emails = Options.Many("--email", "ADDRESS", "An e-mail address that notices go to. Repeat for more.");
        var webhooks = Options.Many("--webhook", "URL", "An address that notices are posted to. Repeat for more.");
        var secret = Options.Text("--secret-file", "FILE",
            "What webhooks are signed with, as the first line of a file: 16 to 128 characters. Leave it out for those "
            + "that have a secret already.");
        var quiet = Options.Text("--quiet", "HH:MM-HH:MM",
            $"When nothing is sent (default: 21:00-07:00); {NoQuiet}: it is sent at any time.");
        var zone = Options.Text("--zone", "ZONE",
            "By which clocks: Europe/Zurich, or an offset from UTC, +01:00 (default: +00:00).");
        var only = Only($"Tell only of these, with commas between: {EnumText.Choices<NoticeKind>()}.");
        var command = new Command("set", T("Choose where notices go, of what, and when; all of it anew."))
        {
            body, emails, webhooks, secret, quiet, zone, only,
        };
        return frame.Sends(command.WithExamples(
            "notices set sections/geneva-masons --email treasurer@masons.example --quiet 22:00-07:00 "
            + "--zone Europe/Zurich",
            "notices set federations/geneva --webhook https://geneva.example/notices --secret-file ./secret "
            + "--only admissions,hand-overs"), async call =>
        {
            var (from, until) = QuietOf(call.Get(quiet));
            var sign = call.Get(secret) is { } file ? FirstLine.Of(file, "secret-file") : "";
            var request = new SetNoticesRequest
            {
                Body = call.Body(body),
                Emails = { call.Get(emails) ?? [] },
                Webhooks =
                {
                    (call.Get(webhooks) ?? []).Select(url => new NoticeWebhook { Url = url, Secret = sign }),
                },
                Kinds = { KindsOf(call.Get(only)) },
                QuietFrom = from,
                QuietUntil = until,
                Zone = call.Text(zone),
            };
            if (request.Emails.Count + request.Webhooks.Count == 0)
                throw UsageException.Malformed("email", "say where notices go: --email ADDRESS, or --webhook URL");
            if (sign.Length > 0 && request.Webhooks.Count == 0)
                throw UsageException.Malformed("secret-file", "only a --webhook is signed");
            var targets = string.Join(", ", request.Emails.Concat(request.Webhooks.Select(webhook => webhook.Url)));
            await call.SendAsync(request, call.Services.Notices.SetNoticesAsync, sent => new Said(
                $"Notices for {sent.Body} go to {targets}.",
                new Hint("See that they arrive", $"notices test {sent.Body}")));
        });
    }

    private static Command Show(Frame frame)
    {
        var body = Body();
        var view = new ViewOptions();
        var command = new Command("show", T("Show where a body's notices go, and what became of them."))
        {
            body, view.As,
        };
        return frame.Asks(command.WithExamples("notices show sections/geneva-masons"), async call => Write(
            call, await call.AskAsync(
                new GetNoticesRequest { Body = call.Body(body), Viewer = view.ViewerOf(call) },
                call.Services.Notices.GetNoticesAsync)));
    }

    private static Command Off(Frame frame)
    {
        var body = Body();
        var only = Only($"Stop only these, with commas between: {EnumText.Choices<NoticeKind>()}.");
        var command = new Command("off", T("Stop notices; where they go is kept.")) { body, only };
        return frame.Sends(command.WithExamples(
            "notices off sections/geneva-masons", "notices off sections/geneva-masons --only pledges,arrivals"),
            call => call.SendAsync(
                new StopNoticesRequest { Body = call.Body(body), Kinds = { KindsOf(call.Get(only)) } },
                call.Services.Notices.StopNoticesAsync,
                sent => sent.Kinds.Count == 0
                    ? Wording.Of($"{sent.Body} gets no more notices.")
                    : Wording.Of($"{sent.Body} gets no more notices of {InWords(sent.Kinds)}.")));
    }

    private static Command Test(Frame frame)
    {
        var body = Body();
        var command = new Command("test", T("Send a notice now over every channel, and show what became of it."))
        {
            body,
        };
        return frame.Sends(command.WithExamples("notices test sections/geneva-masons"), async call =>
        {
            var request = new TestNoticesRequest { Body = call.Body(body) };
            var reply = await call.SendAsync(request, call.Services.Notices.TestNoticesAsync);
            Write(call, await call.AskAsync(
                new GetNoticesRequest { Body = request.Body, ToldPosition = reply.Position },
                call.Services.Notices.GetNoticesAsync));
        });
    }

    private static void Write(ServiceCall call, V1.Notices notices) => call.Show(notices, console =>
    {
        Facts.Write(console,
        [
            ("body", notices.Body),
            ("told of", notices.Kinds.Count == 0 ? T("nothing") : InWords(notices.Kinds)),
            ("quiet", notices.QuietFrom == notices.QuietUntil
                ? T("never")
                : T($"from {notices.QuietFrom} to {notices.QuietUntil} ({notices.Zone})")),
        ]);
        if (notices.Channels.Count > 0)
            console.Write(Sheet.Of(
                notices.Channels, ["Goes to", "Sent>", "Last sent", "Waiting>", "Next try", "Problem~"], channel =>
                [
                    channel.Target,
                    channel.Sent.ToString(CultureInfo.InvariantCulture),
                    Moments.Minute(channel.SentTime),
                    channel.Waiting.ToString(CultureInfo.InvariantCulture),
                    Moments.Minute(channel.NextTime),
                    ProblemOf(channel),
                ]));
    });

    private static string ProblemOf(NoticeChannel channel)
    {
        var problem = Language.Current.Repeat(channel.Problem);
        return channel.FailedTime is null
            ? problem
            : T($"{problem} ({Moments.Minute(channel.FailedTime)}, failed {channel.Tries} times)");
    }

    private static BodyArgument Body() =>
        Arguments.Body("BODY", "The section or federation: geneva-masons, or federations/geneva.");

    private static Option<string?> Only(Wording description) => Options.Text("--only", "KINDS", description);

    private static IEnumerable<NoticeKind> KindsOf(string? text) => text is null
        ? []
        : text.Split(',', StringSplitOptions.TrimEntries).Select(kind => EnumText.Parse<NoticeKind>(kind, "only"));

    private static string InWords(IEnumerable<NoticeKind> kinds) =>
        string.Join(", ", kinds.Select(kind => EnumText.Of(kind)));

    private static (string From, string Until) QuietOf(string? text) => text switch
    {
        null => ("", ""),
        NoQuiet => ("00:00", "00:00"),
        _ => text.Split('-') is [var from, var until]
            ? (from, until)
            : throw UsageException.Malformed("quiet", $"\"{text}\" is neither hours such as 22:00-07:00 nor {NoQuiet}"),
    };
}
