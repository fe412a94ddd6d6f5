using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Sums;

/// <summary>The two arguments of a sum: how much, and of what.</summary>
internal sealed class SumArguments(bool optional = false)
{
    private readonly Argument<string> _amount = Given(Arguments.Text(
        "AMOUNT", "How much, in major units: 5.50; of old pounds also 8/0/6 or \"£8 0s. 6d.\"."), optional);

    private readonly Argument<string> _currency = Given(Arguments.Text(
        "CURRENCY", "The currency: CHF; GBP/240 for pounds of 240 pence."), optional);

    public Symbol[] All => [_amount, _currency];

    public V1.Money Read(ServiceCall call) => Read(call.Text(_amount), call.Text(_currency));

    /// <summary>Null where both were left out.</summary>
    public V1.Money? ReadOptional(ServiceCall call) => (call.TextOrNull(_amount), call.TextOrNull(_currency)) switch
    {
        (null, _) => null,
        (_, null) => throw UsageException.Malformed("currency", "say the currency of the amount, as in 150 CHF"),
        var (amount, currency) => Read(amount, currency),
    };

    private static V1.Money Read(string amount, string currency) =>
        SumReader.Sum(amount, SumReader.Currency(currency, "currency"), "amount");

    private static Argument<string> Given(Argument<string> argument, bool optional) =>
        optional ? argument.Optional() : argument;
}
