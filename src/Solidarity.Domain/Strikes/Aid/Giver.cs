using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;

namespace Solidarity.Domain.Strikes.Aid;

/// <summary>What a giver has answered on the whole.</summary>
/// <param name="Standing">How many of its promises stand or were honoured.</param>
/// <param name="Support">How many of its offers of other support stand.</param>
/// <param name="Pieces">How many pledges, parts and refusals it has told, ended ones among them.</param>
/// <param name="Offers">How many offers of support it has told, withdrawn ones among them.</param>
/// <param name="Series">How many promises in tranches it has told, ended ones among them.</param>
/// <param name="Refusal">The refusal that it has told last, until another answer takes its place; null: none.</param>
public sealed record Giver(
    Answer Answer, int Standing,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Support = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Pieces = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Offers = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Series = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] PledgeId? Refusal = null)
{
    public static Giver Unheard { get; } = new(Answer.Unanswered, 0);
}

/// <summary>How many givers have given which answer.</summary>
/// <param name="Supported">Stand by the strike otherwise than with money.</param>
/// <param name="Unanswered">On record as asked, with no answer known.</param>
public sealed record AnswerCounts(int Pledged, int Supported, int Declined, int Unanswered)
{
    public static AnswerCounts None { get; } = new(0, 0, 0, 0);

    public AnswerCounts With(Answer answer, int change) => answer switch
    {
        Answer.Pledged => this with { Pledged = Pledged + change },
        Answer.Supported => this with { Supported = Supported + change },
        Answer.Declined => this with { Declined = Declined + change },
        Answer.Unanswered => this with { Unanswered = Unanswered + change },
        _ => throw new UnreachableException($"answer {answer}"),
    };
}
