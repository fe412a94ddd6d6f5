using System.Collections.Frozen;
using Solidarity.Domain.Money;

namespace Solidarity.Server.Telemetry;

/// <summary>The currencies in use today (ISO 4217, 2026). Anybody can make up a currency, and would make up a series of
/// measurements with it, so others are measured together.</summary>
internal static class KnownCurrencies
{
    public const string Other = "OTHER";

    private const string Codes =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
        + "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
        + "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL "
        + "LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP "
        + "PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
        + "TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

    private static readonly FrozenSet<string> Known = Codes.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Its code, or <see cref="Other"/>. One of unusual units is another currency.</summary>
    public static string LabelOf(Currency currency) =>
        currency.UnitsPerMajor is 1 or 100 or 1_000 && Known.Contains(currency.Code) ? currency.Code : Other;
}
