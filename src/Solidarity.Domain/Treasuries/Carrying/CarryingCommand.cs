using System.Text.Json.Serialization;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Carrying;

/// <summary>What a treasury is asked about money of others that passes through.</summary>
public abstract record CarryingCommand : TreasuryCommand
{
    private CarryingCommand() { }

    [JsonIgnore]
    public override bool ByOwner => true;

    /// <summary>Takes on no new money passing through, or does so again. What is held here or under way still goes, and
    /// the owner's own money and money meant for it are not touched.</summary>
    public sealed record SetDrain(bool On) : CarryingCommand;

    /// <summary>Limits how much of others' money stands here, or is held to come, at the same time.</summary>
    /// <param name="MaxMinor">In minor units, 0 to <see cref="Amount.MinorMax"/>; null: no limit.</param>
    /// <param name="HoldHoursMax">As in <see cref="PassingTerms"/>; only with a limit.</param>
    /// <param name="SharePercent">As in <see cref="PassingTerms"/>; only with a limit.</param>
    public sealed record SetPassingLimit(
        Currency Currency, long? MaxMinor, int? HoldHoursMax = null, int? SharePercent = null) : CarryingCommand
    {
        /// <summary>Null where nothing is said of them.</summary>
        [JsonIgnore]
        public PassingTerms? Terms =>
            HoldHoursMax is null && SharePercent is null ? null : new PassingTerms(HoldHoursMax, SharePercent);
    }
}
