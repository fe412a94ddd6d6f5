using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Warnings;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Sections.Affiliations.AffiliationCommand;
using static Solidarity.Domain.Sections.Answers.AnswerCommand;
using static Solidarity.Domain.Sections.Inbox.InboxCommand;
using static Solidarity.Domain.Sections.Inbox.InboxEvent;
using static Solidarity.Domain.Sections.Loans.LoanCommand;
using static Solidarity.Domain.Sections.OwnCalls.OwnCallCommand;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeCommand;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeEvent;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryCommand;
using static Solidarity.Domain.Sections.Pledges.PledgeCommand;
using static Solidarity.Domain.Sections.Tranches.TrancheCommand;
using static Solidarity.Domain.Sections.Tranches.TrancheEvent;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>A section's own calls, and what it does about those of others besides pledging once.</summary>
public sealed class SectionCallTests
{
    private static readonly PledgeId Winter = new("winter");
    private static readonly Warning Warning =
        new(Lockout, Builders, "Stay away", Facts with { Trade = FoundSection.Trade });

    private static readonly PromiseTranches Promise =
        new(Winter, Lockout, AidKind.Gift, Francs(30_000), Count: 4, EveryDays: 7, "assembly of 1 April");

    private static CallForAid Asked(CallTermsChange? terms = null, Level scope = Level.Local) =>
        new(Lockout, scope, [], new CallChange("bread", Francs(5_000), Terms: terms));

    private static CallForAid Needing(Amount need) => new(Lockout, Level.Local, [], new CallChange(Need: need));

    private static CallTermsChange Terms(int hours = 24, int? days = null, PayTermsChange? pay = null) =>
        new(Level.International, hours, days, [], pay);

    [Fact]
    public void Terms_that_make_no_sense_are_refused_by_their_field()
    {
        var pay = new PayTermsChange(Francs(700), 300, new DateOnly(1868, 4, 1));
        BuildersOnStrike.When(Asked(Terms(hours: 0))).ThenMalformed("wave_hours");
        BuildersOnStrike.When(Asked(Terms(days: 0, pay: pay))).ThenMalformed("runway_days");
        BuildersOnStrike.When(Asked(Terms(days: 5))).ThenMalformed("terms.runway_days");
        BuildersOnStrike.When(Asked(Terms(pay: pay with { Strikers = 0 }))).ThenMalformed("strikers");
        BuildersOnStrike.When(Asked(Terms(pay: pay with { Weekly = Francs(0) }))).ThenRefused("AMOUNT_NOT_PAYABLE");
        BuildersOnStrike.When(Asked(Terms(pay: pay with { Weekly = new Amount(5, Frf) })))
            .ThenRefused("CURRENCY_LACKING");
        BuildersOnStrike.When(Asked(Terms() with { Foreign = [Builders] })).ThenMalformed("foreign");
        BuildersOnStrike.When(Asked(Terms() with { Widest = Level.Local })).ThenMalformed("terms.widest");
    }

    [Fact]
    public void A_call_sent_wider_keeps_all_that_it_said_unless_it_says_otherwise()
    {
        var pay = new PayTermsChange(Francs(700), 300, new DateOnly(1868, 4, 1));
        var first = new CallChange("bread", Francs(5_000), [SupportKind.Lodging], Terms(days: 5, pay: pay));
        var called = BuildersOnStrike.After(new CallForAid(Lockout, Level.Local, [], first));
        var said = called.State.Strikes.Declared[Lockout];
        called.State.Strikes.Sent.Length.ShouldBe(2);

        var wider = called.After(new CallForAid(Lockout, Level.International, [], new CallChange())).State
            .Strikes.Declared[Lockout];
        wider.Call!.SaysTheSameAs(said.Call!).ShouldBeTrue();
        wider.Terms.ShouldBe(said.Terms);

        // A figure of the terms alone.
        var change = new CallChange("", Terms: new(null, null, null, [], pay with { Weekly = null, Strikers = 320 }));
        var changed = called.After(new CallForAid(Lockout, Level.International, [], change)).State
            .Strikes.Declared[Lockout];
        (changed.Call!.Asks, changed.Call.Need).ShouldBe(("", Francs(5_000)));
        changed.Terms.ShouldBe(said.Terms! with { Pay = said.Terms.Pay! with { Strikers = 320 } });

        // Also one that was cancelled in between.
        called.After(new CancelCall(Lockout, "")).After(new CallForAid(Lockout, Level.Local, [], new CallChange()))
            .State.Strikes.Declared[Lockout].Call!.Need.ShouldBe(Francs(5_000));
    }

