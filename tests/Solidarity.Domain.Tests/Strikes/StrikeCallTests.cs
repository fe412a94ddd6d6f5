using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Strikes.Aid.AidCommand;
using static Solidarity.Domain.Strikes.Calls.CallCommand;
using static Solidarity.Domain.Strikes.Calls.CallEvent;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleCommand;
using static Solidarity.Domain.Strikes.Pay.PayCommand;
using static Solidarity.Domain.Strikes.Pay.PayEvent;
using static Solidarity.Domain.Strikes.Warnings.WarningCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Strikes;

/// <summary>How a call goes out: in waves, by its deadline, by the runway, by hand; and how it is taken back.</summary>
public sealed class StrikeCallTests
{
    private static readonly Address Abroad = new FederationId("abroad");
    private static readonly PayTerms Pay = new(Francs(1_400), Strikers: 10, new DateOnly(1868, 4, 1));
    private static readonly CallTerms Terms = new(Level.International, WaveHours: 48, RunwayDays: 5, [Abroad], Pay);
    private static readonly LearnAid Promised =
        new(FirstAid, AidKind.Gift, AidState.Pledged, Francs(1_000_000), Counted: true, "assembly");

    private static Scenario<Strike, StrikeCommand, StrikeEvent> Opened =>
        Scenarios.Strike(Lockout).After(new Open(Builders, Facts));

    private static Scenario<Strike, StrikeCommand, StrikeEvent> Local =>
        Opened.After(new SendCall(Call(scope: Level.Local), [Romande], Terms));

    private static LearnMoney Arrived(long minor) =>
        new(FirstAid, AidKind.Gift, 1, MoneyStage.Received, Francs(minor));

