using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Claims;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Domain.Tests.Kit;
using Xunit.Abstractions;
using static Solidarity.Domain.Sections.Claims.ClaimCommand;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Sections;

/// <summary>Weekly claims for strike pay: reckoned by the statutes, approved, and paid once.</summary>
public sealed class ClaimTests(ITestOutputHelper output)
{
    private static readonly DateOnly Start = new(1868, 3, 23);
    private static readonly DateTimeOffset Later = Noon.AddDays(400);

    // 10.00 a week over five days, 2.00 for each dependant.
    private static PayRules Rules(Currency? currency = null, long week = 1_000, bool follows = false) => new(
        "ours", "Ours", "", currency ?? Chf, new PayRate(PayBasis.Sum, PayUnit.Week, week), WeekDays.MondayToFriday,
        Dependants: new DependantPay(200, 3), FollowsNewRates: follows);

    private static StatutesCommand.AdoptStatutes Adopt(PayRules? rules, int inDays = 0) => new(
        new SectionStatutes(
            "Rules", ImmutableSortedDictionary<ActKind, DecisionRule>.Empty, MandateLimits.Wide, Reserve.None, rules),
        Today.AddDays(inDays), "assembly");

    private static Scenario<Section, SectionCommand, SectionEvent> Begun(
        PayRules? rules = null, long fund = 100_000, DateOnly? start = null)
    {
        rules ??= Rules();
        return Scenarios.Section(Builders)
            .After(FoundSection with { Currencies = [.. new[] { Chf, Gbp, rules.Currency }.Distinct()] })
            .After(new OwnStrikeCommand.DeclareStrike(Lockout, Facts))
            .After(new OwnStrikeCommand.ReceiveOutsideAid(
                Lockout, First, "A hatter", AidKind.Gift, new Amount(fund, rules.Currency), ""))
            .After(Adopt(rules))
            .After(new BeginClaims(Lockout, new StrikeCourse(start ?? Start), null));
    }

    private static ClaimGroup Group(string id = "all", int count = 10, int dependants = 0, StrikerWeek? did = null) =>
        new(new GroupId(id), new Striker(count, Months: 12, Dependants: dependants), did ?? StrikerWeek.Whole);

    private static FileClaim File(int number, params ClaimGroup[] groups) =>
        new(Lockout, number, [.. groups.Length == 0 ? [Group()] : groups]);

    private static ApproveClaim Approve(int number, string authority = "assembly", long? sum = null) =>
        new(Lockout, number, sum is { } minor ? Francs(minor) : null, authority);

    private static PayClaim Pay(int number, string authority = "") => new(Lockout, number, authority);

    private static ClaimSeries Series(Scenario<Section, SectionCommand, SectionEvent> scenario) =>
        scenario.State.Claims!.Strikes[Lockout];

    private static WeeklyClaim Claim(Scenario<Section, SectionCommand, SectionEvent> scenario, int number) =>
        Series(scenario).Claims[number - 1];

    private static long Fund(Section section, Currency? currency = null) =>
        (long)section.Treasury.Book.Balance(Account.StrikeFund(Lockout), currency ?? Chf);

    [Fact]
    public void A_claim_comes_to_what_each_gets_times_how_many_they_are()
    {
        var filed = Begun().After(File(1, Group(), Group("fathers", 3, dependants: 2)), Later);
        Claim(filed, 1).ShouldBe(new WeeklyClaim(
            Start, Start.AddDays(6), 1, 13, Francs((10 * 1_000) + (3 * 1_400)), ClaimState.Filed, Later));
        Fund(filed.State).ShouldBe(100_000, "nothing moves before it is paid");
    }

    [Fact]
    public void It_is_approved_and_paid_as_any_strike_pay_once()
    {
        var approved = Begun().After(File(1), Later).After(Approve(1), Later);
        approved.When(Pay(1), Later).Then(new OwnStrikeEvent.StrikePayPaid(
            Lockout, Francs(10_000), "", Start.AddDays(6), 2, Later,
            LedgerEntry.Move(Francs(10_000), Account.StrikeFund(Lockout), Account.Outside), "assembly", 1));
        var paid = approved.After(Pay(1), Later);
        Fund(paid.State).ShouldBe(90_000);
        (Claim(paid, 1).State, Claim(paid, 1).Entry).ShouldBe((ClaimState.Paid, 2));
        paid.When(Pay(1), Later).ThenRefused("CLAIM_PAID");
        paid.When(Pay(1, "assembly of 3 May"), Later.AddDays(1)).ThenRefused("CLAIM_PAID");
    }

