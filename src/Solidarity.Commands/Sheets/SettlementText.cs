namespace Solidarity.Commands.Sheets;

/// <summary>By whom money moves over a corridor, in words.</summary>
internal static class SettlementText
{
    /// <summary>"by wire"; empty where it is booked at once.</summary>
    public static string HowOf(Settlement settlement) => settlement switch
    {
        Settlement.Treasurers => T("from treasurer to treasurer"),
        Settlement.Wire => T("by wire"),
        Settlement.Courier => T("by courier"),
        Settlement.InKind => T("in kind"),
        _ => "",
    };

    /// <summary>"settled by wire"; in requests, left out stands for by the two treasurers.</summary>
    public static string MovesOf(Settlement settlement) => settlement switch
    {
        Settlement.Books => T("booked at once"),
        Settlement.Unspecified => T($"settled {HowOf(Settlement.Treasurers)}"),
        _ => T($"settled {HowOf(settlement)}"),
    };
}