    [Fact]
    public void What_a_call_says_is_taken_away_by_name()
    {
        var pay = new PayTermsChange(Francs(700), 300, new DateOnly(1868, 4, 1));
        var all = new CallChange("bread", Francs(5_000), [SupportKind.Lodging],
            Terms(days: 5, pay: pay) with { Foreign = [Council] });
        var called = BuildersOnStrike.After(new CallForAid(Lockout, Level.Local, [], all));
        OwnStrike Without(params CallPart[] parts) => called
            .After(new AmendCall(Lockout, new CallChange(Without: [.. parts]))).State.Strikes.Declared[Lockout];

        Without(CallPart.Need).Call!.Need.ShouldBeNull();
        Without(CallPart.Support).Call!.Support.ShouldBeNull();
        Without(CallPart.Terms).Terms.ShouldBeNull();
        Without(CallPart.RunwayDays).Terms!.RunwayDays.ShouldBeNull();
        Without(CallPart.Foreign).Terms!.Foreign.ShouldBeEmpty();
        Without(CallPart.Pay, CallPart.RunwayDays).Terms!.Pay.ShouldBeNull();
        // The runway is reckoned with strike pay.
        called.When(new AmendCall(Lockout, new CallChange(Without: [CallPart.Pay]))).ThenMalformed("terms.runway_days");
        called.When(new AmendCall(Lockout, new CallChange(Need: Francs(5), Without: [CallPart.Need])))
            .ThenMalformed("without");
    }

    [Fact]
    public void A_call_that_is_out_is_amended_and_one_that_is_not_cannot_be()
    {
        var amend = new AmendCall(Lockout, new CallChange(Need: Francs(900)));
        BuildersOnStrike.When(amend).ThenTells(new Message(Lockout, new CallCommand.AmendCall(
            BuildersOnStrike.State.Strikes.Declared[Lockout].Call! with { Need = Francs(900) }, Terms: null)));
        BuildersOnStrike.After(amend).When(amend).ThenNothing();
        BuildersOnStrike.After(new CancelCall(Lockout, "")).When(amend).ThenRefused("NOT_CALLED");
        BuildersOnStrike.After(new EndStrike(Lockout, Outcome.Won, "")).When(amend).ThenRefused("STRIKE_OVER");
        BuildersOnStrike.When(new AmendCall(Lockout, new CallChange(Terms: Terms(hours: 0))))
            .ThenMalformed("wave_hours");
        BuildersOnStrike.When(new AmendCall(Lockout, new CallChange(Terms: new(null, 24, null, [], null))))
            .ThenMalformed("terms.widest");
        BuildersOnStrike.When(new AmendCall(Lockout, new CallChange(Terms: Terms() with { Widest = Level.Local })))
            .ThenMalformed("terms.widest");
    }

    // The strike may have widened by itself while the section's change was on its way to it.
    [Fact]
    public void What_the_strike_sent_by_itself_takes_back_no_change()
    {
        var amended = BuildersOnStrike.After(Asked(Terms()))
            .After(new AmendCall(Lockout, new CallChange("coal"))).State.Strikes.Declared[Lockout].Call!;
        var widened = BuildersOnStrike.After(Asked(Terms())).After(new AmendCall(Lockout, new CallChange("coal")))
            .After(new LearnCallSent(amended with { Asks = "bread", Number = 9, Scope = Level.International }))
            .State.Strikes.Declared[Lockout];
        (widened.Call!.Asks, widened.Call.Scope).ShouldBe(("coal", Level.International));
        BuildersOnStrike.After(new CancelCall(Lockout, "")).After(new LearnCallSent(amended))
            .State.Strikes.Declared[Lockout].IsCalling.ShouldBeFalse();
    }

    [Fact]
    public void A_flood_of_calls_is_refused_and_a_day_later_there_is_room_again()
    {
        var flood = BuildersOnStrike;
        for (var i = 1; i < SectionStrikes.SendingsPerDayMax; i++)
            flood = flood.After(new RemindSilent(Lockout));
        foreach (var more in new SectionCommand[] { Asked(), new RemindSilent(Lockout), new GiveWarning(Lockout, "x") })
        {
            flood.When(more).ThenRefused("LIMIT_REACHED");
            flood.When(more, Noon.AddDays(1)).Afterwards();
        }
        // What one has asked can always be taken back.
        flood.When(new CancelCall(Lockout, "")).Afterwards();
        flood.After(new RemindSilent(Lockout), Noon.AddDays(1)).State.Strikes.Sent.ShouldBe([Noon.AddDays(1)]);
    }

