using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Sections.Pledges;

/// <summary>A section keeps to the limits that a strike has for each giver (<see cref="GiverLimits"/>), so
/// that whoever promises learns it at once, and the strike need not refuse what is promised.</summary>
internal static class ToldStrikes
{
    /// <summary>The refusal for so many more pieces of aid to a strike; null where there is room.</summary>
    public static Refusal? CheckAid(Section state, StrikeId strike, int more = 1)
    {
        var told = state.Promises.ToldTo(strike).Aid;
        return told + more > GiverLimits.AidPerGiverMax
            ? GiverLimits.TooMuchOf(strike, Party.Of(state.Id), told)
            : null;
    }

    public static Refusal? CheckSupport(Section state, StrikeId strike) =>
        state.Promises.ToldTo(strike).Support >= GiverLimits.SupportPerGiverMax
            ? GiverLimits.TooManyOffersOf(strike, Party.Of(state.Id))
            : null;

    public static Refusal? CheckSighting(Section state, StrikeId strike) =>
        state.Promises.ToldTo(strike).Sightings >= GiverLimits.SightingsPerSectionMax
            ? GiverLimits.TooManySightingsOf(strike, Party.Of(state.Id))
            : null;
}
