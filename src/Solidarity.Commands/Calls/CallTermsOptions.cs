using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Calls;

/// <summary>The options of a call that say how it widens by itself.</summary>
internal sealed class CallTermsOptions
{
    private readonly Option<string?> _widest = Options.Text(
        "--widest", "LEVEL", $"How far it may widen by itself: {EnumText.Choices<Level>()}; none: by hand alone.");

    private readonly Option<int?> _waveHours = Options.Number(
        "--wave-hours", "With --widest: how many hours each level waits for the need to be covered.");

    private readonly Option<string?> _runwayDays = Options.Text(
        "--runway-days", "N", "Widen at once when the fund would last fewer days; needs --weekly-pay. Or none.");

    private readonly BodyOption<string[]> _foreign = Options.Bodies("--foreign", "BODY",
        "Who abroad is asked once it is international: london. Repeat for more. Or none.",
        text => text == None.Word ? [] : [text]);

    private readonly Option<string[]> _weeklyPay = Options.Sum("--weekly-pay",
        "What a striker gets for a week: --weekly-pay 12 CHF. Shows how long the fund lasts. Or none.", orNone: true);

    private readonly Option<int?> _strikers = Options.Number("--strikers", "With --weekly-pay: how many get it.");

    private readonly Option<string?> _payFrom = Options.Text(
        "--pay-from", "DAY", "With --weekly-pay: the first day that is owed: 1868-05-04.");

    public Option[] All => [_widest, _waveHours, _runwayDays, _foreign, _weeklyPay, _strikers, _payFrom];

    /// <summary>Null where none of them was given; what was not is as said before.</summary>
    /// <param name="without">What is to be said no more is added here.</param>
    public CallTerms? Read(ServiceCall call, ICollection<CallPart> without)
    {
        var terms = new CallTerms
        {
            Widest = None.Or(call.Get(_widest), CallPart.Terms, without) is { } widest
                ? EnumText.Parse<Level>(widest, "widest")
                : Level.Unspecified,
            WaveHours = call.Get(_waveHours) is { } hours ? Given(hours, _waveHours) : 0,
            Foreign =
            {
                None.Or(call.Get(_foreign), CallPart.Foreign, without)
                    .Select(body => call.Found.Read(body, "foreign")),
            },
            Pay = Pay(call, without),
        };
        var days = None.Or(call.Get(_runwayDays), CallPart.RunwayDays, without);
        if (None.OrNumber(days, "runway-days") is { } number)
            terms.RunwayDays = number;
        return terms.Equals(new CallTerms()) ? null : terms;
    }

    private StrikePayTerms? Pay(ServiceCall call, ICollection<CallPart> without)
    {
        var weekly = None.Or(call.Get(_weeklyPay), CallPart.Pay, without);
        var pay = new StrikePayTerms
        {
            Weekly = weekly.Length == 0 ? null : SumReader.Given(weekly, "weekly-pay"),
            Strikers = call.Get(_strikers) is { } strikers ? Given(strikers, _strikers) : 0,
            From = call.Text(_payFrom),
        };
        return pay.Equals(new StrikePayTerms()) ? null : pay;
    }

    // Of a request 0 would be "as before".
    private static int Given(int number, Option option) => number > 0
        ? number
        : throw UsageException.Malformed(Options.FieldOf(option), $"{number} is none; 1 or more");
}
