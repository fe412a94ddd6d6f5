using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Domain.Sections.Tranches;
using static Solidarity.Domain.Sections.Statutes.StatutesCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>A section's own rules, and by which of them an act is judged.</summary>
public sealed class StatutesTests
{
    private static readonly DecisionRule Vote = new(DecidedBy.Vote, QuorumPercent: 33);

    private static SectionStatutes With(
        ActKind? voted = null, long reserve = 0, MandateLimits? mandates = null) => new(
        "Rules",
        voted is { } kind
            ? ImmutableSortedDictionary<ActKind, DecisionRule>.Empty.Add(kind, Vote)
            : ImmutableSortedDictionary<ActKind, DecisionRule>.Empty,
        mandates ?? MandateLimits.Wide,
        reserve > 0 ? new Reserve([Francs(reserve)], [ActKind.Pledges]) : Reserve.None);

    private static AdoptStatutes Adopt(SectionStatutes statutes, int inDays = 0) =>
        new(statutes, Today.AddDays(inDays), "assembly of 1 April");

    private static MandateCommand.GrantMandate Grant(
        string id, int days, long minor = 1_000, string holder = "treasurer", int startsIn = 0) => new(
        new MandateId(id),
        new MandateTerms(
            holder, [ActKind.Pledges], null, "", [new Ceiling(Francs(minor))], null, Today.AddDays(startsIn + days)),
        "assembly");

    [Fact]
    public void Where_none_were_adopted_nothing_changes()
    {
        PrintersWithCall.When(Pledge()).Afterwards().House.ShouldBeNull();
        PrintersWithCall.When(new OwnTreasuryCommand.PayOut(Francs(1), "rent")).Afterwards();
    }

    [Fact]
    public void What_needs_a_vote_is_refused_under_a_recorded_text()
    {
        var after = PrintersWithCall.After(Adopt(With(ActKind.Pledges)));
        after.When(Pledge()).ThenRefused("VOTE_NEEDED");
        after.When(new OwnTreasuryCommand.PayOut(Francs(1), "rent", Authority: "minutes of 1 April")).Afterwards();
        SectionDecider.Decide(after.State, Pledge(), Noon).Refusal!.Metadata["version"].ShouldBe("1");
    }

    [Fact]
    public void A_strike_that_needs_a_vote_is_not_declared_without()
    {
        var declare = new OwnStrikeCommand.DeclareStrike(Lockout, Facts);
        PrintersWithCall.After(Adopt(With(ActKind.Strikes))).When(declare).ThenRefused("VOTE_NEEDED");
    }

    [Fact]
    public void With_statutes_each_act_with_money_names_what_it_rests_on()
    {
        var after = PrintersWithCall.After(Adopt(With()));
        after.When(new OwnTreasuryCommand.PayOut(Francs(1), "rent")).ThenRefused("AUTHORITY_MISSING");
        var paid = after.When(new OwnTreasuryCommand.PayOut(Francs(1), "rent", Authority: "minutes, 4"));
        paid.Afterwards();
    }

    [Fact]
    public void They_hold_from_their_day_on()
    {
        var after = PrintersWithCall.After(Adopt(With(ActKind.Pledges), inDays: 3));
        after.When(Pledge(), Noon.AddDays(2)).Afterwards();
        after.When(Pledge(), Noon.AddDays(3)).ThenRefused("VOTE_NEEDED");
    }

    [Fact]
    public void A_clock_that_is_set_back_brings_no_older_ones_into_force()
    {
        var after = PrintersWithCall.After(Adopt(With(ActKind.Pledges), inDays: 3))
            .After(new OwnTreasuryCommand.Deposit(Francs(1), ""), Noon.AddDays(4));
        after.When(Pledge(), Noon).ThenRefused("VOTE_NEEDED");
    }

    [Fact]
    public void What_was_pledged_under_older_ones_is_honoured_still()
    {
        var after = PrintersWithCall.After(Pledge()).After(Adopt(With(ActKind.Pledges, reserve: 99_999)));
        after.When(new PledgeCommand.HonourPledge(First)).Afterwards();
        after.When(Pledge(minor: 1) with { Pledge = new("second") }).ThenRefused("VOTE_NEEDED");
    }

