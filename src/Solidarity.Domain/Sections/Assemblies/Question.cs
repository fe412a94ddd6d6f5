using Solidarity.Domain.Bodies;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Statutes;

namespace Solidarity.Domain.Sections.Assemblies;

/// <summary>What an assembly is asked.</summary>
/// <param name="Text">What is voted on, in words.</param>
/// <param name="Act">The kind of act that it decides.</param>
/// <param name="Ceiling">What acts under the decision may dispose of in all; null: the decision covers one act.</param>
/// <param name="Strike">The strike that acts under it are for; null: any, or none.</param>
/// <param name="ClosesAt">From then on no vote counts. At most <see cref="OpenDaysMax"/> days ahead.</param>
/// <param name="Until">The last day, in UTC, on which acts can rest on the decision; at most
/// <see cref="UntilDaysMax"/> days after the closing.</param>
/// <param name="Follows">The act that follows by itself when it is carried; null: people do it.</param>
public sealed record QuestionTerms(
    string Text, ActKind Act, Amount? Ceiling, StrikeId? Strike, DateTimeOffset ClosesAt, DateOnly Until,
    DecidedAct? Follows = null)
{
    public const int OpenDaysMax = 90;
    public const int UntilDaysMax = 366;

    /// <summary>For how many days a decision holds where nothing else is said.</summary>
    public const int UntilDaysUsual = 90;
}

/// <summary>Votes as a teller counted them.</summary>
/// <param name="At">When the count was recorded.</param>
public readonly record struct VoteCount(int For, int Against, int Abstained, DateTimeOffset At)
{
    /// <summary>How many voted, abstentions counted.</summary>
    public long Voted => (long)For + Against + Abstained;
}

/// <summary>What came of a question.</summary>
[JsonConverter(typeof(KebabEnumConverter<QuestionResult>))]
public enum QuestionResult
{
    Carried,
    NotCarried,

    /// <summary>Too few voted for anything to be decided.</summary>
    NoQuorum,

    /// <summary>It closed, and nobody had recorded a count.</summary>
    NotCounted,
}

/// <summary>What came of a question, with the numbers that say why.</summary>
/// <param name="Entitled">How many could vote.</param>
/// <param name="QuorumNeeded">How many had to vote, abstentions counted.</param>
/// <param name="ForNeeded">How many votes for it took, with so many votes for and against.</param>
public sealed record Tally(
    QuestionResult Result, int For, int Against, int Abstained, int Entitled, int QuorumNeeded, int ForNeeded)
{
    /// <summary>Counts by a rule. A question that nobody voted for is never carried.</summary>
    /// <param name="count">Null: none was recorded.</param>
    public static Tally Of(DecisionRule rule, int entitled, VoteCount? count)
    {
        var votes = count ?? default;
        var (quorum, needed) = (QuorumOf(rule, entitled), ForNeededOf(rule, (long)votes.For + votes.Against));
        var result = count is null ? QuestionResult.NotCounted
            : votes.Voted < quorum ? QuestionResult.NoQuorum
            : votes.For >= needed ? QuestionResult.Carried
            : QuestionResult.NotCarried;
        return new Tally(result, votes.For, votes.Against, votes.Abstained, entitled, quorum, needed);
    }

    private static int QuorumOf(DecisionRule rule, int entitled) =>
        (int)(((long)entitled * rule.QuorumPercent + 99) / 100);

    private static int ForNeededOf(DecisionRule rule, long votes)
    {
        var needed = rule.Majority switch
        {
            Majority.Simple => rule.TieCarries ? (votes + 1) / 2 : votes / 2 + 1,
            Majority.TwoThirds => (2 * votes + 2) / 3,
            Majority.ThreeQuarters => (3 * votes + 3) / 4,
            _ => throw new UnreachableException($"majority {rule.Majority}"),
        };
        return (int)Math.Max(1, needed);
    }
}

/// <summary>Why the act that a question carries did not follow.</summary>
/// <param name="Reason">The fixed name of the refusal.</param>
/// <param name="Text">The refusal in words.</param>
public sealed record Hindrance(string Reason, string Text);

