using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Tests.Kit;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Acts;

/// <summary>What was done just now is not done a second time by mistake.</summary>
public sealed class RecentActsTests
{
    private static readonly PledgeId Second = new("second");

    /// <summary>Each act of a section: what comes before it, the act, the same under another id, and one that is not
    /// the same.</summary>
    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        ["deposit"] = new(
            PrintersWithCall, new OwnTreasuryCommand.Deposit(Francs(10), "dues"),
            new OwnTreasuryCommand.Deposit(Francs(10), "dues"), new OwnTreasuryCommand.Deposit(Francs(10), "a loan")),
        ["payment"] = new(
            PrintersWithCall, new OwnTreasuryCommand.PayOut(Francs(10), "rent"),
            new OwnTreasuryCommand.PayOut(Francs(10), "rent"), new OwnTreasuryCommand.PayOut(Francs(11), "rent")),
        ["dues"] = new(
            PrintersWithCall.Given(new AffiliationEvent.AffiliationGranted(Romande)),
            new OwnTreasuryCommand.PayDues(Romande, Francs(10), ""),
            new OwnTreasuryCommand.PayDues(Romande, Francs(10), ""),
            new OwnTreasuryCommand.PayDues(Romande, Francs(10), "May")),
        ["pledge"] = new(
            PrintersWithCall, Pledge(), Pledge(lapses: Noon.AddDays(7)) with { Pledge = Second },
            Pledge(kind: AidKind.Loan) with { Pledge = Second }),
        ["pledge that is sent"] = new(
            PrintersWithCall, Pledge(now: true), Pledge() with { Pledge = Second },
            Pledge() with { Pledge = Second, Authority = "assembly of 2 April" }),
        ["tranches"] = new(
            PrintersWithCall, Tranches(First, 2), Tranches(Second, 2), Tranches(Second, 3)),
        ["strike pay"] = new(
            StrikeWithFund, new OwnStrikeCommand.PayStrikePay(Lockout, Francs(10), ""),
            new OwnStrikeCommand.PayStrikePay(Lockout, Francs(10), "", Today),
            new OwnStrikeCommand.PayStrikePay(Lockout, Francs(10), "", Today.AddDays(7))),
        ["receipt"] = new(
            BuildersOnStrike, Received(First, "A hatter"), Received(Second, "A hatter"), Received(Second, "A baker")),
        ["report"] = new(
            BuildersOnStrike, Reported(First, AidState.Asked), Reported(Second, AidState.Asked),
            Reported(Second, AidState.Declined)),
        ["loan on record"] = new(
            BuildersOnStrike, new LoanCommand.RecordLoan(First, "Council", Lockout, Francs(100)),
            new LoanCommand.RecordLoan(Second, "Council", Lockout, Francs(100)),
            new LoanCommand.RecordLoan(Second, "Council", Lockout, Francs(101))),
        ["repayment"] = new(
            InDebt, Repaid(First, 10), Repaid(Second, 10), Repaid(Second, 11)),
        ["redirection"] = new(
            Lender, new LoanCommand.RedirectRepayment(First, new StrikeId("other"), Weavers, Francs(10)),
            new LoanCommand.RedirectRepayment(First, new StrikeId("other"), Weavers, Francs(10)),
            new LoanCommand.RedirectRepayment(First, new StrikeId("third"), Weavers, Francs(10))),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_within_ten_minutes_is_refused_until_it_is_meant(string name)
    {
        var (before, act, same, other) = Cases[name];
        var done = before.After(act);

        done.When(same, Noon.AddSeconds(20)).ThenRefused("DONE_JUST_NOW");
        done.When(Meant(same), Noon.AddSeconds(20)).Afterwards();
        done.When(other, Noon.AddSeconds(20)).Afterwards();
        done.When(same, Noon.AddMinutes(RecentActs.RecentMinutes)).Afterwards();
    }

    [Fact]
    public void The_refusal_says_what_was_done_when_and_how_to_do_it_again()
    {
        var done = PrintersWithCall.After(new OwnTreasuryCommand.PayOut(Francs(1_050), "rent"));
        var refusal = SectionDecider.Decide(
            done.State, new OwnTreasuryCommand.PayOut(Francs(1_050), "rent"), Noon.AddSeconds(20)).Refusal!;

        refusal.Message.ShouldBe("sections/lausanne-printers did this 20 seconds before, at 12:00:00 UTC: a payment of "
            + "10.50 CHF. To do it a second time, say again (--again on the command line).");
        refusal.Metadata["what"].ShouldBe("a payment of 10.50 CHF");
        refusal.Metadata["done_at"].ShouldBe("1868-04-01T12:00:00Z");
    }

    [Fact]
    public void It_is_refused_before_the_money_that_it_already_took_is_missed()
    {
        var done = PrintersWithCall.After(new OwnTreasuryCommand.PayOut(Francs(60_000), "rent"));
        done.When(new OwnTreasuryCommand.PayOut(Francs(60_000), "rent")).ThenRefused("DONE_JUST_NOW");
    }

