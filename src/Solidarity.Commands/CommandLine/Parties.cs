namespace Solidarity.Commands.CommandLine;

/// <summary>Givers and lenders: bodies of the system, or people and societies outside it.</summary>
internal static class Parties
{
    /// <param name="text">sections/{id} or federations/{id}; anything else is a name as recorded.</param>
    public static Party Of(string text, string field) =>
        text.StartsWith("sections/", StringComparison.Ordinal)
        || text.StartsWith("federations/", StringComparison.Ordinal)
            ? new Party { Body = Names.Body(text, field) }
            : new Party { RecordedName = text };

    /// <summary>The id of a section, the whole name of a federation, or the name on record, marked as such: nobody
    /// outside is taken for a body, whatever they are called.</summary>
    public static string Short(Party? party) =>
        party?.PartyCase != Party.PartyOneofCase.Body ? Outside(party)
        : party.Body.StartsWith("sections/", StringComparison.Ordinal) ? Names.Short(party.Body)
        : party.Body;

    /// <summary>The whole name of a body, or the name on record, marked as such.</summary>
    public static string InWords(Party party) =>
        party.PartyCase == Party.PartyOneofCase.Body ? party.Body : Outside(party);

    private static string Outside(Party? party) => $"\"{party?.RecordedName}\" (outside giver)";
}
