using System.Text.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Commands.Sums;

/// <summary>
/// The one form of sums for programs: <c>"currency":"GBP","units":240,"minor":1926</c>, the code never without its
/// units, because two currencies of one code and other units are two. Numbers of minor units stay within 2^53 - 1
/// either way, which every reader of JSON holds exactly; so much means that or more.
/// </summary>
internal static class SumJson
{
    /// <summary>The three keys; all null where nobody knows the sum.</summary>
    public static void Write(Utf8JsonWriter json, V1.Money? money)
    {
        if (money is not null)
        {
            WriteCurrency(json, money.CurrencyCode, money.UnitsPerMajor);
            WriteMinor(json, "minor", money.MinorUnits);
            return;
        }
        json.WriteNull("currency");
        json.WriteNull("units");
        json.WriteNull("minor");
    }

    public static void WriteCurrency(Utf8JsonWriter json, V1.Currency? currency)
    {
        if (currency is not null)
        {
            WriteCurrency(json, currency.CurrencyCode, currency.UnitsPerMajor);
            return;
        }
        json.WriteNull("currency");
        json.WriteNull("units");
    }

    public static void WriteCurrency(Utf8JsonWriter json, string code, int units)
    {
        json.WriteString("currency", code);
        json.WriteNumber("units", units);
    }

    public static void WriteMinor(Utf8JsonWriter json, string key, Int128 minor) =>
        json.WriteNumber(key, Total.ShownMinor(minor));
}
