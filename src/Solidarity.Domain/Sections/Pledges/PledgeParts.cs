using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Treasuries.Holds;
using static Solidarity.Domain.Sections.Pledges.PledgeEvent;

namespace Solidarity.Domain.Sections.Pledges;

/// <summary>
/// A pledge whose money goes several ways is divided into parts, each a pledge of its own: what arrives counts, what
/// comes back stands as before, and no part waits for another. The first part keeps the pledge's id; the second of
/// <c>winter</c> is <c>winter-p2</c>. To the section's own people they are one pledge still: what they do with it they
/// do with all parts that are not on their way.
/// </summary>
internal static class PledgeParts
{
    /// <summary>The longest id of a pledge whose parts' ids are ids still.</summary>
    private const int IdCharsMax = Slug.CharsMax - 6;

    /// <summary>The pledge and its parts, those that can be sent, withdrawn or lapse now.</summary>
    public static PledgeId[] Open(Section state, PledgeId id) =>
    [
        .. state.Promises.Pledges.Where(pledge => (pledge.Key == id || pledge.Value.PartOf == id)
            && pledge.Value is { State: AidState.Pledged, Transfer: null }).Select(pledge => pledge.Key),
    ];

    /// <summary>Sends the pledge's money over all of <paramref name="ways"/>; null where they are not several, do not
    /// fit the pledge, or cannot be held here as planned. What they leave becomes a part whose transfer looks for a
    /// way of its own.</summary>
    public static ImmutableArray<SectionEvent>? Send(
        Section state, PledgeId id, ImmutableArray<PlannedWay> ways, DateTimeOffset at, string? authority)
    {
        if (ways.IsEmpty || Divided(state, id, ways) is not { } divided)
            return null;
        var events = ImmutableArray.CreateBuilder<SectionEvent>();
        events.Add(divided);
        state = Section.Evolve(state, divided);
        for (var i = 0; i < divided.Parts.Length; i++)
        {
            var sent = PledgeRules.SendWhole(
                state, divided.Parts[i].Pledge, i < ways.Length ? [ways[i]] : [], at, authority);
            if (i < ways.Length && !sent.Any(e => e is OwnTreasuryEvent.OfTreasury { Happened: HoldEvent.HopHeld }))
                return null;
            events.AddRange(sent);
            state = sent.Aggregate(state, Section.Evolve);
        }
        return events.ToImmutable();
    }

    private static PledgeDivided? Divided(Section state, PledgeId id, ImmutableArray<PlannedWay> ways)
    {
        var whole = state.Promises.Pledges[id].Amount!.Value;
        var sums = ways.Select(way => way.Route.Hops[0].Given).ToList();
        if (sums.Any(sum => sum.Currency != whole.Currency || !sum.IsPayable))
            return null;
        var left = whole.Minor - sums.Sum(sum => sum.Minor);
        if (left > 0)
            sums.Add(whole with { Minor = left });
        var isFine = left >= 0 && sums.Count > 1 && id.Value.Length <= IdCharsMax
            && PledgeRules.CheckRoom(state, state.Promises.Pledges[id].Strike, sums.Count - 1) is null;
        return isFine ? new PledgeDivided(id, [.. Names(state, id, sums.Count).Zip(sums, (name, sum) =>
            new PledgePart(name, sum))]) : null;
    }

    private static IEnumerable<PledgeId> Names(Section state, PledgeId id, int count)
    {
        yield return id;
        for (var (number, found) = (2, 1); found < count; number++)
        {
            var name = new PledgeId(string.Create(CultureInfo.InvariantCulture, $"{id}-p{number}"));
            if (state.HasUsed(name))
                continue;
            found++;
            yield return name;
        }
    }
}
