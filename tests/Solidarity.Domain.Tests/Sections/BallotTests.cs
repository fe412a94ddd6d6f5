using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Sections.Assemblies.QuestionCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>Votes by one-time anonymous tokens.</summary>
public sealed class BallotTests
{
    private static readonly QuestionId Hall = new("hall");
    private static readonly DateTimeOffset Closing = Noon.AddDays(7);

    private static Scenario<Section, SectionCommand, SectionEvent> Asked(string id = "hall", int entitled = 2_500) =>
        PrintersWithCall.After(Ask(id, entitled));

    private static OpenQuestion Ask(string id, int entitled = 2_500, int days = 7) => new(
        new QuestionId(id),
        new QuestionTerms("The hall", ActKind.Payouts, null, null, Noon.AddDays(days), Today.AddDays(30)), entitled);

    private static BallotToken Token(int number) => new(((UInt128)1 << 100) + (UInt128)number);

    private static RegisterTokens Register(int count, string id = "hall", int from = 0) => new(
        new QuestionId(id),
        [.. Enumerable.Range(from, count).Select(i => BallotHash.Of(Printers, new QuestionId(id), Token(i)))]);

    private static CastBallot Vote(int token, BallotChoice choice = BallotChoice.For, string id = "hall") =>
        new(new QuestionId(id), Token(token), choice);

    private static Question In(Section section, string id = "hall") =>
        section.House!.Questions.Opened[new QuestionId(id)];

    [Fact]
    public void Ballots_are_counted_at_the_closing()
    {
        var voted = Asked().After(Register(5)).After(Vote(0)).After(Vote(1)).After(Vote(2, BallotChoice.Against))
            .After(Vote(3, BallotChoice.Abstain));
        // Nothing tells how it stands.
        (voted.State.House!.ShownTally(In(voted.State)).For, In(voted.State).Box!.Cast).ShouldBe((0, 4));
        var tally = In(voted.After(new CloseQuestion(Hall), Closing).State).Tally!;
        (tally.Result, tally.For, tally.Against, tally.Abstained).ShouldBe((QuestionResult.Carried, 2, 1, 1));
    }

    [Fact]
    public void A_token_counts_once()
    {
        var voted = Asked().After(Register(2)).After(Vote(0));
        voted.When(Vote(0)).ThenRefused("TOKEN_USED");
        voted.When(Vote(0, BallotChoice.Against)).ThenRefused("TOKEN_USED");
    }

    [Fact]
    public void A_forged_token_and_one_of_another_question_or_section_are_none()
    {
        var both = Asked().After(Ask("other")).After(Register(2)).After(Register(2, "other", from: 10));
        both.When(Vote(2)).ThenRefused("UNKNOWN_TOKEN");
        both.When(Vote(10)).ThenRefused("UNKNOWN_TOKEN");
        both.When(Vote(10, id: "other")).Afterwards();
        // The very same token is another one's for each question and section.
        BallotHash.Of(Printers, Hall, Token(0)).ShouldNotBe(BallotHash.Of(Printers, new("other"), Token(0)));
        BallotHash.Of(Printers, Hall, Token(0)).ShouldNotBe(BallotHash.Of(Builders, Hall, Token(0)));
        // Nor is the hash a token, which an export shows.
        var hash = new BallotToken(BallotHash.Of(Printers, Hall, Token(0)).Value);
        both.When(new CastBallot(Hall, hash, BallotChoice.For)).ThenRefused("UNKNOWN_TOKEN");
    }

    [Fact]
    public void From_the_closing_time_on_no_ballot_counts()
    {
        var asked = Asked().After(Register(2));
        asked.When(Vote(0), Closing.AddTicks(-1)).Afterwards();
        asked.When(Vote(0), Closing).ThenRefused("QUESTION_CLOSED");
        asked.When(Register(1, from: 5), Closing).ThenRefused("QUESTION_CLOSED");
        asked.After(new CloseQuestion(Hall), Closing).When(Vote(0), Noon).ThenRefused("QUESTION_CLOSED");
    }

    [Fact]
    public void A_question_is_voted_on_by_counts_or_by_tokens()
    {
        Asked().When(Vote(0)).ThenRefused("WITHOUT_TOKENS");
        Asked().After(new CountVotes(Hall, 1, 0, 0)).When(Register(2)).ThenRefused("VOTED_BY_COUNTS");
        var byTokens = Asked().After(Register(2));
        byTokens.When(new CountVotes(Hall, 1, 0, 0)).ThenRefused("VOTED_BY_TOKENS");
        byTokens.When(Register(2, from: 5)).ThenRefused("TOKENS_REGISTERED");
        byTokens.After(Vote(0)).When(Register(2, from: 5)).ThenRefused("TOKENS_REGISTERED");
    }

    [Fact]
    public void There_are_no_more_tokens_than_members_who_can_vote_and_than_the_limit()
    {
        Asked(entitled: 2).When(Register(3)).ThenRefused("TOO_MANY_TOKENS");
        Asked(entitled: 2).When(Register(2)).Afterwards();
        Asked().When(Register(BallotBox.TokensMax + 1)).ThenMalformed("hashes");
        Asked().When(new RegisterTokens(Hall, [])).ThenMalformed("hashes");
        var twice = BallotHash.Of(Printers, Hall, Token(0));
        Asked().When(new RegisterTokens(Hall, [twice, twice])).ThenMalformed("hashes");
    }

    [Fact]
    public void Ballots_that_closed_first_give_room_to_new_ones_and_their_result_stays()
    {
        var full = Enumerable.Range(0, SectionQuestions.TokensMax / BallotBox.TokensMax).Aggregate(
            PrintersWithCall, (state, i) => state.After(Ask($"q-{i}", days: 7 + i))
                .After(Register(BallotBox.TokensMax, $"q-{i}")).After(Vote(1, id: $"q-{i}")));
        full.After(Ask("hall")).When(Register(1)).ThenRefused("LIMIT_REACHED");
        var closed = full.After(new CloseQuestion(new("q-0")), Closing).After(new CloseQuestion(new("q-1")), Closing);
        var more = closed.After(Ask("hall", days: 9), Closing).After(Register(1), Closing);
        (In(more.State, "q-0").Box!.IsGone, In(more.State, "q-1").Box!.IsGone).ShouldBe((true, false));
        In(more.State, "q-0").Tally!.For.ShouldBe(1);
        more.When(Vote(0), Closing).Afterwards();
    }

    [Theory]
    [InlineData("0000000000000000000000000c", true)]
    [InlineData("00000-00000-00000-00000-00000C", true)]
    [InlineData("OOOOOooooo000000000000000c", true)]
    [InlineData("7zzzzzzzzzzzzzzzzzzzzzzzzz", true)]
    [InlineData("8000000000000000000000000c", false)]
    [InlineData("000000000000000000000000c", false)]
    [InlineData("0000000000000000000000000cc", false)]
    [InlineData("000000000000000000000000uc", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_token_is_read_as_people_write_it(string? text, bool isOne)
    {
        BallotToken.TryRead(text, out var token).ShouldBe(isOne);
        if (isOne)
        {
            BallotToken.TryRead(token.ToString(), out var again).ShouldBeTrue();
            again.ShouldBe(token);
        }
    }

    [Fact]
    public void A_hash_is_the_one_that_the_API_describes()
    {
        // Reckoned by another program.
        var token = new BallotToken(12_345);
        token.ToString().ShouldBe("00000000000000000000000c1s");
        BallotHash.Of(new SectionId("masons"), Hall, token).ToString().ShouldBe("1cwnvz8874kh6qz2n5t5yrtz9x");
    }
}
