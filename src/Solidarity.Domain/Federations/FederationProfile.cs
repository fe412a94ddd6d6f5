using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Amendments;

namespace Solidarity.Domain.Federations;

/// <summary>Who a federation is.</summary>
public sealed record FederationProfile(string Name, Level Level, string Locality, string Country)
{
    internal ImmutableArray<Amendment> Amended(
        ImmutableArray<Amendment> known, FederationProfile after, DateTimeOffset at) => known.With(
            at, ("display_name", Name, after.Name), ("locality", Locality, after.Locality),
            ("country", Country, after.Country));

    /// <summary>Of a federation that is not founded.</summary>
    public static readonly FederationProfile Empty = new("", Level.Local, "", "");
}
