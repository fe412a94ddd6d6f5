using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Strikes.Aid.AidCommand;
using static Solidarity.Domain.Strikes.Aid.AidEvent;
using static Solidarity.Domain.Strikes.Calls.CallCommand;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleCommand;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleEvent;
using static Solidarity.Domain.Strikes.Pay.PayCommand;
using static Solidarity.Domain.Strikes.Warnings.WarningCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Strikes;

/// <summary>What a strike makes of the word that reaches it, in whatever order that comes.</summary>
public sealed class StrikeTests
{
    private static readonly Party ThePrinters = Party.Of(Printers);
    private static readonly AidKey SecondAid = new(ThePrinters, new PledgeId("second"));

    private static readonly LearnAid Promised =
        new(FirstAid, AidKind.Gift, AidState.Pledged, Francs(500), Counted: true, "assembly");

    private static Scenario<Strike, StrikeCommand, StrikeEvent> Open =>
        Scenarios.Strike(Lockout).After(new Open(Builders, Facts));

    private static LearnMoney Money(MoneyStage stage, long minor = 500, int run = 1) =>
        new(FirstAid, AidKind.Gift, run, stage, Francs(minor));

    [Fact]
    public void It_opens_once_and_the_id_is_then_taken()
    {
        Scenarios.Strike(Lockout).When(new Open(Builders, Facts))
            .Then(new StrikeOpened(Lockout, Builders, Facts, Noon));
        Open.When(new Open(Builders, Facts)).ThenNothing();
        Open.When(new Open(Weavers, Facts)).Then(new DuplicateRefused(Weavers));
        Open.When(new Open(Weavers, Facts)).ThenTells(
            new Message(Weavers, new OwnStrikeCommand.LearnStrikeIdTaken(Lockout)));
    }

    [Fact]
    public void Nothing_else_is_heard_before_it_opens() =>
        Scenarios.Strike(Lockout).When(new LearnAcknowledged(Printers)).ThenRefused("UNKNOWN_BODY");

    [Fact]
    public void A_section_that_wanted_the_same_id_has_no_say()
    {
        Open.When(new SendCall(Call() with { Section = Weavers }, [Romande])).ThenNothing();
        Open.When(new Close(Weavers, Outcome.Lost, "")).ThenNothing();
        Open.When(new LearnStrikePay(Weavers, Francs(5), Today, Entry: 1)).ThenNothing();
        Open.When(Promised with { By = Weavers }).ThenNothing();
        Open.When(Money(MoneyStage.Received) with { By = Weavers }).ThenNothing();
    }

    [Fact]
    public void The_call_goes_to_its_recipients()
    {
        var call = Call();
        Open.When(new SendCall(call, [Printers, Romande])).ThenTells(
            new Message(Printers, new InboxCommand.LearnCall(call, Lockout)),
            new Message(Romande, new RelayCommand.LearnCall(call, Lockout)));
    }

    [Fact]
    public void The_end_is_told_the_way_that_the_call_went()
    {
        var called = Open.After(new SendCall(Call(), [Printers, Romande]));
        called.When(new Close(Builders, Outcome.Won, "")).ThenTells(
            new Message(Printers, new InboxCommand.LearnCallEnd(Lockout, 2, CallEnd.StrikeOver)),
            new Message(Romande, new RelayCommand.LearnCallEnd(Lockout, 2, CallEnd.StrikeOver, Lockout)));
        called.After(new Close(Builders, Outcome.Won, "")).When(new Close(Builders, Outcome.Lost, "")).ThenNothing();
    }

    [Theory]
    [InlineData(MoneyStage.InTransit)]
    [InlineData(MoneyStage.Received)]
    public void Word_of_the_promise_does_not_undo_word_of_its_money(MoneyStage stage)
    {
        var orderly = Open.After(Promised).After(Money(stage)).State.Aid.Pieces[FirstAid];
        var late = Open.After(Money(stage)).After(Promised).State.Aid.Pieces[FirstAid];
        late.ShouldBe(orderly);
        late.State.ShouldBe(AidState.Honoured);
    }

    [Fact]
    public void Earlier_word_of_the_same_run_is_no_news()
    {
        var received = Open.After(Promised).After(Money(MoneyStage.Received, 490));
        received.When(Money(MoneyStage.InTransit)).ThenNothing();
        received.When(Money(MoneyStage.Held)).ThenNothing();
        var unsent = Open.After(Promised).After(Money(MoneyStage.Held)).After(Money(MoneyStage.Unsent, 480));
        unsent.When(Money(MoneyStage.InTransit)).ThenNothing();
        unsent.State.Aid.Pieces[FirstAid].Amount.ShouldBe(Francs(480));
        unsent.When(Money(MoneyStage.Held, 480, run: 2))
            .Then(new MoneyMoved(FirstAid, 2, MoneyStage.Held, Francs(480)));
    }

