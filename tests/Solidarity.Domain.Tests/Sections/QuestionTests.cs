using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Sections.Assemblies.QuestionCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>What a section's assembly decides, and what may be done in its name.</summary>
public sealed class QuestionTests
{
    private static readonly QuestionId Paris = new("paris");
    private static readonly DateTimeOffset Closing = Noon.AddDays(7);

    private static readonly DecisionRule Vote = new(DecidedBy.Vote, QuorumPercent: 50);

    private static StatutesCommand.AdoptStatutes Adopt(DecisionRule rule, int inDays = 0) => new(
        new SectionStatutes(
            "By vote",
            Enum.GetValues<ActKind>().Where(kind => kind != ActKind.Statutes)
                .ToImmutableSortedDictionary(kind => kind, _ => rule),
            MandateLimits.Wide, Reserve.None),
        Today.AddDays(inDays), "assembly of 1 April");

    private static QuestionTerms Terms(
        ActKind act = ActKind.Pledges, Amount? ceiling = null, DecidedAct? follows = null) => new(
        "What the members are asked", follows?.Decides ?? act, ceiling ?? follows?.Sum, follows?.About, Closing,
        Today.AddDays(30), follows);

    private static OpenQuestion Ask(QuestionTerms terms, string id = "paris", int? entitled = 10) =>
        new(new QuestionId(id), terms, entitled);

    private static DecidedAct.ToPledge PledgeOf(long minor, bool now = false) =>
        new(First, Lockout, AidKind.Gift, Francs(minor), now);

    private static CloseQuestion Close(string id = "paris") => new(new QuestionId(id));

    private static Scenario<Section, SectionCommand, SectionEvent> Voted(
        QuestionTerms terms, int votesFor = 6, int against = 2, string id = "paris") =>
        PrintersWithCall.After(Adopt(Vote)).After(Ask(terms, id))
            .After(new CountVotes(new QuestionId(id), votesFor, against, 0)).After(Close(id), Closing);

    private static Question In(Section section, QuestionId? id = null) =>
        section.House!.Questions.Opened[id ?? Paris];

    private static PledgeCommand.MakePledge Under(
        long minor, string id = "first", string authority = "decisions/paris") =>
        new(new PledgeId(id), Lockout, AidKind.Gift, Francs(minor), authority, HonourNow: false, LapsesAt: null,
            Again: true);

    [Fact]
    public void It_closes_by_its_alarm_and_is_counted()
    {
        var asked = PrintersWithCall.After(Adopt(Vote));
        asked.When(Ask(Terms())).ThenTells(new Message(Printers, Close(), Closing));
        var closed = Voted(Terms());
        var tally = In(closed.State).Tally!;
        (tally.Result, tally.For, tally.Against, tally.QuorumNeeded, tally.ForNeeded)
            .ShouldBe((QuestionResult.Carried, 6, 2, 5, 5));
        closed.When(Close(), Closing).ThenNothing();
    }

    [Fact]
    public void A_later_count_replaces_the_earlier_one_which_is_kept()
    {
        var asked = PrintersWithCall.After(Adopt(Vote)).After(Ask(Terms()))
            .After(new CountVotes(Paris, 6, 2, 0)).After(new CountVotes(Paris, 2, 6, 1));
        In(asked.State).Counts.Select(count => count.For).ShouldBe([6, 2]);
        In(asked.After(Close(), Closing).State).Tally!.Result.ShouldBe(QuestionResult.NotCarried);
        asked.When(new CountVotes(Paris, 2, 6, 1), Noon.AddDays(1)).ThenNothing();
    }

    [Fact]
    public void No_more_votes_are_counted_than_members_can_vote()
    {
        var asked = PrintersWithCall.After(Ask(Terms(), entitled: 10));
        asked.When(new CountVotes(Paris, 6, 4, 1)).ThenRefused("TOO_MANY_VOTES");
        asked.When(new CountVotes(Paris, 6, 4, 0)).Afterwards();
        asked.When(new CountVotes(Paris, int.MaxValue, int.MaxValue, int.MaxValue)).ThenRefused("TOO_MANY_VOTES");
        asked.When(new CountVotes(Paris, -1, 4, 0)).ThenMalformed("count");
    }

    [Fact]
    public void From_the_closing_time_on_nothing_counts()
    {
        var asked = PrintersWithCall.After(Adopt(Vote)).After(Ask(Terms()));
        asked.When(new CountVotes(Paris, 6, 0, 0), Closing.AddTicks(-1)).Afterwards();
        // The alarm may come later than the count.
        asked.When(new CountVotes(Paris, 6, 0, 0), Closing).ThenRefused("QUESTION_CLOSED");
        asked.When(new WithdrawQuestion(Paris, "too late"), Closing).ThenRefused("QUESTION_CLOSED");
        asked.After(Close(), Closing).When(new CountVotes(Paris, 6, 0, 0), Noon).ThenRefused("QUESTION_CLOSED");
    }

