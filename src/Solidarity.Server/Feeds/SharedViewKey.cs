using System.Security.Cryptography;
using System.Text;
using Solidarity.Domain.Bodies;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Feeds;

/// <summary>
/// The key of a feed or a cached view that viewers share. Two viewers have the same key where whatever is put together
/// from many strikes looks the same to both. What a member sees depends on the federations that it is in; on its name
/// only where something is its own.
/// </summary>
internal sealed class SharedViewKey : IEquatable<SharedViewKey>
{
    private readonly string _key;

    private SharedViewKey(Viewer viewer, string key) => (Viewer, _key) = (viewer, key);

    /// <summary>One of those who share it.</summary>
    public Viewer Viewer { get; }

    /// <param name="board">The federation whose board is looked at; null for the whole graph.</param>
    public static SharedViewKey Of(World world, Viewer viewer, FederationId? board) => viewer switch
    {
        Viewer.Operator => new SharedViewKey(viewer, "operator"),
        Viewer.Member { Body: var body } => OfMember(world, viewer, body, board),
        _ => new SharedViewKey(viewer, "public"),
    };

    public bool Equals(SharedViewKey? other) => other is not null && _key == other._key;

    public override bool Equals(object? obj) => Equals(obj as SharedViewKey);

    public override int GetHashCode() => _key.GetHashCode(StringComparison.Ordinal);

    private static SharedViewKey OfMember(World world, Viewer viewer, Address body, FederationId? board)
    {
        var bodies = world.Counters.Bodies;
        if (body.IsFederation ? board == body.Federation : HasOwn(world, body.Section, board))
            return new SharedViewKey(viewer, $"{body}");
        // A federation that no section is in is shared with none, and so is one that there is not.
        var homes = bodies.HomesOf(body).Where(home => bodies.Of(home).Sections > 0).Select(home => home.Value)
            .Order(StringComparer.Ordinal).ToArray();
        if (homes.Length == 0)
            return new SharedViewKey(new Viewer.Public(), "public");
        return new SharedViewKey(
            viewer, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', homes)))));
    }

    // Its own strikes are shown to it whole, so are its gifts where nobody else may know of them, and it knows of its
    // own silence.
    private static bool HasOwn(World world, SectionId section, FederationId? board)
    {
        var figures = world.Counters.Bodies.Of(section);
        return figures.Strikes.Count > 0
            || figures.Audience == Audience.Itself
            || (board is { } federation && figures.SilentCalls > 0 && figures.Homes.Contains(federation));
    }
}
