using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Routes;

/// <summary>One corridor of a route: <paramref name="Given"/> leaves <paramref name="From"/>'s hands, the fee in it is
/// paid there, and <paramref name="Arrives"/> reaches <paramref name="To"/>.</summary>
/// <param name="SettledBy">How people settle it; null: nobody has to.</param>
[JsonConverter(typeof(HopJsonConverter))]
public sealed record Hop(
    Address From, Address To, Amount Given, Amount Fee, Amount Arrives, Settlement? SettledBy = null)
{
    public CorridorKey Corridor => new(To, Given.Currency, Arrives.Currency);
}

/// <summary>The way of a transfer from where its money is to the striking section's treasury.</summary>
public sealed record Route(ImmutableArray<Hop> Hops)
{
    /// <summary>The most corridors that one route may take.</summary>
    public const int HopsMax = 12;

    [JsonIgnore]
    public Amount Delivers => Hops[^1].Arrives;

    /// <summary>Over how many hops, from the first on, room is held at once: up to the first that people settle. What
    /// is behind it is held when they have acted, so that nobody keeps room for money that may never come.</summary>
    [JsonIgnore]
    public int HeldTogether
    {
        get
        {
            for (var hop = 0; hop < Hops.Length; hop++)
                if (Hops[hop].SettledBy is not null)
                    return hop + 1;
            return Hops.Length;
        }
    }

    /// <summary>Whether the hops join up, and lead <paramref name="given"/> from one treasury to the other.</summary>
    public bool Leads(Address from, Amount given, Address to)
    {
        var joins = Hops.Length is > 0 and <= HopsMax && Hops[0].From == from && Hops[0].Given == given
            && Hops[^1].To == to;
        for (var i = 1; joins && i < Hops.Length; i++)
            joins = Hops[i].From == Hops[i - 1].To && Hops[i].Given == Hops[i - 1].Arrives;
        return joins;
    }
}

/// <summary>A hop that room is still to be held for, and until when.</summary>
internal sealed record HopAhead(Hop Hop, DateTimeOffset Expires);

/// <summary>A route that was planned before the money was put on its way.</summary>
/// <param name="DelayHours">How long each hop is expected to take.</param>
public sealed record PlannedWay(Route Route, ImmutableArray<int> DelayHours);

/// <summary>A corridor that planning must leave out.</summary>
public readonly record struct ExcludedCorridor(Address From, CorridorKey Key);
