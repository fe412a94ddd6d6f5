using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;

namespace Solidarity.Replay.Seeds;

/// <summary>
/// One thing wrong with a seed folder. <paramref name="Line"/> counts the lines of the file from 1 (the header), and is
/// the first line of its row; null where the whole file is meant. <paramref name="Problem"/> says what is wrong with
/// the value and what to do.
/// </summary>
internal sealed record SeedError(string File, int? Line, string? Column, string? Value, Wording Problem)
{
    /// <summary><c>aid.csv:12: column strike_id: "par-bronz" is not a strike in strikes.csv; ...</c></summary>
    public override string ToString()
    {
        var line = Line is { } number ? $":{number}" : "";
        var column = Column is { } name ? " " + T($"column {name}:") : "";
        var value = string.IsNullOrEmpty(Value) ? "" : $" \"{Repeated(Value)}\"";
        return $"{File}{line}:{column}{value} {Problem}";
    }

    private static string Repeated(string value) =>
        Wrapping.Shortened(Shown.Line(value), SeedLimits.ValueShownCellsMax);
}

/// <summary>Collects everything that is wrong, so that a person can mend a folder in one go. Not thread-safe.</summary>
internal sealed class SeedErrors
{
    private readonly List<SeedError> _first = [];

    /// <summary>How many there were, also those past <see cref="SeedLimits.ErrorsMax"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The first <see cref="SeedLimits.ErrorsMax"/>, in the order in which the files are read.</summary>
    public ImmutableArray<SeedError> First => [.. _first];

    public void Add(SeedError error)
    {
        Count++;
        if (_first.Count < SeedLimits.ErrorsMax)
            _first.Add(error);
    }

    public void Add(SeedCell cell, Wording problem) =>
        Add(new SeedError(cell.File, cell.Line, cell.Column, cell.Value, problem));
}
