using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Views.Boards;

/// <summary>A section that has not answered a call that is open to it.</summary>
/// <param name="Since">When the call came.</param>
public sealed record SilentSection(
    SectionId Section, StrikeId Strike, DateTimeOffset Since, DateTimeOffset? SeenAt, int Reminders)
{
    /// <summary>Of a section, one for each such call.</summary>
    public static IEnumerable<SilentSection> Of(World world, SectionId section)
    {
        var inbox = world.Sections.Find(section.Value)!.Inbox.Calls;
        foreach (var strike in world.Counters.Bodies.Of(section).OpenCalls)
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
    /// <remarks>Costs a pass over the federation's sections.</remarks>
    public static SilentCalls Of(VisibleWorld visible, FederationId federation, StrikeId? strike)
    {
        var figures = visible.World.Counters.Bodies.Of(federation);
        var (named, others) = (new List<SilentSection>(), 0);
        foreach (var call in AllOf(visible, federation))
        {
            if (strike is not null && call.Strike != strike)
                continue;
            if (IsNamed(visible, call))
                named.Add(call);
            else if (IsCounted(visible, call.Strike, figures))
                others++;
        }
        return new SilentCalls(named, others);
    }

    /// <summary>How many sections there are with such a call, named or counted.</summary>
    /// <remarks>Costs a pass over the federation's sections only for whom something is shown and something hidden.
    /// </remarks>
    internal static int CountSections(VisibleWorld visible, FederationId federation)
    {
        var (figures, open) = (visible.World.Counters.Bodies.Of(federation), visible.World.Counters.Open);
        if (visible.IsWhole || open.All(strike => IsCounted(visible, strike, figures)))
            return figures.Silent;
        var isOther = visible.Viewer is not Viewer.Member { Body.IsSection: true };
        return isOther && !open.Any(strike => DetailOf(visible, strike) >= Detail.Breakdown)
            ? 0
            : AllOf(visible, federation)
                .Where(call => IsNamed(visible, call) || IsCounted(visible, call.Strike, figures))
                .DistinctBy(call => call.Section).Count();
    }

    /// <summary>Whether there are calls that are neither named nor counted.</summary>
    internal static bool AreInPart(VisibleWorld visible, FederationCounters federation) => !visible.IsWhole
        && !visible.World.Counters.Open.All(strike =>
            IsCounted(visible, strike, federation) || DetailOf(visible, strike) == Detail.Books);

    private static IEnumerable<SilentSection> AllOf(VisibleWorld visible, FederationId federation) =>
        visible.World.Counters.Bodies.SilentIn(federation)
            .SelectMany(section => SilentSection.Of(visible.World, section));

    private static bool IsNamed(VisibleWorld visible, SilentSection call) =>
        visible.Owns(call.Section) || DetailOf(visible, call.Strike) == Detail.Books;

    private static bool IsCounted(VisibleWorld visible, StrikeId strike, FederationCounters federation) =>
        federation.Sections >= SmallGroups.GroupGiversMin && DetailOf(visible, strike) >= Detail.Breakdown;

    // A call may be heard of before its strike is folded.
    private static Detail DetailOf(VisibleWorld visible, StrikeId strike) =>
        visible.World.Strikes.Find(strike.Value) is { Opened: true } known
            ? visible.DetailOf(known.Section)
            : visible.IsWhole ? Detail.Books : Detail.Nothing;
}
