using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Routing.Tests;

/// <summary>Bodies and values that many tests speak of: the builders of Geneva strike, the printers of Lausanne help.
/// </summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(1868, 4, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Currency Chf = Currency.Of("CHF");
    public static readonly Currency Gbp = Currency.Of("GBP", 240);
    public static readonly Currency Frf = Currency.Of("FRF");

    public static readonly SectionId Builders = new("geneva-builders");
    public static readonly SectionId Printers = new("lausanne-printers");
    public static readonly SectionId Weavers = new("basel-weavers");
    public static readonly FederationId Romande = new("romande");
    public static readonly FederationId Council = new("general-council");

    public static Amount Francs(long minor) => new(minor, Chf);

    public static CorridorKey To(Address neighbour) => new(neighbour, Chf, Chf);

    public static Hop Hop(Address from, Address to, long given, long fee = 0) =>
        new(from, to, Francs(given), Francs(fee), Francs(given - fee));

    /// <summary>What arrives by a plan in all, in minor units.</summary>
    public static Int128 Delivers(this RoutingPlan plan, Currency? currency = null) => plan.Sources
        .SelectMany(source => source.Parts)
        .Select(part => part.Route.Delivers)
        .Where(amount => amount.Currency == (currency ?? Chf))
        .Aggregate((Int128)0, (sum, amount) => sum + amount.Minor);
}
