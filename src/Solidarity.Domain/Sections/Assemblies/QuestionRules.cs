using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.Assemblies.QuestionCommand;
using static Solidarity.Domain.Sections.Assemblies.QuestionEvent;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Assemblies;

/// <summary>What a section can be asked about its assembly's questions.</summary>
[JsonDerivedType(typeof(OpenQuestion), "open-question")]
[JsonDerivedType(typeof(CountVotes), "count-votes")]
[JsonDerivedType(typeof(RegisterTokens), "register-ballot-tokens")]
[JsonDerivedType(typeof(CastBallot), "cast-ballot")]
[JsonDerivedType(typeof(WithdrawQuestion), "withdraw-question")]
[JsonDerivedType(typeof(CloseQuestion), "close-question")]
public abstract record QuestionCommand : SectionCommand
{
    private QuestionCommand() { }

    /// <summary>Puts a question to the assembly, which is decided by the statutes in force now.</summary>
    /// <param name="Entitled">How many members can vote; null: as many as the section has.</param>
    public sealed record OpenQuestion(QuestionId Question, QuestionTerms Terms, int? Entitled) : QuestionCommand;

    /// <summary>Records what a teller counted, in place of earlier counts.</summary>
    public sealed record CountVotes(QuestionId Question, int For, int Against, int Abstained) : QuestionCommand;

    /// <summary>Lets members vote with tokens, instead of a teller's count. Once, and before any count.</summary>
    /// <param name="Hashes">Of the tokens, at most <see cref="BallotBox.TokensMax"/> and as many as can vote.</param>
    public sealed record RegisterTokens(QuestionId Question, ImmutableArray<BallotHash> Hashes) : QuestionCommand;

    /// <summary>A vote. Each token counts once.</summary>
    public sealed record CastBallot(QuestionId Question, BallotToken Token, BallotChoice Choice) : QuestionCommand;

    /// <summary>Takes a question back, before it closes.</summary>
    public sealed record WithdrawQuestion(QuestionId Question, string Reason) : QuestionCommand;

    /// <summary>The alarm that a question sets for its closing time.</summary>
    public sealed record CloseQuestion(QuestionId Question) : QuestionCommand;
}

