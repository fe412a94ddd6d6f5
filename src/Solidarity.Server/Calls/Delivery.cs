using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Calls;

/// <summary>A section that has a call, and what is in its inbox of it.</summary>
internal sealed record Delivery(Section Section, InboxCall Call)
{
    /// <summary>Who has the call of a strike, in no order.</summary>
    public static IEnumerable<Delivery> Of(World world, StrikeId strike) =>
        from id in world.Counters.Of(strike).Reached.Keys
        let section = world.Sections.Find(id.Value)!
        // The call may have given way to others since.
        where section.Inbox.Calls.ContainsKey(strike)
        select new Delivery(section, section.Inbox.Calls[strike]);
}
