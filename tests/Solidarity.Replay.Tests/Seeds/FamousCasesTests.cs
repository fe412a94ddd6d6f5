using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>The cases that really happened and that the system must be able to tell.</summary>
public sealed class FamousCasesTests
{
    private const string MarchMinutes = "General Council Minute Book, March 1867: "
        + "https://www.marxists.org/history/international/iwma/documents/1867/march.htm";

    private const string MarxOfAugust = "Marx to Engels, 18 Aug 1869 (MECW 43 p.349): "
        + "https://marxistleninists.org/M&E/1869/letters/69_08_18.htm";

    private const string MayMinutes = "General Council Minute Book, May 1868: "
        + "https://www.marxists.org/history/international/iwma/documents/1868/may.htm";

    [Fact]
    public void One_society_gives_5_pounds_and_lends_10_to_the_same_strike() =>
        InternationalPlan.Told("call/call-01", "aid/aid-001", "aid/aid-002").ShouldBe(
        [
            "1867-03-05 aid/aid-001/deposit: london-bookbinders has 1200/240 GBP; as recorded: five pounds",
            "1867-03-05 aid/aid-002/deposit: london-bookbinders has 2400/240 GBP; as recorded: ten pounds lent",
            "1867-03-05 call/call-01: paris-bronze calls, International, to [federations/iwma-gc]; gifts and loans",
            "1867-03-05 aid/aid-001/pledge: london-bookbinders pledges aid-001 to par-bronze-1867, Gift, 1200/240 GBP, "
                + $"honour Later; {MarchMinutes}",
            "1867-03-05 aid/aid-002/pledge: london-bookbinders pledges aid-002 to par-bronze-1867, Loan, 2400/240 GBP, "
                + $"honour Later; {MarchMinutes}",
        ]);

    [Fact]
    public void A_debt_of_65_pounds_is_repaid_20_of_them_to_a_third_strike() =>
        InternationalPlan.Told("loan", "aid/aid-009", "aid/aid-010").ShouldBe(
        [
            "1869-01-01 aid/aid-010/deposit: paris-bronze has 4800/240 GBP; as recorded: 20 pounds",
            "1869-01-01 loan/loan-paris-bronze-gbp: paris-bronze owes \"the London unions\" 15600/240 GBP for "
                + "par-bronze-1867 (loan-paris-bronze-gbp)",
            "1869-01-01 aid/aid-010/repay: paris-bronze repays 4800/240 GBP of loan-paris-bronze-gbp of "
                + $"\"the London unions\" (aid-010) to rou-cotton-1868 of rouen-fileurs; {MarxOfAugust}",
            "1869-08-17 aid/aid-009/deposit: paris-bronze has 10800/240 GBP; as recorded: 45 pounds",
            "1869-08-17 aid/aid-009/repay: paris-bronze repays 10800/240 GBP of loan-paris-bronze-gbp of "
                + $"\"the London unions\" (aid-009) to the lender; {MarxOfAugust}",
        ]);

    [Fact]
    public void A_lender_refuses_because_its_earlier_loans_are_unpaid() =>
        InternationalPlan.Told("aid/aid-007").ShouldBe(
        [
            "1867-04-02 aid/aid-007/report: paris-bronze reports aid-007 for par-bronze-1867 from Engineers, "
                + "Unspecified, Declined, sum unknown; nothing given; reason: their own earlier "
                + "loans had not been repaid to them",
        ]);

    [Fact]
    public void A_loan_is_voted_after_the_strike_was_over() =>
        InternationalPlan.Told("strike/gva-build-1868/end", "aid/aid-019").ShouldBe(
        [
            "1868-04-11 strike/gva-build-1868/end: geneva-building-trades ends gva-build-1868, Compromised; "
                + "compromise: 11 hours, +10 per cent; work resumed 13 Apr",
            "1868-05-05 aid/aid-019/deposit: london-bookbinders has 2400/240 GBP; as recorded: a loan of 10",
            "1868-05-05 aid/aid-019/pledge: london-bookbinders pledges aid-019 to gva-build-1868 of "
                + "geneva-building-trades too late, Loan, "
                + $"2400/240 GBP; {MayMinutes}; voted; which bookbinders is inferred; voted after the strike had ended",
        ]);

    [Fact]
    public void Refusals_keep_their_reasons_and_aid_that_came_too_late_is_told() =>
        InternationalPlan.Told("aid/aid-016", "aid/aid-017", "aid/aid-018", "aid/aid-026").ShouldBe(
        [
            "1868-04-14 aid/aid-016/decline: london-we-cabinet declines gva-build-1868 (aid-016); too poor, but would "
                + "pay their subscription; nine letters were sent out, two answers",
            "1868-05-05 aid/aid-017/report: geneva-building-trades reports aid-017 for gva-build-1868 from "
                + "Carpenters of the Silver Cup, Unspecified, Declined, sum unknown; refused; too poor",
            "1868-05-05 aid/aid-018/report: geneva-building-trades reports aid-018 for gva-build-1868 from "
                + "Hatters' Committee, Unspecified, Declined, sum unknown; refused; majority against: funds low and a "
                + "weekly levy already running",
            "1869-01-01 aid/aid-026/report: vienne-isere reports aid-026 for vie-wool-1869 from Workers of Paris, "
                + "Gift, Honoured, sum unknown; received late; arrived too late",
        ]);

