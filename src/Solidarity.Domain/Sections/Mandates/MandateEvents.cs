using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Authorities;
using static Solidarity.Domain.Sections.Mandates.MandateEvent;

namespace Solidarity.Domain.Sections.Mandates;

/// <summary>What happened to a section's mandates. What is done under one is told by the event of the act itself
/// (<see cref="AuthorityUses"/>).</summary>
[JsonDerivedType(typeof(MandateGranted), "section.mandate-granted.v1")]
[JsonDerivedType(typeof(MandateRecalled), "section.mandate-recalled.v1")]
public abstract record MandateEvent : SectionEvent
{
    private MandateEvent() { }

    /// <param name="Term">As in <see cref="Mandate"/>.</param>
    /// <param name="Version">As in <see cref="Mandate"/>.</param>
    public sealed record MandateGranted(
        MandateId Mandate, MandateTerms Terms, int Term, int Version, string Authority, DateTimeOffset At)
        : MandateEvent;

    public sealed record MandateRecalled(MandateId Mandate, string Authority, DateTimeOffset At) : MandateEvent;
}

internal static class MandateEvolution
{
    public static SectionHouse Evolve(SectionHouse state, MandateEvent @event) => @event switch
    {
        MandateGranted e => With(state, e.At, mandates => mandates with
        {
            Granted = mandates.Granted.Add(e.Mandate, new Mandate(
                e.Terms, e.Term, e.Version, e.Authority, e.At,
                ImmutableSortedDictionary<Currency, MandateUse>.Empty)),
        }),
        MandateRecalled e => With(state, e.At, mandates => mandates with
        {
            Granted = mandates.Granted.SetItem(e.Mandate, mandates.Granted[e.Mandate] with
            {
                RecalledAt = e.At,
                RecallAuthority = e.Authority,
            }),
        }),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    private static SectionHouse With(
        SectionHouse state, DateTimeOffset at, Func<SectionMandates, SectionMandates> change) =>
        state with { Mandates = change(state.Mandates), Seen = state.Now(at) };
}
