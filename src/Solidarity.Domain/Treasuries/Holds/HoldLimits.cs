using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Holds;

/// <summary>
/// For how long, and for whom, a treasury holds room for money that has not come yet. A hold costs the one who asks for
/// it nothing, and its money may never come; so a corridor and a passing limit each have a longest time, and of the
/// room for others' money one source has a share only, unless the owner says otherwise. What is held for at most
/// <see cref="QuickHours"/> may be all one source's: it comes free soon. The owner's own money, and what is here
/// already, has none of these limits but the corridor's longest time.
/// </summary>
internal static class HoldLimits
{
    /// <summary>Up to so many hours a source may hold all room there is, where the owner has set no share.</summary>
    public const int QuickHours = 120;

    /// <summary>Why a hold is not made; null: it is within all limits of time and share.</summary>
    public static Wording? WhyNot(
        Address self, Treasury state, HoldCommand.HoldHop command, CorridorTerms terms, DateTimeOffset expires,
        DateTimeOffset at)
    {
        var hop = command.Hop;
        var hours = (int)Math.Ceiling((expires - at).TotalHours);
        if (hours > terms.HoldHours)
            return $"the corridor from {self} to {hop.To} holds room for at most {terms.HoldHours} hours, and this way "
                + $"would need {hours}";
        if (!state.Transfers.IsToCome(command.Key.Transfer))
            return null;
        return OfPassing(self, state, command, hours) ?? OfCorridor(self, state, command, terms, hours)
            ?? OfCount(self, state, command.Source);
    }

    private static Wording? OfPassing(Address self, Treasury state, HoldCommand.HoldHop command, int hours)
    {
        var given = command.Hop.Given;
        if (!state.Carriage.Limits.TryGetValue(given.Currency, out var max))
            return null;
        var terms = state.Carriage.TermsOf(given.Currency);
        if (hours > terms.HoldHours)
            return $"{self} expects money that is to pass through it for at most {terms.HoldHours} hours, and this way "
                + $"would need {hours}";
        return Share(
            state, command, terms.SharePercent, hours, max,
            hold => hold.Hop.Given.Currency == given.Currency) is { } share
            ? Wording.Of($"with {given} more {command.Source} would hold past its share, {share.Most} "
                + $"({share.Percent} percent), of the passing limit of {self}")
            : null;
    }

    private static Wording? OfCorridor(
        Address self, Treasury state, HoldCommand.HoldHop command, CorridorTerms terms, int hours) =>
        terms.CapacityMinor is { } capacity && Share(
            state, command, terms.SharePercent, hours, capacity,
            hold => hold.Hop.Corridor == command.Hop.Corridor) is { } share
            ? Wording.Of($"with {command.Hop.Given} more {command.Source} would hold past its share, {share.Most} "
                + $"({share.Percent} percent), of the corridor from {self} to {command.Hop.To}")
            : null;

    // Where much is held at once, the rest is for those that hold little.
    private static Wording? OfCount(Address self, Treasury state, Address source) =>
        state.Holds.ByHop.Count >= TreasuryHolds.HoldsCrowdedMin
        && state.Holds.ByHop.Values.Count(hold => hold.Source == source) >= TreasuryHolds.HoldsPerSourceMax
            ? Wording.Of($"{self} carries much at once, and {source} holds room over "
                + $"{TreasuryHolds.HoldsPerSourceMax} hops already "
                + $"(HoldsPerSourceMax = {TreasuryHolds.HoldsPerSourceMax})")
            : null;

    // The share of one source that a hold would go past; null: it stays within it.
    private static (Amount Most, int Percent)? Share(
        Treasury state, HoldCommand.HoldHop command, int? percent, int hours, long max, Func<Hold, bool> isOfIt)
    {
        if (percent is null && hours <= QuickHours)
            return null;
        var part = percent ?? CorridorTerms.SharePercentDefault;
        var share = (long)((Int128)max * part / 100);
        Int128 held = 0;
        foreach (var hold in state.Holds.ByHop.Values)
            if (hold.ToCome && hold.Source == command.Source && isOfIt(hold))
                held += hold.Hop.Given.Minor;
        var given = command.Hop.Given;
        return held + given.Minor <= share ? null : (given with { Minor = share }, part);
    }
}
