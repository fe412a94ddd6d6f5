using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;

namespace Solidarity.Grains.ReadModels;

/// <summary>A section that has not answered a call that is open to it.</summary>
/// <param name="Since">When the call came.</param>
public sealed record SilentSection(
    SectionId Section, StrikeId Strike, DateTimeOffset Since, DateTimeOffset? SeenAt, int Reminders)
{
    /// <summary>Of a section, one for each such call.</summary>
    public static IEnumerable<SilentSection> Of(World world, SectionId section)
    {
        var inbox = world.Sections.Find(section.Value)!.Inbox;
        foreach (var strike in world.Figures.Bodies.Of(section).OpenCalls)
            if (inbox[strike] is { Answer: Answer.Unanswered } call)
                yield return new SilentSection(section, strike, call.HeardAt, call.SeenAt, call.Reminders);
    }
}

/// <summary>
/// The sections of a federation that have not answered calls, as far as a viewer may know of it. Who is named: whoever
/// has not answered a call of a section that shows its books, and the viewer itself. The others are counted where the
/// section that calls shows a breakdown, unless the federation is too small to hide anybody.
/// </summary>
/// <param name="Others">How many more there are that are counted.</param>
public sealed record SilentCalls(IReadOnlyList<SilentSection> Named, int Others)
{
    /// <param name="strike">Only this call; null for all.</param>
    /// <remarks>Costs a pass over the silent sections.</remarks>
    public static SilentCalls Of(Sight sight, FederationId federation, StrikeId? strike)
    {
        var figures = sight.World.Figures.Bodies.Of(federation);
        var (named, others) = (new List<SilentSection>(), 0);
        foreach (var call in figures.Silent.SelectMany(section => SilentSection.Of(sight.World, section)))
        {
            if (strike is not null && call.Strike != strike)
                continue;
            if (IsNamed(sight, call))
                named.Add(call);
            else if (IsCounted(sight, call.Strike, figures))
                others++;
        }
        return new SilentCalls(named, others);
    }

    /// <summary>How many sections there are with such a call, named or counted.</summary>
    /// <remarks>Costs a pass over the silent sections only for whom something is hidden.</remarks>
    internal static int CountSections(Sight sight, FederationId federation)
    {
        var figures = sight.World.Figures.Bodies.Of(federation);
        return sight.IsWhole || sight.World.Figures.Open.All(strike => IsCounted(sight, strike, figures))
            ? figures.Silent.Count
            : figures.Silent.Count(section => SilentSection.Of(sight.World, section)
                .Any(call => IsNamed(sight, call) || IsCounted(sight, call.Strike, figures)));
    }

    /// <summary>Whether there are calls that are neither named nor counted.</summary>
    internal static bool AreInPart(Sight sight, FederationFigures federation) => !sight.IsWhole
        && !sight.World.Figures.Open.All(strike =>
            IsCounted(sight, strike, federation) || DetailOf(sight, strike) == Detail.Books);

    private static bool IsNamed(Sight sight, SilentSection call) =>
        sight.Owns(call.Section) || DetailOf(sight, call.Strike) == Detail.Books;

    private static bool IsCounted(Sight sight, StrikeId strike, FederationFigures federation) =>
        federation.Sections >= SmallGroups.GroupGiversMin && DetailOf(sight, strike) >= Detail.Breakdown;

    // A call may be heard of before its strike is folded.
    private static Detail DetailOf(Sight sight, StrikeId strike) =>
        sight.World.Strikes.Find(strike.Value) is { Opened: true } known
            ? sight.DetailOf(known.Section)
            : sight.IsWhole ? Detail.Books : Detail.Nothing;
}
