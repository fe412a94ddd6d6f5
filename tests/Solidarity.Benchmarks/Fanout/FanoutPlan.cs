using System.Collections.Immutable;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;

namespace Solidarity.Benchmarks.Fanout;

/// <summary>
/// Who is in what: a federation for each hundred sections, in four levels under one international. Each section is in
/// two locals, each local in two regionals, each regional in two nationals, so that a call comes to most bodies more
/// than one way.
/// </summary>
internal sealed class FanoutPlan
{
    private const int SectionsPerFederation = 100;
    private const int MembersPerFederation = 10;

    public FanoutPlan(int sections)
    {
        Sections = sections;
        var federations = Math.Max(4, sections / SectionsPerFederation);
        Nationals = Math.Max(1, federations / (MembersPerFederation * MembersPerFederation));
        Regionals = Math.Max(1, federations / MembersPerFederation);
        Locals = federations - Regionals - Nationals - 1;
    }

    public int Sections { get; }

    public int Locals { get; }

    public int Regionals { get; }

    public int Nationals { get; }

    public int Federations => Locals + Regionals + Nationals + 1;

    public static SectionId Section(int number) => new($"section-{number}");

    public FederationId[] LocalsOf(int section) => Pair("local", section % Locals, Locals);

    /// <summary>Every federation, those above before those below, with its level and those that it is in.</summary>
    public IEnumerable<(FederationId Id, Level Level, FederationId[] Parents)> All()
    {
        yield return (new FederationId("international"), Level.International, []);
        for (var i = 0; i < Nationals; i++)
            yield return (new FederationId($"national-{i}"), Level.National, [new FederationId("international")]);
        for (var i = 0; i < Regionals; i++)
        {
            var nationals = Pair("national", i % Nationals, Nationals);
            yield return (new FederationId($"regional-{i}"), Level.Regional, nationals);
        }
        for (var i = 0; i < Locals; i++)
            yield return (new FederationId($"local-{i}"), Level.Local, Pair("regional", i % Regionals, Regionals));
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

    private static FederationId[] Pair(string level, int first, int count) => count == 1
        ? [new FederationId($"{level}-0")]
        : [new FederationId($"{level}-{first}"), new FederationId($"{level}-{(first + 1) % count}")];
}
