using Solidarity.Domain.Money;

namespace Solidarity.Commands.Sums;

/// <summary>Sums as requests have them.</summary>
internal static class WireSums
{
    public static V1.Money ToWire(this Amount amount) => new()
    {
        CurrencyCode = amount.Currency.Code,
        UnitsPerMajor = amount.Currency.UnitsPerMajor,
        MinorUnits = amount.Minor,
    };

    public static V1.Currency ToWire(this Domain.Money.Currency currency) =>
        new() { CurrencyCode = currency.Code, UnitsPerMajor = currency.UnitsPerMajor };

    public static V1.Rate ToWire(this Domain.Money.Rate rate) =>
        new() { Numerator = rate.Numerator, Denominator = rate.Denominator };
}
