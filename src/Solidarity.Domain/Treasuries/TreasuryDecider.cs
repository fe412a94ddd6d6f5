using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Treasuries.Acknowledgements;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;

namespace Solidarity.Domain.Treasuries;

/// <summary>
/// What a treasury decides. The messages of a transfer are never refused to the sender's face: the answer is an event
/// that tells the transfer, because nobody waits for it. Money that arrives is always booked.
/// </summary>
internal static class TreasuryDecider
{
    /// <param name="isNear">Whether the owner is a member of that body, or the other way round; null: of none.</param>
    public static Decision<TreasuryEvent> Decide(
        Address self, Treasury state, TreasuryCommand command, DateTimeOffset at, Func<Address, bool>? isNear = null) =>
        command switch
        {
            CorridorCommand c => CorridorRules.Decide(self, state.Corridors, c, isNear ?? (_ => false), at),
            HoldCommand c => HoldRules.Decide(self, state, c, at),
            HopCommand c => HopRules.Decide(self, state, c, at),
            AcknowledgementCommand c => AcknowledgementRules.Decide(state, c, at),
            QuarantineCommand c => QuarantineRules.Decide(self, state, c, at),
            CarryingCommand c => CarryingRules.Decide(self, state.Carriage, c),
            ManualSettlementCommand c => ManualSettlementRules.Decide(self, state, c, at),
            _ => throw new UnreachableException($"treasury command {command.GetType().Name}"),
        };
}

/// <summary>The refusals of a treasury.</summary>
public static class TreasuryRefusals
{
    public static Refusal NotPayable(Amount amount) => Refusal.Of(RefusalKind.InvalidArgument, "AMOUNT_NOT_PAYABLE",
        $"amount: {amount.Minor} minor units of {amount.Currency} is no sum to pay; "
        + $"it must be from 1 to {Amount.MinorMax}.",
        ("field", "amount"), ("minor", amount.Minor), ("currency", amount.Currency));
}
