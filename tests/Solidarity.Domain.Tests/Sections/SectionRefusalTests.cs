using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries.Corridors;
using static Solidarity.Domain.Sections.Affiliations.AffiliationCommand;
using static Solidarity.Domain.Sections.Answers.AnswerCommand;
using static Solidarity.Domain.Sections.Inbox.InboxCommand;
using static Solidarity.Domain.Sections.Loans.LoanCommand;
using static Solidarity.Domain.Sections.OwnCalls.OwnCallCommand;
using static Solidarity.Domain.Sections.OwnStrikes.OwnStrikeCommand;
using static Solidarity.Domain.Sections.OwnTreasury.OwnTreasuryCommand;
using static Solidarity.Domain.Sections.Pledges.PledgeCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>What a section says no to.</summary>
public sealed class SectionRefusalTests
{
    private static readonly string TooLong = new('x', Texts.MemoCharsMax + 1);
    private static readonly string LongName = new('x', Texts.NameCharsMax + 1);
    private static readonly StrikeId Other = new("another");
    private static readonly PledgeId TheDecline = new("declined");
    private static readonly AidKey OldLoan = new(Party.Named("A hatter"), First);

    private static Scenario<Section, SectionCommand, SectionEvent> Unfounded => Scenarios.Section(Printers);

    /// <summary>Every command that moves a sum, with that sum.</summary>
    private static readonly Dictionary<string, Func<Amount, SectionCommand>> Payments = new()
    {
        ["deposit"] = sum => new Deposit(sum, ""),
        ["pay out"] = sum => new PayOut(sum, ""),
        ["pay dues"] = sum => new PayDues(Romande, sum, ""),
        ["strike pay"] = sum => new PayStrikePay(Lockout, sum, ""),
        ["outside aid"] = sum => new ReceiveOutsideAid(Lockout, First, "A hatter", AidKind.Gift, sum, ""),
        ["record a loan"] = sum => new RecordLoan(First, "A hatter", Lockout, sum),
        ["repay"] = sum => new RepayLoan(OldLoan, new PledgeId("repaid"), sum, null, null, "assembly"),
        ["pledge"] = sum => Pledge() with { Amount = sum },
    };

    public static TheoryData<string> PaymentNames => [.. Payments.Keys];

    private static Scenario<Section, SectionCommand, SectionEvent> Ready => PrintersWithCall
        .After(new AskAffiliation(Romande))
        .After(new LearnAffiliation(Romande, 1, Admitted: true, ""))
        .After(new DeclareStrike(Other, Facts));

    [Theory]
    [MemberData(nameof(PaymentNames))]
    public void A_sum_must_be_payable(string payment)
    {
        foreach (var minor in new[] { 0, -1, long.MinValue, Amount.MinorMax + 1, long.MaxValue })
            Ready.When(Payments[payment](Francs(minor))).ThenRefused("AMOUNT_NOT_PAYABLE");
    }

    [Theory]
    [MemberData(nameof(PaymentNames))]
    public void A_sum_must_be_in_a_currency_that_the_section_keeps(string payment) =>
        Ready.When(Payments[payment](new Amount(5, Frf))).ThenRefused("CURRENCY_LACKING");

    [Fact]
    public void Two_currencies_of_one_code_are_two_currencies() =>
        Ready.When(new Deposit(new Amount(5, Currency.Of("GBP")), "")).ThenRefused("CURRENCY_LACKING");

    [Theory]
    [InlineData("pay out")]
    [InlineData("pay dues")]
    [InlineData("pledge")]
    public void No_more_is_spent_than_is_available(string payment)
    {
        Ready.When(Payments[payment](Francs(100_001))).ThenRefused("NOT_ENOUGH_AVAILABLE");
        Ready.When(Payments[payment](Francs(100_000))).Afterwards().Available(Chf).Minor.ShouldBe(0);
        Ready.After(Pledge(99_000) with { Pledge = new PledgeId("before") })
            .When(Payments[payment](Francs(1_001))).ThenRefused("NOT_ENOUGH_AVAILABLE");
    }