    [Fact]
    public void A_clock_that_was_set_back_opens_nothing_again()
    {
        var asked = PrintersWithCall.After(Adopt(Vote)).After(Ask(Terms())).After(Ask(Terms(), "other"))
            // Somebody did something else after the closing time; the alarm has not come yet.
            .After(new OwnTreasuryCommand.Deposit(Francs(1), "dues"), Closing);
        asked.When(new CountVotes(Paris, 6, 0, 0), Noon).ThenRefused("QUESTION_CLOSED");
        // An alarm that comes when the clock is back closes, and is of the closing time.
        var closed = PrintersWithCall.After(Adopt(Vote)).After(Ask(Terms())).After(Close(), Noon);
        In(closed.State).ClosedAt.ShouldBe(Closing);
        closed.State.House!.Seen.ShouldBe(Closing);
        // A decision that has expired stays so.
        var late = Voted(Terms()).After(new OwnTreasuryCommand.Deposit(Francs(1), "dues"), Noon.AddDays(31));
        late.When(Under(1), Closing).ThenRefused("DECISION_EXPIRED");
    }

    [Fact]
    public void A_question_that_was_withdrawn_decides_nothing()
    {
        var gone = PrintersWithCall.After(Adopt(Vote)).After(Ask(Terms())).After(new CountVotes(Paris, 6, 0, 0))
            .After(new WithdrawQuestion(Paris, "the strike is over"));
        gone.When(Close(), Closing).ThenNothing();
        gone.When(new CountVotes(Paris, 6, 0, 0)).ThenRefused("QUESTION_WITHDRAWN");
        gone.When(Under(1)).ThenRefused("DECISION_WITHDRAWN");
        gone.When(Ask(Terms())).ThenRefused("QUESTION_EXISTS");
    }

    [Fact]
    public void It_is_decided_by_the_statutes_of_when_it_was_opened()
    {
        var easy = new DecisionRule(DecidedBy.Vote);
        var asked = PrintersWithCall.After(Adopt(easy)).After(Ask(Terms()))
            .After(Adopt(Vote with { Majority = Majority.ThreeQuarters }, inDays: 1), Noon.AddDays(1))
            .After(new CountVotes(Paris, 2, 1, 0), Noon.AddDays(2)).After(Close(), Closing);
        var question = In(asked.State);
        (question.Version, question.Tally!.Result).ShouldBe((1, QuestionResult.Carried));
        asked.When(Under(100), Closing).Afterwards();
    }

    [Theory]
    [InlineData(1, 2, "DECISION_NOT_CARRIED", "was not carried: 1 for, 2 against, and it took 2 for")]
    [InlineData(3, 0, "DECISION_NOT_CARRIED", "had no quorum: 3 of 10 members voted, and 5 had to")]
    public void What_was_not_carried_carries_nothing(int votesFor, int against, string reason, string why)
    {
        var rule = votesFor == 1 ? Vote with { QuorumPercent = 0 } : Vote;
        var closed = PrintersWithCall.After(Adopt(rule)).After(Ask(Terms()))
            .After(new CountVotes(Paris, votesFor, against, 0)).After(Close(), Closing);
        closed.When(Under(1), Closing).ThenRefused(reason);
        Aggregates.Section.Decide(closed.State, Under(1), Closing).Refusal!.Message.ShouldContain(why);
    }

    [Fact]
    public void What_is_not_decided_yet_or_is_unknown_carries_nothing()
    {
        var asked = PrintersWithCall.After(Adopt(Vote)).After(Ask(Terms()));
        asked.When(Under(1)).ThenRefused("DECISION_OPEN");
        asked.When(Under(1, authority: "decisions/other")).ThenRefused("UNKNOWN_DECISION");
        asked.When(Under(1, authority: "assembly of 3 May")).ThenRefused("VOTE_NEEDED");
        asked.After(Close(), Closing).When(Under(1), Closing).ThenRefused("DECISION_NOT_CARRIED");
    }

    [Fact]
    public void A_decision_without_a_ceiling_covers_one_act()
    {
        var one = Voted(Terms()).After(Under(100), Closing);
        one.When(Under(1, "second"), Closing).ThenRefused("DECISION_USED");
        one.After(new PledgeCommand.WithdrawPledge(First, ""), Closing)
            .When(Under(1, "second"), Closing).ThenRefused("DECISION_USED");
        Voted(Terms()).After(Under(100) with { Amount = null }, Closing)
            .When(Under(1, "second"), Closing).ThenRefused("DECISION_USED");
    }

