using Solidarity.V1;

namespace Solidarity.Cli.Running;

/// <summary>Givers and lenders: bodies of the system, or people and societies outside it.</summary>
internal static class Parties
{
    /// <param name="text">sections/{id} or federations/{id}; anything else is a name as recorded.</param>
    public static Party Of(string text, string field) =>
        text.StartsWith("sections/", StringComparison.Ordinal)
        || text.StartsWith("federations/", StringComparison.Ordinal)
            ? new Party { Body = Names.Body(text, field) }
            : new Party { RecordedName = text };

    /// <summary>The id of a body, or the name as recorded.</summary>
    public static string Short(Party party) =>
        party.PartyCase == Party.PartyOneofCase.Body ? Names.Short(party.Body) : party.RecordedName;

    public static string InWords(Party party) =>
        party.PartyCase == Party.PartyOneofCase.Body ? party.Body : party.RecordedName;
}