    [Fact]
    public void Nothing_is_asked_of_a_section_that_is_not_founded()
    {
        SectionCommand[] commands =
        [
            new Deposit(Francs(1), ""), new AskAffiliation(Romande), Pledge(), new DeclareStrike(Lockout, Facts),
            new LearnCall(Call(), Romande), new ToTreasury(new CorridorCommand.CloseCorridor(To(Romande))),
        ];
        foreach (var command in commands)
            Unfounded.When(command).ThenRefused("UNKNOWN_BODY");
    }

    [Fact]
    public void A_founding_is_checked_field_by_field()
    {
        Unfounded.When(FoundSection with { Name = " " }).ThenMalformed("name");
        Unfounded.When(FoundSection with { Name = LongName }).ThenMalformed("name");
        Unfounded.When(FoundSection with { Trade = "" }).ThenMalformed("trade");
        Unfounded.When(FoundSection with { Locality = LongName }).ThenMalformed("locality");
        Unfounded.When(FoundSection with { Country = "ch" }).ThenMalformed("country");
        Unfounded.When(FoundSection with { Country = "CHE" }).ThenMalformed("country");
        Unfounded.When(FoundSection with { Members = 0 }).ThenMalformed("members");
        Unfounded.When(FoundSection with { Members = Profile.MembersMax + 1 }).ThenMalformed("members");
        Unfounded.When(FoundSection with { Currencies = [] }).ThenMalformed("currencies");
        Unfounded.When(FoundSection with { Currencies = default }).ThenMalformed("currencies");
        Unfounded.When(FoundSection with { Kind = SectionKind.Central, Trade = "" })
            .Afterwards().Founded.ShouldBeTrue();
        PrintersWithCall.When(FoundSection).ThenRefused("BODY_EXISTS");
    }

    [Fact]
    public void A_federation_is_asked_once_and_left_by_its_members_only()
    {
        var asked = PrintersWithCall.After(new AskAffiliation(Romande));
        asked.When(new AskAffiliation(Romande)).ThenRefused("ALREADY_AFFILIATED");
        asked.When(new PayDues(Romande, Francs(5), "")).ThenRefused("NOT_AFFILIATED");
        PrintersWithCall.When(new LeaveFederation(Romande)).ThenRefused("NOT_AFFILIATED");
        var many = PrintersWithCall;
        for (var i = 0; i < SectionAffiliations.AffiliationsMax; i++)
            many = many.After(new AskAffiliation(new FederationId($"f{i}")));
        many.When(new AskAffiliation(Romande)).ThenRefused("LIMIT_REACHED");
    }

    [Fact]
    public void A_pledge_answers_an_open_call_of_another_section()
    {
        PrintersWithCall.When(Pledge() with { Strike = Other }).ThenRefused("CALL_UNKNOWN");
        PrintersWithCall.After(new LearnCallEnd(Lockout, 2, CallEnd.StrikeOver)).When(Pledge())
            .ThenRefused("CALL_CLOSED");
        BuildersOnStrike.When(Pledge()).ThenRefused("OWN_STRIKE");
        BuildersOnStrike.When(new LearnCall(Call(), Romande)).ThenNothing();
    }

    [Fact]
    public void A_pledge_is_checked_field_by_field()
    {
        PrintersWithCall.When(Pledge() with { Authority = "" }).ThenMalformed("authority");
        PrintersWithCall.When(Pledge() with { Authority = TooLong }).ThenMalformed("authority");
        PrintersWithCall.When(Pledge(kind: AidKind.Repayment)).ThenMalformed("kind");
        PrintersWithCall.When(Pledge() with { Amount = null, HonourNow = true }).ThenMalformed("amount");
        PrintersWithCall.When(Pledge(lapses: Noon)).ThenMalformed("lapse_time");
        PrintersWithCall.After(Pledge()).When(Pledge()).ThenRefused("PLEDGE_EXISTS");
    }

