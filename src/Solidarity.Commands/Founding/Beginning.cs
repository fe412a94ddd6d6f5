using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Text;

namespace Solidarity.Commands.Founding;

/// <summary>A section or federation that is to begin, and what belongs to its beginning.</summary>
/// <param name="Trade">Null for a mixed section, and for a federation.</param>
/// <param name="Level">Of a federation only.</param>
/// <param name="Currencies">That a section keeps, and that corridors are opened in.</param>
/// <param name="Joins">federations/{id} that it asks to take it in.</param>
internal sealed record Beginning(
    bool IsSection, string Id, string DisplayName, string? Trade, Level Level, string Locality, string Country,
    int? Members, ImmutableArray<Currency> Currencies, ImmutableArray<string> Joins, V1.Money? Deposit)
{
    public string Name => Names.BothOf(Id)[IsSection ? 0 : 1];

    public FoundSectionRequest ToFoundSection()
    {
        var request = new FoundSectionRequest
        {
            SectionId = Id,
            DisplayName = DisplayName,
            Kind = Trade is null ? SectionKind.Central : SectionKind.Trade,
            Trade = Trade ?? "",
            Locality = Locality,
            Country = Country,
            Currencies = { Currencies },
        };
        if (Members is { } members)
            request.Members = members;
        return request;
    }

    public FoundFederationRequest ToFoundFederation() => new()
    {
        FederationId = Id,
        DisplayName = DisplayName,
        Level = Level,
        Locality = Locality,
        Country = Country,
    };

    /// <summary>What of a section that is there already is not as it is to begin; empty where it is the same.</summary>
    /// <param name="trades">Those of the service.</param>
    public string DifferenceFrom(Section there, TradeTable trades)
    {
        var trade = Trade is null ? "" : trades.CodeOf(Trade) ?? Trade;
        return Differences(
        [
            NameDifference(there.DisplayName),
            (there.Trade, trade, $"its trade is \"{there.Trade}\" and not \"{trade}\""),
            LocalityDifference(there.Locality),
            CountryDifference(there.Country),
            (Sorted(there.Currencies), Sorted(Currencies),
                $"its currencies is \"{Sorted(there.Currencies)}\" and not \"{Sorted(Currencies)}\""),
        ]);
    }

    /// <inheritdoc cref="DifferenceFrom(Section, TradeTable)"/>
    public string DifferenceFrom(Federation there) => Differences(
    [
        NameDifference(there.DisplayName),
        ($"{there.Level}", $"{Level}",
            $"its level is \"{EnumText.Plain(there.Level)}\" and not \"{EnumText.Plain(Level)}\""),
        LocalityDifference(there.Locality),
        CountryDifference(there.Country),
    ]);

    private (string There, string Here, Wording Text) NameDifference(string there) =>
        (there, DisplayName, $"its name is \"{there}\" and not \"{DisplayName}\"");

    private (string There, string Here, Wording Text) LocalityDifference(string there) =>
        (there, Locality, $"its locality is \"{there}\" and not \"{Locality}\"");

    private (string There, string Here, Wording Text) CountryDifference(string there) =>
        (there, Country, $"its country is \"{there}\" and not \"{Country}\"");

    private static string Sorted(IEnumerable<Currency> currencies) => string.Join(
        ", ", currencies.Select(currency => Sums.SumText.Of(currency)).Order(StringComparer.Ordinal));

    private static string Differences(IReadOnlyList<(string There, string Here, Wording Text)> facts) =>
        string.Join(", ", facts.Where(fact => fact.There != fact.Here).Select(fact => T(fact.Text)));
}
