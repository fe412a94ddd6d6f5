using Solidarity.Domain.Amendments;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeCommand;
using static Solidarity.Domain.Strikes.Calls.CallCommand;
using static Solidarity.Domain.Strikes.Lifecycle.LifecycleCommand;
using static Solidarity.Domain.Strikes.Warnings.WarningCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Strikes;

/// <summary>A strike that was ended by mistake goes on, and facts that were wrong are put right, everywhere.</summary>
public sealed class ReopeningTests
{
    private static readonly Warning Warning = new(Lockout, Builders, "Stay away", Facts with
    {
        Trade = FoundSection.Trade,
    });

    private static Scenario<Strike, StrikeCommand, StrikeEvent> Called => Scenarios.Strike(Lockout)
        .After(new Open(Builders, Facts)).After(new SendCall(Call(), [Printers, Romande]));

    private static Scenario<Strike, StrikeCommand, StrikeEvent> Ended =>
        Called.After(new Close(Builders, Calls.Outcome.Won, "ten hours"));

    private static Scenario<Federation, FederationCommand, FederationEvent> Relaying => Scenarios.Federation(Romande)
        .After(FoundFederation)
        .After(new Domain.Federations.Members.MemberCommand.LearnAsked(Printers, 1))
        .After(new Domain.Federations.Members.MemberCommand.Admit(Printers))
        .After(new RelayCommand.LearnCall(Call(), Lockout));

    [Fact]
    public void Its_section_reopens_it_within_a_fortnight()
    {
        var ended = BuildersOnStrike.After(new EndStrike(Lockout, Calls.Outcome.Won, ""));
        var reopen = new ReopenStrike(Lockout, "the tariff was not signed");
        var last = Noon.AddDays(SectionStrikes.ReopenDaysMax);
        ended.When(reopen, last).ThenTells(new Message(Lockout, new Reopen(Builders, reopen.Reason)));
        ended.When(reopen, last.AddSeconds(1)).ThenRefused("TOO_LATE_TO_REOPEN");
        ended.When(reopen with { Reason = " " }).ThenMalformed("reason");
        ended.When(reopen with { Strike = new("other") }).ThenRefused("UNKNOWN_STRIKE");
        BuildersOnStrike.When(reopen).ThenRefused("STRIKE_GOES_ON");
        ended.After(reopen).When(reopen).ThenRefused("STRIKE_GOES_ON");
        // It can end again, and its call stays closed until it calls again.
        ended.After(reopen).When(new Domain.Sections.OwnCalls.OwnCallCommand.RemindSilent(Lockout))
            .ThenRefused("NOT_CALLED");
        ended.After(reopen).After(new EndStrike(Lockout, Calls.Outcome.Lost, ""));
    }

    [Fact]
    public void Those_who_were_told_of_the_end_are_told_and_nobody_is_asked()
    {
        var reopened = Ended.When(new Reopen(Builders, "a mistake"));
        reopened.ThenTells(
            new Message(Printers, new InboxCommand.LearnCallEnd(Lockout, 3, CallEnd.Reopened)),
            new Message(Romande, new RelayCommand.LearnCallEnd(Lockout, 3, CallEnd.Reopened, Lockout)));
        var state = reopened.Afterwards();
        (state.Outcome, state.Calls.IsOpen).ShouldBe((null, false));
        state.Amendments.ShouldBe([new Amendment(Noon, "state", "Won: ten hours", "open: a mistake")]);
        Called.When(new Reopen(Builders, "")).ThenNothing();
        Ended.When(new Reopen(Weavers, "")).ThenNothing();
        Ended.After(new Reopen(Builders, "")).After(new SendCall(Call(), [])).State.Calls.Call!.Reaffirmed
            .ShouldBeTrue();
    }