    [Fact]
    public void A_call_is_narrowed_only_to_less_and_cancelled_only_while_it_is_open()
    {
        BuildersOnStrike.When(new NarrowCall(Lockout, Level.International)).ThenRefused("NOT_NARROWER");
        BuildersOnStrike.When(new NarrowCall(Lockout, Level.Local)).ThenTells(
            new Message(Lockout, new CallCommand.NarrowCall(Builders, Level.Local)));
        var cancelled = BuildersOnStrike.After(new CancelCall(Lockout, "settled"));
        cancelled.When(new CancelCall(Lockout, "")).ThenRefused("NOT_CALLED");
        cancelled.When(new RemindSilent(Lockout)).ThenRefused("NOT_CALLED");
        cancelled.When(Asked()).Afterwards().Strikes.Declared[Lockout].Call!.Scope.ShouldBe(Level.Local);
        BuildersOnStrike.When(new CancelCall(new StrikeId("other"), "")).ThenRefused("UNKNOWN_STRIKE");
        BuildersOnStrike.After(new EndStrike(Lockout, Outcome.Won, "")).When(new NarrowCall(Lockout, Level.Local))
            .ThenRefused("STRIKE_OVER");
    }

    [Fact]
    public void Who_joins_a_federation_on_strike_passes_its_call_on_there() =>
        BuildersOnStrike.After(new AskAffiliation(Council)).When(new LearnAffiliation(Council, 1, Admitted: true, ""))
            .ThenTells(new Message(Lockout, new CallCommand.PassCallOn(Builders, Council)));

    [Theory]
    [InlineData(CallEnd.StrikeOver, "the strike is over")]
    [InlineData(CallEnd.Cancelled, "taken back")]
    [InlineData(CallEnd.Narrowed, "less far")]
    public void A_closed_call_says_why(CallEnd how, string words)
    {
        var closed = PrintersWithCall.After(new LearnCallEnd(Lockout, 2, how));
        closed.When(Pledge()).ThenRefused("CALL_CLOSED");
        SectionDecider.Decide(closed.State, Pledge(), Noon).Refusal!.Message.ShouldContain(words);
        closed.When(new LearnCallEnd(Lockout, 2, how)).ThenNothing();
    }

    [Fact]
    public void A_later_sending_opens_a_call_again_and_an_earlier_one_does_not()
    {
        var closed = PrintersWithCall.After(new LearnCallEnd(Lockout, 3, CallEnd.Cancelled));
        closed.When(new LearnCall(Call(2), Romande)).ThenNothing();
        closed.After(new LearnCall(Call(4), Romande)).State.Inbox.Calls[Lockout].Closed.ShouldBeFalse();
        // Of the same number the sending stands, whichever comes first.
        closed.After(new LearnCall(Call(3), Romande)).State.Inbox.Calls[Lockout].Closed.ShouldBeFalse();
        PrintersWithCall.After(new LearnCall(Call(3), Romande)).When(new LearnCallEnd(Lockout, 3, CallEnd.Narrowed))
            .ThenNothing();
    }

    [Fact]
    public void A_pledge_stands_when_the_call_is_changed_and_the_inbox_says_that_it_was()
    {
        var changed = PrintersWithCall.After(Pledge()).After(new LearnCall(Call(2) with { Revision = 1 }, Romande));
        changed.State.Promises.Pledges[First].State.ShouldBe(AidState.Pledged);
        changed.State.Inbox.Calls[Lockout].ChangedSinceAnswered.ShouldBeTrue();
        PrintersWithCall.After(Pledge()).State.Inbox.Calls[Lockout].ChangedSinceAnswered.ShouldBeFalse();
    }

    [Fact]
    public void Reminders_come_to_the_silent_alone_and_not_in_their_quiet_hours()
    {
        var reminder = new LearnReminder(Lockout, 2);
        PrintersWithCall.When(reminder).Then(new Reminded(Lockout, 2, Noon));
        PrintersWithCall.After(Pledge()).When(reminder).ThenNothing();
        PrintersWithCall.After(new LearnCallEnd(Lockout, 2, CallEnd.Cancelled)).When(reminder).ThenNothing();
        PrintersWithCall.After(new SetReminders(ReminderSettings.Default with { On = false })).When(reminder)
            .ThenNothing();
        var night = Noon.AddHours(10);
        PrintersWithCall.When(reminder, night).ThenTells(
            new Message(Printers, new RingReminder(Lockout, 2), Noon.AddHours(19)));
        PrintersWithCall.When(new RingReminder(Lockout, 2), Noon.AddHours(19))
            .Then(new Reminded(Lockout, 2, Noon.AddHours(19)));
    }

