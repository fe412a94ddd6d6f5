using System.Text.Json.Serialization;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.ManualSettlement;

/// <summary>What a treasury is asked about money that people settle.</summary>
public abstract record ManualSettlementCommand : TreasuryCommand
{
    private ManualSettlementCommand() { }

    [JsonIgnore]
    public override bool ByOwner => true;

    /// <summary>What was to be handed over was handed over: it counts as sent.</summary>
    /// <param name="Receipt">At most <see cref="Receipt.TextCharsMax"/> characters.</param>
    /// <param name="Goods">What was given; required where the hop is settled in kind. As long as the receipt.</param>
    public sealed record ConfirmSettlement(HopKey Key, string Receipt, string? Goods = null) : ManualSettlementCommand;

    /// <summary>It cannot be handed over: its transfer looks for another way.</summary>
    public sealed record DeclineSettlement(HopKey Key, string Reason) : ManualSettlementCommand;
}
