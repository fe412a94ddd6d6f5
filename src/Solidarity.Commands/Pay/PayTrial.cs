using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;

namespace Solidarity.Commands.Pay;

/// <summary>What rules pay to the strikers of a table in one week, reckoned from the strike's first week on. Nothing is
/// recorded.</summary>
internal sealed class PayTrial
{
    private readonly PayRules _rules;
    private readonly List<(string Token, int Count, StrikerPay Pay)> _all = [];

    private PayTrial(PayRules rules, StrikeCourse course, int week)
    {
        (_rules, Week) = (rules, week);
        (From, Through) = rules.WeekOf(course.Start, week);
    }

    public int Week { get; }

    public DateOnly From { get; }

    public DateOnly Through { get; }

    public int Strikers => _all.Sum(one => one.Count);

    public Total Sum => new(_all.Aggregate((Int128)0, (sum, one) => sum + ((Int128)one.Pay.Minor * one.Count)),
        _rules.Currency);

    public static PayTrial Of(
        PayRules rules, StrikeCourse course, OrderedDictionary<string, StrikerFacts> strikers, int week)
    {
        var trial = new PayTrial(rules, course, week);
        foreach (var (token, facts) in strikers)
        {
            var account = default(StrikerAccount);
            for (var number = 1; number < week; number++)
                if (facts.In(number) is { } before)
                    account = PayWeek.Of(rules, course, facts.Who, before, account, number).After;
            if (facts.In(week) is { } did)
                trial._all.Add((token, facts.Who.Count,
                    PayWeek.Of(rules, course, facts.Who, did, account, week)));
        }
        return trial;
    }

    /// <summary>A row for each line of each striker, and one for what each gets.</summary>
    public Sheet Rows()
    {
        var sheet = new Sheet("Striker", new Heading("Why", Wraps: true), "Sum>", "Strikers>", "In all>");
        foreach (var (token, count, pay) in _all)
        {
            for (var at = 0; at < pay.Lines.Length; at++)
                sheet.Row(at == 0 ? token : "", T(pay.Lines[at].InWords(_rules)), Bare(pay.Lines[at].Minor), "", "");
            sheet.Row("", T("to each"), Bare(pay.Minor), $"{count}", Bare((Int128)pay.Minor * count));
        }
        return sheet;
    }

    /// <summary>For programs: sums in minor units.</summary>
    public JsonFields ToJson() => new JsonFields
    {
        ["rules"] = _rules.Name,
        ["currency"] = _rules.Currency.ToString(),
        ["week"] = Week,
        ["from"] = $"{From:yyyy-MM-dd}",
        ["through"] = $"{Through:yyyy-MM-dd}",
        ["strikers"] = _all.Select(one => new JsonFields
        {
            ["striker"] = one.Token,
            ["count"] = one.Count,
            ["minorUnits"] = one.Pay.Minor,
            ["lines"] = one.Pay.Lines.Select(line => new JsonFields
            {
                ["why"] = T(line.InWords(_rules)),
                ["minorUnits"] = line.Minor,
            }),
        }),
        ["sumMinorUnits"] = Sum.Shown.Minor,
    };

    // Without the currency, which stands in the last sentence.
    private string Bare(Int128 minor) => new Total(minor, _rules.Currency).Shown.ToString()
        .Replace($" {_rules.Currency.Code}", "", StringComparison.Ordinal);
}
