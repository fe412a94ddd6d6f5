using System.Collections.Frozen;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Seeds;

/// <summary>
/// The currency that a section keeps its books in: the first one that currencies.csv has for its country. Where it has
/// none, the table below decides: Irish books were kept in pounds, Algiers and Guadeloupe paid in French francs, and
/// of Dutch, Portuguese and Danish money nothing is recorded, so they have the pound in which the General Council
/// reckoned.
/// </summary>
internal sealed class Homes(IEnumerable<CurrencyRow> currencies)
{
    private static readonly FrozenDictionary<string, string> Borrowed = new Dictionary<string, string>
    {
        ["IE"] = "GBP",
        ["DZ"] = "FRF",
        ["GP"] = "FRF",
        ["NL"] = "GBP",
        ["PT"] = "GBP",
        ["DK"] = "GBP",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, Currency> _byCountry =
        currencies.DistinctBy(row => row.Country).ToFrozenDictionary(row => row.Country, row => row.Currency);

    private readonly FrozenDictionary<string, Currency> _byCode = currencies
        .DistinctBy(row => row.Code).ToFrozenDictionary(row => row.Code, row => row.Currency);

    public Currency Of(SeedCell country, SeedErrors errors)
    {
        if (_byCountry.TryGetValue(country.Value, out var own))
            return own;
        if (Borrowed.TryGetValue(country.Value, out var code) && _byCode.TryGetValue(code, out var borrowed))
            return borrowed;
        if (!country.IsEmpty)
            errors.Add(country, "has no currency in currencies.csv; add the one that is used there");
        return default;
    }
}
