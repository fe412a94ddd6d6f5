using System.Collections.Frozen;

namespace Solidarity.Replay.Seeds;

/// <summary>Where a value stands, and the value. An empty cell is the empty string.</summary>
internal readonly record struct SeedCell(string File, int Line, string Column, string Value)
{
    public bool IsEmpty => Value.Length == 0;
}

/// <summary>One row of a table; <paramref name="Line"/> is the line of the file that it begins on.</summary>
internal sealed record SeedRow(SeedTable Table, int Line, ImmutableArray<string> Values)
{
    /// <summary>The cell of a column that the table's schema names.</summary>
    public SeedCell this[string column] => new(Table.File, Line, column, Values[Table.Columns[column]]);
}

/// <summary>A file as text cells: each column of its schema is there, and each row is as long as the header.</summary>
internal sealed class SeedTable(string file, FrozenDictionary<string, int> columns)
{
    private readonly List<SeedRow> _rows = [];

    /// <summary>The path, as it is shown to people.</summary>
    public string File { get; } = file;

    public FrozenDictionary<string, int> Columns { get; } = columns;

    public IReadOnlyList<SeedRow> Rows => _rows;

    public void Add(int line, string[] values) => _rows.Add(new(this, line, [.. values]));
}
