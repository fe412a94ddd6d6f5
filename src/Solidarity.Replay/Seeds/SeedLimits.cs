namespace Solidarity.Replay.Seeds;

/// <summary>What a seed folder may hold at most. Past each of these the folder is refused, never cut short.</summary>
internal static class SeedLimits
{
    /// <summary>How many errors are kept and shown; the others are counted.</summary>
    public const int ErrorsMax = 100;

    /// <summary>The size of one file.</summary>
    public const int FileBytesMax = 64 * 1024 * 1024;

    /// <summary>The rows of one file, without its header.</summary>
    public const int RowsMax = 100_000;

    /// <summary>The length of one cell. A memo of the service holds 1,000: a cell and a name.</summary>
    public const int CellCharsMax = 750;

    /// <summary>The length of a name; the service takes no longer one.</summary>
    public const int NameCharsMax = 200;

    /// <summary>The length of a strike's trade and of its locality, which together may name a section.</summary>
    public const int PartOfNameCharsMax = 90;

    /// <summary>The most members or strikers.</summary>
    public const int PeopleMax = 10_000_000;

    /// <summary>How much of a cell's value an error repeats, in cells of a terminal.</summary>
    public const int ValueShownCellsMax = 80;

    /// <summary>The digits of an amount before its decimal point; keeps every sum far inside a long.</summary>
    public const int AmountDigitsMax = 12;

    /// <summary>The decimals of an amount.</summary>
    public const int AmountDecimalsMax = 6;
}
