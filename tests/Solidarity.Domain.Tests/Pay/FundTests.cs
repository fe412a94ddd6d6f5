using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;

namespace Solidarity.Domain.Tests.Pay;

/// <summary>The funds of seeds/statutes pay what their examples, worked out by hand, say.</summary>
public sealed class FundTests
{
    public static TheoryData<string> Funds => [.. PayRulesFile.Names];

    [Fact]
    public void Every_fund_is_there() => PayRulesFile.Names.ShouldBe(
    [
        "cfdt", "cnt", "cnv", "cupe", "cwa", "ela", "fnv", "if-metall", "ig-metall", "info-com-cgt", "teamsters",
        "two-levels", "uaw", "ucu", "ucu-lower-paid", "unifor", "unison", "unite", "verdi",
    ]);

    [Theory]
    [MemberData(nameof(Funds))]
    public void A_fund_pays_what_its_examples_say(string name)
    {
        var file = PayRulesFile.Find(name)!;
        file.PayRules.Name.ShouldBe(name);
        file.Examples.ShouldNotBeEmpty();
        foreach (var example in file.Examples)
            foreach (var striker in example.Strikers)
                Check(file.PayRules, example.Strike, striker);
    }

    [Theory]
    [MemberData(nameof(Funds))]
    public void The_rules_of_a_fund_are_sound(string name) =>
        PayRulesCheck.Of(PayRulesFile.Find(name)!.PayRules).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Funds))]
    public void Rules_are_the_same_after_they_were_stored(string name)
    {
        var rules = PayRulesFile.Find(name)!.PayRules;
        var json = System.Text.Json.JsonSerializer.Serialize(rules, PayRulesFile.RulesJson);
        var read = System.Text.Json.JsonSerializer.Deserialize(json, PayRulesFile.RulesJson)!;
        System.Text.Json.JsonSerializer.Serialize(read, PayRulesFile.RulesJson).ShouldBe(json);
    }

    [Fact]
    public void Two_levels_share_a_sum_and_nothing_is_lost()
    {
        var rules = PayRulesFile.Find("two-levels")!.PayRules;
        rules.Split(10_000).ShouldBe([6_667, 3_333]);
        rules.Split(1).ShouldBe([1, 0]);
        rules.Split(2).ShouldBe([2, 0], "each part is rounded down, and the first funds bear what is left");
    }

    [Fact]
    public void Who_leaves_ver_di_within_a_year_pays_back()
    {
        var rules = PayRulesFile.Find("verdi")!.PayRules;
        var last = new DateOnly(2007, 5, 17);
        rules.Clawback(35_000, last, new DateOnly(2008, 5, 16)).ShouldBe(35_000);
        rules.Clawback(35_000, last, new DateOnly(2008, 5, 17)).ShouldBe(0);
        PayRulesFile.Find("unite")!.PayRules.Clawback(35_000, last, last).ShouldBe(0);
    }

    private static void Check(PayRules rules, StrikeCourse strike, WorkedStriker striker)
    {
        var account = default(StrikerAccount);
        foreach (var week in striker.Weeks)
        {
            var pay = PayWeek.Of(rules, strike, striker.Who, week.Did ?? StrikerWeek.Whole, account, week.Week);
            var lines = string.Join("; ", pay.Lines.Select(line => $"{line.Minor}: {line.InWords(rules).English}"));
            var what = $"{rules.Name}, {striker.Token}, week {week.Week}: {week.Why} But: {lines}";
            new Amount(pay.Minor, rules.Currency).ShouldBe(new Amount(week.PaidMinor, rules.Currency), what);
            pay.Lines.Sum(line => line.Minor).ShouldBe(pay.Minor, what);
            account = pay.After;
        }
    }
}