    [Fact]
    public void A_call_in_waves_says_until_when_to_answer_and_sets_its_alarms()
    {
        var (until, day) = (Noon.AddHours(48), TimeSpan.FromHours(24));
        var call = Call(scope: Level.Local) with { AnswerBy = until };
        Opened.When(new SendCall(Call(scope: Level.Local), [Romande], Terms)).ThenTells(
            new Message(Romande, new RelayCommand.LearnCall(call, Lockout)),
            new Message(Lockout, new RemindSilent(null, 1), until - day),
            new Message(Lockout, new EndWave(1), until));
        Opened.When(new SendCall(Call(), [Romande])).Tells().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_wave_that_ends_short_goes_one_level_wider_and_tells_its_section()
    {
        var wider = Call(2, Level.Regional) with { AnswerBy = Noon.AddHours(96) };
        var ended = Local.When(new EndWave(1), Noon.AddHours(48));
        ended.Then(new CallSent(wider, [Romande], Noon.AddHours(48), Terms, WaveCause.Deadline));
        ended.Tells().ShouldContain(new Message(Builders, new OwnCallCommand.LearnCallSent(wider)));
    }

    [Fact]
    public void The_last_wave_is_the_widest_and_asks_abroad_too()
    {
        var last = Local.After(new EndWave(1)).After(new EndWave(2)).When(new EndWave(3)).Afterwards();
        last.Calls.Call!.Scope.ShouldBe(Level.International);
        last.Calls.Call.AnswerBy.ShouldBeNull();
        last.Calls.Recipients.ShouldBe([Abroad, Romande], ignoreOrder: true);
        Local.After(new EndWave(1)).After(new EndWave(2)).After(new EndWave(3)).When(new EndWave(4)).ThenNothing();
    }

    [Fact]
    public void An_amended_call_goes_to_those_who_have_it_and_no_further()
    {
        var amended = Local.When(new AmendCall(Call(scope: Level.International) with { Asks = "Coal" }, Terms));
        var call = amended.Afterwards().Calls.Call!;
        (call.Number, call.Scope, call.Revision, call.Asks).ShouldBe((2, Level.Local, 1, "Coal"));
        amended.Tells().ShouldContain(new Message(Romande, new RelayCommand.LearnCall(call, Lockout)));
        // Its section knows what it has changed itself.
        amended.Tells().ShouldNotContain(message => message.Command is OwnCallCommand.LearnCallSent);
        amended.Afterwards().Calls.Waves[^1].Cause.ShouldBe(WaveCause.Amended);
        Local.After(new CancelCall(Builders, "")).When(new AmendCall(Call(), Terms)).ThenNothing();
        Local.After(new Close(Builders, Outcome.Won, "")).When(new AmendCall(Call(), Terms)).ThenNothing();
    }

    [Fact]
    public void An_amended_call_keeps_its_deadline_unless_the_time_of_a_wave_changes()
    {
        var (later, until) = (Noon.AddHours(24), Noon.AddHours(48));
        var asked = Call(scope: Level.Local);
        var kept = Local.After(new AmendCall(asked with { Asks = "Coal" }, Terms), later);
        kept.State.Calls.Call!.AnswerBy.ShouldBe(until);
        // The alarm is that of what was sent last.
        kept.When(new EndWave(1), until).ThenNothing();
        kept.When(new EndWave(2), until).Afterwards().Calls.Call!.Scope.ShouldBe(Level.Regional);
        // With terms alone the deadline is news to those who have the call.
        var longer = Local.After(new AmendCall(asked, Terms with { WaveHours = 72 }), later).State.Calls.Call!;
        (longer.AnswerBy, longer.Revision).ShouldBe((later.AddHours(72), 1));
        var onlyPay = Terms with { Pay = Pay with { Strikers = 12 } };
        Local.After(new AmendCall(asked, onlyPay), later).State.Calls.Call!.Revision.ShouldBe(0);
        var byHand = Local.After(new AmendCall(asked, null)).State.Calls;
        (byHand.Terms, byHand.Call!.AnswerBy).ShouldBe((null, null));
        // A wave that was over with its need covered begins anew.
        Local.After(Promised).After(new EndWave(1), until).After(new AmendCall(asked, Terms), until.AddHours(1))
            .State.Calls.Call!.AnswerBy.ShouldBe(until.AddHours(49));
    }

    [Fact]
    public void Dearer_strike_pay_that_the_fund_cannot_bear_widens_the_call_at_once()
    {
        var funded = Local.After(Arrived(20_000));
        var dearer = Terms with { Pay = Pay with { Weekly = Francs(7_000) } };
        funded.When(new AmendCall(Call(scope: Level.Local), dearer)).Afterwards()
            .Calls.Call!.Scope.ShouldBe(Level.Regional);
        funded.When(new AmendCall(Call(scope: Level.Local), Terms)).Afterwards()
            .Calls.Call!.Scope.ShouldBe(Level.Local);
    }

    [Fact]
    public void An_alarm_of_an_earlier_wave_and_one_after_the_end_ring_for_nothing()
    {
        Local.After(new EndWave(1)).When(new EndWave(1)).ThenNothing();
        Local.After(new Close(Builders, Outcome.Won, "")).When(new EndWave(1)).ThenNothing();
        Local.After(new CancelCall(Builders, "")).When(new EndWave(1)).ThenNothing();
    }

    [Fact]
    public void Nobody_else_is_asked_while_the_need_is_covered_and_the_wave_begins_anew_when_it_is_not()
    {
        var covered = Local.After(Promised);
        covered.When(new EndWave(1)).Then(new WaveKept(1, Until: null));
        var kept = covered.After(new EndWave(1));
        var withdrawn = kept.When(Promised with { State = AidState.Withdrawn });
        withdrawn.Tells().ShouldContain(new Message(Lockout, new EndWave(1), Noon.AddHours(48)));
        kept.After(Promised with { State = AidState.Withdrawn }).When(new EndWave(1)).Afterwards()
            .Calls.Call!.Scope.ShouldBe(Level.Regional);
    }

    // Invariants 10 and 13: anybody may say that it gives; what covers is what has arrived, and what those say that the
    // call has reached.
    [Fact]
    public void What_others_say_than_those_that_were_asked_covers_nothing_until_it_has_arrived()
    {
        var most = Francs(Amount.MinorMax);
        var collected = Promised with { Amount = most, Unasked = true };
        var told = Local.After(collected);
        (told.State.IsShort, told.State.Aid.Totals[Chf].Pledged).ShouldBe((true, Amount.MinorMax));
        told.When(new EndWave(1)).Afterwards().Calls.Call!.Scope.ShouldBe(Level.Regional);
        foreach (var stage in (MoneyStage[])[MoneyStage.Held, MoneyStage.InTransit])
        {
            var sent = told.After(new LearnMoney(FirstAid, AidKind.Gift, 1, stage, most));
            (sent.State.IsShort, sent.State.Aid.Totals[Chf].UnaskedOnItsWay).ShouldBe((true, Amount.MinorMax));
            sent.After(Arrived(1_000_000)).State.IsShort.ShouldBeFalse();
        }
        told.After(collected with { State = AidState.Withdrawn }).State.Aid.Totals.ShouldBeEmpty();
        // Money that is quicker than word of its promise covers nothing before that word.
        var early = Local.After(new LearnMoney(FirstAid, AidKind.Gift, 1, MoneyStage.Held, Francs(1_000_000)));
        early.State.IsShort.ShouldBeTrue();
        early.After(Promised).State.IsShort.ShouldBeFalse();
    }

    [Fact]
    public void Where_no_sum_is_needed_nothing_can_cover_it() =>
        Opened.After(new SendCall(Call(scope: Level.Local) with { Need = null }, [Romande], Terms))
            .After(Promised).When(new EndWave(1)).Afterwards().Calls.Call!.Scope.ShouldBe(Level.Regional);

    [Fact]
    public void The_runway_counts_what_has_arrived_less_what_was_paid_and_the_days_that_are_owed()
    {
        // Ten strikers at 14.00 a week are 20.00 a day.
        var day = DateOnly.FromDateTime(Noon.UtcDateTime);
        Local.State.RunwayOn(day)!.Days.ShouldBe(0);
        var funded = Local.After(Promised).After(Arrived(20_000));
        funded.State.RunwayOn(day)!.Days.ShouldBe(10);
        funded.State.RunwayOn(day.AddDays(3))!.Days.ShouldBe(7);
        funded.State.RunwayOn(day.AddDays(30))!.Days.ShouldBe(0);
        var paid = funded.After(new LearnStrikePay(Builders, Francs(6_000), day.AddDays(2), Entry: 1));
        paid.State.RunwayOn(day.AddDays(3))!.Days.ShouldBe(7);
        Opened.After(new SendCall(Call(), [])).State.RunwayOn(day).ShouldBeNull();
    }

    [Fact]
    public void Pledges_and_money_on_its_way_are_no_runway()
    {
        var sent = Local.After(Promised)
            .After(Arrived(0) with { Stage = MoneyStage.InTransit, Amount = Francs(90_000) });
        sent.State.RunwayOn(DateOnly.FromDateTime(Noon.UtcDateTime))!.Days.ShouldBe(0);
    }

    [Fact]
    public void A_runway_that_falls_too_low_widens_the_call_at_once_and_once()
    {
        var funded = Local.After(Arrived(20_000));
        funded.State.Calls.RunwayArmed.ShouldBeTrue();
        var paid = funded.When(new LearnStrikePay(Builders, Francs(14_000), Today, Entry: 1));
        var after = paid.Afterwards();
        after.Calls.Call!.Scope.ShouldBe(Level.Regional);
        after.Calls.Waves[^1].Cause.ShouldBe(WaveCause.Runway);
        after.Calls.RunwayArmed.ShouldBeFalse();
        funded.After(new LearnStrikePay(Builders, Francs(14_000), Today, Entry: 1))
            .When(new LearnStrikePay(Builders, Francs(1_000), Today, Entry: 2))
            .Then(new StrikePayPaid(Francs(1_000), Today, Entry: 2));
    }

    [Fact]
    public void A_runway_that_time_makes_too_short_is_found_by_its_alarm()
    {
        var funded = Local.When(Arrived(20_000));
        // Ten days: at the start of the seventh four are left.
        var alarm = funded.Tells().Single(m => m.Command is CheckRunway);
        alarm.Due.ShouldBe(Noon.AddDays(6));
        var watched = Local.After(Arrived(20_000));
        watched.When(new CheckRunway(1), Noon.AddDays(6)).Afterwards().Calls.Call!.Scope.ShouldBe(Level.Regional);
        watched.When(new CheckRunway(7), Noon.AddDays(6)).ThenNothing();
        watched.When(new CheckRunway(1), Noon.AddDays(5)).Afterwards().Calls.Call!.Scope.ShouldBe(Level.Local);
    }

    [Fact]
    public void A_fund_that_was_never_filled_waits_for_the_waves() =>
        Local.When(Arrived(100)).Afterwards().Calls.Call!.Scope.ShouldBe(Level.Local);

    [Fact]
    public void Narrowing_takes_the_call_back_and_sends_it_again_less_far_and_not_abroad()
    {
        var wide = Opened.After(new SendCall(Call(), [Printers], Terms));
        var narrowed = wide.When(new NarrowCall(Builders, Level.Regional));
        var call = Call(2, Level.Regional) with { Reaffirmed = true };
        narrowed.ThenTells(
            new Message(Printers, new InboxCommand.LearnCallEnd(Lockout, 2, CallEnd.Narrowed)),
            new Message(Abroad, new RelayCommand.LearnCallEnd(Lockout, 2, CallEnd.Narrowed, Lockout)),
            new Message(Printers, new InboxCommand.LearnCall(call, Lockout)));
        wide.When(new NarrowCall(Builders, Level.International)).ThenNothing();
        wide.When(new NarrowCall(Weavers, Level.Local)).ThenNothing();
    }

    [Fact]
    public void A_changed_call_is_a_revision_and_the_same_again_is_none()
    {
        var sent = Opened.After(new SendCall(Call(), [Romande]));
        sent.When(new SendCall(Call() with { Asks = "Coal" }, [])).Afterwards().Calls.Call!.Revision.ShouldBe(1);
        sent.When(new SendCall(Call() with { Need = Francs(5) }, [])).Afterwards().Calls.Call!.Revision.ShouldBe(1);
        sent.When(new SendCall(Call() with { Support = [SupportKind.Lodging] }, [])).Afterwards()
            .Calls.Call!.Revision.ShouldBe(1);
        sent.When(new SendCall(Call(), [Printers])).Afterwards().Calls.Call!.Revision.ShouldBe(0);
    }

    [Fact]
    public void The_silent_are_reminded_by_the_waves_alarm_or_by_hand_and_not_after_the_end()
    {
        var reminder = new Message(Romande, new RelayCommand.LearnReminder(Lockout, 2, Lockout));
        Local.When(new RemindSilent(null, 1)).ThenTells(reminder);
        Local.When(new RemindSilent(Builders, 0)).ThenTells(reminder);
        Local.When(new RemindSilent(null, 7)).ThenNothing();
        // The service was down, and the wave is over: there is nothing to remind of any more.
        Local.When(new RemindSilent(null, 1), Noon.AddHours(48)).ThenNothing();
        Local.When(new RemindSilent(Weavers, 0)).ThenNothing();
        Local.After(new Close(Builders, Outcome.Lost, "")).When(new RemindSilent(Builders, 0)).ThenNothing();
    }

    [Fact]
    public void A_relay_that_says_another_scope_or_an_unknown_number_shows()
    {
        var told = new LearnRelayed(Romande, 1, Level.Local, 12, 1, "");
        Local.After(told).State.Calls.Relays[Romande].Problem.ShouldBeEmpty();
        Local.After(told with { Scope = Level.International }).State.Calls.Relays[Romande].Problem
            .ShouldBe("was sent as Local and relayed as International");
        Local.After(told with { Number = 9 }).State.Calls.Relays[Romande].Problem.ShouldContain("never sent");
        Local.After(told with { Problem = "federation romande does not exist" }).State.Calls.Relays[Romande].Problem
            .ShouldContain("does not exist");
    }

    [Fact]
    public void Who_was_told_of_the_call_and_drops_it_shows()
    {
        Local.State.Calls.Relays[Romande].Problem.ShouldBe(RelayReport.NotReported);
        var reported = Local.After(new LearnRelayed(Romande, 1, Level.Local, 12, 1, "", [Council]));
        reported.State.Calls.Relays[Romande].Problem.ShouldBeEmpty();
        reported.State.Calls.Relays[Council].Problem.ShouldBe(RelayReport.NotReported);
        reported.After(new LearnRelayed(Council, 1, Level.Local, 3, 0, "")).State.Calls.Relays[Council].IsReported
            .ShouldBeTrue();
    }

    [Fact]
    public void A_federation_that_the_call_was_passed_on_to_has_not_reported_until_it_does()
    {
        var passed = Local.After(new PassCallOn(Builders, Council));
        passed.State.Calls.Relays[Council].ShouldBe(
            new RelayReport(1, Level.Local, 0, 0, Noon, RelayReport.NotReported));
        var reported = passed.After(new LearnRelayed(Council, 1, Level.Local, 3, 0, ""));
        reported.State.Calls.Relays[Council].IsReported.ShouldBeTrue();
        // Passed on once, and to sections without a report.
        reported.When(new PassCallOn(Builders, Council)).ThenNothing();
        Local.After(new PassCallOn(Builders, Printers)).State.Calls.Relays.Keys.ShouldBe([Romande]);
    }

    [Fact]
    public void A_warning_goes_out_once_and_what_comes_back_is_counted_once()
    {
        var warning = new Warning(Lockout, Builders, "Stay away", Facts);
        var send = new SendWarning(Builders, "Stay away", [Romande]);
        Opened.When(send).ThenTells(new Message(Romande, new RelayCommand.LearnWarning(warning, Lockout)));
        Opened.After(send).When(send).ThenNothing();
        var seen = new LearnSighting(FirstAid, new Sighting("the station", "agents", Noon));
        var told = Opened.After(send).After(new LearnAcknowledged(Printers)).After(seen);
        told.When(new LearnAcknowledged(Printers)).ThenNothing();
        told.When(seen).ThenNothing();
        (told.State.Warnings.Acknowledged.Count, told.State.Warnings.Sightings.Count).ShouldBe((1, 1));
    }

    [Fact]
    public void Support_is_an_answer_and_no_money()
    {
        var beds = new Support(SupportKind.Lodging, 12, "beds", "", Withdrawn: false);
        var offered = Local.After(new LearnSupport(FirstAid, beds));
        offered.State.Aid.Givers[Party.Of(Printers)].Answer.ShouldBe(Answer.Supported);
        offered.State.Aid.Totals.ShouldBeEmpty();
        offered.After(Promised with { Aid = new AidKey(Party.Of(Printers), new PledgeId("second")) })
            .State.Aid.Givers[Party.Of(Printers)].Answer.ShouldBe(Answer.Pledged);
        offered.After(new LearnSupport(FirstAid, beds with { Withdrawn = true }))
            .State.Aid.Givers[Party.Of(Printers)].Answer.ShouldBe(Answer.Declined);
    }

    [Fact]
    public void Tranches_to_come_are_pledged_and_never_more()
    {
        var ahead = new TranchesAhead(AidKind.Gift, Francs(300), Left: 4, Noon.AddDays(7), 7, Missed: 0);
        var promised = Local.After(new LearnTranches(FirstAid, ahead));
        promised.State.Aid.Totals[Chf].ShouldBe(new AidTotals(1_200, 0, 0, 0, Gifts: 1_200, Loans: 0));
        promised.State.Aid.Answers.Pledged.ShouldBe(1);
        var over = promised.After(new LearnTranches(FirstAid, ahead with { Left = 0 }));
        over.State.Aid.Totals.ShouldBeEmpty();
        over.State.Aid.Answers.ShouldBe(AnswerCounts.None with { Declined = 1 });
    }
}