    [Theory]
    [InlineData(21, 7, 0, 12, 0)]
    [InlineData(21, 7, 0, 21, 10)]
    [InlineData(21, 7, 0, 6, 1)]
    [InlineData(21, 7, 120, 20, 9)]
    [InlineData(1, 5, 0, 3, 2)]
    [InlineData(8, 8, 0, 8, 0)]
    public void Quiet_hours_are_by_the_sections_own_clocks(int from, int until, int offset, int hour, int waits)
    {
        var at = new DateTimeOffset(1868, 4, 1, hour, 0, 0, TimeSpan.Zero);
        new ReminderSettings(true, from * 60, until * 60, offset).NextTime(at).ShouldBe(at.AddHours(waits));
    }

    [Fact]
    public void Settings_are_checked()
    {
        var usual = ReminderSettings.Default;
        PrintersWithCall.When(new SetReminders(usual with { QuietFrom = 1_440 })).ThenMalformed("quiet_from");
        PrintersWithCall.When(new SetReminders(usual with { QuietUntil = -1 })).ThenMalformed("quiet_until");
        PrintersWithCall.When(new SetReminders(usual with { UtcOffset = 841 })).ThenMalformed("utc_offset");
        PrintersWithCall.When(new SetReminders(usual)).ThenNothing();
        PrintersWithCall.When(new SetOpenness(new Openness(Detail.Books, Detail.Totals))).ThenMalformed("federation");
        PrintersWithCall.When(new SetOpenness(new Openness(Detail.Nothing, Detail.Books)))
            .Then(new OpennessSet(new Openness(Detail.Nothing, Detail.Books)));
    }

    [Fact]
    public void A_warning_is_heard_by_its_trade_and_by_mixed_sections()
    {
        var heard = new LearnWarning(Warning, Romande);
        PrintersWithCall.When(heard).Then(new WarningHeard(Warning, Romande, Noon));
        PrintersWithCall.After(heard).When(heard).ThenNothing();
        PrintersWithCall.When(heard with { Warning = Warning with { Facts = Facts } }).ThenNothing();
        Scenarios.Section(Weavers).After(FoundSection with { Kind = SectionKind.Central, Trade = "" }).When(heard)
            .Then(new WarningHeard(Warning, Romande, Noon));
        PrintersWithCall.After(new LearnCallEnd(Lockout, 2, CallEnd.StrikeOver)).When(heard).ThenNothing();
    }

    [Fact]
    public void Who_was_warned_acknowledges_tells_of_agents_and_refuses_the_work_called_or_not()
    {
        var warned = Scenarios.Section(Weavers).After(FoundSection).After(new LearnWarning(Warning, Romande));
        warned.When(new AcknowledgeWarning(Lockout)).ThenTells(
            new Message(Lockout, new WarningCommand.LearnAcknowledged(Weavers)));
        warned.After(new AcknowledgeWarning(Lockout)).When(new AcknowledgeWarning(Lockout)).ThenNothing();
        warned.When(new ReportSighting(First, Lockout, "", "agents")).ThenMalformed("place");
        warned.After(new ReportSighting(First, Lockout, "the station", "agents"))
            .When(new ReportSighting(First, Lockout, "the station", "agents")).ThenRefused("PLEDGE_EXISTS");
        warned.When(new OfferSupport(First, Lockout, SupportKind.RefusalOfWork, null, "", "")).Afterwards();
        warned.After(new LearnCallEnd(Lockout, 2, CallEnd.StrikeOver))
            .When(new OfferSupport(First, Lockout, SupportKind.RefusalOfWork, null, "", ""))
            .ThenRefused("CALL_UNKNOWN");
        Scenarios.Section(Weavers).After(FoundSection).When(new AcknowledgeWarning(Lockout))
            .ThenRefused("WARNING_UNKNOWN");
    }