/// <summary>What a section decides about its assembly's questions. What may rest on a decision is decided by
/// <see cref="DecisionRules"/>.</summary>
internal static class QuestionRules
{
    public static Decision<SectionEvent> Decide(Section state, QuestionCommand command, DateTimeOffset at) =>
        command switch
        {
            OpenQuestion c => OnOpen(state, c, at),
            CountVotes c => OnCount(state, c, at),
            RegisterTokens c => BallotRules.OnRegister(state, c, at),
            CastBallot c => BallotRules.OnCast(state, c, at),
            WithdrawQuestion c => OnWithdraw(state, c, at),
            CloseQuestion c => OnClose(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnOpen(Section state, OpenQuestion command, DateTimeOffset at)
    {
        // Shape.
        var house = state.House ?? SectionHouse.Unwritten;
        var (terms, now) = (command.Terms, house.Now(at));
        var no = Texts.Check("text", terms.Text, Texts.MemoCharsMax)
            ?? CheckTimes(terms, now)
            ?? CheckCover(state, terms)
            ?? (command.Entitled is < 1 or > Profile.MembersMax
                ? CommonRefusals.Malformed(
                    "entitled", $"is {command.Entitled}; 1 to {Profile.MembersMax}, or left out")
                : null);
        if (no is not null)
            return no;
        // Identity.
        if (house.Questions.Opened.ContainsKey(command.Question))
            return QuestionRefusals.QuestionExists(state.Id, command.Question);
        // State.
        if ((command.Entitled ?? state.Profile.Members) is not { } entitled)
            return QuestionRefusals.MembersUnknown(state.Id);
        if (terms.Follows is { } act && CheckFollows(state, act.Under(command.Question), terms.ClosesAt) is { } never)
            return never;
        // Limits.
        if (house.Questions.Opened.Count >= SectionQuestions.QuestionsMax)
            return CommonRefusals.LimitReached(nameof(SectionQuestions.QuestionsMax), SectionQuestions.QuestionsMax,
                $"section {state.Id} has opened too many questions");
        return house.Questions.Opened.Values.Count(question => question.IsOpen) >= SectionQuestions.OpenMax
            ? CommonRefusals.LimitReached(nameof(SectionQuestions.OpenMax), SectionQuestions.OpenMax,
                $"section {state.Id} has too many open questions")
            : new QuestionOpened(command.Question, terms, entitled, house.InForce(at).Version, at);
    }

    private static Refusal? CheckTimes(QuestionTerms terms, DateTimeOffset now)
    {
        var no = MomentRange.Check("close_time", terms.ClosesAt) ?? DayRange.Check("until", terms.Until);
        if (no is not null)
            return no;
        if (terms.ClosesAt <= now)
            return CommonRefusals.Malformed("close_time", "is in the past");
        if (terms.ClosesAt > now.AddDays(QuestionTerms.OpenDaysMax))
            return CommonRefusals.Malformed(
                "close_time", $"is more than {QuestionTerms.OpenDaysMax} days ahead, the most that a question is open");
        var closes = DateOnly.FromDateTime(terms.ClosesAt.UtcDateTime);
        return terms.Until < closes || terms.Until > closes.AddDays(QuestionTerms.UntilDaysMax)
            ? CommonRefusals.Malformed("until",
                $"is {terms.Until:yyyy-MM-dd}; a decision holds from the day of the closing for up to "
                + $"{QuestionTerms.UntilDaysMax} days")
            : null;
    }

    private static Refusal? CheckCover(Section state, QuestionTerms terms)
    {
        if (terms.Ceiling is { } ceiling)
        {
            if (!terms.Act.IsOfMoney())
                return CommonRefusals.Malformed("ceiling", $"is given, and {terms.Act.Spelt()} are without a sum");
            if (state.CheckAmount(ceiling) is { } no)
                return no;
        }
        return terms.Follows is { } act
            && (act.Decides != terms.Act || act.Sum != terms.Ceiling || act.About != terms.Strike)
            ? CommonRefusals.Malformed(
                "act", "the act that follows must be of the kind, sum and strike of the question")
            : null;
    }

    // What can never be right is told when the question is opened; what may change until it closes is not.
    private static Refusal? CheckFollows(Section state, SectionCommand act, DateTimeOffset closesAt) =>
        SectionDecider.DecideBySubject(state, act, closesAt).Refusal is
        { Kind: RefusalKind.InvalidArgument or RefusalKind.NotFound or RefusalKind.AlreadyExists } no
            ? no
            : null;

    private static Decision<SectionEvent> OnCount(Section state, CountVotes command, DateTimeOffset at)
    {
        var (votesFor, against, abstained) = (command.For, command.Against, command.Abstained);
        if (votesFor < 0 || against < 0 || abstained < 0)
            return CommonRefusals.Malformed("count", "has a number below 0");
        if (CheckOpen(state, command.Question, at, out var question) is { } no)
            return no;
        if (question.Box is not null)
            return BallotRefusals.VotedByTokens(command.Question);
        var count = new VoteCount(votesFor, against, abstained, at);
        if (count.Voted > question.Entitled)
            return QuestionRefusals.TooManyVotes(command.Question, count.Voted, question.Entitled);
        if (question.Counts is [.., var last] && last with { At = at } == count)
            return Decision<SectionEvent>.Nothing;
        return question.Counts.Length >= Question.CountsMax
            ? CommonRefusals.LimitReached(nameof(Question.CountsMax), Question.CountsMax,
                $"question {command.Question} was counted too often")
            : new VotesCounted(command.Question, count);
    }

    private static Decision<SectionEvent> OnWithdraw(Section state, WithdrawQuestion command, DateTimeOffset at)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax) is { } no)
            return no;
        return CheckOpen(state, command.Question, at, out _) is { } closed
            ? closed
            : new QuestionWithdrawn(command.Question, command.Reason, at);
    }

    /// <summary>The refusal where votes on a question count no more; else null. A clock that was set back opens none
    /// again.</summary>
    public static Refusal? CheckOpen(Section state, QuestionId id, DateTimeOffset at, out Question question)
    {
        var house = state.House ?? SectionHouse.Unwritten;
        if (!house.Questions.Opened.TryGetValue(id, out question!))
            return QuestionRefusals.UnknownQuestion(state.Id, id);
        if (question.WithdrawnAt is { } withdrawn)
            return QuestionRefusals.QuestionWithdrawn(id, withdrawn);
        return question.Tally is not null || house.Now(at) >= question.Terms.ClosesAt
            ? QuestionRefusals.QuestionClosed(id, question.Terms.ClosesAt)
            : null;
    }

    private static Decision<SectionEvent> OnClose(Section state, CloseQuestion command, DateTimeOffset at)
    {
        if (state.House is not { } house
            || house.Questions.Opened.GetValueOrDefault(command.Question) is not { IsOpen: true } question)
            return Decision<SectionEvent>.Nothing;
        // The alarm was due, so it is the closing time whatever the clock says now.
        var now = house.Now(at) is var seen && seen > question.Terms.ClosesAt ? seen : question.Terms.ClosesAt;
        var closed = new QuestionClosed(command.Question, house.TallyOf(question), now);
        return closed.Tally.Result == QuestionResult.Carried && question.Terms.Follows is { } act
            ? ImmutableArray.Create<SectionEvent>([closed, .. Follow(Section.Evolve(state, closed), command, act, at)])
            : closed;
    }

    // In the same entry as the closing, so nothing is half done.
    private static IEnumerable<SectionEvent> Follow(
        Section state, CloseQuestion command, DecidedAct act, DateTimeOffset at)
    {
        var decision = SectionDecider.Decide(state, act.Under(command.Question) with { Ways = command.Ways }, at);
        return decision.Refusal is { } no
            ? [new DecisionHindered(command.Question, new Hindrance(no.Reason, no.Message))]
            : [.. decision.Events, new DecisionFollowed(command.Question)];
    }
}