    [Fact]
    public void Pledges_and_repayments_do_not_share_an_id()
    {
        var owing = Ready.After(new RecordLoan(First, "A hatter", Other, Francs(100)));
        var repayment = new RepayLoan(OldLoan, First, Francs(10), null, null, "assembly");
        owing.After(Pledge()).When(repayment).ThenRefused("PLEDGE_EXISTS");
        owing.After(repayment).When(Pledge()).ThenRefused("PLEDGE_EXISTS");
        owing.After(repayment).When(repayment).ThenRefused("PLEDGE_EXISTS");
    }

    [Fact]
    public void Only_an_open_pledge_with_a_sum_is_honoured_or_withdrawn()
    {
        PrintersWithCall.When(new HonourPledge(First)).ThenRefused("UNKNOWN_PLEDGE");
        PrintersWithCall.When(new WithdrawPledge(First, "")).ThenRefused("UNKNOWN_PLEDGE");
        PrintersWithCall.When(new LapsePledge(First)).ThenNothing();
        PrintersWithCall.After(Pledge() with { Amount = null })
            .When(new HonourPledge(First)).ThenRefused("SUM_NOT_NAMED");
        var sent = PrintersWithCall.After(Pledge(now: true));
        sent.When(new HonourPledge(First)).ThenRefused("PLEDGE_ON_ITS_WAY");
        sent.When(new WithdrawPledge(First, "")).ThenRefused("PLEDGE_ON_ITS_WAY");
        sent.When(new LapsePledge(First)).ThenNothing();
        var withdrawn = PrintersWithCall.After(Pledge()).After(new WithdrawPledge(First, "no"));
        withdrawn.When(new HonourPledge(First)).ThenRefused("PLEDGE_NOT_OPEN");
        withdrawn.When(new WithdrawPledge(First, "no")).ThenRefused("PLEDGE_NOT_OPEN");
        PrintersWithCall.After(Pledge()).When(new WithdrawPledge(First, TooLong)).ThenMalformed("reason");
    }

    [Fact]
    public void Who_has_pledged_does_not_decline()
    {
        PrintersWithCall.When(new DeclineCall(TheDecline, Other, "")).ThenRefused("CALL_UNKNOWN");
        PrintersWithCall.When(new DeclineCall(TheDecline, Lockout, TooLong)).ThenMalformed("reason");
        PrintersWithCall.After(Pledge()).When(new DeclineCall(TheDecline, Lockout, "")).ThenRefused("ALREADY_PLEDGED");
        PrintersWithCall.After(Pledge()).When(new DeclineCall(First, Lockout, "")).ThenRefused("PLEDGE_EXISTS");
        PrintersWithCall.After(new DeclineCall(TheDecline, Lockout, "no"))
            .When(new DeclineCall(TheDecline, Lockout, "no")).ThenNothing();
    }

    [Fact]
    public void A_strike_is_declared_once_with_facts_of_bounded_size()
    {
        BuildersOnStrike.When(new DeclareStrike(Lockout, Facts)).ThenRefused("STRIKE_EXISTS");
        var section = PrintersWithCall;
        section.When(new DeclareStrike(Other, Facts with { Trade = "" })).ThenMalformed("trade");
        section.When(new DeclareStrike(Other, Facts with { Country = "" })).ThenMalformed("country");
        section.When(new DeclareStrike(Other, Facts with { Demands = TooLong })).ThenMalformed("demands");
        section.When(new DeclareStrike(Other, Facts with { Strikers = 0 })).ThenMalformed("strikers");
        section.When(new DeclareStrike(Other, Facts with { Employers = [""] })).ThenMalformed("employers");
        ImmutableArray<string> many = [.. Enumerable.Repeat("x", StrikeFacts.EmployersMax + 1)];
        section.When(new DeclareStrike(Other, Facts with { Employers = many })).ThenMalformed("employers");
    }

