namespace Solidarity.Commands.Terminals;

/// <summary>How a command shows what it found. Only tables differ in the first four.</summary>
internal enum OutputForm
{
    /// <summary>Within the width of the terminal.</summary>
    Table,

    /// <summary>As wide as the texts are.</summary>
    Wide,

    /// <summary>A line for each item, its values separated by tabs.</summary>
    Tsv,

    /// <summary>A line for each item, its values separated by commas.</summary>
    Csv,

    Json,
}