    [Fact]
    public void Fifteen_thousand_francs_are_raised_for_a_section_that_never_joined()
    {
        InternationalPlan.Told("aid/aid-045").ShouldBe(
        [
            "1871-08-04 aid/aid-045/report: antwerp-cigar reports aid-045 for ant-cigar-1871 from "
                + "federations/iwma-gc, Aggregate, Honoured, 1500000/100 FRF; received; aggregate, includes the "
                + "sums above; lower bound",
        ]);
        InternationalPlan.Told("sections/antwerp-cigar").ShouldBe(
        [
            "1871-01-01 sections/antwerp-cigar/found: found antwerp-cigar (Trade, cigar makers) \"Cigar makers of "
                + "Antwerp\" in Antwerp, BE, members ?, BEF+GBP",
        ]);
    }

    [Fact]
    public void A_section_is_in_two_federations_and_another_leaves_its_own()
    {
        InternationalPlan.Told("sections/locle-centrale/join").ShouldBe(
        [
            "1869-01-01 sections/locle-centrale/join/fr-romande: sections/locle-centrale joins fr-romande",
            "1871-11-12 sections/locle-centrale/join/ch-jura: sections/locle-centrale joins ch-jura",
        ]);
        InternationalPlan.Told("contribution/pay-30", "sections/french-polishers/leave").ShouldBe(
        [
            "1868-09-01 contribution/pay-30/deposit: french-polishers has 60/240 GBP; contribution on withdrawal: "
                + "0 pounds 5s. 0d.",
            "1868-09-01 contribution/pay-30/dues: french-polishers pays iwma-gc 60/240 GBP; contribution on "
                + "withdrawal: 0 pounds 5s. 0d.",
            "1868-09-01 sections/french-polishers/leave/iwma-gc: sections/french-polishers leaves iwma-gc",
        ]);
    }

    [Fact]
    public void A_section_was_refused_and_a_local_federation_stands_under_the_top_body()
    {
        InternationalPlan.Told("sections/geneva-alliance/join").ShouldBeEmpty();
        InternationalPlan.Told("federations/es-new-madrid").ShouldBe(
        [
            "1872-01-01 federations/es-new-madrid/found: found es-new-madrid (Local) \"Nueva Federación Madrileña\" "
                + "in Madrid, ES",
            "1872-01-01 federations/es-new-madrid/join/iwma-gc: federations/es-new-madrid joins iwma-gc",
        ]);
    }

    [Fact]
    public void Eight_pounds_0s_6d_become_200_francs_on_the_way() =>
        InternationalPlan.Told("corridors/federations/iwma-gc/sections/lodi", "aid/aid-061", "sections/lodi").ShouldBe(
        [
            "1873-01-01 sections/lodi/found: found lodi (Central, -) \"Section of Lodi (E. Bignami)\" in Lodi, IT, "
                + "members ?, ITL+FRF",
            "1873-01-01 corridors/federations/iwma-gc/sections/lodi/gbp-frf: federations/iwma-gc to sections/lodi, "
                + "GBP to FRF at 20000/1926",
            "1873-03-21 aid/aid-061/collect: iwma-gc collects aid-061 for rel-lodi-1873 of lodi, Gift, 1926/240 GBP; "
                + "sent; read as 8 pounds 0s. 6d.; changed by Engels for 200 French francs: 24.92 fr. to the pound "
                + "against 25.22 at par",
        ]);

    [Fact]
    public void What_is_paid_out_passes_through_the_federation_and_the_strike_fund() =>
        InternationalPlan.Told("aid/aid-031", "aid/aid-032").ShouldBe(
        [
            "1869-10-01 aid/aid-031/collect: fr-paris-cfso collects aid-031 for par-leather-1869 of "
                + "paris-leather-dressers, Unspecified, 800000/100 FRF; paid out; date approximate: before 8 Nov 1869",
            "1869-10-01 aid/aid-031/pay: paris-leather-dressers pays its strikers of par-leather-1869 800000/100 FRF; "
                + "as recorded: 8 000 francs",
            "1869-11-08 aid/aid-032/collect: fr-paris-cfso collects aid-032 for par-leather-1869 of "
                + "paris-leather-dressers, Unspecified, 1200000/100 FRF; paid out; date approximate: before 8 Nov 1869",
            "1869-11-08 aid/aid-032/pay: paris-leather-dressers pays its strikers of par-leather-1869 1200000/100 FRF; "
                + "as recorded: 12 000 [francs]",
        ]);

    [Fact]
    public void A_rounded_decimal_is_booked_by_its_wording() =>
        InternationalPlan.Told("contribution/pay-15").ShouldBe(
        [
            "1867-04-23 contribution/pay-15/deposit: darlington-tailors has 20/240 GBP; annual subscription: "
                + "0 pounds 1s. 8d.",
            "1867-04-23 contribution/pay-15/dues: darlington-tailors pays iwma-gc 20/240 GBP; annual subscription: "
                + "0 pounds 1s. 8d.",
        ]);

    [Fact]
    public void Rules_on_dues_with_their_arrears_and_disagreeing_figures_are_no_seeds() =>
        Directory.GetFiles(Path.GetDirectoryName(SeedFiles.OnDisk("aid.csv"))!).Select(Path.GetFileName)
            .ShouldBe(SeedSchema.All.Select(schema => schema.File), ignoreOrder: true);
}
