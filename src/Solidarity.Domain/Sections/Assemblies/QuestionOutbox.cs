using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Assemblies;
using static Solidarity.Domain.Sections.Assemblies.QuestionEvent;

namespace Solidarity.Domain.Messages;

/// <summary>The alarm that closes a section's question.</summary>
internal static class QuestionOutbox
{
    public static IEnumerable<Message> Of(QuestionEvent @event, Section after) => @event switch
    {
        QuestionOpened e =>
            [new Message(after.Id, new QuestionCommand.CloseQuestion(e.Question), e.Terms.ClosesAt)],
        VotesCounted or TokensRegistered or BallotCast or QuestionWithdrawn or QuestionClosed or DecisionFollowed
            or DecisionHindered => [],
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };
}