    [Fact]
    public void A_call_is_made_for_a_strike_of_ones_own_that_goes_on()
    {
        var call = new CallForAid(Lockout, Level.Local, [], new CallChange(""));
        PrintersWithCall.When(call).ThenRefused("UNKNOWN_STRIKE");
        BuildersOnStrike.When(call with { Change = new CallChange(TooLong) }).ThenMalformed("asks");
        BuildersOnStrike.When(call with { Change = new CallChange(Need: Francs(0)) }).ThenRefused("AMOUNT_NOT_PAYABLE");
        BuildersOnStrike.When(call with { Recipients = default }).ThenMalformed("recipients");
        BuildersOnStrike.When(call with { Recipients = [Builders] }).ThenMalformed("recipients");
        BuildersOnStrike.When(call with { Recipients = [Lockout] }).ThenMalformed("recipients");
        ImmutableArray<Address> all =
            [.. Enumerable.Range(0, SectionStrikes.RecipientsMax).Select(i => new SectionId($"s{i}"))];
        BuildersOnStrike.When(call with { Recipients = [.. all, Printers] }).ThenMalformed("recipients");
        BuildersOnStrike.When(call with { Recipients = all }).ThenRefused("LIMIT_REACHED");
        var ended = BuildersOnStrike.After(new EndStrike(Lockout, Outcome.Won, ""));
        ended.When(call).ThenRefused("STRIKE_OVER");
        ended.When(new EndStrike(Lockout, Outcome.Lost, "")).ThenRefused("STRIKE_OVER");
        BuildersOnStrike.When(new EndStrike(Other, Outcome.Won, "")).ThenRefused("UNKNOWN_STRIKE");
    }

    [Fact]
    public void Strike_pay_and_outside_aid_belong_to_a_strike_of_ones_own()
    {
        PrintersWithCall.When(new PayStrikePay(Lockout, Francs(5), "")).ThenRefused("UNKNOWN_STRIKE");
        BuildersOnStrike.When(new PayStrikePay(Lockout, Francs(5), "")).ThenRefused("FUND_TOO_SMALL");
        var aid = new ReceiveOutsideAid(Lockout, First, "A hatter", AidKind.Gift, Francs(5), "");
        PrintersWithCall.When(aid).ThenRefused("UNKNOWN_STRIKE");
        BuildersOnStrike.When(aid with { From = "" }).ThenMalformed("from");
        BuildersOnStrike.When(aid with { Kind = AidKind.Loan }).ThenMalformed("kind");
        BuildersOnStrike.After(aid).When(aid with { Amount = Francs(7) }).ThenRefused("AID_EXISTS");
        BuildersOnStrike.After(aid).When(new PayStrikePay(Lockout, Francs(6), "")).ThenRefused("FUND_TOO_SMALL");
        var report = new ReportAid(Other, OldLoan, AidKind.Gift, AidState.Asked, null, "");
        BuildersOnStrike.When(report).ThenRefused("UNKNOWN_STRIKE");
        BuildersOnStrike.When(report with { Aid = new AidKey(Party.Named(""), First) }).ThenMalformed("from");
        BuildersOnStrike.When(report with { Amount = Francs(0) }).ThenRefused("AMOUNT_NOT_PAYABLE");
    }

    [Fact]
    public void Money_from_outside_stops_before_a_balance_could_overflow()
    {
        var most = new Deposit(Francs(Amount.MinorMax), "", Again: true);
        var full = Unfounded.After(FoundSection);
        for (var i = 0L; i < Domain.Treasuries.Treasury.BroughtMinorMax / Amount.MinorMax; i++)
            full = full.After(most);
        full.When(new Deposit(Francs(1), "")).ThenRefused("LIMIT_REACHED");
        full.After(new PayOut(Francs(1), "")).When(new Deposit(Francs(1), "")).Afterwards()
            .Available(Chf).Minor.ShouldBe(Domain.Treasuries.Treasury.BroughtMinorMax);
    }

    [Fact]
    public void A_corridor_gives_what_the_section_keeps() =>
        PrintersWithCall.When(new ToTreasury(new CorridorCommand.OfferCorridor(
            new CorridorKey(Romande, Frf, Frf), CorridorTerms.Free))).ThenRefused("CURRENCY_LACKING");
}
