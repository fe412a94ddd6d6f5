using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using static Solidarity.Domain.Treasuries.Carrying.CarryingCommand;
using static Solidarity.Domain.Treasuries.Carrying.CarryingEvent;

namespace Solidarity.Domain.Treasuries.Carrying;

/// <summary>What is decided about money that passes through.</summary>
internal static class CarryingRules
{
    private static readonly Decision<TreasuryEvent> Nothing = Decision<TreasuryEvent>.Nothing;

    public static Decision<TreasuryEvent> Decide(Address self, Carriage state, CarryingCommand command) =>
        command switch
        {
            SetDrain c => Drain(state, c.On),
            SetPassingLimit c => Limit(self, state, c),
            _ => throw new UnreachableException($"carrying command {command.GetType().Name}"),
        };

    public static Carriage Evolve(Carriage state, CarryingEvent @event) => @event switch
    {
        DrainBegun => state with { Draining = true },
        DrainEnded => state with { Draining = false },
        PassingLimitSet { MaxMinor: { } max } e => state with
        {
            Limits = state.Limits.SetItem(e.Currency, max),
            Terms = e is { HoldHoursMax: null, SharePercent: null }
                ? state.Terms.Remove(e.Currency)
                : state.Terms.SetItem(e.Currency, new PassingTerms(e.HoldHoursMax, e.SharePercent)),
        },
        PassingLimitSet e => state with
        {
            Limits = state.Limits.Remove(e.Currency),
            Terms = state.Terms.Remove(e.Currency),
        },
        _ => throw new UnreachableException($"carrying event {@event.GetType().Name}"),
    };

    /// <summary>Why no room is held for money that is to pass through; null where it may pass. What is here already
    /// must go on, and the owner's own money does not pass.</summary>
    public static Wording? WhyNot(Address self, Treasury state, TransferId transfer, Amount amount)
    {
        if (!state.Transfers.IsToCome(transfer))
            return null;
        if (state.Carriage.Draining)
            return $"{self} takes on no new money passing through (it drains)";
        if (!state.Carriage.Limits.TryGetValue(amount.Currency, out var max))
            return null;
        var (standing, coming) = (
            state.Book.BalanceOf(Account.Passing, amount.Currency),
            new Total(state.Carriage.Coming.GetValueOrDefault(amount.Currency), amount.Currency));
        return standing.Minor + coming.Minor + amount.Minor <= max
            ? null
            : Wording.Of($"{self} has {standing} of others and expects {coming}: with {amount} more that is past its "
                + $"passing limit of {amount with { Minor = max }}");
    }

    /// <summary>The money has come that room was held for on the way from here.</summary>
    /// <param name="key">The hop that brought it.</param>
    public static Treasury Come(Treasury state, HopKey key)
    {
        var next = key with { Hop = key.Hop + 1 };
        return state.Holds.ByHop.TryGetValue(next, out var hold) && hold.ToCome
            ? state with
            {
                Carriage = state.Carriage.Expecting(-hold.Hop.Given),
                Holds = state.Holds with
                {
                    ByHop = state.Holds.ByHop.SetItem(next, hold with { ToCome = false }),
                },
            }
            : state;
    }

    private static Decision<TreasuryEvent> Drain(Carriage state, bool on)
    {
        if (state.Draining == on)
            return Nothing;
        return on ? new DrainBegun() : new DrainEnded();
    }

    private static Decision<TreasuryEvent> Limit(Address self, Carriage state, SetPassingLimit command)
    {
        if (command.MaxMinor is < 0 or > Amount.MinorMax)
            return CommonRefusals.Malformed(
                "max_minor_units", $"is {command.MaxMinor}; 0 to {Amount.MinorMax}, or none for no limit");
        if (command.HoldHoursMax is < 1 or > CorridorTerms.HoldHoursMost)
            return CommonRefusals.Malformed(
                "hold_hours_max", $"is {command.HoldHoursMax}; 1 to {CorridorTerms.HoldHoursMost}, or left out");
        if (command.SharePercent is < 1 or > 100)
            return CommonRefusals.Malformed("share_percent", $"is {command.SharePercent}; 1 to 100, or left out");
        if (command is { MaxMinor: null, Terms: not null })
            return CommonRefusals.Malformed("max_minor_units", "is left out; hours and share go with a limit");
        var isKnown = state.Limits.TryGetValue(command.Currency, out var known);
        var isSame = state.Terms.GetValueOrDefault(command.Currency) == command.Terms;
        if (isSame && (isKnown ? known == command.MaxMinor : command.MaxMinor is null))
            return Nothing;
        return !isKnown && state.Limits.Count >= Carriage.LimitsMax
            ? CommonRefusals.LimitReached(nameof(Carriage.LimitsMax), Carriage.LimitsMax,
                $"{self} has limits for too many currencies")
            : new PassingLimitSet(command.Currency, command.MaxMinor, command.HoldHoursMax, command.SharePercent);
    }
}
