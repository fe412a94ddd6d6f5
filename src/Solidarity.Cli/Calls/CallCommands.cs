using System.CommandLine;
using Solidarity.Cli.Running;
using Solidarity.Cli.Sheets;
using Solidarity.Cli.Sums;
using Solidarity.V1;
using Spectre.Console;

namespace Solidarity.Cli.Calls;

/// <summary><c>solidarity call</c>, <c>inbox</c> and <c>decline</c>.</summary>
internal static class CallCommands
{
    public static Command Call(Frame frame)
    {
        var section = Arguments.Section("The section that strikes: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var scope = Options.Required("--scope", "LEVEL", $"How far federations relay it: {Words.Choices<Level>()}.");
        var to = Options.Many("--to", "BODY",
            "Who gets it besides the section's own federations: federations/geneva. Repeat for more.");
        var asks = Options.Text("--asks", "TEXT", "What is asked, in words.");
        var need = new Option<string[]>("--need")
        {
            HelpName = "AMOUNT CURRENCY",
            Description = "What is needed: --need 5000 CHF.",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("call", "Call for aid. Given again, it sends the call wider.")
        {
            section, strike, scope, to, asks, need,
        };
        command.WithExamples("call paris-bronze-workers paris-bronze-1867 --scope national "
            + "--to federations/geneva --need 5000 FRF");
        return frame.Sends(command, async call =>
        {
            var request = new CallForAidRequest
            {
                RequestId = call.RequestId,
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Scope = Words.Parse<Level>(call.Text(scope), "scope"),
                Recipients = { (call.Get(to) ?? []).Select(body => Names.Body(body, "to")) },
                Asks = call.Text(asks),
                Need = call.Get(need) is [var amount, var currency]
                    ? SumReader.Sum(amount, SumReader.Currency(currency, "need"), "need")
                    : null,
            };
            var reply = await call.SendAsync(options => call.Services.Calls.CallForAidAsync(request, options));
            call.Done(reply, $"{request.Section} has called for aid for {request.Strike}. See who answers: "
                + $"solidarity watch {Names.Short(request.Strike)}");
        });
    }

    public static Command Inbox(Frame frame)
    {
        var section = Arguments.Section();
        var open = Options.Flag("--open", "Only calls of strikes that are not over.");
        var answer = Options.Text("--answer", "ANSWER", $"Only calls with this answer: {Words.Choices<Answer>()}.");
        var command = new Command("inbox", "Show the calls for aid that have reached a section.")
        {
            section, open, answer,
        };
        command.WithExamples("inbox geneva-masons", "inbox geneva-masons --open --answer unanswered");
        return frame.Asks(command, async call =>
        {
            var request = new ListInboxRequest
            {
                PageSize = ServiceCall.PageSize,
                Section = call.Section(section),
                OnlyOpen = call.Get(open),
                Answer = call.Get(answer) is { } text ? Words.Parse<Answer>(text, "answer") : Answer.Unspecified,
            };
            var calls = await call.AskAllAsync(
                (token, options) => call.Services.Calls.ListInboxAsync(
                    new ListInboxRequest(request) { PageToken = token }, options),
                page => (page.Calls, page.NextPageToken));
            call.ShowAll("calls", calls, $"No call has reached {request.Section}.", Rows);
            if (!call.Json && calls.Any(heard => heard is { Answer: Answer.Unanswered, Closed: false }))
                call.Terminal.Output.WriteLine("Answer with: solidarity pledge "
                    + $"{Names.Short(request.Section)} STRIKE AMOUNT CURRENCY --authority TEXT, or solidarity decline");
        });
    }

    public static Command Decline(Frame frame)
    {
        var section = Arguments.Section();
        var strike = Arguments.Strike();
        var reason = Options.Text("--reason", "TEXT", "Why.");
        var id = Options.Text("--id", "ID", "The id that it gets on the board; left out, the service makes one.");
        var command = new Command("decline", "Answer a call for aid with no.") { section, strike, reason, id };
        command.WithExamples("decline geneva-masons paris-bronze-1867 --reason \"our own lockout\"");
        return frame.Sends(command, async call =>
        {
            var request = new DeclineCallRequest
            {
                RequestId = call.RequestId,
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Reason = call.Text(reason),
                DeclineId = call.Id(id),
            };
            var reply = await call.SendAsync(options => call.Services.Calls.DeclineCallAsync(request, options));
            call.Done(reply, $"{request.Section} has declined the call of {request.Strike}.");
        });
    }

    private static Sheet Rows(IReadOnlyCollection<InboxCall> calls)
    {
        var sheet = new Sheet("Strike", "Who~", "Asks~", "Need>", "Answer~");
        foreach (var heard in calls)
            sheet.Row(
                Names.Short(heard.Strike),
                $"{heard.Facts.Trade}, {Facts.Place(heard.Facts.Locality, heard.Facts.Country)}",
                heard.Call?.Asks ?? "",
                heard.Call?.Need is { } need ? SumText.Of(need) : "",
                AnswerOf(heard));
        return sheet;
    }

    private static string AnswerOf(InboxCall heard) =>
        Words.Plain(heard.Answer)
        + (heard.Reason.Length > 0 ? $": {heard.Reason}" : "")
        + (heard.Closed ? " (the strike is over)" : "");
}
