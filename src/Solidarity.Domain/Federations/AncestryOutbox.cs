using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using static Solidarity.Domain.Federations.FederationCommand;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a federation tells that the set of those above it has changed.</summary>
internal static class AncestryOutbox
{
    /// <summary>What the members that are federations are told: one command for all, and nothing where the set of all
    /// above is what it was.</summary>
    public static IEnumerable<Message> Of(Federation before, Federation after)
    {
        if (ReferenceEquals(before.Above, after.Above))
            return [];
        ImmutableSortedSet<FederationId> added = [.. after.Above.Keys.Where(id => !before.Above.ContainsKey(id))];
        ImmutableSortedSet<FederationId> removed = [.. before.Above.Keys.Where(id => !after.Above.ContainsKey(id))];
        if (added.IsEmpty && removed.IsEmpty)
            return [];
        var told = new LearnAncestry(after.Id, added, removed);
        return FederationRelays.Members(after).Where(member => member.IsFederation)
            .Select(member => new Message(member, told));
    }
}
