using Solidarity.Domain.Acts;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.Statutes;

namespace Solidarity.Domain.Sections.Authorities;

/// <summary>How a section governs itself.</summary>
/// <param name="Statutes">In the order in which they were adopted, which is that of the days from which they hold.
/// </param>
/// <param name="Seen">The latest moment of anything that the section's people did. A clock that was set back brings no
/// older statutes into force, and no mandate back to life.</param>
public sealed record SectionHouse(
    ImmutableArray<StatutesVersion> Statutes, SectionMandates Mandates, DateTimeOffset Seen)
{
    public static readonly SectionHouse Unwritten = new([], SectionMandates.None, DateTimeOffset.MinValue);

    /// <param name="before">The section as it was before the event.</param>
    internal SectionHouse After(Section before, SectionEvent @event)
    {
        var used = Mandates.Granted.IsEmpty ? this : MandateUses.Evolve(this, before, @event);
        return @event is IAct { Done: { } done } && done.At > Seen ? used with { Seen = done.At } : used;
    }

    /// <summary>The moment by which an act is judged.</summary>
    public DateTimeOffset Now(DateTimeOffset at) => at > Seen ? at : Seen;

    /// <summary>The statutes in force on a day.</summary>
    public StatutesVersion InForce(DateOnly day)
    {
        for (var i = Statutes.Length - 1; i >= 0; i--)
            if (Statutes[i].From <= day)
                return Statutes[i];
        return StatutesVersion.Unwritten;
    }

    /// <summary>The statutes by which what is opened at a moment is judged.</summary>
    internal StatutesVersion InForce(DateTimeOffset at) => InForce(DateOnly.FromDateTime(Now(at).UtcDateTime));
}
