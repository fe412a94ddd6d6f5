using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Errors;

namespace Solidarity.Server.Requests;

/// <summary>Finds a body as it is now, with everything that was answered before, or refuses with NOT_FOUND.</summary>
internal static class Lookups
{
    public static async Task<Section> FindSectionAsync(
        this Projector projector, SectionId id, CancellationToken cancellation)
    {
        await projector.WaitAnsweredAsync(cancellation);
        var found = projector.Bodies.Sections.Find(id.Value);
        return found is { Founded: true } ? found : throw Unknown($"section {id}");
    }

    public static async Task<Federation> FindFederationAsync(
        this Projector projector, FederationId id, CancellationToken cancellation)
    {
        await projector.WaitAnsweredAsync(cancellation);
        var found = projector.Bodies.Federations.Find(id.Value);
        return found is { Founded: true } ? found : throw Unknown($"federation {id}");
    }

    public static async Task<Strike> FindStrikeAsync(
        this Projector projector, StrikeId id, CancellationToken cancellation)
    {
        await projector.WaitAnsweredAsync(cancellation);
        var found = projector.Bodies.Strikes.Find(id.Value);
        return found is { Opened: true } ? found : throw Unknown($"strike {id}");
    }

    /// <summary>The same, for somebody who asks for what needs so much of it to be shown.</summary>
    /// <exception cref="RefusedException">It is not there, or its section does not show so much.</exception>
    public static async Task<Strike> FindStrikeAsync(
        this Projector projector, StrikeId id, Viewer viewer, Detail needed, string what,
        CancellationToken cancellation)
    {
        await projector.FindStrikeAsync(id, cancellation);
        return projector.Read(world =>
        {
            var strike = world.Strikes.Find(id.Value)!;
            new Sight(world, viewer).CheckShows(strike, needed, what);
            return strike;
        });
    }

    /// <summary>A section, for somebody who asks for what is its alone.</summary>
    /// <exception cref="RefusedException">It is not there, or it is another one that asks.</exception>
    public static async Task<Section> FindSectionAsync(
        this Projector projector, SectionId id, Viewer viewer, string what, CancellationToken cancellation)
    {
        var section = await projector.FindSectionAsync(id, cancellation);
        viewer.CheckOwns(id, what);
        return section;
    }

    public static async Task<Transfer> FindTransferAsync(
        this Projector projector, TransferId id, CancellationToken cancellation)
    {
        await projector.WaitAnsweredAsync(cancellation);
        var found = projector.Bodies.Transfers.Find(id.Value);
        return found is null || found.Phase == TransferPhase.None ? throw Unknown($"transfer {id}") : found;
    }

    /// <summary>The first of them that does not exist, by its place; -1 where all do.</summary>
    public static async Task<int> FindUnknownAsync(
        this Projector projector, ImmutableArray<Address> bodies, CancellationToken cancellation)
    {
        if (bodies.IsEmpty)
            return -1;
        await projector.WaitAnsweredAsync(cancellation);
        var known = projector.Bodies;
        for (var at = 0; at < bodies.Length; at++)
            if (!(bodies[at].IsSection
                ? known.Sections.Find(bodies[at].Id)?.Founded == true
                : known.Federations.Find(bodies[at].Id)?.Founded == true))
                return at;
        return -1;
    }

    private static RefusedException Unknown(string body) => new(CommonRefusals.NotFounded(body));
}