    [Fact]
    public void The_one_pledge_that_still_stands_is_the_answer()
    {
        var two = Open.After(Promised).After(Promised with { Aid = SecondAid });
        var one = two.After(Promised with { State = AidState.Withdrawn });
        one.State.Aid.Givers[ThePrinters].Answer.ShouldBe(Answer.Pledged);
        one.After(Promised with { Aid = SecondAid, State = AidState.Lapsed })
            .State.Aid.Givers[ThePrinters].Answer.ShouldBe(Answer.Declined);
    }

    [Fact]
    public void To_be_asked_again_does_not_take_back_a_refusal()
    {
        var declined = Open
            .After(Promised with { Aid = SecondAid, State = AidState.Declined, Amount = null });
        declined.After(Promised with { State = AidState.Asked, Counted = false })
            .State.Aid.Givers[ThePrinters].Answer.ShouldBe(Answer.Declined);
        declined.After(Promised).State.Aid.Givers[ThePrinters].Answer.ShouldBe(Answer.Pledged);
    }

    // Answers replace each other: what a giver said last stands on the board, and counts once.
    [Fact]
    public void An_answer_takes_the_place_of_the_refusal_before()
    {
        var no = new AidKey(ThePrinters, new PledgeId("no"));
        var another = new AidKey(ThePrinters, new PledgeId("no-2"));
        var refusal = new LearnAid(no, AidKind.Unspecified, AidState.Declined, null, Counted: true, "our own lockout");
        var declined = Open.After(refusal);
        declined.State.Aid.Answers.ShouldBe(new AnswerCounts(0, 0, 1, 0));

        var pledged = declined.After(Promised);
        pledged.State.Aid.Pieces.Keys.ShouldBe([FirstAid]);
        pledged.State.Aid.Answers.ShouldBe(new AnswerCounts(1, 0, 0, 0));

        declined.After(refusal with { Aid = another }).State.Aid.Pieces.Keys.ShouldBe([another]);

        var offered = declined.After(new LearnSupport(
            SecondAid, new Support(SupportKind.Letter, null, "", "Hold out", Withdrawn: false)));
        offered.State.Aid.Pieces.ShouldBeEmpty();
        offered.State.Aid.Answers.ShouldBe(new AnswerCounts(0, 1, 0, 0));

        var back = pledged.After(Promised with { State = AidState.Withdrawn }).After(refusal with { Aid = another });
        back.State.Aid.Answers.ShouldBe(new AnswerCounts(0, 0, 1, 0));
        back.State.Aid.Pieces.Keys.ShouldBe([FirstAid, another], ignoreOrder: true);
        // An id that named a refusal names a promise now.
        declined.After(Promised with { Aid = no }).State.Aid.Pieces[no].State.ShouldBe(AidState.Pledged);
        // What the striking section reports is its record, and stays.
        Open.After(refusal with { Counted = false }).After(Promised).State.Aid.Pieces.Count.ShouldBe(2);
    }

    [Fact]
    public void A_report_does_not_replace_what_the_givers_own_books_say()
    {
        var report = Promised with { State = AidState.Lapsed, Amount = Francs(1), Counted = false };
        Open.After(Promised).When(report).ThenNothing();
        var aid = Open.After(report).After(Promised with { Amount = null }).State.Aid.Pieces[FirstAid];
        aid.Counted.ShouldBeTrue();
        aid.Amount.ShouldBeNull();
        aid.State.ShouldBe(AidState.Pledged);
    }

    [Fact]
    public void Repayments_and_totals_are_no_answers()
    {
        foreach (var kind in new[] { AidKind.Repayment, AidKind.RedirectedRepayment, AidKind.Aggregate, AidKind.Other })
            Open.After(Promised with { Kind = kind }).State.Aid.Givers.ShouldBeEmpty();
    }

    [Fact]
    public void Strike_pay_adds_up()
    {
        Open.After(new LearnStrikePay(Builders, Francs(5), Today, Entry: 1))
            .After(new LearnStrikePay(Builders, Francs(7), Today, Entry: 2))
            .State.Pay.PaidOut[Chf].ShouldBe(12);
    }
}
