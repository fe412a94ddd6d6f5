using Solidarity.Commands.Assemblies;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.V1;

namespace Solidarity.Commands.Tests.Assemblies;

/// <summary>What counting an export again finds.</summary>
public sealed class BallotCountTests
{
    private const string Hall = "sections/masons/questions/hall";

    private static readonly (BallotToken Token, V1.BallotChoice Choice)[] Votes =
    [
        .. Enumerable.Range(1, 7).Select(i => (
            new BallotToken((UInt128)i * 1_000_003),
            i <= 4 ? V1.BallotChoice.For : i <= 6 ? V1.BallotChoice.Against : V1.BallotChoice.Unspecified)),
    ];

    private static BallotExport Sound()
    {
        var (section, question) = BallotCount.IdsOf(Hall);
        return new BallotExport
        {
            Name = Hall,
            Rule = new V1.DecisionRule { Majority = V1.Majority.TwoThirds, QuorumPercent = 50 },
            Entitled = 12,
            State = QuestionState.Carried,
            Tally = new V1.Tally { VotesFor = 4, VotesAgainst = 2 },
            Ballots =
            {
                Votes.Select(vote => new ExportedBallot
                {
                    Hash = BallotHash.Of(section, question, vote.Token).ToString(),
                    Token = vote.Choice == V1.BallotChoice.Unspecified ? "" : vote.Token.ToString(),
                    Choice = vote.Choice,
                }),
            },
        };
    }

    [Fact]
    public void A_sound_export_has_the_same_result()
    {
        var count = BallotCount.Of(Sound());
        count.Wrong.ShouldBeEmpty();
        (count.Tally.For, count.Tally.Against, count.Tally.QuorumNeeded, count.Tally.ForNeeded).ShouldBe((4, 2, 6, 4));
    }

    public static TheoryData<string, Action<BallotExport>, string> Tampered => new()
    {
        { "a vote turned", e => e.Ballots[0].Choice = V1.BallotChoice.Against, "the ballots say 3, 3, 0" },
        { "a ballot left out", e => e.Ballots.RemoveAt(0), "the ballots say 3, 2, 0" },
        { "a ballot twice", e => e.Ballots.Add(e.Ballots[0].Clone()), "is there twice" },
        {
            "a vote stuffed for a token that nobody used",
            e => (e.Ballots[6].Token, e.Ballots[6].Choice) = (e.Ballots[0].Token, V1.BallotChoice.For),
            "has not the token of this question"
        },
        { "a vote without a token", e => e.Ballots[6].Choice = V1.BallotChoice.For, "has not the token" },
        { "a token of another question", e => e.Name = "sections/masons/questions/other", "has not the token" },
        { "a token of another section", e => e.Name = "sections/joiners/questions/hall", "has not the token" },
        { "no hash", e => e.Ballots[0].Hash = "none", "is no hash of a token" },
        { "a choice that nobody has", e => e.Ballots[0].Choice = (V1.BallotChoice)9, "says nothing that can be voted" },
        { "fewer members", e => e.Entitled = 6, "there are 7 tokens, and 6 members can vote" },
        { "another quorum", e => e.Rule.QuorumPercent = 51, "by the ballots it is no quorum" },
        { "another majority", e => e.Rule.Majority = V1.Majority.ThreeQuarters, "by the ballots it is not carried" },
        { "another result", e => e.State = QuestionState.NotCarried, "by the ballots it is carried" },
        { "no result", e => e.Tally = null, "the section counted 0 for" },
    };

    [Theory]
    [MemberData(nameof(Tampered))]
    public void What_was_tampered_with_is_found(string what, Action<BallotExport> tamper, string found)
    {
        var export = Sound();
        tamper(export);
        BallotCount.Of(export).Wrong.ShouldContain(wrong => wrong.Contains(found, StringComparison.Ordinal), what);
    }
}
