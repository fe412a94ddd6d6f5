using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Corridors;

/// <summary>Writes the messages of corridors.proto.</summary>
internal static class CorridorMessages
{
    private static readonly EnumMap<V1.CorridorStatus, CorridorStatus> Statuses = new();

    /// <param name="treasuries">Of both ends.</param>
    /// <param name="withRoom">Whether it is shown what room is left.</param>
    public static V1.Corridor ToWire(
        this Corridor corridor, Address owner, CorridorKey key, IReadOnlyDictionary<Address, Treasury> treasuries,
        DateTimeOffset now, bool withRoom)
    {
        var message = new V1.Corridor
        {
            From = owner.ToString(),
            To = key.Neighbour.ToString(),
            Given = key.Given.ToWire(),
            Arrives = key.Arrives.ToWire(),
            Terms = corridor.Terms.ToWire(),
            Status = corridor.Status.ToWire(),
        };
        if (withRoom && corridor.RoomMinor(now) is { } room)
            message.RoomMinorUnits = room;
        if (treasuries[owner].Quarantines.ContainsKey(key.Neighbour))
            message.QuarantinedBy = message.From;
        else if (treasuries.GetValueOrDefault(key.Neighbour)?.Quarantines.ContainsKey(owner) == true)
            message.QuarantinedBy = message.To;
        return message;
    }

    public static V1.CorridorTerms ToWire(this CorridorTerms terms)
    {
        var message = new V1.CorridorTerms
        {
            Rate = new V1.Rate { Numerator = terms.Rate.Numerator, Denominator = terms.Rate.Denominator },
            FeeMinorUnits = terms.FeeMinor,
            FeePerMyriad = terms.FeePerMyriad,
            PeriodDays = terms.PeriodDays,
            DelayHours = terms.DelayHours,
            QuoteHours = terms.QuoteHours ?? 0,
            SettledBy = terms.SettledBy.ToWire(),
            HoldHoursMax = terms.HoldHoursMax ?? 0,
            SharePercent = terms.SharePercent ?? 0,
        };
        if (terms.CapacityMinor is { } capacity)
            message.CapacityMinorUnits = capacity;
        return message;
    }

    public static V1.CorridorStatus ToWire(this CorridorStatus status) => Statuses.ToWire(status);
}
