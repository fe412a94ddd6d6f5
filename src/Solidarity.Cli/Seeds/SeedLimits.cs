namespace Solidarity.Cli.Seeds;

/// <summary>What a seed folder may hold at most. Past each of these the folder is refused, never cut short.</summary>
internal static class SeedLimits
{
    /// <summary>How many errors are kept and shown; the others are counted.</summary>
    public const int ErrorsMax = 100;

    /// <summary>The size of one file.</summary>
    public const int FileBytesMax = 64 * 1024 * 1024;

    /// <summary>The rows of one file, without its header.</summary>
    public const int RowsMax = 100_000;

    /// <summary>The length of one cell.</summary>
    public const int CellCharsMax = 2_000;

    /// <summary>How much of a cell's value an error repeats.</summary>
    public const int ValueShownCharsMax = 80;

    /// <summary>The length of an id.</summary>
    public const int SlugCharsMax = 63;

    /// <summary>The digits of an amount before its decimal point; keeps every sum far inside a long.</summary>
    public const int AmountDigitsMax = 12;

    /// <summary>The decimals of an amount.</summary>
    public const int AmountDecimalsMax = 6;

    /// <summary>The minor units of one major unit (a pound has 240 pence, a thaler 360 pfennig).</summary>
    public const int UnitsPerMajorMax = 1_000_000;
}
