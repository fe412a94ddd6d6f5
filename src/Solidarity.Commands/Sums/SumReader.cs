using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Money;
using Known = Solidarity.Domain.Money.Currency;

namespace Solidarity.Commands.Sums;

/// <summary>Reads the sums and currencies of a command line, by the rules of <see cref="SumReading"/>.</summary>
internal static class SumReader
{
    // English does not tell: it is also what those are spoken to in whose own language is not ours.
    private static DecimalMark Mark => Language.Current.DecimalMark == "," ? DecimalMark.Comma : DecimalMark.Unknown;

    /// <param name="text">chf, GBP/240, £sd: what <see cref="Currencies"/> reads.</param>
    /// <exception cref="UsageException">It is no currency.</exception>
    public static V1.Currency Currency(string text, string field) =>
        Currencies.Read(text, out var problem) is { } known
            ? known.ToWire()
            : throw UsageException.Malformed(field, $"\"{text}\" {problem}");

    /// <summary>The sum of an option of two words; null where it was left out.</summary>
    public static V1.Money? Given(string[]? words, string field) => words switch
    {
        [var amount, var currency] => Sum(amount, Currency(currency, field), field),
        [var amount] => throw UsageException.Malformed(
            field, $"\"{amount}\" is no sum; say the currency, too, as in 150 CHF"),
        _ => null,
    };

    /// <param name="text">5.50; for a pound of 240 pence also 8/0/6 or £8 0s. 6d.</param>
    /// <exception cref="UsageException">It is no sum that can be paid, or two people could read it as two sums.
    /// </exception>
    public static V1.Money Sum(string text, V1.Currency currency, string field)
    {
        var known = Known.Of(currency.CurrencyCode, currency.UnitsPerMajor);
        if (SumReading.Read(text, known, out var problem, mark: Mark) is { } amount)
            return amount.ToWire();
        throw problem.IsMalformed
            ? UsageException.Malformed(field, problem.Text)
            : UsageException.NotPayable(field, problem.Text);
    }
}