    [Fact]
    public void Support_is_offered_and_withdrawn_and_is_an_answer()
    {
        var offer = new OfferSupport(First, Lockout, SupportKind.Lodging, 12, "beds", "");
        PrintersWithCall.When(offer with { Quantity = 0 }).ThenMalformed("quantity");
        PrintersWithCall.When(offer with { Unit = "" }).ThenMalformed("unit");
        PrintersWithCall.When(offer with { Quantity = null }).ThenMalformed("unit");
        PrintersWithCall.When(offer with { Kind = SupportKind.Letter }).ThenMalformed("note");
        var offered = PrintersWithCall.After(offer);
        offered.State.Inbox.Calls[Lockout].Answer.ShouldBe(Answer.Supported);
        offered.When(new DeclineCall(Winter, Lockout, "")).ThenRefused("ALREADY_PLEDGED");
        offered.After(Pledge() with { Pledge = Winter }).State.Inbox.Calls[Lockout].Answer.ShouldBe(Answer.Pledged);
        offered.After(Pledge() with { Pledge = Winter }).After(new WithdrawPledge(Winter, ""))
            .State.Inbox.Calls[Lockout].Answer.ShouldBe(Answer.Supported);
        offered.After(new WithdrawSupport(First, "")).State.Inbox.Calls[Lockout].Answer.ShouldBe(Answer.Declined);
        offered.When(new WithdrawSupport(Winter, "")).ThenRefused("UNKNOWN_OFFER");
        offered.When(offer).ThenRefused("PLEDGE_EXISTS");
    }

    [Fact]
    public void Tranches_are_checked_field_by_field()
    {
        PrintersWithCall.When(Promise with { Count = 1 }).ThenMalformed("tranches");
        PrintersWithCall.When(Promise with { EveryDays = 0 }).ThenMalformed("every_days");
        PrintersWithCall.When(Promise with { Authority = " " }).ThenMalformed("authority");
        PrintersWithCall.When(Promise with { Pledge = new(new string('x', 60)) }).ThenMalformed("pledge_id");
        PrintersWithCall.When(Promise with { Each = Francs(100_001) }).ThenRefused("NOT_ENOUGH_AVAILABLE");
        PrintersWithCall.After(Pledge() with { Pledge = new("winter-t3") }).When(Promise).ThenRefused("PLEDGE_EXISTS");
        PrintersWithCall.After(Promise).When(Pledge() with { Pledge = new("winter-t3") }).ThenRefused("PLEDGE_EXISTS");
    }

    // Both ways: what a promise keeps for its tranches, and what has such a name already, whatever it is.
    [Fact]
    public void An_id_that_a_promise_keeps_for_its_tranches_is_free_of_all_other_uses()
    {
        var second = new PledgeId("winter-t2");
        PrintersWithCall.After(new OfferSupport(second, Lockout, SupportKind.Letter, null, "", "Hold out"))
            .When(Promise).ThenRefused("PLEDGE_EXISTS");
        PrintersWithCall.After(new ReportSighting(second, Lockout, "the station", "agents"))
            .When(Promise).ThenRefused("PLEDGE_EXISTS");
        PrintersWithCall.After(Promise with { Pledge = second, Each = Francs(5) })
            .When(Promise).ThenRefused("PLEDGE_EXISTS");
        var loan = new AidKey(Party.Named("A hatter"), First);
        var repaid = PrintersWithCall
            .After(new DeclareStrike(new StrikeId("our-own"), Facts))
            .After(new RecordLoan(First, "A hatter", new StrikeId("our-own"), Francs(300)))
            .After(new RepayLoan(loan, second, Francs(40), Lockout, Builders, "assembly"));
        repaid.When(Promise).ThenRefused("PLEDGE_EXISTS");
        repaid.When(Promise with { Pledge = new("summer") }).Tells();
    }

    [Fact]
    public void Tranches_fall_due_on_the_days_that_were_promised_however_late_they_are_seen_to()
    {
        // The service was down from the first week to the fortieth day.
        var late = Noon.AddDays(40);
        var promised = PrintersWithCall.After(Promise with { Each = Francs(40_000) });
        var second = promised.When(new PayTranche(Winter, 2), late);
        second.Tells().ShouldContain(new Message(Printers, new PayTranche(Winter, 3), Noon.AddDays(14)));
        // What fell due meanwhile is seen to at once: sent while there is money for it, and else shown as missed.
        var all = promised.After(new PayTranche(Winter, 2), late).After(new PayTranche(Winter, 3), late)
            .After(new PayTranche(Winter, 4), late).State;
        (all.Promises.Tranches[Winter].Done, all.Promises.Tranches[Winter].Missed).ShouldBe((4, 2));
        all.Promises.Pledges.Keys.ShouldBe([new("winter-t1"), new("winter-t2")]);
    }