/// <summary>A question that was put to the section's assembly, and what came of it.</summary>
/// <param name="Entitled">How many members can vote.</param>
/// <param name="Version">Of the statutes in force when it was opened, by which it is decided; 0 where there were none.
/// </param>
/// <param name="Counts">In the order in which they were recorded; the last one counts.</param>
/// <param name="Tally">Null until it has closed.</param>
/// <param name="WithdrawnAt">Null where it was not.</param>
/// <param name="WithdrawnBecause">Why it was withdrawn.</param>
/// <param name="Acts">How many acts rest on the decision.</param>
/// <param name="UsedMinor">What they dispose of, gone or held, in minor units of the ceiling's currency.</param>
/// <param name="HasFollowed">Whether the act that it carries followed.</param>
/// <param name="Hindrance">Null where nothing was in its way.</param>
/// <param name="Box">Null where a teller counts.</param>
public sealed record Question(
    QuestionTerms Terms, int Entitled, int Version, DateTimeOffset OpenedAt, ImmutableArray<VoteCount> Counts,
    Tally? Tally = null, DateTimeOffset? ClosedAt = null, DateTimeOffset? WithdrawnAt = null,
    string WithdrawnBecause = "", int Acts = 0, long UsedMinor = 0, bool HasFollowed = false,
    Hindrance? Hindrance = null, BallotBox? Box = null)
{
    /// <summary>How often a count can be recorded: each is kept.</summary>
    public const int CountsMax = 20;

    /// <summary>The votes that count; null where there are none yet.</summary>
    public VoteCount? Votes => Box is { } box ? box.Counted(Terms.ClosesAt)
        : Counts is [.., var last] ? last
        : null;

    /// <summary>Whether it waits for its closing.</summary>
    public bool IsOpen => Tally is null && WithdrawnAt is null;

    /// <summary>Whether acts can rest on it on a day, as far as its time and what is used go.</summary>
    public bool IsInForce(DateOnly day) => Tally is { Result: QuestionResult.Carried } && day <= Terms.Until
        && (Terms.Ceiling is { } ceiling ? UsedMinor < ceiling.Minor : Acts == 0);

    internal Question With(Amount? used) =>
        this with { Acts = Acts + 1, UsedMinor = UsedMinor + MinorOf(used) };

    internal Question Without(Amount free) => this with { UsedMinor = UsedMinor - MinorOf(free) };

    private long MinorOf(Amount? amount) =>
        amount is { } sum && Terms.Ceiling is { } ceiling && ceiling.Currency == sum.Currency ? sum.Minor : 0;
}

/// <summary>The questions of a section.</summary>
/// <param name="Opened">Closed and withdrawn ones among them: their ids are used up.</param>
public sealed record SectionQuestions(ImmutableSortedDictionary<QuestionId, Question> Opened)
{
    public const int QuestionsMax = 2_000;

    /// <summary>How many may be open at once.</summary>
    public const int OpenMax = 50;

    /// <summary>How many ballot tokens are kept: those of open questions and of the ones that closed last.</summary>
    public const int TokensMax = 20_000;

    /// <summary>How many tokens open questions have.</summary>
    internal int OpenTokens => Opened.Values.Where(question => question.IsOpen)
        .Sum(question => question.Box?.Registered ?? 0);

    /// <summary>Without the ballots that closed first, so that there is room for more.</summary>
    internal SectionQuestions WithRoomFor(int tokens)
    {
        var kept = Opened.Values.Sum(question => question.Box?.Tokens.Count ?? 0);
        var opened = Opened;
        foreach (var (id, question) in Opened.Where(one => !one.Value.IsOpen && one.Value.Box is { IsGone: false })
            .OrderBy(one => one.Value.Terms.ClosesAt))
        {
            if (kept + tokens <= TokensMax)
                break;
            kept -= question.Box!.Tokens.Count;
            opened = opened.SetItem(id, question with { Box = question.Box with { Tokens = NoTokens, IsGone = true } });
        }
        return new SectionQuestions(opened);
    }

    private static readonly ImmutableSortedDictionary<BallotHash, Ballot?> NoTokens =
        ImmutableSortedDictionary<BallotHash, Ballot?>.Empty;

    public static readonly SectionQuestions None = new(ImmutableSortedDictionary<QuestionId, Question>.Empty);
}
