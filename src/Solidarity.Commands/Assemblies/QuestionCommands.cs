using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Statutes;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Assemblies;

/// <summary><c>solidarity questions</c>.</summary>
internal static class QuestionCommands
{
    private const string Collection = "questions";

    public static Command Create(Frame frame) => Frame.Group(
        Collection, "What a section's assembly is asked, how it voted, and what it decided.",
        QuestionOpening.Open(frame), Count(frame), BallotCommands.Tokens(frame), BallotCommands.Vote(frame),
        Withdraw(frame), List(frame), Show(frame), BallotCommands.Export(frame), BallotCommands.Recount(frame));

    private static Command Count(Frame frame)
    {
        var (section, id) = (Arguments.Section(), Id());
        var votesFor = Number("FOR", "How many voted for it.");
        var against = Number("AGAINST", "How many voted against it.");
        var abstained = Number("ABSTAINED", "How many abstained.").Optional();
        var command = new Command(
            "count", T("Record how many voted for it, against it, and abstained; again, where that was wrong."))
        {
            section, id, votesFor, against, abstained,
        };
        return frame.Sends(command.WithExamples("questions count geneva-masons paris 41 3 2"), call => call.SendAsync(
            new RecordCountRequest
            {
                Name = Names.Below(call.Section(section), Collection, call.Text(id), "question"),
                VotesFor = NumberIn(call.Text(votesFor), "for"),
                VotesAgainst = NumberIn(call.Text(against), "against"),
                Abstained = call.TextOrNull(abstained) is { } text ? NumberIn(text, "abstained") : 0,
            },
            call.Services.Assemblies.RecordCountAsync,
            sent => new Said(
                $"Counted on {sent.Name}: {sent.VotesFor} for, {sent.VotesAgainst} against, {sent.Abstained} "
                + $"abstained. Until it closes another count replaces this one.",
                new Hint("See what it takes",
                    $"questions show {Names.Short(call.Section(section))} {Names.Short(sent.Name)}"))));
    }

    private static Command Withdraw(Frame frame)
    {
        var (section, id) = (Arguments.Section(), Id());
        var reason = Options.Required("--reason", "TEXT", "Why.");
        var command = new Command("withdraw", T("Take a question back before it closes.")) { section, id, reason };
        return frame.Sends(command.WithExamples(
            "questions withdraw geneva-masons paris --reason \"the strike is over\""), call => call.SendAsync(
            new WithdrawQuestionRequest
            {
                Name = Names.Below(call.Section(section), Collection, call.Text(id), "question"),
                Reason = call.Text(reason),
            },
            call.Services.Assemblies.WithdrawQuestionAsync,
            sent => $"Withdrew {sent.Name}: nothing is decided."));
    }