    [Fact]
    public void What_was_refused_was_not_done()
    {
        PrintersWithCall.When(new OwnTreasuryCommand.PayOut(Francs(200_000), "rent"))
            .ThenRefused("NOT_ENOUGH_AVAILABLE");
        PrintersWithCall.After(new OwnTreasuryCommand.Deposit(Francs(200_000), "left to us"))
            .When(new OwnTreasuryCommand.PayOut(Francs(200_000), "rent")).Afterwards();
    }

    [Fact]
    public void A_tranche_that_is_paid_by_its_alarm_is_no_act_of_people()
    {
        var week = Noon.AddDays(7);
        var paid = PrintersWithCall.After(Tranches(First, 2)).After(new TrancheCommand.PayTranche(First, 2), week);
        paid.When(Pledge(minor: 10) with { Pledge = Second }, week).Afterwards();
    }

    [Fact]
    public void Only_the_latest_are_remembered()
    {
        var done = PrintersWithCall;
        for (var i = 0; i < RecentActs.ActsMax; i++)
            done = done.After(new OwnTreasuryCommand.Deposit(Francs(1 + i), "dues"));

        done.State.Acts.Done.Length.ShouldBe(RecentActs.ActsMax);
        done.When(new OwnTreasuryCommand.Deposit(Francs(1), "dues")).ThenRefused("DONE_JUST_NOW");
        done = done.After(new OwnTreasuryCommand.Deposit(Francs(1_000), "dues"));
        done.When(new OwnTreasuryCommand.Deposit(Francs(1), "dues")).Afterwards();
        var later = done.After(new OwnTreasuryCommand.Deposit(Francs(5), "dues"), Noon.AddHours(1));
        later.State.Acts.Done.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_federation_does_not_collect_or_hand_over_twice_by_mistake()
    {
        var collect = new CollectionCommand.Collect(First, Lockout, Builders, AidKind.Gift, Francs(100), "lists");
        var collected = Scenarios.Federation(Romande).After(FoundFederation).After(collect);
        collected.When(collect with { Collection = Second }).ThenRefused("DONE_JUST_NOW");
        collected.When(collect with { Collection = Second, Again = true }).Afterwards();

        var dues = new DuesTransferCommand.TransferDues(Council, Francs(10));
        var handed = Scenarios.Federation(Romande).After(FoundFederation)
            .After(new FederationCommand.LearnDues(Printers, Francs(100)))
            .After(new SuccessionCommand.AnnounceSuccession([Council], [], "congress"))
            .After(new SuccessionCommand.LearnSuccessorAnswer(Council, 1, true, "congress"))
            .After(dues);
        handed.When(dues).ThenRefused("DONE_JUST_NOW");
        handed.When(dues with { Again = true }).Afterwards();
    }

    private static TrancheCommand.PromiseTranches Tranches(PledgeId id, int count) =>
        new(id, Lockout, AidKind.Gift, Francs(10), count, EveryDays: 7, "assembly of 1 April");

    private static OwnStrikeCommand.ReceiveOutsideAid Received(PledgeId id, string from) =>
        new(Lockout, id, from, AidKind.Gift, Francs(100), "");

    private static OwnStrikeCommand.ReportAid Reported(PledgeId id, AidState state) =>
        new(Lockout, new AidKey(Party.Named("Carpenters"), id), AidKind.Gift, state, null, "");

    private static LoanCommand.RepayLoan Repaid(PledgeId id, long minor) => new(
        new AidKey(Party.Named("Council"), new PledgeId("loan")), id, Francs(minor), null, null, "assembly");

    private static Scenario<Section, SectionCommand, SectionEvent> StrikeWithFund =>
        BuildersOnStrike.After(Received(new PledgeId("gift"), "A hatter"));

    private static Scenario<Section, SectionCommand, SectionEvent> InDebt => BuildersOnStrike
        .After(new OwnTreasuryCommand.Deposit(Francs(1_000), ""))
        .After(new LoanCommand.RecordLoan(new PledgeId("loan"), "Council", Lockout, Francs(100)));

    private static Scenario<Section, SectionCommand, SectionEvent> Lender => PrintersWithCall
        .After(Pledge(kind: AidKind.Loan))
        .Given(new PledgeEvent.PledgeHonoured(First, Francs(5_000), Entry: null));

    private static SectionCommand Meant(SectionCommand command) => command switch
    {
        OwnTreasuryCommand.Deposit c => c with { Again = true },
        OwnTreasuryCommand.PayOut c => c with { Again = true },
        OwnTreasuryCommand.PayDues c => c with { Again = true },
        PledgeCommand.MakePledge c => c with { Again = true },
        TrancheCommand.PromiseTranches c => c with { Again = true },
        OwnStrikeCommand.PayStrikePay c => c with { Again = true },
        OwnStrikeCommand.ReceiveOutsideAid c => c with { Again = true },
        OwnStrikeCommand.ReportAid c => c with { Again = true },
        LoanCommand.RecordLoan c => c with { Again = true },
        LoanCommand.RepayLoan c => c with { Again = true },
        LoanCommand.RedirectRepayment c => c with { Again = true },
        _ => throw new UnreachableException($"section command {command.GetType().Name}"),
    };

    private sealed record Case(
        Scenario<Section, SectionCommand, SectionEvent> Before, SectionCommand Act, SectionCommand Same,
        SectionCommand Other);
}
