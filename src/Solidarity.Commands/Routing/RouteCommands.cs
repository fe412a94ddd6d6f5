using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Routing;

/// <summary><c>solidarity routes plan</c>: what ways money would take. It changes nothing.</summary>
internal static class RouteCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "routes", "What ways money would take to a strike, what that costs and how long it takes.", Plan(frame));

    private static Command Plan(Frame frame)
    {
        var strike = Options.Required("--strike", "STRIKE", "The strike that the money is for: paris-bronze-1867.");
        var from = Options.Body("--from", "Only the pledges of this one: geneva-masons.");
        var amount = Options.Sum("--amount", "With --from: a sum in place of pledges: 150 CHF.");
        var deadline = Options.Text(
            "--deadline", "TIME",
            "When it should have arrived: a day, to its end, 1868-04-02; or a moment, 1868-04-02T12:00:00Z.");
        var without = Options.Bodies(
            "--without", "CORRIDOR",
            "A corridor to leave out: \"FROM TO CURRENCY\", with the currency that arrives where it is another. "
            + "Repeat for more.", text => Words(text).Take(2));
        var view = new ViewOptions();
        var command = new Command(
            "plan", T("Plan the ways of all pledges to a strike that are not honoured yet, or of one sum. Moves "
                + "nothing."))
        {
            strike, from, amount, deadline, without, view.As,
        };
        return frame.Asks(command.WithExamples(
            "routes plan --strike paris-bronze-1867",
            "routes plan --strike paris-bronze-1867 --from geneva-masons --amount 150 CHF",
            "routes plan --strike paris-bronze-1867 --deadline 1867-04-02 "
            + "--without \"geneva paris CHF FRF\""), async call =>
        {
            var request = new PlanRoutesRequest
            {
                Strike = call.Strike(strike),
                From = call.Body(from),
                Amount = SumReader.Given(call.Get(amount), "amount"),
                Deadline = call.Get(deadline) is { } time ? ViewOptions.TimeOf(time, "deadline") : null,
                Without = { (call.Get(without) ?? []).Select(text => Corridor(call.Found, text)) },
                Viewer = view.ViewerOf(call),
            };
            await ShowAsync(call, request);
        });
    }

    private static async Task ShowAsync(ServiceCall call, PlanRoutesRequest request)
    {
        var plan = new PlanRoutesResponse();
        await call.ReadAllAsync(options => call.Services.Routes.PlanRoutes(request, options), plan.MergeFrom);
        if (call.Json)
            JsonText.Write(call.Terminal.Output, plan);
        else
            foreach (var line in PlanText.Lines(plan))
                call.Terminal.Say(Wording.Verbatim(line));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // "federations/geneva federations/paris CHF FRF".
    private static CorridorName Corridor(FoundBodies found, string text)
    {
        var words = Words(text);
        if (words.Length is not (3 or 4))
            throw UsageException.Malformed("without", $"\"{text}\" is no corridor; write its ends and its currency, as "
                + $"in \"sections/geneva-masons federations/geneva CHF\"");
        return new CorridorName
        {
            From = found.Read(words[0], "without"),
            To = found.Read(words[1], "without"),
            Given = SumReader.Currency(words[2], "without"),
            Arrives = words.Length == 4 ? SumReader.Currency(words[3], "without") : null,
        };
    }
}

/// <summary>A plan as lines for people.</summary>
internal static class PlanText
{
    public static IEnumerable<string> Lines(PlanRoutesResponse plan)
    {
        var summary = plan.Summary;
        if (summary.Sources == 0)
        {
            yield return T($"No pledge to {summary.Strike} waits to be honoured.") + LeftOut(summary);
            yield break;
        }
        yield return T($"Nothing is moved or held: this is what would be, as of {Moments.Minute(summary.PlanTime)}.");
        foreach (var source in plan.Sources)
        {
            var pledge = source.AidId.Length > 0 ? $"{source.AidId}: " : "";
            for (var i = 0; i < source.Explanation.Count; i++)
                yield return (i == 0 ? pledge : "") + Language.Current.Repeat(source.Explanation[i]);
        }
        yield return InAll(summary) + LeftOut(summary);
    }

    private static string InAll(PlanSummary summary)
    {
        var (given, arrive, stay) = (Sums(summary.Given), Sums(summary.Delivers), Sums(summary.Remains));
        var last = Moments.Minute(summary.ArriveTime);
        return (summary.Parts, summary.Remains.Count) switch
        {
            (0, 0) => T($"Nothing can be sent."),
            (0, _) => T($"Nothing can be sent; {stay} would stay."),
            (_, 0) => T($"In all {given} would be sent, and {arrive} arrive, the last by {last}."),
            _ => T($"In all {given} would be sent, and {arrive} arrive, the last by {last}; {stay} would stay."),
        };
    }

    private static string LeftOut(PlanSummary summary) => summary.PledgesLeftOut == 0 ? ""
        : " " + T($"Left out are pledges without a sum, or from outside of the service: {summary.PledgesLeftOut}.");

    private static string Sums(IEnumerable<Money> sums) => Listed.And(sums.Select(SumText.Of));
}
