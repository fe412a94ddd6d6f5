using Solidarity.Domain.Money;

namespace Solidarity.Demos.Seizures;

/// <summary>One of the three countries.</summary>
/// <param name="National">The id of its national federation.</param>
/// <param name="Rate">Centimes of Switzerland for a minor unit of its own, at the mints' rates of the time.</param>
/// <param name="GiftMinor">What a section gives for each of its members.</param>
internal sealed record SeizureLand(
    string National, string Name, string Country, Currency Currency, Rate Rate, int GiftMinor);

/// <summary>A town with its local federation.</summary>
/// <param name="CutOff">No way to the strike but over the hub.</param>
internal sealed record SeizureTown(string Id, string Name, SeizureLand Land, bool CutOff = false)
{
    public string Federation => $"federations/{Id}";
}

/// <summary>The places of the seizure: three countries of six towns.</summary>
internal static class SeizureTowns
{
    public const string HubName = "International of Brussels";

    private static readonly SeizureLand Swiss = new(
        "swiss", "Swiss Federation", "CH", Currency.Of("CHF"), Rate.Par, 25);

    private static readonly SeizureLand French = new(
        "french", "French Federation", "FR", Currency.Of("FRF"), Rate.Par, 25);

    // Of 240 pence; 25.22 francs.
    private static readonly SeizureLand British = new(
        "british", "British Federation", "GB", Currency.Of("GBP", 240), new Rate(2_522, 240), 3);

    public static string NameOf(SeizureTown town) => $"Sections of {town.Name}";

    public static SeizureLand[] Lands { get; } = [Swiss, French, British];

    /// <summary>Where the strike is.</summary>
    public static SeizureTown Geneva { get; } = new("geneva", "Geneva", Swiss);

    /// <summary>Over the border from Geneva: whoever wants can carry money there himself.</summary>
    public static SeizureTown Lyon { get; } = new("lyon", "Lyon", French);

    /// <summary>All but the one on strike.</summary>
    public static SeizureTown[] Others { get; } =
    [
        new("lausanne", "Lausanne", Swiss), Lyon, new("london", "London", British),
        new("basel", "Basel", Swiss), new("paris", "Paris", French), new("manchester", "Manchester", British),
        new("zurich", "Zürich", Swiss), new("rouen", "Rouen", French), new("sheffield", "Sheffield", British),
        new("bern", "Bern", Swiss), new("lille", "Lille", French), new("leeds", "Leeds", British),
        new("winterthur", "Winterthur", Swiss), new("marseille", "Marseille", French),
        new("birmingham", "Birmingham", British), new("saint-etienne", "Saint-Étienne", French, CutOff: true),
        new("bristol", "Bristol", British, CutOff: true),
    ];

    public static IEnumerable<SeizureTown> All => Others.Prepend(Geneva);
}
