using Solidarity.Domain.Json;

namespace Solidarity.Domain.Calls;

/// <summary>What a section can do for a strike besides sending money.</summary>
[JsonConverter(typeof(KebabEnumConverter<SupportKind>))]
public enum SupportKind
{
    /// <summary>Not to do work that is taken from the strikers.</summary>
    RefusalOfWork,
    Lodging,
    Provisions,
    Letter,
}

/// <summary>An offer of support that is no money.</summary>
/// <param name="Quantity">1 to <see cref="QuantityMax"/>, or null where none is named.</param>
/// <param name="Unit">What is counted: beds, sacks of flour; empty with no quantity.</param>
public sealed record Support(SupportKind Kind, long? Quantity, string Unit, string Note, bool Withdrawn)
{
    public const long QuantityMax = 1_000_000_000;
    public const int UnitCharsMax = 50;
}

/// <summary>Strike-breakers, or agents who look for them, were seen.</summary>
public sealed record Sighting(string Place, string Text, DateTimeOffset At);
