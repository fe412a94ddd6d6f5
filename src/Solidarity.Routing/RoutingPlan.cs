using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;

namespace Solidarity.Routing;

/// <summary>Why something of a source is not planned.</summary>
public enum RemainderReason
{
    /// <summary>No way of open corridors leads to the destination, or only ways that are too long.</summary>
    NoWay,

    /// <summary>There are ways, and they are full.</summary>
    NoCapacity,

    /// <summary>There are ways, and all take longer than there is time.</summary>
    TooLate,

    /// <summary>There are ways, but none that brings a currency that is accepted.</summary>
    Currency,

    /// <summary>It could go only in more parts than are allowed.</summary>
    TooManyParts,

    /// <summary>Fees or rounding would eat all of it, or no way was found in the time that a search may take.</summary>
    TooSmall,
}

/// <summary>What of a source is not planned, why, and for a person what to do about it. It stays where it is.</summary>
public sealed record Remainder(Amount Amount, RemainderReason Reason, string Advice);

/// <summary>A part of a source's money and its way. What it delivers is what the corridors' own rates, fees and
/// rounding give.</summary>
/// <param name="Route">The way, with what is given, what it costs and what arrives at each hop.</param>
/// <param name="Terms">For each hop the terms of its corridor.</param>
public sealed record PlannedPart(Route Route, ImmutableArray<CorridorTerms> Terms)
{
    /// <summary>How long it is expected to take.</summary>
    public int Hours => Terms.Sum(terms => terms.DelayHours);

    /// <summary>The way, with how long each hop is expected to take.</summary>
    public PlannedWay Way => new(Route, [.. Terms.Select(terms => terms.DelayHours)]);
}

/// <summary>What becomes of a source's money: the first hops of the parts and the remainder are its amount, exactly.
/// </summary>
public sealed record SourcePlan(MoneySource Source, ImmutableArray<PlannedPart> Parts, Remainder? Remainder)
{
    public long PlannedMinor => Parts.Sum(part => part.Route.Hops[0].Given.Minor);
}

/// <summary>The planner's answer: for each source, in the order of the request, its parts and what is left.</summary>
public sealed record RoutingPlan(ImmutableArray<SourcePlan> Sources);
