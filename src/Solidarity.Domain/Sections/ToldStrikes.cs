using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Sections;

/// <summary>How many things a section has told a strike of, ended ones among them.</summary>
/// <param name="Aid">Pledges, their parts, tranches (those still to come among them), refusals and redirected
/// repayments.</param>
/// <param name="Support">Offers of support.</param>
public sealed record Told(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Aid = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Support = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Sightings = 0)
{
    public static Told Nothing { get; } = new();
}

/// <summary>A section keeps to the limits that a strike has for each giver (<see cref="GiverLimits"/>), so
/// that whoever promises learns it at once, and the strike need not refuse what is promised.</summary>
internal static class ToldStrikes
{
    /// <summary>The refusal for so many more pieces of aid to a strike; null where there is room.</summary>
    public static Refusal? CheckAid(Section state, StrikeId strike, int more = 1)
    {
        var told = Of(state, strike).Aid;
        return told + more > GiverLimits.AidPerGiverMax
            ? GiverLimits.TooMuchOf(strike, Party.Of(state.Id), told)
            : null;
    }

    public static Refusal? CheckSupport(Section state, StrikeId strike) =>
        Of(state, strike).Support >= GiverLimits.SupportPerGiverMax
            ? GiverLimits.TooManyOffersOf(strike, Party.Of(state.Id))
            : null;

    public static Refusal? CheckSighting(Section state, StrikeId strike) =>
        Of(state, strike).Sightings >= GiverLimits.SightingsPerSectionMax
            ? GiverLimits.TooManySightingsOf(strike, Party.Of(state.Id))
            : null;

    /// <summary>With so many more pieces of aid told to a strike; less where it is negative.</summary>
    public static Section WithAid(Section state, StrikeId strike, int more) =>
        more == 0 ? state : With(state, strike, told => told with { Aid = told.Aid + more });

    public static Section With(Section state, StrikeId strike, Func<Told, Told> change) =>
        state with { Told = state.Told.SetItem(strike, change(Of(state, strike))) };

    private static Told Of(Section state, StrikeId strike) => state.Told.GetValueOrDefault(strike, Told.Nothing);
}
