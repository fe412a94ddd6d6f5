using Solidarity.Domain.Affiliations;

namespace Solidarity.Domain.Federations;

/// <summary>Who a federation is.</summary>
public sealed record FederationProfile(string Name, Level Level, string Locality, string Country)
{
    /// <summary>Of a federation that is not founded.</summary>
    public static readonly FederationProfile Empty = new("", Level.Local, "", "");
}