    [Fact]
    public void Its_ceiling_is_used_up_as_a_mandates_is()
    {
        var decided = Voted(Terms(ceiling: Francs(10_000)));
        var after = decided.After(Under(6_000), Closing);
        (In(after.State).UsedMinor, after.State.House!.HeldBy(Paris, Chf)).ShouldBe((6_000, 6_000));
        after.When(Under(4_001, "second"), Closing).ThenRefused("CEILING_OF_DECISION");
        after.After(Under(4_000, "second"), Closing).When(Under(1, "third"), Closing)
            .ThenRefused("CEILING_OF_DECISION");
        var free = after.After(new PledgeCommand.WithdrawPledge(First, ""), Closing);
        (In(free.State).UsedMinor, free.State.House!.Holds.Count).ShouldBe((0, 0));
        free.When(Under(10_000, "second"), Closing).Afterwards();
        decided.When(new TrancheCommand.PromiseTranches(
            First, Lockout, AidKind.Gift, Francs(3_334), 3, 7, "decisions/paris"), Closing)
            .ThenRefused("CEILING_OF_DECISION");
    }

    [Fact]
    public void A_pledge_that_rests_on_it_is_honoured_without_being_decided_again()
    {
        var pledged = Voted(Terms(ceiling: Francs(6_000))).After(Under(6_000), Closing);
        pledged.When(new PledgeCommand.HonourPledge(First), Noon.AddDays(60)).Afterwards();
        var sent = pledged.When(new PledgeCommand.HonourPledge(First, "decisions/paris"), Closing).Afterwards();
        In(sent).UsedMinor.ShouldBe(6_000);
    }