    [Fact]
    public void Until_it_is_approved_it_can_be_filed_anew_or_withdrawn()
    {
        var filed = Begun().After(File(1), Later);
        filed.When(Pay(1), Later).ThenRefused("CLAIM_NOT_APPROVED");
        var anew = filed.After(File(1, Group(count: 7)), Later);
        Claim(anew, 1).Amount.ShouldBe(Francs(7_000));
        anew.When(Approve(1, sum: 10_000), Later).ThenRefused("CLAIM_SUM_DIFFERS");
        var withdrawn = anew.After(new WithdrawClaim(Lockout, 1, "counted twice"), Later);
        Series(withdrawn).Claims.ShouldBeEmpty();
        withdrawn.When(Approve(1), Later).ThenRefused("UNKNOWN_WEEKLY_CLAIM");
        var approved = anew.After(Approve(1, sum: 7_000), Later);
        approved.When(File(1), Later).ThenRefused("CLAIM_APPROVED");
        approved.When(new WithdrawClaim(Lockout, 1, ""), Later).ThenRefused("CLAIM_APPROVED");
        approved.When(Approve(1), Later).ThenRefused("CLAIM_APPROVED");
    }

    [Fact]
    public void Weeks_follow_one_another_and_each_is_reckoned_from_those_before()
    {
        // Nobody gets more than 25.00 in the strike.
        var begun = Begun(Rules() with { Caps = new PayCaps(PerStrikeMinor: 2_500) });
        begun.When(File(2), Later).ThenRefused("CLAIM_OUT_OF_ORDER");
        var first = begun.After(File(1), Later);
        first.When(File(2), Later).ThenRefused("CLAIM_OPEN");
        var third = first.After(Approve(1), Later).After(File(2), Later).After(Approve(2), Later)
            .After(File(3), Later);
        Claim(third, 3).Amount.ShouldBe(Francs(5_000), "5.00 are left of the cap for each of ten");
        Series(third).Accounts[new("all")].PaidMinor.ShouldBe(2_000);
        // A claim that is filed anew counts once.
        var anew = third.After(File(3), Later).After(Approve(3), Later);
        Series(anew).Accounts[new("all")].PaidMinor.ShouldBe(2_500);
        Claim(anew.After(File(4), Later), 4).Amount.Minor.ShouldBe(0);
    }

    [Fact]
    public void A_claim_that_comes_to_nothing_is_approved_and_not_paid()
    {
        var waiting = Begun(Rules() with { Waiting = new PayWaiting(Days: 14) });
        var approved = waiting.After(File(1), Later).After(Approve(1), Later);
        Claim(approved, 1).Amount.Minor.ShouldBe(0);
        approved.When(Pay(1), Later).ThenRefused("CLAIM_EMPTY");
        var third = approved.After(File(2), Later).After(Approve(2), Later).After(File(3), Later);
        Claim(third, 3).Amount.ShouldBe(Francs(10_000));
        Claim(approved.After(new FileClaim(Lockout, 2, []), Later), 2).Strikers.ShouldBe(0);
    }

    [Fact]
    public void Where_the_fund_lacks_some_of_it_nothing_is_paid()
    {
        var approved = Begun(fund: 7_000).After(File(1), Later).After(Approve(1), Later);
        approved.When(Pay(1), Later).ThenRefused("CLAIM_FUND_LACKS");
        var refusal = SectionDecider.Decide(approved.State, Pay(1), Later).Refusal!;
        (refusal.Metadata["lacking"], refusal.Metadata["days"]).ShouldBe(("3000", "4"));
        refusal.Message.ShouldContain("30.00 CHF are lacking");
        Fund(approved.State).ShouldBe(7_000);
        var helped = approved.After(new OwnStrikeCommand.ReceiveOutsideAid(
            Lockout, new("second"), "A hatter", AidKind.Gift, Francs(3_000), ""), Later);
        Fund(helped.After(Pay(1), Later).State).ShouldBe(0);
    }

