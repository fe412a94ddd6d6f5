using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;

namespace Solidarity.Demos.Storms;

/// <summary>
/// Who is in what: a federation for each hundred sections, in four levels under one international, and every body in
/// two of them (as far as there are two), so that a call comes to most more than one way. Either those two lie side by
/// side, in a ring: then a call goes round all of it as soon as it may go up one level. Or they are nested, as
/// countries are: a section in two locals of one regional, a local in its regional and in the national above it, a
/// regional in its national and in the international; then each level is wider than the one below it.
/// </summary>
internal sealed class FederationPlan
{
    private const int SectionsPerFederation = 100;
    private const int MembersPerFederation = 10;

    private readonly bool _nested;

    private FederationPlan(int sections, int nationalsMin, bool nested)
    {
        (Sections, _nested) = (sections, nested);
        var federations = Math.Max(4, sections / SectionsPerFederation);
        Nationals = Math.Max(nationalsMin, federations / (MembersPerFederation * MembersPerFederation));
        Regionals = Math.Max(Nationals, federations / MembersPerFederation);
        // Nested, a section finds its second local under the same regional.
        var localsMin = nested ? 2 * Regionals : Regionals;
        Locals = Math.Max(localsMin, federations - Regionals - Nationals - 1);
    }

    /// <param name="sections">At least 1.</param>
    public static FederationPlan Ring(int sections) => new(sections, 1, nested: false);

    /// <param name="sections">At least 1.</param>
    /// <param name="nationalsMin">The least number of national federations; there are more where a tenth of the
    /// regional ones is more.</param>
    public static FederationPlan Nested(int sections, int nationalsMin) => new(sections, nationalsMin, nested: true);

    public int Sections { get; }

    public int Locals { get; }

    public int Regionals { get; }

    public int Nationals { get; }

    public int Federations => Locals + Regionals + Nationals + 1;

    public static SectionId Section(int number) => new($"section-{number}");

    public FederationId[] LocalsOf(int section)
    {
        var first = section % Locals;
        if (!_nested)
            return Pair("local", first, Locals);
        var second = first + Regionals < Locals ? first + Regionals : first % Regionals;
        return [new($"local-{first}"), new($"local-{second}")];
    }

    /// <summary>The first way up: the local of a section, that one's regional, and that one's national.</summary>
    public FederationId[] WayUp(int section)
    {
        var local = section % Locals;
        var regional = local % Regionals;
        return [new($"local-{local}"), new($"regional-{regional}"), new($"national-{regional % Nationals}")];
    }

    /// <summary>Every federation, those above before those below, with its level and those that it is in.</summary>
    public IEnumerable<(FederationId Id, Level Level, FederationId[] Parents)> All()
    {
        yield return (new FederationId("international"), Level.International, []);
        for (var i = 0; i < Nationals; i++)
            yield return (new FederationId($"national-{i}"), Level.National, [new FederationId("international")]);
        for (var i = 0; i < Regionals; i++)
            yield return (new FederationId($"regional-{i}"), Level.Regional, ParentsOfRegional(i));
        for (var i = 0; i < Locals; i++)
            yield return (new FederationId($"local-{i}"), Level.Local, ParentsOfLocal(i));
    }

    /// <summary>The members of each federation that has any.</summary>
    public Dictionary<FederationId, List<Address>> Members()
    {
        var members = new Dictionary<FederationId, List<Address>>();
        foreach (var (id, _, parents) in All())
            Add(id, parents);
        for (var section = 0; section < Sections; section++)
            Add(Section(section), LocalsOf(section));
        return members;

        void Add(Address member, FederationId[] parents)
        {
            foreach (var parent in parents)
            {
                if (!members.TryGetValue(parent, out var list))
                    members[parent] = list = [];
                list.Add(member);
            }
        }
    }

    /// <summary>All federations above each one.</summary>
    public Dictionary<FederationId, ImmutableSortedSet<FederationId>> Ancestors()
    {
        var above = new Dictionary<FederationId, ImmutableSortedSet<FederationId>>();
        foreach (var (id, _, parents) in All())
            above[id] = [.. parents, .. parents.SelectMany(parent => above[parent])];
        return above;
    }

    private FederationId[] ParentsOfRegional(int regional) => _nested
        ? [new($"national-{regional % Nationals}"), new("international")]
        : Pair("national", regional % Nationals, Nationals);

    private FederationId[] ParentsOfLocal(int local) => _nested
        ? [new($"regional-{local % Regionals}"), new($"national-{local % Regionals % Nationals}")]
        : Pair("regional", local % Regionals, Regionals);

    private static FederationId[] Pair(string level, int first, int count) => count == 1
        ? [new FederationId($"{level}-0")]
        : [new FederationId($"{level}-{first}"), new FederationId($"{level}-{(first + 1) % count}")];
}
