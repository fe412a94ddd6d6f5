using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Calls;

/// <summary>The options of a call that say how it widens by itself.</summary>
internal sealed class CallTermsOptions
{
    private readonly Option<string?> _widest = Options.Text(
        "--widest", "LEVEL", $"How far it may widen by itself: {EnumText.Choices<Level>()}.");

    private readonly Option<int?> _waveHours = Options.Number(
        "--wave-hours", "With --widest: how many hours each level waits for the need to be covered.");

    private readonly Option<int?> _runwayDays = Options.Number(
        "--runway-days", "Widen at once when the fund would last fewer days; needs --weekly-pay.");

    private readonly Option<string[]> _foreign = Options.Many(
        "--foreign", "BODY", "Who abroad is asked once it is international: federations/london. Repeat for more.");

    private readonly Option<string[]> _weeklyPay = Options.Sum(
        "--weekly-pay", "What a striker gets for a week: --weekly-pay 12 CHF. Shows how long the fund lasts.");

    private readonly Option<int?> _strikers = Options.Number("--strikers", "With --weekly-pay: how many get it.");

    private readonly Option<string?> _payFrom = Options.Text(
        "--pay-from", "DAY", "With --weekly-pay: the first day that is owed: 1868-05-04.");

    public Option[] All => [_widest, _waveHours, _runwayDays, _foreign, _weeklyPay, _strikers, _payFrom];

    /// <summary>Null where none of them was given.</summary>
    public CallTerms? Read(ServiceCall call)
    {
        if (!All.Any(call.IsGiven))
            return null;
        var widest = call.Get(_widest) ?? throw Missing(_widest, "how far the call may widen by itself");
        var terms = new CallTerms
        {
            Widest = EnumText.Parse<Level>(widest, "widest"),
            WaveHours = call.Get(_waveHours) ?? throw Missing(_waveHours, "how many hours each level waits"),
            Foreign = { (call.Get(_foreign) ?? []).Select(body => Names.Body(body, "foreign")) },
            Pay = Pay(call),
        };
        if (call.Get(_runwayDays) is { } days)
            terms.RunwayDays = days;
        return terms;
    }

    private StrikePayTerms? Pay(ServiceCall call)
    {
        if (!call.IsGiven(_weeklyPay) && !call.IsGiven(_strikers) && !call.IsGiven(_payFrom))
            return null;
        return new StrikePayTerms
        {
            Weekly = SumReader.Given(call.Get(_weeklyPay), "weekly-pay")
                ?? throw Missing(_weeklyPay, "what a striker gets for a week"),
            Strikers = call.Get(_strikers) ?? throw Missing(_strikers, "how many get strike pay"),
            From = call.Get(_payFrom) ?? throw Missing(_payFrom, "the first day that is owed"),
        };
    }

    private static UsageException Missing(Option option, string what) =>
        UsageException.Malformed(Options.FieldOf(option), $"say with {option.Name} {what}");
}
