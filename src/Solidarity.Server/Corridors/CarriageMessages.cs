using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Treasuries;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Corridors;

/// <summary>Writes how far a treasury lets money of others pass through it.</summary>
internal static class CarriageMessages
{
    /// <param name="withSums">Whether the sums of others' money are shown.</param>
    public static V1.Carriage ToCarriage(this Treasury treasury, Address owner, bool withSums)
    {
        var message = new V1.Carriage { Body = owner.ToString(), Draining = treasury.Carriage.Draining };
        V1.PassingRoom[] rooms =
        [
            .. (withSums ? Currencies(treasury) : []).Select(currency => Room(treasury, currency))
                .OfType<V1.PassingRoom>(),
        ];
        new MessageBudget("carriage").After(message)
            .Fill(
                message.Passing, "passing", rooms.Take(ServerLimits.BoardMoneyMax), rooms.Length, room => room,
                room => new V1.PassingRoom { Currency = room.Currency })
            .Fill(
                message.Quarantines, "quarantines",
                treasury.Quarantines.OrderByDescending(quarantine => quarantine.Value.Since)
                    .Take(ServerLimits.QuarantinesMax).OrderBy(quarantine => quarantine.Key),
                treasury.Quarantines.Count,
                quarantine => new V1.Quarantine
                {
                    Neighbour = quarantine.Key.ToString(),
                    Reason = Cuts.Short(quarantine.Value.Reason),
                    SinceTime = quarantine.Value.Since.ToTimestamp(),
                },
                quarantine => new V1.Quarantine { Neighbour = quarantine.Key.ToString() })
            .Tell(message.Omitted);
        return message;
    }

    private static IEnumerable<Currency> Currencies(Treasury treasury) => treasury.Book.Balances.Keys
        .Union(treasury.Carriage.Coming.Keys).Union(treasury.Carriage.Limits.Keys).Order();

    // Null where there is nothing to say about the currency.
    private static V1.PassingRoom? Room(Treasury treasury, Currency currency)
    {
        var room = new V1.PassingRoom
        {
            Currency = currency.ToWire(),
            StandingMinorUnits = treasury.Book.Balance(Account.Passing, currency).ToWire(),
            ComingMinorUnits = treasury.Carriage.Coming.GetValueOrDefault(currency).ToWire(),
        };
        if (treasury.Carriage.Limits.TryGetValue(currency, out var max))
        {
            room.MaxMinorUnits = max;
            room.HoldHoursMax = treasury.Carriage.TermsOf(currency).HoldHoursMax ?? 0;
            room.SharePercent = treasury.Carriage.TermsOf(currency).SharePercent ?? 0;
        }
        return room is { StandingMinorUnits: 0, ComingMinorUnits: 0, HasMaxMinorUnits: false } ? null : room;
    }
}
