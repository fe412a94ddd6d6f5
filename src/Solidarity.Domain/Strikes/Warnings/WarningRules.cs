using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Strikes.Warnings.WarningCommand;
using static Solidarity.Domain.Strikes.Warnings.WarningEvent;

namespace Solidarity.Domain.Strikes.Warnings;

/// <summary>The warning goes out once; sections take note of it, and report strike-breakers that they see.</summary>
internal static class WarningRules
{
    public static Decision<StrikeEvent> Decide(Strike state, WarningCommand command, DateTimeOffset at) =>
        command switch
        {
            SendWarning c => state is { Warnings.Warning: null, Outcome: null }
                ? new WarningSent(new Warning(state.Id, state.Section, c.Text, state.Facts!), c.Recipients, at)
                : Decision<StrikeEvent>.Nothing,
            LearnAcknowledged c when state.Warnings.Acknowledged.Contains(c.Section) => Decision<StrikeEvent>.Redundant,
            LearnAcknowledged c => state.Warnings.Acknowledged.Count >= StrikeWarnings.AcknowledgedMax
                ? Decision<StrikeEvent>.Nothing
                : new WarningAcknowledged(c.Section),
            LearnSighting c => OnSighting(state, c),
            _ => throw new UnreachableException($"warning command {command.GetType().Name}"),
        };

    /// <summary>What tells those who have the warning of new facts, or that it stands again: none where none was given,
    /// or the strike is over.</summary>
    public static ImmutableArray<StrikeEvent> Told(Strike state, StrikeFacts facts, DateTimeOffset at) =>
        state is { Warnings.Warning: { } warning, Outcome: null }
            ?
            [
                new WarningSent(
                    warning with { Facts = facts, Revision = warning.Revision + 1 }, [.. state.Calls.Recipients], at),
            ]
            : [];

    public static Strike Evolve(Strike state, WarningEvent @event)
    {
        var warnings = state.Warnings;
        return @event switch
        {
            WarningSent e => state with
            {
                Warnings = warnings with { Warning = e.Warning },
                Calls = state.Calls with { Recipients = state.Calls.Recipients.Union(e.Recipients) },
            },
            WarningAcknowledged e => state with
            {
                Warnings = warnings with { Acknowledged = warnings.Acknowledged.Add(e.Section) },
            },
            SightingNoted e => state with
            {
                Warnings = warnings with { Sightings = WithRoom(warnings.Sightings).Add(e.Key, e.Sighting) },
            },
            _ => throw new UnreachableException($"warning event {@event.GetType().Name}"),
        };
    }

    private static Decision<StrikeEvent> OnSighting(Strike state, LearnSighting command)
    {
        var (sightings, key) = (state.Warnings.Sightings, command.Key);
        if (sightings.ContainsKey(key))
            return Decision<StrikeEvent>.Redundant;
        // There is no refusal for the total: the oldest one gives way.
        return sightings.Keys.Count(known => known.From == key.From) >= GiverLimits.SightingsPerSectionMax
            ? GiverLimits.TooManySightingsOf(state.Id, key.From)
            : new SightingNoted(key, command.Sighting);
    }

    // The oldest one gives way.
    private static ImmutableSortedDictionary<AidKey, Sighting> WithRoom(
        ImmutableSortedDictionary<AidKey, Sighting> sightings) =>
        sightings.Count < StrikeWarnings.SightingsMax
            ? sightings
            : sightings.Remove(sightings.MinBy(known => known.Value.At).Key);
}