    private static Command List(Frame frame)
    {
        var section = Arguments.Section();
        var open = Options.Flag("--open", "Only those that have not closed.");
        var view = new ViewOptions();
        var command = new Command("list", T("List the questions of a section.")) { section, open, view.As };
        return frame.Asks(command.WithExamples("questions list geneva-masons"), call => call.ListAsync(
            new ListQuestionsRequest
            {
                Section = call.Section(section),
                Open = call.Get(open),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Assemblies.ListQuestionsAsync, page => page.Questions,
            request => $"{request.Section} has put no such questions.",
            questions => Sheet.Of(
                questions, ["Question", "For~", "Closes", "Votes~", "State", "Text~"], question =>
                [
                    Names.Short(question.Name), EnumText.Plain(question.Act), Moments.Minute(question.CloseTime),
                    Votes(question), EnumText.Plain(question.State), question.Text,
                ])));
    }

    private static Command Show(Frame frame)
    {
        var (section, id, view) = (Arguments.Section(), Id(), new ViewOptions());
        var command = new Command("show", T("Show a question, how it was voted on, and what rests on the decision."))
        {
            section, id, view.As,
        };
        return frame.Asks(command.WithExamples("questions show geneva-masons paris"), async call =>
        {
            var question = await call.AskAsync(
                new GetQuestionRequest
                {
                    Name = Names.Below(call.Section(section), Collection, call.Text(id), "question"),
                    Viewer = view.ViewerOf(call),
                },
                call.Services.Assemblies.GetQuestionAsync);
            call.ShowFacts(question, FactsOf(question));
        });
    }

    private static IReadOnlyList<(Wording Name, string Value)> FactsOf(Question question) =>
    [
        ("question", question.Name),
        ("text", question.Text),
        ("for", EnumText.Plain(question.Act)),
        ("strike", question.Strike),
        ("ceiling", question.Ceiling is { } ceiling ? SumText.Of(ceiling) : T("one act")),
        ("closes", T($"{Moments.Minute(question.CloseTime)} UTC")),
        ("state", EnumText.Plain(question.State)),
        ("decided by", RuleOf(question)),
        ("voted", Votes(question)),
        ("counted before", string.Join("; ", question.Counts.SkipLast(1).Select(InWords))),
        ("needed", question.Tally is { } tally
            ? T($"{tally.QuorumNeeded} of {question.Entitled} members voting, {tally.ForNeeded} for")
            : ""),
        ("withdrawn", question.WithdrawReason),
        ("authority", question.State == QuestionState.Carried ? question.Authority : ""),
        ("until", Moments.Day(question.Until)),
        ("used", UsedOf(question)),
        ("follows", question.Follows is { } act ? FollowingText.Of(act) : ""),
        ("happened", question.Followed ? T("yes") : question.Hindrance.Length > 0
            ? T($"no: {Language.Current.Repeat(question.Hindrance)}")
            : ""),
    ];

    private static string RuleOf(Question question)
    {
        var rule = AsVote(question.Rule);
        return question.StatutesVersion > 0
            ? T($"{StatutesCommands.DecidedBy(rule)} (version {question.StatutesVersion} of the statutes)")
            : StatutesCommands.DecidedBy(rule);
    }

    /// <summary>A rule as votes are counted by it, also where the statutes ask for none.</summary>
    internal static V1.DecisionRule AsVote(V1.DecisionRule? known)
    {
        var rule = known is null ? new V1.DecisionRule() : new V1.DecisionRule(known);
        rule.DecidedBy = DecidedBy.Vote;
        if (rule.Majority == V1.Majority.Unspecified)
            rule.Majority = V1.Majority.Simple;
        return rule;
    }

    private static string Votes(Question question) => question switch
    {
        { Counts.Count: > 0 } => InWords(question.Counts[^1]),
        { Tokens: > 0, State: QuestionState.Open } => T($"{question.BallotsCast} of {question.Tokens} tokens"),
        { Tokens: > 0, Tally: { } tally } =>
            T($"{tally.VotesFor} for, {tally.VotesAgainst} against, {tally.Abstained} abstained"),
        _ => "",
    };

    private static string InWords(VoteCount count) =>
        T($"{count.VotesFor} for, {count.VotesAgainst} against, {count.Abstained} abstained");

    private static string UsedOf(Question question)
    {
        if (question.State != QuestionState.Carried)
            return "";
        if (question.Ceiling is not { } ceiling)
            return question.ActsDone > 0 ? T("yes") : T("no");
        string Sum(long minor) => SumText.Of(new V1.Money(ceiling) { MinorUnits = minor });
        return T($"{Sum(question.UsedMinorUnits)}, of it held {Sum(question.HeldMinorUnits)}; left "
            + $"{Sum(question.LeftMinorUnits)}");
    }

    private static Argument<string> Number(string name, Wording description) => Arguments.Text(name, description);

    private static int NumberIn(string text, string field) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw UsageException.Malformed(field, $"\"{text}\" is no number of votes");

    internal static Argument<string> Id() => Arguments.Text("QUESTION", "The question's id: paris.");
}
