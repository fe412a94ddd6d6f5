using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Commands.Sheets;

/// <summary>What a body has put right of what it says of itself.</summary>
internal static class AmendmentSheet
{
    public static void Write(IAnsiConsole console, IReadOnlyCollection<Amendment> amendments)
    {
        if (amendments.Count == 0)
            console.WriteLine("Nothing of it was amended.");
        else
            console.Write(Of(amendments));
    }

    public static Sheet Of(IEnumerable<Amendment> amendments) =>
        Sheet.Of(amendments, ["When", "What", "Before~", "Since~"], amendment =>
        [
            Moments.Minute(amendment.Time), Shown.Line(amendment.Field.Replace('_', ' ')),
            Said(amendment, amendment.Before), Said(amendment, amendment.After),
        ]);

    private static string Said(Amendment amendment, string value) =>
        amendment.Field == "trade" ? Facts.Trade(value) : value;
}
