namespace Solidarity.Commands.CommandLine;

/// <summary>Givers and lenders: bodies of the system, or people and societies outside it.</summary>
internal static class Parties
{
    /// <param name="text">sections/{id}, federations/{id}, or the id of one of them; anything else is a name as
    /// recorded, and so is what has quotation marks of its own.</param>
    public static Party Of(ServiceCall call, string text, string field)
    {
        if (text is ['"', .. var recorded, '"'])
            return new Party { RecordedName = recorded };
        var isBody = text.StartsWith("sections/", StringComparison.Ordinal)
            || text.StartsWith("federations/", StringComparison.Ordinal)
            || call.Found.FindAll(text).Length > 0;
        return isBody ? new Party { Body = call.Found.Read(text, field) } : new Party { RecordedName = text };
    }

    /// <summary>The id of a section, the whole name of a federation, or the name on record, marked as such: nobody
    /// outside is taken for a body, whatever they are called.</summary>
    public static string Short(Party? party) =>
        party?.PartyCase != Party.PartyOneofCase.Body ? Outside(party)
        : party.Body.StartsWith("sections/", StringComparison.Ordinal) ? Names.Short(party.Body)
        : party.Body;

    /// <summary>The whole name of a body, or the name on record, marked as such.</summary>
    public static string InWords(Party party) =>
        party.PartyCase == Party.PartyOneofCase.Body ? party.Body : Outside(party);

    private static string Outside(Party? party) => T($"\"{party?.RecordedName}\" (outside giver)");
}
