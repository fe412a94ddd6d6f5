using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.Authorities;

namespace Solidarity.Server.Assemblies;

/// <summary>Why ballots cannot be exported.</summary>
internal static class AssemblyRefusals
{
    public static Refusal QuestionOpen(QuestionId question, DateTimeOffset closesAt) => No("QUESTION_OPEN",
        $"question {question} closes on {closesAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC; its ballots are shown then.",
        question);

    public static Refusal WithoutTokens(QuestionId question) => No("WITHOUT_TOKENS",
        $"question {question} was not voted on by tokens, so there are no ballots.", question);

    public static Refusal BallotsGone(QuestionId question) => No("BALLOTS_GONE",
        $"the ballots of question {question} are kept no more; its result is.", question);

    private static Refusal No(string reason, Wording message, QuestionId question) =>
        Refusal.Of(RefusalKind.FailedPrecondition, reason, message, ("question", question));
}