    [Fact]
    public void A_payment_that_is_reversed_leaves_the_claim_approved_so_that_it_can_be_paid_again()
    {
        var reversed = Begun().After(File(1), Later).After(Approve(1), Later).After(Pay(1), Later)
            .After(new ReversalCommand.ReverseEntry(2, "the wrong account"), Later);
        (Claim(reversed, 1).State, Claim(reversed, 1).Entry).ShouldBe((ClaimState.Approved, null));
        Fund(reversed.State).ShouldBe(100_000);
        reversed.When(File(1), Later).ThenRefused("CLAIM_APPROVED");
        var again = reversed.After(Pay(1), Later);
        (Claim(again, 1).Entry, Fund(again.State)).ShouldBe((4, 90_000));
        // Other entries of the strike do not touch it.
        var plain = again.After(new OwnStrikeCommand.PayStrikePay(
            Lockout, Francs(100), "", Authority: "assembly"), Later)
            .After(new ReversalCommand.ReverseEntry(5, "twice"), Later);
        Claim(plain, 1).State.ShouldBe(ClaimState.Paid);
    }

    [Fact]
    public void The_authority_is_that_of_strike_pay_and_a_mandate_is_used_up_when_it_is_paid()
    {
        var winter = new MandateId("winter");
        var mandated = Begun().After(new MandateCommand.GrantMandate(
            winter,
            new MandateTerms("treasurer", [ActKind.StrikePay], Lockout, "", [new Ceiling(Francs(15_000))], null,
                new DateOnly(1870, 1, 1)),
            "assembly"));
        var filed = mandated.After(File(1), Later);
        filed.When(Approve(1, ""), Later).ThenRefused("AUTHORITY_MISSING");
        filed.When(Approve(1, "mandates/summer"), Later).ThenRefused("UNKNOWN_MANDATE");
        var approved = filed.After(Approve(1, "mandates/winter"), Later);
        Used(approved).ShouldBe(0);
        var paid = approved.After(Pay(1), Later);
        Used(paid).ShouldBe(10_000);
        paid.After(File(2), Later).When(Approve(2, "mandates/winter"), Later).ThenRefused("CEILING_IN_ALL");
        var second = paid.After(File(2), Later).After(Approve(2), Later);
        second.When(Pay(2, "mandates/winter"), Later).ThenRefused("CEILING_IN_ALL");
        second.When(Pay(2), Later).Afterwards();
        // A recall between approval and payment stops the payment, and the members can decide on it.
        var recalled = approved.After(new MandateCommand.RecallMandate(winter, "assembly"), Later);
        recalled.When(Pay(1), Later).ThenRefused("MANDATE_RECALLED");
        recalled.When(Pay(1, "assembly of 3 May"), Later).Afterwards();

        long Used(Scenario<Section, SectionCommand, SectionEvent> scenario) =>
            scenario.State.House!.Mandates.Granted[winter].UseOf(Chf).Minor;
    }

    [Fact]
    public void What_needs_a_vote_is_not_approved_on_a_text()
    {
        var vote = ImmutableSortedDictionary<ActKind, DecisionRule>.Empty.Add(
            ActKind.StrikePay, new DecisionRule(DecidedBy.Vote));
        var adopt = Adopt(Rules());
        var filed = Begun().After(adopt with { Statutes = adopt.Statutes with { Rules = vote } }).After(File(1), Later);
        filed.When(Approve(1), Later).ThenRefused("VOTE_NEEDED");
    }

    [Fact]
    public void Statutes_that_are_changed_during_the_strike_change_nothing_for_it()
    {
        var begun = Begun().After(File(1), Later).After(Approve(1), Later)
            .After(Adopt(Rules(week: 5_000), inDays: 1));
        Claim(begun.After(File(2), Later), 2).ShouldSatisfyAllConditions(
            claim => claim.Amount.ShouldBe(Francs(10_000)), claim => claim.Version.ShouldBe(1));
        // Nor do statutes without pay rules.
        Claim(begun.After(Adopt(null, inDays: 2)).After(File(2), Later), 2).Amount.ShouldBe(Francs(10_000));
    }

    [Fact]
    public void New_rates_hold_at_once_where_the_rules_say_so()
    {
        // The new ones hold from 6 April, the first day of the third week.
        var begun = Begun(Rules(follows: true)).After(Adopt(Rules(week: 5_000, follows: true), inDays: 5));
        var second = begun.After(File(1), Later).After(Approve(1), Later).After(File(2), Later);
        (Claim(second, 2).Amount.Minor, Claim(second, 2).Version).ShouldBe((10_000, 1));
        var third = second.After(Approve(2), Later).After(File(3), Later);
        (Claim(third, 3).Amount.Minor, Claim(third, 3).Version).ShouldBe((50_000, 2));
    }

