using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Server.Errors;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Requests;

/// <summary>Finds a body in a world, or refuses with NOT_FOUND.</summary>
internal static class Lookups
{
    public static Section FindSection(this World world, SectionId id) =>
        world.Sections.Find(id.Value) is { Founded: true } found ? found : throw Unknown($"section {id}");

    public static Federation FindFederation(this World world, FederationId id) =>
        world.Federations.Find(id.Value) is { Founded: true } found ? found : throw Unknown($"federation {id}");

    public static Strike FindStrike(this World world, StrikeId id) =>
        world.Strikes.Find(id.Value) is { Opened: true } found ? found
            : throw new RefusedException(CommonRefusals.NotDeclared(Wording.Of($"strike {id}")));

    /// <summary>A strike, for somebody who asks for what needs so much of it to be shown.</summary>
    /// <exception cref="RefusedException">It is not there, or its section does not show so much.</exception>
    public static Strike FindStrike(this World world, StrikeId id, Viewer viewer, Detail needed, Wording what)
    {
        var strike = world.FindStrike(id);
        new VisibleWorld(world, viewer).CheckShows(strike, needed, what);
        return strike;
    }

    /// <summary>A section, for somebody who asks for what is its alone.</summary>
    /// <exception cref="RefusedException">It is not there, or it is another one that asks.</exception>
    public static Section FindSection(this World world, SectionId id, Viewer viewer, Wording what)
    {
        var section = world.FindSection(id);
        viewer.CheckOwns(id, what);
        return section;
    }

    public static Transfer FindTransfer(this World world, TransferId id) =>
        world.Transfers.Find(id.Value) is { } found && found.Phase != TransferPhase.None
            ? found
            : throw Unknown($"transfer {id}");

    /// <summary>The first of them that does not exist, by its place; -1 where all do.</summary>
    public static int FindUnknown(this World world, ImmutableArray<Address> bodies)
    {
        for (var at = 0; at < bodies.Length; at++)
            if (!(bodies[at].IsSection
                ? world.Sections.Find(bodies[at].Id)?.Founded == true
                : world.Federations.Find(bodies[at].Id)?.Founded == true))
                return at;
        return -1;
    }

    private static RefusedException Unknown(Wording body) => new(CommonRefusals.NotFounded(body));
}
