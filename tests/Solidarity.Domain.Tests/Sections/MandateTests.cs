using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Sections.Mandates.MandateCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>What delegates may do with a section's money, and that they may do no more.</summary>
public sealed class MandateTests
{
    private static readonly MandateId Winter = new("winter");
    private static readonly MandateId Spring = new("spring");

    private static MandateTerms Terms(
        long inAll = 10_000, long? perAct = null, long? perPeriod = null, params ActKind[] acts) => new(
        "treasurer", acts.Length == 0 ? [ActKind.Pledges, ActKind.Payouts] : [.. acts], Strike: null, Trade: "",
        [new Ceiling(Francs(inAll), perAct, perPeriod)], perPeriod is null ? null : 30, new DateOnly(1868, 12, 31));

    private static Scenario<Section, SectionCommand, SectionEvent> Mandated(MandateTerms terms) =>
        PrintersWithCall.After(new GrantMandate(Winter, terms, "assembly of 1 April"));

    private static PledgeCommand.MakePledge Under(
        long minor, string id = "first", string authority = "mandates/winter", bool now = false) => new(
        new PledgeId(id), Lockout, AidKind.Gift, Francs(minor), authority, now, LapsesAt: null, Again: true);

    private static OwnTreasuryCommand.PayOut Pay(long minor, string authority = "mandates/winter") =>
        new(Francs(minor), "rent", Again: true, authority);

    private static long Used(Section section, MandateId? id = null) =>
        section.House!.Mandates.Granted[id ?? Winter].UseOf(Chf).Minor;

    [Fact]
    public void What_is_promised_uses_the_ceiling_up()
    {
        var after = Mandated(Terms()).After(Under(6_000));
        Used(after.State).ShouldBe(6_000);
        after.State.House!.HeldBy(Winter, Chf).ShouldBe(6_000);
        after.When(Under(4_001, "second")).ThenRefused("CEILING_IN_ALL");
        Used(after.After(Under(4_000, "second")).State).ShouldBe(10_000);
    }

    [Fact]
    public void A_refusal_names_the_rule_and_the_version()
    {
        var refusal = Aggregate(Mandated(Terms()).State, Under(10_001));
        refusal.Metadata["rule"].ShouldBe("mandates");
        refusal.Metadata["version"].ShouldBe("0");
        refusal.Metadata["mandate"].ShouldBe("winter");
        refusal.Message.ShouldContain("100.00 CHF");
    }

    [Fact]
    public void What_is_set_free_comes_back()
    {
        var after = Mandated(Terms()).After(Under(6_000)).After(new PledgeCommand.WithdrawPledge(First, ""));
        Used(after.State).ShouldBe(0);
        after.State.House!.Holds.ShouldBeEmpty();
        after.After(Under(10_000, "second"));
    }

    [Fact]
    public void What_was_paid_does_not_come_back()
    {
        var paid = Mandated(Terms()).After(Pay(6_000));
        Used(paid.State).ShouldBe(6_000);
        paid.When(Pay(4_001)).ThenRefused("CEILING_IN_ALL");
        var reversed = paid.After(new Domain.Sections.Reversals.ReversalCommand.ReverseEntry(2, "typed twice"));
        Used(reversed.State).ShouldBe(6_000);
    }

    [Theory]
    [InlineData("MANDATE_FOR_OTHER_ACTS", ActKind.Dues, null, "")]
    [InlineData("MANDATE_FOR_OTHER_STRIKE", ActKind.Pledges, "another", "")]
    [InlineData("MANDATE_FOR_OTHER_TRADE", ActKind.Pledges, null, "bakers")]
    public void It_is_for_some_acts_strikes_and_trades_alone(string reason, ActKind act, string? strike, string trade)
    {
        var terms = Terms(acts: act) with { Strike = strike is null ? null : new StrikeId(strike), Trade = trade };
        Mandated(terms).When(Under(100)).ThenRefused(reason);
    }

    [Fact]
    public void It_has_a_ceiling_for_one_act_and_for_each_period()
    {
        var mandated = Mandated(Terms(perAct: 3_000, perPeriod: 4_000));
        mandated.When(Pay(3_001)).ThenRefused("CEILING_PER_ACT");
        var paid = mandated.After(Pay(3_000));
        paid.When(Pay(1_001)).ThenRefused("CEILING_PER_PERIOD");
        var next = paid.After(Pay(1_000)).After(Pay(3_000), Noon.AddDays(30));
        next.When(Pay(1_001), Noon.AddDays(59)).ThenRefused("CEILING_PER_PERIOD");
        next.After(Pay(1_000), Noon.AddDays(59)).When(Pay(2_001), Noon.AddDays(61)).ThenRefused("CEILING_IN_ALL");
    }

    [Fact]
    public void A_clock_that_is_set_back_opens_no_period_again()
    {
        var paid = Mandated(Terms(perPeriod: 4_000)).After(Pay(4_000), Noon.AddDays(31));
        paid.When(Pay(1), Noon.AddDays(2)).ThenRefused("CEILING_PER_PERIOD");
        Used(paid.State).ShouldBe(4_000);
    }

