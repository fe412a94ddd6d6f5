using Google.Protobuf;
using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Corridors;

/// <summary>What names a corridor: its ends and its currencies.</summary>
/// <param name="agrees">The body that acts is not the one that the corridor leads out of, but the other one.</param>
internal sealed class CorridorArguments(bool agrees = false)
{
    private readonly BodyArgument _from =
        Arguments.Body("FROM", "The treasury that it leads out of: geneva-masons.", acts: !agrees);

    private readonly BodyArgument _to = Arguments.Body("TO", "The treasury that it leads to: geneva.");

    private readonly Argument<string> _given =
        Arguments.Text("CURRENCY", "The currency that is given: CHF, or GBP/240.");

    private readonly Option<string?> _arrives =
        Options.Text("--arrives", "CURRENCY", "The currency that arrives, where it is another.");

    public Symbol[] All => [_from, _to, _given, _arrives];

    /// <summary>A request about the corridor.</summary>
    public T Request<T>(ServiceCall call) where T : IMessage, new()
    {
        var request = new T();
        request.Set("from", From(call));
        request.Set("to", To(call));
        request.Set("given", Given(call));
        request.Set("arrives", Arrives(call));
        return request;
    }

    private string From(ServiceCall call) => call.Body(_from);

    private string To(ServiceCall call) => call.Body(_to);

    private Currency Given(ServiceCall call) => SumReader.Currency(call.Text(_given), "currency");

    /// <summary>The currency that arrives; the one that is given where nothing else is said.</summary>
    private Currency Arrives(ServiceCall call) =>
        call.Get(_arrives) is { } text ? SumReader.Currency(text, "arrives") : Given(call);

    /// <summary>The corridor as a command line names it.</summary>
    public string Words(ServiceCall call) => $"{From(call)} {To(call)} {SumText.Of(Given(call))}"
        + (Arrives(call).Equals(Given(call)) ? "" : $" --arrives {SumText.Of(Arrives(call))}");

    /// <summary>For sentences about the corridor from here to there in a currency: its ends, and "CHF", or "GBP/240
    /// that arrive as CHF".</summary>
    public (string From, string To, string Money) Of(ServiceCall call)
    {
        var (given, arrives) = (Given(call), Arrives(call));
        var money = given.Equals(arrives)
            ? SumText.Of(given)
            : T($"{SumText.Of(given)} that arrive as {SumText.Of(arrives)}");
        return (From(call), To(call), money);
    }
}

/// <summary>What a corridor costs and carries.</summary>
internal sealed class TermsOptions
{
    private readonly Option<string?> _rate = Options.Text("--rate", "N/D",
        "Of two currencies: for each D minor units given, N minor units arrive. 20000/1926 is exact.");

    private readonly Option<string?> _fee = Options.Text("--fee", "AMOUNT", "A fixed fee, in the currency given.");

    private readonly Option<int?> _feePerMyriad =
        Options.Number("--fee-per-myriad", "A fee in ten-thousandths of what is given.");

    private readonly Option<string?> _capacity =
        Options.Text("--capacity", "AMOUNT", "The most that may be given in one period; leave out for no limit.");

    private readonly Option<int?> _periodDays = Options.Number("--period-days", "The length of a period (default: 1).");

    private readonly Option<int?> _delayHours = Options.Number("--delay-hours", "How long carriage usually takes.");

    private readonly Option<int?> _quoteHours = Options.Number("--quote-hours",
        "Of two currencies: how long the rate stands once room is held (default: as long as the room is held).");

    private readonly Option<string?> _settledBy = Options.Text("--settled-by", "HOW",
        "By whom money moves: treasurers, wire, courier or in-kind (people hand it over and confirm it; default: "
        + "treasurers), or books (at once, for treasuries that share an account).");

    private readonly Option<int?> _holdHoursMax = Options.Number("--hold-hours-max",
        "How long its room is held for a transfer at most (default: 720, or as long as its own delay needs).");

    private readonly Option<int?> _sharePercent = Options.Number("--share-percent",
        "How much of its capacity may be held for money of one source (default: 50 of what is held longer than 120 h"
        + ").");

    public Symbol[] All =>
    [
        _rate, _fee, _feePerMyriad, _capacity, _periodDays, _delayHours, _quoteHours, _settledBy, _holdHoursMax,
        _sharePercent,
    ];

    public Option<string?> SettledBy => _settledBy;

    public CorridorTerms Read(ServiceCall call, Currency given)
    {
        var terms = new CorridorTerms
        {
            FeeMinorUnits = call.Get(_fee) is { } fee ? SumReader.Sum(fee, given, "fee").MinorUnits : 0,
            FeePerMyriad = call.Get(_feePerMyriad) ?? 0,
            PeriodDays = call.Get(_periodDays) ?? 0,
            DelayHours = call.Get(_delayHours) ?? 0,
            QuoteHours = call.Get(_quoteHours) ?? 0,
            SettledBy = call.Choice<Settlement>(_settledBy),
            HoldHoursMax = call.Get(_holdHoursMax) ?? 0,
            SharePercent = call.Get(_sharePercent) ?? 0,
        };
        if (call.Get(_capacity) is { } capacity)
            terms.CapacityMinorUnits = SumReader.Sum(capacity, given, "capacity").MinorUnits;
        if (call.Get(_rate) is { } rate)
            terms.Rate = RateOf(rate);
        return terms;
    }

    private static Rate RateOf(string text) => text.Split('/') is [var above, var below]
        && long.TryParse(above, NumberStyles.None, CultureInfo.InvariantCulture, out var numerator)
        && long.TryParse(below, NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)
        ? new Rate { Numerator = numerator, Denominator = denominator }
        : throw UsageException.Malformed("rate", $"\"{text}\" is no fraction of minor units such as 20000/1926");
}