    [Fact]
    public void They_do_not_judge_the_past_nor_stand_before_the_last()
    {
        PrintersWithCall.When(Adopt(With(), inDays: -1)).ThenRefused("STATUTES_IN_THE_PAST");
        PrintersWithCall.After(Adopt(With(), inDays: 5)).When(Adopt(With(), inDays: 4))
            .ThenRefused("STATUTES_BEFORE_THE_LAST");
    }

    [Fact]
    public void A_pledge_leaves_the_reserve_alone()
    {
        var after = PrintersWithCall.After(Adopt(With(reserve: 40_000)));
        after.When(Pledge(minor: 60_001)).ThenRefused("BELOW_RESERVE");
        after.When(Pledge(minor: 60_000)).Afterwards();
        // It is said for pledges, not for payments.
        after.When(new OwnTreasuryCommand.PayOut(Francs(60_001), "rent", Authority: "minutes")).Afterwards();
    }

    [Fact]
    public void A_tranche_keeps_to_the_reserve_of_when_it_was_promised()
    {
        var promise = new TrancheCommand.PromiseTranches(
            First, Lockout, AidKind.Gift, Francs(30_000), 3, 7, "assembly of 1 April");
        var due = new TrancheCommand.PayTranche(First, 2);
        var kept = PrintersWithCall.After(Adopt(With(reserve: 40_001))).After(promise).After(due, Noon.AddDays(7));
        kept.State.Promises.Tranches[First].Missed.ShouldBe(1);
        var later = PrintersWithCall.After(promise).After(Adopt(With(reserve: 40_001))).After(due, Noon.AddDays(7));
        later.State.Promises.Tranches[First].Missed.ShouldBe(
            1, "the statutes were in force on the day of the promise");
        var newer = PrintersWithCall.After(promise).After(Adopt(With(reserve: 40_001), inDays: 1))
            .After(due, Noon.AddDays(7));
        newer.State.Promises.Tranches[First].Missed.ShouldBe(0);
    }

    [Fact]
    public void Mandates_keep_to_their_limits()
    {
        var after = PrintersWithCall.After(Adopt(With(mandates: new MandateLimits(100, 2, 30, [Francs(1_000)]))));
        after.When(Grant("m", 101)).ThenRefused("MANDATE_TOO_LONG");
        after.When(Grant("m", 100, 1_001)).ThenRefused("CEILING_TOO_HIGH");
        after.When(Grant("m", 100)).Afterwards().House!.Mandates.Granted[new("m")].Version.ShouldBe(1);
    }

    [Fact]
    public void The_same_holder_has_so_many_terms_in_a_row()
    {
        var after = PrintersWithCall.After(Adopt(With(mandates: new MandateLimits(100, 2, 30, []))))
            .After(Grant("one", 10)).After(Grant("two", 10, startsIn: 10), Noon.AddDays(11));
        after.State.House!.Mandates.Granted[new("two")].Term.ShouldBe(2);
        after.When(Grant("three", 10, startsIn: 30), Noon.AddDays(40)).ThenRefused("TOO_MANY_TERMS");
        after.When(Grant("three", 10, holder: "delegate-2", startsIn: 30), Noon.AddDays(40)).Afterwards();
        var again = after.When(Grant("three", 10, startsIn: 51), Noon.AddDays(51)).Afterwards();
        again.House!.Mandates.Granted[new("three")].Term.ShouldBe(1);
    }

    [Fact]
    public void They_must_be_sound()
    {
        var rule = ImmutableSortedDictionary<ActKind, DecisionRule>.Empty;
        PrintersWithCall.When(Adopt(With() with { Title = "" })).ThenMalformed("title");
        PrintersWithCall.When(Adopt(With() with { Rules = rule.Add(ActKind.Dues, Vote with { QuorumPercent = 101 }) }))
            .ThenMalformed("rules");
        PrintersWithCall.When(Adopt(With() with
        {
            Rules = rule.Add(ActKind.Dues, Vote with { Majority = Majority.TwoThirds, TieCarries = true }),
        })).ThenMalformed("rules");
        PrintersWithCall.When(Adopt(With() with { Reserve = new([Francs(1)], [ActKind.Strikes]) }))
            .ThenMalformed("reserve");
        PrintersWithCall.When(Adopt(With(mandates: new(0, null, 0, [])))).ThenMalformed("mandates");
    }
}
