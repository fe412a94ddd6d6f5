using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Carrying;

/// <summary>What happened to money of others that passes through.</summary>
public abstract record CarryingEvent : TreasuryEvent
{
    private CarryingEvent() { }

    /// <summary>From now on no new money passes through here.</summary>
    public sealed record DrainBegun : CarryingEvent;

    public sealed record DrainEnded : CarryingEvent;

    /// <param name="MaxMinor">Null: there is no limit any more.</param>
    /// <param name="HoldHoursMax">As in <see cref="PassingTerms"/>.</param>
    /// <param name="SharePercent">As in <see cref="PassingTerms"/>.</param>
    public sealed record PassingLimitSet(
        Currency Currency, long? MaxMinor, int? HoldHoursMax = null, int? SharePercent = null) : CarryingEvent;
}