/// <summary>A section's refusals about its questions.</summary>
internal static class QuestionRefusals
{
    public static Refusal UnknownQuestion(SectionId section, QuestionId question) => Refusal.Of(
        RefusalKind.NotFound, "UNKNOWN_QUESTION", $"section {section} has opened no question {question}.",
        ("section", section), ("question", question));

    public static Refusal QuestionExists(SectionId section, QuestionId question) => Refusal.Of(
        RefusalKind.AlreadyExists, "QUESTION_EXISTS",
        $"section {section} has opened a question {question} already. Choose another id.", ("question", question));

    public static Refusal MembersUnknown(SectionId section) => Precondition("MEMBERS_UNKNOWN",
        $"section {section} has not said how many members it has. Say how many can vote (--entitled on the command "
        + $"line).", ("section", section));

    public static Refusal QuestionWithdrawn(QuestionId question, DateTimeOffset at) => Precondition(
        "QUESTION_WITHDRAWN", $"question {question} was withdrawn on {at:yyyy-MM-dd}. Open a new one.",
        ("question", question));

    public static Refusal QuestionClosed(QuestionId question, DateTimeOffset at) => Precondition("QUESTION_CLOSED",
        $"question {question} closed on {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC; nothing counts from then on. Open a new "
        + $"one where the members are to decide again.", ("question", question));

    public static Refusal TooManyVotes(QuestionId question, long voted, int entitled) => Precondition(
        "TOO_MANY_VOTES",
        $"{voted} votes were counted on question {question}, and {entitled} members can vote. Count again.",
        ("question", question), ("voted", voted), ("entitled", entitled));
}
