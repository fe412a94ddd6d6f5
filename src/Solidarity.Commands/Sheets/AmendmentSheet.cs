using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Commands.Sheets;

/// <summary>What a body has put right of what it says of itself.</summary>
internal static class AmendmentSheet
{
    public static void Write(IAnsiConsole console, IReadOnlyCollection<Amendment> amendments)
    {
        if (amendments.Count == 0)
            console.WriteLine(T("Nothing of it was amended."));
        else
            console.Write(Of(amendments));
    }

    public static Sheet Of(IEnumerable<Amendment> amendments) =>
        Sheet.Of(amendments, ["When", "What", "Before~", "Since~"], amendment =>
        [
            Moments.Minute(amendment.Time), FieldOf(amendment.Field), ValueOf(amendment.Field, amendment.Before),
            ValueOf(amendment.Field, amendment.After),
        ]);

    private static string FieldOf(string field) => field switch
    {
        "display_name" => T("display name"),
        "kind" => T("kind"),
        "trade" => T("trade"),
        "locality" => T("locality"),
        "country" => T("country"),
        "members" => T("members"),
        "currencies" => T("currencies"),
        "employers" => T("employers"),
        "demands" => T("demands"),
        "strikers" => T("strikers"),
        "start" => T("start"),
        "state" => T("state"),
        // A newer service has more.
        _ => Shown.Line(field.Replace('_', ' ')),
    };

    private static string ValueOf(string field, string value) => (field, value) switch
    {
        ("kind", "mixed") => T("mixed"),
        ("kind", _) => T("of one trade"),
        ("trade", var trade) => Facts.Trade(trade),
        ("start", var day) => Moments.Day(day),
        _ => value,
    };
}
