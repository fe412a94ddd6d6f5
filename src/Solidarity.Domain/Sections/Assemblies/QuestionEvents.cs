using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections.Authorities;
using static Solidarity.Domain.Sections.Assemblies.QuestionEvent;

namespace Solidarity.Domain.Sections.Assemblies;

/// <summary>What happened to a question. What is done under a decision is told by the event of the act itself
/// (<see cref="AuthorityUses"/>).</summary>
[JsonDerivedType(typeof(QuestionOpened), "section.question-opened.v1")]
[JsonDerivedType(typeof(VotesCounted), "section.votes-counted.v1")]
[JsonDerivedType(typeof(TokensRegistered), "section.ballot-tokens-registered.v1")]
[JsonDerivedType(typeof(BallotCast), "section.ballot-cast.v1")]
[JsonDerivedType(typeof(QuestionWithdrawn), "section.question-withdrawn.v1")]
[JsonDerivedType(typeof(QuestionClosed), "section.question-closed.v1")]
[JsonDerivedType(typeof(DecisionFollowed), "section.decision-followed.v1")]
[JsonDerivedType(typeof(DecisionHindered), "section.decision-hindered.v1")]
public abstract record QuestionEvent : SectionEvent
{
    private QuestionEvent() { }

    /// <param name="Entitled">As in <see cref="Question"/>.</param>
    /// <param name="Version">As in <see cref="Question"/>.</param>
    public sealed record QuestionOpened(
        QuestionId Question, QuestionTerms Terms, int Entitled, int Version, DateTimeOffset At) : QuestionEvent;

    /// <summary>A teller recorded a count, in place of those before.</summary>
    public sealed record VotesCounted(QuestionId Question, VoteCount Count) : QuestionEvent;

    /// <summary>The hashes of the tokens that members can vote with.</summary>
    public sealed record TokensRegistered(
        QuestionId Question, ImmutableArray<BallotHash> Hashes, DateTimeOffset At) : QuestionEvent;

    /// <summary>Somebody voted, once for this token.</summary>
    public sealed record BallotCast(QuestionId Question, Ballot Ballot, DateTimeOffset At) : QuestionEvent;

    public sealed record QuestionWithdrawn(QuestionId Question, string Reason, DateTimeOffset At) : QuestionEvent;

    /// <param name="At">When it closed: its closing time, or later where the service did not run then.</param>
    public sealed record QuestionClosed(QuestionId Question, Tally Tally, DateTimeOffset At) : QuestionEvent;

    /// <summary>The act that the question carries was done.</summary>
    public sealed record DecisionFollowed(QuestionId Question) : QuestionEvent;

    /// <summary>The act that the question carries was refused.</summary>
    public sealed record DecisionHindered(QuestionId Question, Hindrance Hindrance) : QuestionEvent;
}

internal static class QuestionEvolution
{
    /// <param name="section">Whose questions they are: its id is in the hash of a token.</param>
    public static SectionHouse Evolve(SectionId section, SectionHouse state, QuestionEvent @event) => @event switch
    {
        QuestionOpened e => state with
        {
            Questions = new SectionQuestions(state.Questions.Opened.Add(
                e.Question, new Question(e.Terms, e.Entitled, e.Version, e.At, Counts: []))),
            Seen = state.Now(e.At),
        },
        VotesCounted e => With(state, e.Question, question => question with
        {
            Counts = question.Counts.Add(e.Count),
        }) with
        { Seen = state.Now(e.Count.At) },
        TokensRegistered e => With(
            state with { Questions = state.Questions.WithRoomFor(e.Hashes.Length) }, e.Question,
            question => question with
            {
                Box = new BallotBox(
                    e.Hashes.ToImmutableSortedDictionary(hash => hash, _ => (Ballot?)null), e.Hashes.Length),
            }) with
        { Seen = state.Now(e.At) },
        BallotCast e => With(state, e.Question, question => question with
        {
            Box = question.Box! with
            {
                Tokens = question.Box.Tokens.SetItem(
                    BallotHash.Of(section, e.Question, e.Ballot.Token), e.Ballot),
            },
        }) with
        { Seen = state.Now(e.At) },
        QuestionWithdrawn e => With(state, e.Question, question => question with
        {
            WithdrawnAt = e.At,
            WithdrawnBecause = e.Reason,
        }) with
        { Seen = state.Now(e.At) },
        QuestionClosed e => With(state, e.Question, question => question with
        {
            Tally = e.Tally,
            ClosedAt = e.At,
        }) with
        { Seen = state.Now(e.At) },
        DecisionFollowed e => With(state, e.Question, question => question with { HasFollowed = true }),
        DecisionHindered e => With(state, e.Question, question => question with { Hindrance = e.Hindrance }),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static SectionHouse With(SectionHouse state, QuestionId id, Func<Question, Question> change) => state with
    {
        Questions = new SectionQuestions(
            state.Questions.Opened.SetItem(id, change(state.Questions.Opened[id]))),
    };
}
