using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Federations;

/// <summary>How bodies stand to federations, in words.</summary>
internal static class AffiliationText
{
    /// <summary>"geneva, romande (asked)".</summary>
    public static string Of(IEnumerable<Affiliation> affiliations) => Joined(
        affiliations.Select(affiliation => (Names.Short(affiliation.Federation), affiliation.Status)));

    /// <summary>"sections/geneva-masons, federations/jura (asked)".</summary>
    public static string Of(IEnumerable<Member> members) =>
        Joined(members.Select(member => (member.Member_, member.Status)));

    private static string Joined(IEnumerable<(string Name, AffiliationStatus Status)> bodies) => string.Join(", ",
        bodies.Select(body => body.Status == AffiliationStatus.Asked ? T($"{body.Name} (asked)") : body.Name));
}
