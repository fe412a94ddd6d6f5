using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Mandates;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Assemblies;

/// <summary><c>solidarity questions open</c>: a question, and the act that it may carry.</summary>
internal sealed class QuestionOpening
{
    // What --then may say.
    private const string Pledge = "pledge";
    private const string Grant = "grant";
    private const string Recall = "recall";
    private const string Declare = "declare";
    private const string End = "end";

    private readonly BodyArgument _section = Arguments.Section();
    private readonly Argument<string> _id = Arguments.Text("ID", "The id that it gets: paris.");
    private readonly Argument<string> _text = Arguments.Text("TEXT", "What is voted on, in words.");

    private readonly Option<string?> _closes = Options.Required("--closes", "TIME",
        "When it closes: a day, to its end, 1868-05-10; or a moment, 1868-05-10T20:00:00Z.");

    private readonly Option<string?> _for = Options.Text("--for", "ACTS",
        $"The kind of act that it decides: {EnumText.Choices<ActKind>()}. With --then it need not be said.");

    private readonly Option<string[]> _ceiling = Options.Sum("--ceiling",
        "What acts under the decision may dispose of in all: --ceiling 300 CHF. Left out: it covers one act.");

    private readonly Option<string?> _strike = Options.Text("--strike", "STRIKE", "The strike that it is about.");

    private readonly Option<string?> _until = Options.Text("--until", "DAY",
        "The last day on which acts can rest on the decision (default: 90 days after the closing).");

    private readonly Option<int?> _entitled = Options.Number(
        "--entitled", "How many members can vote (default: as many as the section has).");

    private readonly Option<string?> _then = Options.Text("--then", "ACT",
        "What follows by itself when it is carried: pledge (--ceiling to --strike), grant (--mandate), recall "
        + "(--mandate), declare (--strike), end (--strike --outcome).");

    private readonly Option<bool> _loan = Options.Flag("--loan", "With pledge: it is to be repaid.");

    private readonly Option<bool> _later = Options.Flag(
        "--later", "With pledge: only set the money aside, and send it later, by honour.");

    private readonly Option<string?> _mandate = Options.Text(
        "--mandate", "ID", "With grant, recall: the mandate's id.");

    private readonly Option<string?> _holder = Options.Text(
        "--holder", "ROLE", "With grant: who has it, a role or a token such as delegate-2, never a name.");

    private readonly Option<string?> _mandateFor = Options.Text(
        "--mandate-for", "ACTS", "With grant: what it is for, with commas between: pledges,payouts.");

    private readonly Option<string[]> _mandateCeiling = Options.Sum(
        "--mandate-ceiling", "With grant: what it may dispose of in all.");

    private readonly Option<string?> _mandateUntil = Options.Text(
        "--mandate-until", "DAY", "With grant: the last day on which it holds.");

    private readonly Option<string?> _start = Options.Text(
        "--start", "DAY", "With declare: the day on which the strike begins.");

    private readonly Option<int?> _strikers = Options.Number("--strikers", "With declare: how many strike.");

    private readonly Option<string?> _demands = Options.Text("--demands", "TEXT", "With declare: what is demanded.");

    private readonly Option<string?> _outcome = Options.Text(
        "--outcome", "OUTCOME", $"With end: how it ended: {EnumText.Choices<Outcome>()}.");

    private QuestionOpening() { }

    public static Command Open(Frame frame)
    {
        var opening = new QuestionOpening();
        var command = new Command("open", T("Put a question to the members, which closes by itself at its time."))
        {
            opening._section, opening._id, opening._text, opening._closes, opening._for, opening._ceiling,
            opening._strike, opening._until, opening._entitled, opening._then, opening._loan, opening._later,
            opening._mandate, opening._holder, opening._mandateFor, opening._mandateCeiling, opening._mandateUntil,
            opening._start, opening._strikers, opening._demands, opening._outcome,
        };
        return frame.Sends(command.WithExamples(
            "questions open geneva-masons paris \"300 francs for the bronze workers of Paris\" --closes 1868-05-10 "
            + "--then pledge --strike paris-bronze-1867 --ceiling 300 CHF",
            "questions open geneva-masons hall \"The rent of the hall until the autumn\" --closes 1868-05-10 "
            + "--for payouts --ceiling 120 CHF"), opening.SendAsync);
    }

