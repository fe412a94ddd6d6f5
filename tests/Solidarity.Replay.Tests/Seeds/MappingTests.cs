using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>What a row of aid becomes, by who gives, what is recorded, and whether the strike was over: the table of
/// seeds/README.md, row by row. The sample row goes from London to Geneva in April 1868.</summary>
public sealed class MappingTests
{
    private const string InTime = "1868-04-09";
    private const string TooLate = "1868-05-05";

    [Theory]
    [InlineData("voted", "gift", InTime, "Deposit Pledge:Later")]
    [InlineData("pledged", "loan", InTime, "Deposit Pledge:Later")]
    [InlineData("sent", "unspecified", InTime, "Deposit Pledge:Now")]
    [InlineData("received", "gift", InTime, "Deposit Pledge:Now")]
    [InlineData("paid out", "gift", InTime, "Deposit Pledge:Now PayStrikePay")]
    [InlineData("voted", "gift", TooLate, "Deposit PledgeTooLate")]
    [InlineData("sent", "gift", TooLate, "ReportAid:Honoured")]
    [InlineData("received late", "gift", InTime, "ReportAid:Honoured")]
    [InlineData("sent, not yet arrived", "gift", InTime, "ReportAid:Honoured")]
    [InlineData("asked", "gift", InTime, "ReportAid:Asked")]
    [InlineData("refused", "gift", InTime, "ReportAid:Declined")]
    [InlineData("sent", "aggregate", InTime, "ReportAid:Honoured")]
    public void A_section_with_a_sum(string status, string kind, string date, string steps) =>
        StepsOf(status, kind, date, "london-french", "", "1.50").ShouldBe(steps);

    [Theory]
    [InlineData("sent", "repayment redirected", InTime, "Deposit RecordLoan Repay:gva-build-1868")]
    [InlineData("received", "repayment redirected", InTime, "Deposit RecordLoan Repay:gva-build-1868")]
    [InlineData("sent", "repayment redirected", TooLate, "ReportAid:Honoured")]
    public void A_section_that_repays_an_older_loan(string status, string kind, string date, string steps) =>
        StepsOf(status, kind, date, "excavators", "", "1.50").ShouldBe(steps);

    [Theory]
    [InlineData("refused", "unspecified", InTime, "Decline")]
    [InlineData("nothing given", "loan", InTime, "Decline")]
    [InlineData("refused", "unspecified", TooLate, "Decline")]
    [InlineData("pledged", "gift", InTime, "Pledge:Later")]
    [InlineData("voted", "gift", InTime, "Pledge:Later")]
    [InlineData("pledged", "gift", TooLate, "ReportAid:Pledged")]
    [InlineData("asked", "loan", InTime, "ReportAid:Asked")]
    [InlineData("decision deferred", "gift", InTime, "ReportAid:Deferred")]
    [InlineData("sent", "gift", InTime, "ReportAid:Honoured")]
    [InlineData("sent", "address", InTime, "ReportAid:Honoured")]
    public void A_section_without_a_sum(string status, string kind, string date, string steps) =>
        StepsOf(status, kind, date, "london-french", "", "").ShouldBe(steps);

    [Theory]
    [InlineData("sent", "gift", InTime, "1.50", "Collect")]
    [InlineData("received", "unspecified", InTime, "1.50", "Collect")]
    [InlineData("paid out", "unspecified", InTime, "1.50", "Collect PayStrikePay")]
    [InlineData("sent", "loan", InTime, "1.50", "ReportAid:Honoured")]
    [InlineData("sent", "gift", TooLate, "1.50", "ReportAid:Honoured")]
    [InlineData("collecting", "gift", InTime, "1.50", "ReportAid:Pledged")]
    [InlineData("sent", "gift", InTime, "", "ReportAid:Honoured")]
    [InlineData("being raised", "gift", InTime, "", "ReportAid:Pledged")]
    [InlineData("call issued", "gift", InTime, "", "ReportAid:Asked")]
    [InlineData("nothing given", "loan", InTime, "", "ReportAid:Declined")]
    [InlineData("received", "aggregate", InTime, "1.50", "ReportAid:Honoured")]
    public void A_federation(string status, string kind, string date, string sum, string steps) =>
        StepsOf(status, kind, date, "", "iwma-gc", sum).ShouldBe(steps);

    [Theory]
    [InlineData("sent", "gift", InTime, "1.50", "ReceiveOutsideGift")]
    [InlineData("paid out", "gift", InTime, "1.50", "ReceiveOutsideGift PayStrikePay")]
    [InlineData("sent", "loan", InTime, "1.50", "ReportAid:Honoured")]
    [InlineData("voted", "gift", InTime, "1.50", "ReportAid:Pledged")]
    [InlineData("sent", "gift", TooLate, "1.50", "ReportAid:Honoured")]
    [InlineData("refused", "gift", TooLate, "", "ReportAid:Declined")]
    [InlineData("decision deferred", "gift", InTime, "", "ReportAid:Deferred")]
    public void Only_a_name(string status, string kind, string date, string sum, string steps) =>
        StepsOf(status, kind, date, "", "", sum).ShouldBe(steps);

