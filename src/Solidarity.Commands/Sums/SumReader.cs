using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Money;
using Known = Solidarity.Domain.Money.Currency;

namespace Solidarity.Commands.Sums;

/// <summary>Reads the sums and currencies of a command line, by the rules of <see cref="SumReading"/>.</summary>
internal static class SumReader
{
    public const int UsualUnits = 100;

    /// <param name="text">CHF, or GBP/240 where a major unit has not 100 minor ones.</param>
    /// <exception cref="UsageException">It is no currency.</exception>
    public static V1.Currency Currency(string text, string field) => Known.TryParse(text, out var known)
        ? new V1.Currency { CurrencyCode = known.Code, UnitsPerMajor = known.UnitsPerMajor }
        : throw UsageException.Malformed(field, $"\"{text}\" is no currency such as CHF, or GBP/240 for old pounds");

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
        if (SumReading.Read(text, known, out var problem) is { } amount)
            return new V1.Money
            {
                CurrencyCode = currency.CurrencyCode,
                UnitsPerMajor = currency.UnitsPerMajor,
                MinorUnits = amount.Minor,
            };
        throw problem.IsMalformed
            ? UsageException.Malformed(field, problem.Text)
            : UsageException.NotPayable(field, problem.Text);
    }
}