    [Fact]
    public void It_expires_also_where_the_clock_is_set_back()
    {
        var late = new DateTimeOffset(1869, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var mandated = Mandated(Terms());
        mandated.When(Pay(1), late).ThenRefused("MANDATE_EXPIRED");
        mandated.When(Pay(1), late.AddMinutes(-1)).Afterwards();
        mandated.After(new OwnTreasuryCommand.Deposit(Francs(1), "new year"), late)
            .When(Pay(1), Noon).ThenRefused("MANDATE_EXPIRED");
    }

    [Fact]
    public void A_recall_stops_what_is_new_at_once_and_shows_what_is_held()
    {
        var recalled = Mandated(Terms()).After(Under(6_000)).After(Under(1_000, "sent", now: true))
            .After(new RecallMandate(Winter, "assembly of 2 April"));
        recalled.When(Pay(1)).ThenRefused("MANDATE_RECALLED");
        recalled.When(new PledgeCommand.HonourPledge(First)).ThenRefused("MANDATE_RECALLED");
        recalled.State.House!.HeldBy(Winter, Chf).ShouldBe(7_000);
        recalled.When(new RecallMandate(Winter, "again")).ThenRefused("MANDATE_RECALLED");
        // What it had set aside can be taken back, or sent by a decision of the members.
        recalled.When(new PledgeCommand.WithdrawPledge(First, "")).Afterwards();
        recalled.When(new PledgeCommand.HonourPledge(First, "assembly of 2 April")).Afterwards();
    }

    [Fact]
    public void Honouring_under_another_mandate_passes_the_hold_to_it()
    {
        var after = Mandated(Terms()).After(Under(6_000))
            .After(new GrantMandate(Spring, Terms(6_000) with { Holder = "delegate-2" }, "assembly of 2 April"))
            .After(new RecallMandate(Winter, "assembly of 2 April"))
            .After(new PledgeCommand.HonourPledge(First, "mandates/spring"));
        Used(after.State).ShouldBe(0);
        Used(after.State, Spring).ShouldBe(6_000);
        after.When(Pay(1, "mandates/spring")).ThenRefused("CEILING_IN_ALL");
    }

    [Fact]
    public void Tranches_use_it_up_when_they_are_promised_and_give_back_what_is_missed()
    {
        var promise = new TrancheCommand.PromiseTranches(
            First, Lockout, AidKind.Gift, Francs(3_000), 3, 7, "mandates/winter");
        Mandated(Terms(8_999)).When(promise).ThenRefused("CEILING_IN_ALL");
        var promised = Mandated(Terms(9_000)).After(promise);
        Used(promised.State).ShouldBe(9_000);
        var missed = promised.After(new OwnTreasuryCommand.PayOut(Francs(97_000), "all"))
            .After(new TrancheCommand.PayTranche(First, 2), Noon.AddDays(7));
        Used(missed.State).ShouldBe(6_000);
        Used(missed.After(new PledgeCommand.WithdrawPledge(First, "")).State).ShouldBe(3_000);
    }

    [Fact]
    public void Nobody_grants_prolongs_or_recalls_under_a_mandate()
    {
        var mandated = Mandated(Terms());
        mandated.When(new GrantMandate(Spring, Terms(), "mandates/winter")).ThenRefused("NO_MANDATE_FOR_THIS");
        mandated.When(new RecallMandate(Winter, "mandates/winter")).ThenRefused("NO_MANDATE_FOR_THIS");
        mandated.When(new GrantMandate(Winter, Terms(), "assembly")).ThenRefused("MANDATE_EXISTS");
    }

    [Fact]
    public void What_looks_like_a_mandate_must_be_one()
    {
        PrintersWithCall.When(Under(1)).ThenRefused("UNKNOWN_MANDATE");
        PrintersWithCall.When(Under(1, authority: "mandates/Winter")).ThenMalformed("authority");
        Mandated(Terms()).When(Under(1, authority: "mandates/winter for the week")).Afterwards();
    }

    [Fact]
    public void A_text_of_before_there_were_mandates_uses_none_up()
    {
        var old = Scenarios.Section(Printers).After(FoundSection)
            .After(new OwnTreasuryCommand.Deposit(Francs(100_000), ""))
            .After(new InboxCommand.LearnCall(Call(), Romande))
            .Given(new PledgeEvent.Pledged(
                First, Lockout, Builders, AidKind.Gift, Francs(500), "mandates/winter", null, Noon,
                Domain.Ledger.LedgerEntry.Move(
                    Francs(500), Domain.Ledger.Account.Treasury, Domain.Ledger.Account.Pledged)));
        old.State.House.ShouldBeNull();
        var after = old.After(new GrantMandate(Winter, Terms(), "assembly"));
        Used(after.State).ShouldBe(0);
        after.After(new PledgeCommand.WithdrawPledge(First, ""));
    }

    private static Domain.Decisions.Refusal Aggregate(Section state, SectionCommand command) =>
        SectionDecider.Decide(state, command, Noon).Refusal.ShouldNotBeNull();
}