    [Fact]
    public void Claims_need_statutes_with_pay_rules_and_a_strike_of_the_sections_own()
    {
        var begin = new BeginClaims(Lockout, new StrikeCourse(Start), null);
        BuildersOnStrike.When(begin).ThenRefused("NO_PAY_RULES");
        BuildersOnStrike.After(Adopt(null)).When(begin).ThenRefused("NO_PAY_RULES");
        BuildersOnStrike.After(Adopt(Rules(), inDays: 1)).When(begin).ThenRefused("NO_PAY_RULES");
        var adopted = BuildersOnStrike.After(Adopt(Rules()));
        adopted.When(begin with { Strike = new("another") }).ThenRefused("UNKNOWN_STRIKE");
        adopted.When(File(1)).ThenRefused("CLAIMS_NOT_BEGUN");
        adopted.When(begin with { Course = new StrikeCourse(Start, Decided: Portion.Whole) })
            .ThenMalformed("decided");
        adopted.When(begin with { Estimate = new Amount(1, Gbp) }).ThenRefused("CLAIM_CURRENCY");
        adopted.After(begin).When(begin).ThenRefused("CLAIMS_BEGUN");
        BuildersOnStrike.When(Adopt(Rules(Frf))).ThenRefused("CURRENCY_LACKING");
        BuildersOnStrike.When(Adopt(Rules() with { Days = default })).ThenMalformed("pay");
    }

    [Fact]
    public void A_week_is_claimed_once_it_has_begun_and_no_day_after_the_end_is_paid()
    {
        var begun = Begun();
        begun.When(File(2)).ThenRefused("CLAIM_OUT_OF_ORDER");
        var first = begun.After(File(1)).After(Approve(1)).After(File(2)).After(Approve(2));
        first.When(File(3), Noon.AddDays(4)).ThenRefused("WEEK_NOT_BEGUN");
        first.After(File(3), Noon.AddDays(5));
        var ended = first.After(new OwnStrikeCommand.EndStrike(Lockout, Outcome.Won, ""), Noon.AddDays(8));
        ended.When(File(3), Noon.AddDays(8)).ThenRefused("STRIKE_END_NEEDED");
        // Monday and Tuesday of the third week.
        var last = ended.After(File(3) with { End = new DateOnly(1868, 4, 7) }, Noon.AddDays(8));
        Claim(last, 3).Amount.ShouldBe(Francs(4_000));
        Claim(last, 3).Through.ShouldBe(new DateOnly(1868, 4, 7));
        ended.When(File(3) with { End = Start.AddDays(-1) }, Noon.AddDays(8)).ThenMalformed("end");
    }

    [Fact]
    public void Weeks_over_a_years_end_are_whole()
    {
        var begun = Begun(start: new DateOnly(1868, 12, 21));
        var scenario = begun;
        for (var week = 1; week <= 4; week++)
            scenario = scenario.After(File(week), Later).After(Approve(week), Later);
        Series(scenario).Claims.Select(claim => (claim.From, claim.Amount.Minor)).ShouldBe(
        [
            (new(1868, 12, 21), 10_000), (new(1868, 12, 28), 10_000), (new(1869, 1, 4), 10_000),
            (new(1869, 1, 11), 10_000),
        ]);
    }

    [Fact]
    public void Currencies_without_minor_units_and_with_three_are_exact()
    {
        foreach (var (code, units) in (IEnumerable<(string, int)>)[("JPY", 1), ("KWD", 1_000)])
        {
            var currency = Currency.Of(code, units);
            // 1,001 over five days: two days have 400, whatever the currency.
            var did = new StrikerWeek(WeekDays.Parse("mon tue"));
            var paid = Begun(Rules(currency, 1_001)).After(File(1, Group(did: did)), Later).After(Approve(1), Later)
                .After(Pay(1), Later);
            Claim(paid, 1).Amount.ShouldBe(new Amount(4_000, currency));
            Fund(paid.State, currency).ShouldBe(96_000);
        }
    }