    [Fact]
    public void A_warning_stands_again()
    {
        var warned = Called.After(new SendWarning(Builders, "Stay away", [Romande]))
            .After(new Close(Builders, Calls.Outcome.Won, ""));
        var again = new Warning(Lockout, Builders, "Stay away", Facts, Revision: 1);
        warned.When(new Reopen(Builders, "")).Tells().ShouldContain(
            new Message(Romande, new RelayCommand.LearnWarning(again, Lockout)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void In_an_inbox_it_goes_on_whichever_word_is_quicker(bool endFirst)
    {
        var heard = PrintersWithCall.After(new InboxCommand.LearnWarning(Warning, Romande));
        var (end, back) = (new InboxCommand.LearnCallEnd(Lockout, 2, CallEnd.StrikeOver),
            new InboxCommand.LearnCallEnd(Lockout, 3, CallEnd.Reopened));
        var told = endFirst ? heard.After(end).After(back) : heard.After(back).After(end);
        var inbox = told.State.Inbox;
        (inbox.Calls[Lockout].Closed, inbox.Calls[Lockout].HowEnded).ShouldBe((true, CallEnd.Reopened));
        inbox.Warnings[Lockout].Over.ShouldBeFalse();
        told.When(Pledge()).ThenRefused("CALL_CLOSED");
        told.After(new InboxCommand.LearnCall(Call(4), Romande)).State.Inbox.Calls[Lockout].Closed.ShouldBeFalse();
    }

    [Fact]
    public void A_call_that_is_quicker_than_word_of_the_reopening_is_open()
    {
        var ended = PrintersWithCall.After(new InboxCommand.LearnCallEnd(Lockout, 2, CallEnd.StrikeOver));
        var called = ended.After(new InboxCommand.LearnCall(Call(4), Romande));
        called.State.Inbox.Calls[Lockout].Closed.ShouldBeFalse();
        called.When(new InboxCommand.LearnCallEnd(Lockout, 3, CallEnd.Reopened)).ThenNothing();
    }

    [Fact]
    public void A_federation_passes_it_on_once_and_relays_warnings_again()
    {
        var over = Relaying.After(new RelayCommand.LearnCallEnd(Lockout, 2, CallEnd.StrikeOver, Lockout));
        var back = new RelayCommand.LearnCallEnd(Lockout, 3, CallEnd.Reopened, Lockout);
        over.When(back).ThenTells(new Message(Printers, new InboxCommand.LearnCallEnd(Lockout, 3, CallEnd.Reopened)));
        over.After(back).When(back).ThenNothing();
        over.After(back).State.Relays.OpenCalls.ShouldBeEmpty();
        var warning = new RelayCommand.LearnWarning(Warning, Council);
        over.When(warning).ThenNothing();
        over.After(back).When(warning).Tells().ShouldHaveSingleItem().To.ShouldBe(Printers);
    }

    [Fact]
    public void New_facts_go_to_those_who_have_the_call_or_the_warning()
    {
        var facts = Facts with { Strikers = 2_900 };
        var amended = Called.After(new SendWarning(Builders, "Stay away", [Romande]))
            .When(new Amend(Builders, facts));
        var call = Call(2) with { Facts = facts, Revision = 1 };
        amended.ThenTells(
            new Message(Printers, new InboxCommand.LearnCall(call, Lockout)),
            new Message(Romande, new RelayCommand.LearnCall(call, Lockout)),
            new Message(Printers, new InboxCommand.LearnWarning(
                new Warning(Lockout, Builders, "Stay away", facts, 1), Lockout)),
            new Message(Romande, new RelayCommand.LearnWarning(
                new Warning(Lockout, Builders, "Stay away", facts, 1), Lockout)));
        amended.Afterwards().Amendments.ShouldBe([new Amendment(Noon, "strikers", "3000", "2900")]);
        Called.When(new Amend(Builders, Facts)).ThenNothing();
        Called.When(new Amend(Weavers, facts)).ThenNothing();
        // Where nobody is asked any more, the board alone shows them.
        Ended.When(new Amend(Builders, facts)).Tells().ShouldBeEmpty();
        Ended.After(new Amend(Builders, facts)).State.Facts!.Strikers.ShouldBe(2_900);
    }

    [Fact]
    public void A_warning_with_new_facts_replaces_the_one_that_was_heard()
    {
        var heard = PrintersWithCall.After(new InboxCommand.LearnWarning(Warning, Romande))
            .After(new InboxCommand.AcknowledgeWarning(Lockout));
        var other = Warning with { Facts = Facts, Revision = 1 };
        var after = heard.After(new InboxCommand.LearnWarning(other, Romande)).State.Inbox.Warnings[Lockout];
        (after.Warning, after.AcknowledgedAt).ShouldBe((other, Noon));
        heard.After(new InboxCommand.LearnWarning(other, Romande)).When(new InboxCommand.LearnWarning(Warning, Romande))
            .ThenNothing();

        var relayed = Relaying.After(new RelayCommand.LearnWarning(Warning, Lockout));
        relayed.When(new RelayCommand.LearnWarning(Warning, Lockout)).ThenNothing();
        relayed.When(new RelayCommand.LearnWarning(other, Lockout)).ThenTells(
            new Message(Printers, new InboxCommand.LearnWarning(other, Romande)));
        relayed.After(new RelayCommand.LearnWarning(other, Lockout)).State.Relays.Warnings[Lockout].Warning
            .ShouldBe(other);
    }
}