    [Fact]
    public void What_is_needed_is_named_in_a_currency_that_the_section_keeps()
    {
        var refused = BuildersOnStrike.When(Needing(new Amount(400, Frf)));
        refused.ThenRefused("CURRENCY_LACKING");
        // Pounds of a hundred pence are others than those of 240.
        BuildersOnStrike.When(Needing(new Amount(400, Currency.Of("GBP"))))
            .ThenRefused("CURRENCY_LACKING");
        BuildersOnStrike.When(Needing(new Amount(0, Frf))).ThenRefused("AMOUNT_NOT_PAYABLE");
        BuildersOnStrike.When(Needing(new Amount(400, Gbp))).Tells();
    }

    [Fact]
    public void The_first_tranche_goes_out_at_once_and_the_others_each_at_its_time()
    {
        var promised = PrintersWithCall.When(Promise);
        promised.Tells().ShouldContain(new Message(Printers, new PayTranche(Winter, 2), Noon.AddDays(7)));
        var first = PrintersWithCall.After(Promise).State;
        first.Promises.Pledges[new PledgeId("winter-t1")].Transfer.ShouldNotBeNull();
        (first.Promises.Tranches[Winter].Done, first.Promises.Tranches[Winter].Left).ShouldBe((1, 3));
        first.Available(Chf).ShouldBe(Francs(70_000));
        var second = PrintersWithCall.After(Promise).After(new PayTranche(Winter, 2), Noon.AddDays(7));
        second.State.Available(Chf).ShouldBe(Francs(40_000));
        second.When(new PayTranche(Winter, 2)).ThenNothing();
        second.When(new PayTranche(Winter, 4)).ThenNothing();
    }

    [Fact]
    public void A_tranche_whose_money_is_not_there_is_missed_and_the_next_one_still_comes()
    {
        var poor = PrintersWithCall.After(Promise).After(new PayOut(Francs(50_000), "rent"));
        poor.When(new PayTranche(Winter, 2), Noon.AddDays(7)).Then(new TrancheMissed(Winter, 2, Noon.AddDays(14)));
        var missed = poor.After(new PayTranche(Winter, 2)).After(new Deposit(Francs(50_000), ""))
            .After(new PayTranche(Winter, 3)).After(new PayTranche(Winter, 4));
        missed.State.Promises.Tranches[Winter].State.ShouldBe(AidState.Honoured);
        missed.State.Promises.Tranches[Winter].Missed.ShouldBe(1);
        missed.State.Promises.Pledges.Keys.ShouldBe([new("winter-t1"), new("winter-t3"), new("winter-t4")]);
    }

    [Fact]
    public void Tranches_end_with_the_strike_or_when_they_are_withdrawn_and_not_with_the_call()
    {
        var promised = PrintersWithCall.After(Promise);
        promised.After(new LearnCallEnd(Lockout, 2, CallEnd.StrikeOver)).When(new PayTranche(Winter, 2))
            .Then(new TranchesEnded(Winter, AidState.Lapsed, "the strike is over"));
        promised.After(new LearnCallEnd(Lockout, 2, CallEnd.Cancelled)).When(new PayTranche(Winter, 2)).Afterwards()
            .Promises.Tranches[Winter].Done.ShouldBe(2);
        var withdrawn = promised.After(new WithdrawPledge(Winter, "our own strike"));
        withdrawn.State.Promises.Tranches[Winter].State.ShouldBe(AidState.Withdrawn);
        withdrawn.When(new PayTranche(Winter, 2)).ThenNothing();
        withdrawn.When(new WithdrawPledge(Winter, "")).ThenRefused("PLEDGE_NOT_OPEN");
        // The first one is on its way, and stays an answer.
        withdrawn.State.Inbox.Calls[Lockout].Answer.ShouldBe(Answer.Pledged);
    }

    [Fact]
    public void Whoever_has_seen_a_call_says_so_once()
    {
        PrintersWithCall.When(new SeeCall(Lockout)).Then(new CallSeen(Lockout, Noon));
        PrintersWithCall.After(new SeeCall(Lockout)).When(new SeeCall(Lockout)).ThenNothing();
        Scenarios.Section(Weavers).After(FoundSection).When(new SeeCall(Lockout)).ThenRefused("CALL_UNKNOWN");
    }
}