    [Theory]
    [InlineData("dublin", "GBP")]
    [InlineData("algiers", "FRF")]
    [InlineData("guadeloupe", "FRF")]
    [InlineData("amsterdam", "GBP")]
    [InlineData("waldenburg-coal-miners", "PRT")]
    [InlineData("lisbon-founders-then-carpenters-and-caulkers", "GBP")]
    [InlineData("geneva-centrale", "CHF+GBP")]
    [InlineData("geneva-building-trades", "CHF+FRF+GBP")]
    [InlineData("paris-bronze", "FRF+GBP")]
    [InlineData("rouen-fileurs", "FRF+GBP")]
    public void A_section_holds_its_own_currency_and_those_it_gives_or_gets(string section, string currencies) =>
        InternationalPlan.Plan.Steps.OfType<Step.FoundSection>()
            .Where(step => step.Section.Value == section)
            .Select(step => string.Join('+', step.Currencies.Select(currency => currency.Code)))
            .ShouldBe([currencies]);

    [Fact]
    public void A_repayment_that_names_no_lender_meets_the_one_loan_that_it_can_be_of()
    {
        var steps = ReplayPlan.Of(Repaying().LoadValid()).Steps;

        var repaid = steps.OfType<Step.Repay>().Single(step => step.Id.Value == "aid-009");
        (repaid.Loan.Value, repaid.LentBy?.Value).ShouldBe(("aid-002", "london-bookbinders"));
        // The one that was redirected is of an older debt still, and of no more than that.
        steps.OfType<Step.RecordLoan>().Where(step => step.Section.Value == "paris-bronze")
            .Select(step => step.Amount.Minor).ShouldBe([20 * 240L]);
    }

    [Fact]
    public void Where_it_can_be_of_several_the_lender_must_be_named()
    {
        const string other = "aid-003";
        var files = Repaying()
            .With("aid.csv", other, "kind", "loan").With("aid.csv", other, "status", "sent")
            .With("aid.csv", other, "amount", "15.00");
        files.Errors().ShouldContain(
            "may repay one of aid-002 (Day-Working Bookbinders), aid-003 (Operative Bricklayers)");
        files = files.With("aid.csv", "aid-009", "from_name", "Paris (repayment to london-bookbinders)");
        ReplayPlan.Of(files.LoadValid()).Steps.OfType<Step.Repay>()
            .Single(step => step.Id.Value == "aid-009").Loan.Value.ShouldBe("aid-002");
    }

    private static SeedFiles Repaying() => SeedFiles.International()
        .With("aid.csv", "aid-002", "status", "sent")
        .With("aid.csv", "aid-009", "amount", "10.00")
        .With("aid.csv", "aid-009", "from_name", "Paris bronze workers");

    [Fact]
    public void Every_currency_of_the_folder_is_somebodys()
    {
        var held = InternationalPlan.Plan.Steps.OfType<Step.FoundSection>().SelectMany(step => step.Currencies);

        InternationalPlan.Seeds.Currencies.Select(row => row.Currency).ShouldBeSubsetOf(held);
    }

    [Fact]
    public void A_section_of_which_nothing_is_dated_is_founded_at_the_start()
    {
        var first = InternationalPlan.Plan.Steps[0];

        first.ShouldBeOfType<Step.FoundFederation>().Federation.Value.ShouldBe("iwma-gc");
        InternationalPlan.Plan.Steps.OfType<Step.FoundSection>().Single(step => step.Section.Value == "zurich")
            .Date.ShouldBe(first.Date);
    }

    private static string StepsOf(
        string status, string kind, string date, string section, string federation, string amount)
    {
        const string row = "aid-013";
        var files = SeedFiles.International()
            .With("aid.csv", row, "status", status)
            .With("aid.csv", row, "kind", kind)
            .With("aid.csv", row, "date", date)
            .With("aid.csv", row, "from_section_id", section)
            .With("aid.csv", row, "from_federation_id", federation)
            .With("aid.csv", row, "amount", amount);
        return string.Join(' ', ReplayPlan.Of(files.LoadValid()).Steps.Where(IsOfTheRow).Select(Name));
    }

    private static bool IsOfTheRow(Step step) =>
        step.Key.Value.StartsWith("aid/aid-013/", StringComparison.Ordinal)
        || step is Step.RecordLoan { Section.Value: "excavators" };

    private static string Name(Step step) => step.GetType().Name + step switch
    {
        Step.Pledge pledge => $":{pledge.Honour}",
        Step.ReportAid report => $":{report.State}",
        Step.Repay { RedirectTo: { } redirect } => $":{redirect.Strike}",
        _ => "",
    };
}