    [Fact]
    public void It_is_for_its_acts_strike_and_currency_alone()
    {
        var decided = Voted(Terms(ceiling: Francs(100)) with { Strike = new StrikeId("another") });
        decided.When(Under(1), Closing).ThenRefused("DECISION_FOR_OTHER_STRIKE");
        decided.When(new OwnTreasuryCommand.PayOut(Francs(1), "rent", Authority: "decisions/paris"), Closing)
            .ThenRefused("DECISION_FOR_OTHER_ACTS");
        var paid = Voted(Terms(ActKind.Payouts, Francs(100)));
        paid.When(new OwnTreasuryCommand.PayOut(Francs(100), "rent", Authority: "decisions/paris"), Noon.AddDays(30))
            .Afterwards();
        paid.When(new OwnTreasuryCommand.PayOut(Francs(100), "rent", Authority: "decisions/paris"), Noon.AddDays(31))
            .ThenRefused("DECISION_EXPIRED");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_act_follows_with_the_closing(bool now)
    {
        var closed = Voted(Terms(follows: PledgeOf(6_000, now)));
        var pledge = closed.State.Promises.Pledges[First];
        (pledge.Authority, pledge.Amount).ShouldBe(("decisions/paris", Francs(6_000)));
        (pledge.Transfer is not null).ShouldBe(now);
        var question = In(closed.State);
        (question.HasFollowed, question.UsedMinor, question.Hindrance).ShouldBe((true, 6_000, null));
    }

    [Fact]
    public void What_follows_does_not_where_it_is_not_carried()
    {
        var closed = Voted(Terms(follows: PledgeOf(6_000)), votesFor: 2, against: 6);
        closed.State.Promises.Pledges.ShouldBeEmpty();
        In(closed.State).HasFollowed.ShouldBeFalse();
    }

    [Fact]
    public void What_cannot_follow_any_more_says_why_and_people_can_still_do_it()
    {
        var much = Available(PrintersWithCall.State);
        var asked = PrintersWithCall.After(Adopt(Vote with { By = DecidedBy.Record }))
            .After(Ask(Terms(follows: PledgeOf(much))))
            .After(new CountVotes(Paris, 6, 0, 0))
            .After(new OwnTreasuryCommand.PayOut(Francs(1), "rent", Authority: "minutes"));
        var closed = asked.After(Close(), Closing);
        var hindrance = In(closed.State).Hindrance.ShouldNotBeNull();
        hindrance.Reason.ShouldBe("NOT_ENOUGH_AVAILABLE");
        hindrance.Text.ShouldContain("available");
        closed.State.Promises.Pledges.ShouldBeEmpty();
        closed.After(new OwnTreasuryCommand.Deposit(Francs(1), "found"), Closing).When(Under(much), Closing)
            .Afterwards();
    }

    private static long Available(Section section) => (long)section.Available(Chf).Minor;

    [Fact]
    public void A_mandate_its_recall_a_strike_and_its_end_follow()
    {
        var terms = new MandateTerms(
            "treasurer", [ActKind.Payouts], null, "", [new Ceiling(Francs(100))], null, Today.AddDays(60));
        var granted = Voted(Terms(follows: new DecidedAct.ToGrant(new("winter"), terms)));
        granted.State.House!.Mandates.Granted[new("winter")].Authority.ShouldBe("decisions/paris");
        var recalled = Next(granted, new DecidedAct.ToRecall(new("winter")), "no-more");
        recalled.State.House!.Mandates.Granted[new("winter")].RecallAuthority.ShouldBe("decisions/no-more");
        var own = new StrikeId("own");
        var facts = new StrikeFacts("printers", "Geneva", "CH", [], "", 10, Today);
        var struck = Voted(Terms(follows: new DecidedAct.ToDeclare(own, facts)));
        struck.State.Strikes.Declared.ShouldContainKey(own);
        var ended = Next(struck, new DecidedAct.ToEnd(own, Outcome.Won, ""), "enough");
        ended.State.Strikes.Declared[own].Outcome.ShouldBe(Outcome.Won);
        // Each of them used its decision up.
        In(ended.State, new("enough")).Acts.ShouldBe(1);
        struck.When(new OwnStrikeCommand.EndStrike(own, Outcome.Won, "")).ThenRefused("VOTE_NEEDED");
        struck.When(new AffiliationCommand.AskAffiliation(new("another"))).ThenRefused("VOTE_NEEDED");
    }

    private static Scenario<Section, SectionCommand, SectionEvent> Next(
        Scenario<Section, SectionCommand, SectionEvent> before, DecidedAct act, string id)
    {
        var closes = Closing.AddDays(7);
        var terms = Terms(follows: act) with { ClosesAt = closes };
        return before.After(Ask(terms, id), Closing).After(new CountVotes(new(id), 9, 0, 0), Closing)
            .After(Close(id), closes);
    }

    [Fact]
    public void What_can_never_follow_is_refused_at_once()
    {
        PrintersWithCall.When(Ask(Terms(follows: new DecidedAct.ToRecall(new("none"))))).ThenRefused("UNKNOWN_MANDATE");
        var terms = Terms(follows: PledgeOf(100));
        PrintersWithCall.When(Ask(terms with { Ceiling = Francs(99) })).ThenMalformed("act");
        PrintersWithCall.When(Ask(terms with { Strike = null })).ThenMalformed("act");
        PrintersWithCall.When(Ask(terms with { Act = ActKind.Payouts })).ThenMalformed("act");
        PrintersWithCall.After(Under(1, authority: "minutes")).When(Ask(terms)).ThenRefused("PLEDGE_EXISTS");
    }

    [Fact]
    public void It_must_be_sound()
    {
        PrintersWithCall.When(Ask(Terms() with { Text = " " })).ThenMalformed("text");
        PrintersWithCall.When(Ask(Terms() with { ClosesAt = Noon })).ThenMalformed("close_time");
        PrintersWithCall.When(Ask(Terms() with { ClosesAt = Noon.AddDays(91) })).ThenMalformed("close_time");
        PrintersWithCall.When(Ask(Terms() with { Until = Today.AddDays(6) })).ThenMalformed("until");
        PrintersWithCall.When(Ask(Terms() with { Until = Today.AddDays(7 + 367) })).ThenMalformed("until");
        PrintersWithCall.When(Ask(Terms() with { Until = Today.AddDays(7 + 366) })).Afterwards();
        PrintersWithCall.When(Ask(Terms(ActKind.Mandates, Francs(1)))).ThenMalformed("ceiling");
        PrintersWithCall.When(Ask(Terms(), entitled: 0)).ThenMalformed("entitled");
        var unknown = PrintersWithCall.State with
        {
            Profile = PrintersWithCall.State.Profile with { Members = null },
        };
        Aggregates.Section.Decide(unknown, Ask(Terms(), entitled: null), Noon).Refusal!.Reason
            .ShouldBe("MEMBERS_UNKNOWN");
    }

    [Fact]
    public void Only_so_many_are_open_at_once()
    {
        var full = Enumerable.Range(0, SectionQuestions.OpenMax)
            .Aggregate(PrintersWithCall, (state, i) => state.After(Ask(Terms(), $"q-{i}")));
        full.When(Ask(Terms(), "more")).ThenRefused("LIMIT_REACHED");
        full.After(new WithdrawQuestion(new("q-7"), "no")).When(Ask(Terms(), "more")).Afterwards();
    }
}
