namespace Solidarity.Commands.Sheets;

/// <summary>By whom money moves over a corridor, in words.</summary>
internal static class SettlementText
{
    /// <summary>"by wire"; empty where it is booked at once.</summary>
    public static string HowOf(Settlement settlement) => settlement switch
    {
        Settlement.Treasurers => "from treasurer to treasurer",
        Settlement.Wire => "by wire",
        Settlement.Courier => "by courier",
        Settlement.InKind => "in kind",
        _ => "",
    };

    /// <summary>"settled by wire"; in requests, left out stands for by the two treasurers.</summary>
    public static string MovesOf(Settlement settlement) => settlement switch
    {
        Settlement.Books => "booked at once",
        Settlement.Unspecified => $"settled {HowOf(Settlement.Treasurers)}",
        _ => $"settled {HowOf(settlement)}",
    };
}
