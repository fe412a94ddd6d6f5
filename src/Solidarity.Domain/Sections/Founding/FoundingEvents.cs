using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections.Founding;

/// <summary>How a section began, and what was put right of it since.</summary>
[JsonDerivedType(typeof(Founded), "section.founded.v1")]
[JsonDerivedType(typeof(Amended), "section.amended.v1")]
public abstract record FoundingEvent : SectionEvent
{
    private FoundingEvent() { }

    public sealed record Founded(
        SectionId Section, string Name, SectionKind Kind, string Trade, string Locality, string Country, int? Members,
        ImmutableArray<Currency> Currencies, DateTimeOffset At) : FoundingEvent;

    /// <summary>What was said of the section was put right.</summary>
    public sealed record Amended(Profile Before, Profile After, DateTimeOffset At) : FoundingEvent;
}

internal static class FoundingEvolution
{
    // What neighbours said to the treasury before the founding stays said.
    public static Section Evolve(Section state, FoundingEvent @event) => @event switch
    {
        FoundingEvent.Founded e => state with
        {
            Founded = true,
            Profile = new Profile(
                e.Name, e.Kind, e.Trade, e.Locality, e.Country, e.Members, [.. e.Currencies]),
        },
        FoundingEvent.Amended e => state with
        {
            Profile = e.After,
            Amendments = e.Before.Amended(state.Amendments, e.After, e.At),
        },
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };
}