    private async Task SendAsync(ServiceCall call)
    {
        var request = new OpenQuestionRequest
        {
            Section = call.Section(_section),
            QuestionId = Names.Id(call.Text(_id), "id"),
            Text = call.Text(_text),
            CloseTime = ViewOptions.TimeOf(call.Text(_closes), "closes"),
            Ceiling = SumReader.Given(call.Get(_ceiling), "ceiling"),
            Strike = call.Strike(_strike),
            Until = call.Text(_until),
        };
        if (call.Get(_for) is { } kind)
            request.Act = EnumText.Parse<ActKind>(kind, "for");
        if (call.Get(_entitled) is { } entitled)
            request.Entitled = entitled;
        if (call.Get(_then) is { } then)
            request.Follows = await FollowingAsync(call, then, request);
        else if (request.Act == ActKind.Unspecified)
            throw UsageException.Malformed("for", "say with --for what it decides, or with --then what follows");
        await call.SendAsync(request, call.Services.Assemblies.OpenQuestionAsync, sent => new Said(
            $"{sent.Section} has put question {sent.QuestionId} to its members. It closes on "
            + $"{Moments.Minute(sent.CloseTime)} UTC.",
            new Hint("See what it takes", $"questions show {Names.Short(sent.Section)} {sent.QuestionId}")));
    }

    private async Task<DecidedAct> FollowingAsync(ServiceCall call, string then, OpenQuestionRequest request) =>
        then switch
        {
            Pledge => new DecidedAct
            {
                Pledge = new DecidedPledge
                {
                    Strike = Needed(request.Strike, "strike", then),
                    Kind = call.Get(_loan) ? AidKind.Loan : AidKind.Gift,
                    Amount = request.Ceiling
                        ?? throw UsageException.Malformed("ceiling", "say with --ceiling how much is pledged"),
                    PledgeId = request.QuestionId,
                    HonourNow = !call.Get(_later),
                },
            },
            Grant => new DecidedAct { Grant = GrantOf(call) },
            Recall => new DecidedAct
            {
                Recall = new DecidedRecall { MandateId = Needed(call.Text(_mandate), "mandate", then) },
            },
            Declare => new DecidedAct { Declare = await DeclareAsync(call, request) },
            End => new DecidedAct
            {
                End = new DecidedStrikeEnd
                {
                    Strike = Needed(request.Strike, "strike", then),
                    Outcome = EnumText.Parse<Outcome>(Needed(call.Text(_outcome), "outcome", then), "outcome"),
                },
            },
            _ => throw UsageException.Malformed(
                "then", $"\"{then}\" is none of {Pledge}, {Grant}, {Recall}, {Declare}, {End}"),
        };

    private DecidedMandate GrantOf(ServiceCall call) => new()
    {
        MandateId = Needed(call.Text(_mandate), "mandate", Grant),
        Holder = Needed(call.Text(_holder), "holder", Grant),
        Acts = { MandateCommands.ActsIn(Needed(call.Text(_mandateFor), "mandate-for", Grant), "mandate-for") },
        Ceilings =
        {
            new Ceiling
            {
                InAll = SumReader.Given(call.Get(_mandateCeiling), "mandate-ceiling")
                    ?? throw UsageException.Malformed(
                        "mandate-ceiling", "say with --mandate-ceiling what it may dispose of"),
            },
        },
        Until = Needed(call.Text(_mandateUntil), "mandate-until", Grant),
    };

    // A strike is of the section's own trade and town.
    private async Task<DecidedStrike> DeclareAsync(ServiceCall call, OpenQuestionRequest request)
    {
        var section = await call.AskAsync(
            new GetSectionRequest { Name = request.Section }, call.Services.Sections.GetSectionAsync);
        var strike = new DecidedStrike
        {
            StrikeId = Names.Short(Needed(request.Strike, "strike", Declare)),
            Trade = section.Trade.Length > 0
                ? section.Trade
                : throw UsageException.Malformed(
                    "then", $"{request.Section} is a mixed one; declare the strike by hand"),
            Locality = section.Locality,
            Country = section.Country,
            Start = Needed(call.Text(_start), "start", Declare),
            Demands = call.Text(_demands),
        };
        if (call.Get(_strikers) is { } count)
            strike.Strikers = count;
        return strike;
    }

    private static string Needed(string text, string option, string then) => text.Length > 0
        ? text
        : throw UsageException.Malformed(option, $"say it with --{option}, as {then} follows");
}
