using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Grains.ReadModels;

namespace Solidarity.Server.Calls;

/// <summary>A section that has a call, and what is in its inbox of it.</summary>
internal sealed record Delivery(Section Section, InboxCall Call);

/// <summary>
/// Who has the call of a strike. Only the ids are taken out of the world while it stands still; what the sections say
/// of it is read beside it, in pieces of <see cref="PieceSections"/>. Costs one pass over the ids, and looks at
/// sections until the page is full.
/// </summary>
internal sealed class Deliveries(Projector projector, StrikeId strike)
{
    private const int PieceSections = 1_000;

    /// <param name="after">The id of a section; only those behind it.</param>
    /// <param name="max">No more than so many.</param>
    public IReadOnlyList<Delivery> Find(string after, int max, Func<InboxCall, bool> wanted)
    {
        var found = new List<Delivery>();
        foreach (var piece in Ids(after).Chunk(PieceSections))
        {
            found.AddRange(Read(projector.Bodies, piece).Where(delivery => wanted(delivery.Call)));
            if (found.Count >= max)
                return found[..max];
        }
        return found;
    }

    private SectionId[] Ids(string after) => projector.Read(world => world.Figures.Of(strike).Reached
        .Where(id => string.CompareOrdinal(id.Value, after) > 0).ToArray());

    private Delivery[] Read(Bodies bodies, SectionId[] ids) =>
    [
        .. from id in ids
           let section = bodies.Sections.Find(id.Value)!
           // It may have given way to others since.
           where section.Inbox.Calls.ContainsKey(strike)
           select new Delivery(section, section.Inbox.Calls[strike]),
    ];
}
