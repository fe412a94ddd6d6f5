using Solidarity.Domain.Bodies;
using Solidarity.Domain.Json;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Routes;

/// <summary>Which way a corridor leads, seen from the treasury at one of its ends: the treasury at the other end, the
/// currency that is given and the one that arrives (the same where nothing is exchanged).</summary>
[JsonConverter(typeof(TextJsonConverter<CorridorKey>))]
public readonly record struct CorridorKey(Address Neighbour, Currency Given, Currency Arrives)
    : ITextValue<CorridorKey>, IComparable<CorridorKey>
{
    public int CompareTo(CorridorKey other)
    {
        var order = Neighbour.CompareTo(other.Neighbour);
        if (order == 0)
            order = Given.CompareTo(other.Given);
        return order != 0 ? order : Arrives.CompareTo(other.Arrives);
    }

    public static CorridorKey Parse(string? text)
    {
        var parts = text?.Split(' ') ?? [];
        return parts.Length == 3
            ? new CorridorKey(Address.Parse(parts[0]), Currency.Parse(parts[1]), Currency.Parse(parts[2]))
            : throw new FormatException($"\"{text}\" is not a corridor.");
    }

    public override string ToString() => $"{Neighbour} {Given} {Arrives}";
}
