using Solidarity.Domain.Amendments;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Founding;

[JsonConverter(typeof(KebabEnumConverter<SectionKind>))]
public enum SectionKind
{
    /// <summary>The members of one trade in one locality.</summary>
    Trade,

    /// <summary>A mixed section.</summary>
    Central,
}

/// <summary>Who a section is.</summary>
/// <param name="Trade">The trade, or empty for a mixed (central) section.</param>
/// <param name="Members">How many, or null; never who.</param>
/// <param name="Currencies">Those that its treasury takes.</param>
public sealed record Profile(
    string Name, SectionKind Kind, string Trade, string Locality, string Country, int? Members,
    ImmutableSortedSet<Currency> Currencies)
{
    public const int CurrenciesMax = 32;
    public const int MembersMax = 10_000_000;

    private string KindInWords => Kind == SectionKind.Central
        ? InEnglish("mixed")
        : InEnglish("of one trade");

    /// <summary>Whether both say the same.</summary>
    internal bool SaysTheSameAs(Profile other) =>
        Currencies.SetEquals(other.Currencies) && this == other with { Currencies = Currencies };

    internal ImmutableArray<Amendment> Amended(
        ImmutableArray<Amendment> known, Profile after, DateTimeOffset at) => known.With(
            at,
            ("display_name", Name, after.Name),
            ("kind", KindInWords, after.KindInWords),
            ("trade", Trade, after.Trade),
            ("locality", Locality, after.Locality),
            ("country", Country, after.Country),
            ("members", $"{Members}", $"{after.Members}"),
            ("currencies", string.Join(", ", Currencies), string.Join(", ", after.Currencies)));

    /// <summary>Of a section that is not founded.</summary>
    public static readonly Profile Empty = new("", SectionKind.Trade, "", "", "", null, []);
}