    [Fact]
    public void Facts_out_of_range_and_sums_that_no_entry_can_pay_are_refused()
    {
        var begun = Begun(Rules(week: PayRules.SumMinorMax));
        begun.When(File(1, Group(count: 1_001)), Later).ThenRefused("CLAIM_TOO_LARGE");
        begun.When(File(1, Group(count: Striker.CountMax)), Later).ThenRefused("CLAIM_TOO_LARGE");
        begun.When(File(1, Group(count: 0)), Later).ThenMalformed("groups[0].count");
        begun.When(File(1, Group(), Group("all", 2)), Later).ThenMalformed("groups[1].group");
        begun.When(File(1, Group("Marie Dupont")), Later).ThenMalformed("groups[0].group");
        begun.When(File(1, Group(did: new StrikerWeek(Minutes: -1))), Later).ThenMalformed("groups[0].minutes");
        begun.When(File(ClaimSeries.WeeksMax + 1), Later).ThenMalformed("number");
        var many = Enumerable.Range(0, ClaimSeries.GroupsMax + 1).Select(i => Group($"g-{i}", 1)).ToArray();
        begun.When(File(1, many), Later).ThenMalformed("groups");
        var scenario = Begun().After(File(1, many[1..]), Later).After(Approve(1), Later)
            .After(File(2, [.. Enumerable.Range(0, ClaimSeries.GroupsMax).Select(i => Group($"h-{i}", 1))]), Later)
            .After(Approve(2), Later);
        scenario.When(File(3, Group("one-more")), Later).ThenRefused("LIMIT_REACHED");
        scenario.When(File(3, many[1..]), Later).Afterwards();
    }

    [Fact]
    public void A_strike_whose_id_was_anothers_leaves_no_claims()
    {
        var taken = Begun().After(File(1), Later).After(new OwnStrikeCommand.LearnStrikeIdTaken(Lockout), Later);
        taken.State.Claims!.Strikes.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_statutes_and_facts_give_the_same_pay_and_the_fund_gives_no_more() => Randomly.ForAll(
        output, Randomly.Seeds(), runs: 100, size: 100, seed =>
        {
            var (one, other) = (Story(seed), Story(seed));
            one.State.Claims!.Strikes[Lockout].Claims.ShouldBe(other.State.Claims!.Strikes[Lockout].Claims);
            var series = Series(one);
            series.Accounts.ShouldBe(Series(other).Accounts);
            var paid = series.Claims.Where(claim => claim.State == ClaimState.Paid).Sum(claim => claim.Amount.Minor);
            Fund(one.State).ShouldBe(1_000_000_000 - paid, "the fund gave what the paid claims come to, and no more");
        });

    // Weeks of random groups, some filed anew, some withdrawn, some paid twice in vain, some reversed.
    private static Scenario<Section, SectionCommand, SectionEvent> Story(int seed)
    {
        var random = new Random(seed);
        var rules = Rules(week: random.Next(1, 10_000)) with
        {
            Waiting = random.Next(2) == 0 ? new PayWaiting(random.Next(12), IsPaidBack: random.Next(2) == 0) : null,
            Caps = random.Next(2) == 0 ? new PayCaps(PerStrikeMinor: random.Next(40_000)) : null,
        };
        var scenario = Begun(rules, fund: 1_000_000_000, start: Start.AddDays(random.Next(300)));
        var weeks = random.Next(1, 9);
        for (var week = 1; week <= weeks; week++)
        {
            var at = Noon.AddDays(1_000 + week);
            for (var tries = random.Next(1, 3); tries > 0; tries--)
                scenario = scenario.After(File(week, Some(random)), at);
            if (random.Next(4) == 0)
                scenario = scenario.After(new WithdrawClaim(Lockout, week, ""), at).After(File(week, Some(random)), at);
            scenario = scenario.After(Approve(week), at);
            if (Claim(scenario, week).Amount.Minor == 0 || random.Next(4) == 0)
                continue;
            scenario = scenario.After(Pay(week), at);
            scenario.When(Pay(week), at).ThenRefused("CLAIM_PAID");
            if (random.Next(4) == 0)
                scenario = scenario.After(
                    new ReversalCommand.ReverseEntry(Claim(scenario, week).Entry!.Value, "wrong"), at);
        }
        return scenario;
    }

    private static ClaimGroup[] Some(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(1, 4)).Select(i => Group(
            $"g-{i}", random.Next(1, 50), random.Next(5), new StrikerWeek(WeekDays.Of(random.Next(128))))),
    ];
}
