using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.Authorities;
using static Solidarity.Domain.Sections.Assemblies.QuestionCommand;
using static Solidarity.Domain.Sections.Assemblies.QuestionEvent;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Assemblies;

/// <summary>What a section decides about voting by tokens. A question is voted on by counts or by tokens, never by
/// both.</summary>
internal static class BallotRules
{
    public static Decision<SectionEvent> OnRegister(Section state, RegisterTokens command, DateTimeOffset at)
    {
        // Shape.
        var (id, hashes) = (command.Question, command.Hashes);
        if (hashes.IsDefaultOrEmpty || hashes.Length > BallotBox.TokensMax)
            return CommonRefusals.Malformed("hashes", $"must be 1 to {BallotBox.TokensMax}");
        if (hashes.Distinct().Count() < hashes.Length)
            return CommonRefusals.Malformed("hashes", "name one twice");
        // State.
        if (QuestionRules.CheckOpen(state, id, at, out var question) is { } no)
            return no;
        if (question.Box is not null)
            return BallotRefusals.TokensRegistered(id);
        if (question.Counts.Length > 0)
            return BallotRefusals.VotedByCounts(id);
        if (hashes.Length > question.Entitled)
            return BallotRefusals.TooManyTokens(id, hashes.Length, question.Entitled);
        // Limits.
        return state.House!.Questions.OpenTokens + hashes.Length > SectionQuestions.TokensMax
            ? CommonRefusals.LimitReached(nameof(SectionQuestions.TokensMax), SectionQuestions.TokensMax,
                $"section {state.Id} has too many tokens of open questions")
            : new TokensRegistered(id, hashes, at);
    }

    public static Decision<SectionEvent> OnCast(Section state, CastBallot command, DateTimeOffset at)
    {
        var id = command.Question;
        if (QuestionRules.CheckOpen(state, id, at, out var question) is { } no)
            return no;
        if (question.Box is not { } box)
            return BallotRefusals.WithoutTokens(id);
        if (!box.Tokens.TryGetValue(BallotHash.Of(state.Id, id, command.Token), out var used))
            return BallotRefusals.UnknownToken(id);
        return used is not null
            ? BallotRefusals.TokenUsed(id)
            : new BallotCast(id, new Ballot(command.Token, command.Choice), at);
    }
}

/// <summary>A section's refusals about ballot tokens. None repeats a token.</summary>
internal static class BallotRefusals
{
    public static Refusal TokensRegistered(QuestionId question) => Precondition("TOKENS_REGISTERED",
        $"question {question} has its tokens already; they are registered once.", ("question", question));

    public static Refusal VotedByCounts(QuestionId question) => Precondition("VOTED_BY_COUNTS",
        $"question {question} is counted by a teller, so it has no tokens.", ("question", question));

    public static Refusal VotedByTokens(QuestionId question) => Precondition("VOTED_BY_TOKENS",
        $"question {question} is voted on by tokens, so no teller counts.", ("question", question));

    public static Refusal WithoutTokens(QuestionId question) => Precondition("WITHOUT_TOKENS",
        $"question {question} has no tokens to vote with.", ("question", question));

    public static Refusal TooManyTokens(QuestionId question, int tokens, int entitled) => Precondition(
        "TOO_MANY_TOKENS",
        $"{tokens} tokens are more than the {entitled} members who can vote on question {question}.",
        ("question", question), ("tokens", tokens), ("entitled", entitled));

    public static Refusal UnknownToken(QuestionId question) => Precondition("UNKNOWN_TOKEN",
        $"this token is none of question {question}: it was mistyped, or is another question's.",
        ("question", question));

    public static Refusal TokenUsed(QuestionId question) => Precondition("TOKEN_USED",
        $"somebody has voted with this token on question {question} already; each counts once.",
        ("question", question));
}
