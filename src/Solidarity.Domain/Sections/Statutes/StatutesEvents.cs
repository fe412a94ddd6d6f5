using Solidarity.Domain.Sections.Authorities;
using static Solidarity.Domain.Sections.Statutes.StatutesEvent;

namespace Solidarity.Domain.Sections.Statutes;

/// <summary>What happened to a section's statutes.</summary>
[JsonDerivedType(typeof(StatutesAdopted), "section.statutes-adopted.v1")]
public abstract record StatutesEvent : SectionEvent
{
    private StatutesEvent() { }

    public sealed record StatutesAdopted(StatutesVersion Adopted) : StatutesEvent;
}

internal static class StatutesEvolution
{
    public static SectionHouse Evolve(SectionHouse state, StatutesEvent @event) => @event switch
    {
        StatutesAdopted e => state with
        {
            Statutes = state.Statutes.Add(e.Adopted),
            Seen = state.Now(e.Adopted.AdoptedAt),
        },
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };
}
