using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Statutes;
using static Solidarity.Domain.Sections.Assemblies.QuestionResult;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>What comes of votes by each rule, at the very numbers where it turns.</summary>
public sealed class TallyTests
{
    private static readonly DateTimeOffset Noon = Kit.Sample.Noon;

    private static Tally Of(DecisionRule rule, int entitled, int votesFor, int against, int abstained = 0) =>
        Tally.Of(rule, entitled, new VoteCount(votesFor, against, abstained, Noon));

    [Theory]
    [InlineData(Majority.Simple, false, 3, 2, Carried)]
    [InlineData(Majority.Simple, false, 2, 2, NotCarried)]
    [InlineData(Majority.Simple, true, 2, 2, Carried)]
    [InlineData(Majority.Simple, true, 2, 3, NotCarried)]
    [InlineData(Majority.Simple, false, 1, 0, Carried)]
    [InlineData(Majority.Simple, false, 0, 0, NotCarried)]
    [InlineData(Majority.Simple, true, 0, 0, NotCarried)]
    [InlineData(Majority.TwoThirds, false, 2, 1, Carried)]
    [InlineData(Majority.TwoThirds, false, 66, 34, NotCarried)]
    [InlineData(Majority.TwoThirds, false, 67, 33, Carried)]
    [InlineData(Majority.TwoThirds, false, 6, 3, Carried)]
    [InlineData(Majority.TwoThirds, false, 5, 3, NotCarried)]
    [InlineData(Majority.TwoThirds, false, 0, 0, NotCarried)]
    [InlineData(Majority.ThreeQuarters, false, 3, 1, Carried)]
    [InlineData(Majority.ThreeQuarters, false, 74, 26, NotCarried)]
    [InlineData(Majority.ThreeQuarters, false, 75, 25, Carried)]
    [InlineData(Majority.ThreeQuarters, false, 5_000_000, 5_000_000, NotCarried)]
    [InlineData(Majority.ThreeQuarters, false, 7_500_000, 2_500_000, Carried)]
    public void A_majority_is_of_the_votes_for_and_against(
        Majority majority, bool tieCarries, int votesFor, int against, QuestionResult result)
    {
        var tally = Of(new(DecidedBy.Vote, majority, 0, tieCarries), 10_000_000, votesFor, against);
        tally.Result.ShouldBe(result);
        // The number that it took says the same as the result.
        (votesFor >= tally.ForNeeded).ShouldBe(result == Carried);
    }

    [Theory]
    [InlineData(100, 33, 33, Carried)]
    [InlineData(100, 33, 32, NoQuorum)]
    [InlineData(10, 33, 4, Carried)]
    [InlineData(10, 33, 3, NoQuorum)]
    [InlineData(3, 100, 3, Carried)]
    [InlineData(3, 100, 2, NoQuorum)]
    [InlineData(7, 50, 4, Carried)]
    [InlineData(7, 50, 3, NoQuorum)]
    [InlineData(10_000_000, 99, 9_900_000, Carried)]
    [InlineData(10_000_000, 99, 9_899_999, NoQuorum)]
    [InlineData(5, 0, 1, Carried)]
    public void A_quorum_is_of_all_who_can_vote(int entitled, int percent, int voted, QuestionResult result)
    {
        var tally = Of(new(DecidedBy.Vote, Majority.Simple, percent), entitled, voted, 0);
        tally.Result.ShouldBe(result);
        (voted >= tally.QuorumNeeded).ShouldBe(result == Carried);
    }

    [Fact]
    public void Abstentions_count_for_the_quorum_and_for_nothing_else()
    {
        var rule = new DecisionRule(DecidedBy.Vote, Majority.TwoThirds, 50);
        Of(rule, 10, 2, 1, abstained: 2).Result.ShouldBe(Carried);
        Of(rule, 10, 2, 1, abstained: 1).Result.ShouldBe(NoQuorum);
        Of(rule, 10, 0, 0, abstained: 10).Result.ShouldBe(NotCarried);
    }

    [Fact]
    public void Without_a_count_nothing_is_decided() =>
        Tally.Of(DecisionRule.Recorded, 10, null).Result.ShouldBe(NotCounted);
}
