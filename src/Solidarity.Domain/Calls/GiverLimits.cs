using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Calls;

/// <summary>What one giver may add to a strike's state. A section keeps to these limits before it promises, and the
/// strike refuses what is beyond them.</summary>
internal static class GiverLimits
{
    /// <summary>The most pledges, parts, tranches and refusals that one giver may tell a strike of, ended ones among
    /// them: four promises of weekly tranches for two years, and 84 more.</summary>
    public const int AidPerGiverMax = 500;
    public const int SupportPerGiverMax = 50;
    public const int SightingsPerSectionMax = 20;

    public static Refusal TooMuchOf(StrikeId strike, Party giver, long count) => CommonRefusals.LimitReached(
        nameof(AidPerGiverMax), AidPerGiverMax,
        $"strike {strike} has {count} pledges, parts and tranches of {Name(giver)}, ended ones among them; "
        + $"honour what is open, and put into one larger pledge what several would say");

    public static Refusal TooManyOffersOf(StrikeId strike, Party giver) => CommonRefusals.LimitReached(
        nameof(SupportPerGiverMax), SupportPerGiverMax,
        $"strike {strike} has {SupportPerGiverMax} offers of support of {Name(giver)}, withdrawn ones among "
        + $"them; put into one offer what several would say");

    public static Refusal TooManySightingsOf(StrikeId strike, Party section) => CommonRefusals.LimitReached(
        nameof(SightingsPerSectionMax), SightingsPerSectionMax,
        $"strike {strike} has {SightingsPerSectionMax} sightings that {Name(section)} has reported; tell the "
        + $"striking section of more directly");

    private static string Name(Party party) => party.Body?.ToString() ?? party.Label;
}
