using Solidarity.Domain.Bodies;
using Solidarity.Domain.Json;

namespace Solidarity.Domain.Routes;

/// <summary>One hop of one planned route of a transfer. A new plan has a new number, so that a late message about an
/// old plan cannot be taken for one about the new.</summary>
[JsonConverter(typeof(TextJsonConverter<HopKey>))]
public readonly record struct HopKey(TransferId Transfer, int Plan, int Hop)
    : ITextValue<HopKey>, IComparable<HopKey>
{
    public int CompareTo(HopKey other)
    {
        var order = Transfer.CompareTo(other.Transfer);
        if (order == 0)
            order = Plan.CompareTo(other.Plan);
        return order != 0 ? order : Hop.CompareTo(other.Hop);
    }

    public static HopKey Parse(string? text)
    {
        var parts = text?.Split('.') ?? [];
        if (parts.Length != 3)
            throw new FormatException($"\"{text}\" is not a hop.");
        var number = CultureInfo.InvariantCulture;
        var transfer = SlugParsing.Parse<TransferId>(parts[0]);
        return new HopKey(transfer, int.Parse(parts[1], number), int.Parse(parts[2], number));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Transfer}.{Plan}.{Hop}");
}
