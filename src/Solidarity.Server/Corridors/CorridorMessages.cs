using System.Diagnostics;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Server.Corridors;

/// <summary>Writes the messages of corridors.proto.</summary>
internal static class CorridorMessages
{
    public static V1.CorridorTerms ToWire(this CorridorTerms terms)
    {
        var message = new V1.CorridorTerms
        {
            Rate = new V1.Rate { Numerator = terms.Rate.Numerator, Denominator = terms.Rate.Denominator },
            FeeMinorUnits = terms.FeeMinor,
            FeePerMyriad = terms.FeePerMyriad,
            PeriodDays = terms.PeriodDays,
            DelayHours = terms.DelayHours,
        };
        if (terms.CapacityMinor is { } capacity)
            message.CapacityMinorUnits = capacity;
        return message;
    }

    public static V1.CorridorStatus ToWire(this CorridorStatus status) => status switch
    {
        CorridorStatus.Offered => V1.CorridorStatus.Offered,
        CorridorStatus.Open => V1.CorridorStatus.Open,
        CorridorStatus.Closed => V1.CorridorStatus.Closed,
        _ => throw new UnreachableException($"corridor status {status}"),
    };
}
