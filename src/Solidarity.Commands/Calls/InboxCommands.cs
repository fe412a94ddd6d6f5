using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Calls;

/// <summary><c>solidarity inbox</c>.</summary>
internal static class InboxCommands
{
    public static Command Create(Frame frame)
    {
        var section = Arguments.Section();
        var open = Options.Flag("--open", "Only calls that can still be answered.");
        var answer = Options.Text("--answer", "ANSWER", $"Only calls with this answer: {EnumText.Choices<Answer>()}.");
        var markSeen = Options.Flag("--mark-seen", "Tell who calls that those shown now were taken note of.");
        var view = new ViewOptions();
        var command = new Command("inbox", T("Show the calls for aid that have reached a section."))
        {
            section, open, answer, markSeen, view.As,
        };
        return frame.Asks(command.WithExamples(
            "inbox geneva-masons", "inbox geneva-masons --open --answer unanswered",
            "inbox geneva-masons --mark-seen"), async call =>
        {
            var request = new ListInboxRequest
            {
                Section = call.Section(section),
                OnlyOpen = call.Get(open),
                Answer = call.Choice<Answer>(answer),
                Viewer = view.ViewerOf(call),
            };
            var calls = await call.ListAsync(request, call.Services.Calls.ListInboxAsync, page => page.Calls,
                _ => $"No call has reached {request.Section}.", Rows);
            if (call.Get(markSeen))
                await MarkAsync(call, request.Section, calls);
            if (calls.FirstOrDefault(heard => heard is { Answer: Answer.Unanswered, Closed: false }) is { } first)
            {
                var (id, strike) = (Names.Short(request.Section), Names.Short(first.Strike));
                call.Suggest(
                    new Hint("See a fair share of each", $"sections board {id}"),
                    new Hint("See how to pledge", "pledge --help"),
                    new Hint("See what else can be offered", "support offer --help"),
                    new Hint("Answer with no", $"decline {id} {strike}"));
            }
        });
    }

    // A call that was seen before changes nothing, so nothing has to be remembered for a repetition.
    private static async Task MarkAsync(ServiceCall call, string section, IReadOnlyCollection<InboxCall> calls)
    {
        var unseen = calls.Where(heard => heard.SeenTime is null).ToArray();
        foreach (var heard in unseen)
        {
            var request = new SeeCallRequest
            {
                RequestId = Guid.CreateVersion7().ToString(),
                Section = section,
                Strike = heard.Strike,
            };
            await call.AskAsync(request, call.Services.Calls.SeeCallAsync);
        }
        if (call.ForPeople)
            call.Terminal.Say($"Marked as seen: {unseen.Length}.");
    }

    private static Sheet Rows(IReadOnlyCollection<InboxCall> calls)
    {
        var isTimed = calls.Any(heard => heard.Call?.AnswerBy is not null);
        var sheet = new Sheet(
            [
                "Strike", "Who~", "Asks~", "Need>", .. isTimed ? (Heading[])["Answer by~"] : [], "Seen~", "Answer~",
            ]);
        foreach (var heard in calls)
            sheet.Row(
            [
                Names.Short(heard.Strike),
                $"{Facts.Trade(heard.Facts.Trade)}, {Facts.Place(heard.Facts.Locality, heard.Facts.Country)}",
                CallText.Asks(heard.Call),
                heard.Call?.Need is { } need ? SumText.Of(need) : "",
                .. isTimed ? (string[])[Moments.Minute(heard.Call?.AnswerBy)] : [],
                CallText.Seen(heard.SeenTime, heard.Reminders),
                AnswerTo(heard),
            ]);
        return sheet;
    }

    private static string AnswerTo(InboxCall heard)
    {
        var answer = CallText.Answer(heard.Answer, heard.Reason, heard.Closed, heard.HowEnded);
        return heard.ChangedSinceAnswered ? T($"{answer}; it asks something else since") : answer;
    }
}
