using Solidarity.Commands.CommandLine;

namespace Solidarity.Replay.Seeds;

/// <summary>The ids of one kind of row, that other rows refer to. Built before any reference is read.</summary>
internal sealed class KnownIds
{
    private readonly Dictionary<string, int> _lines = [];

    private KnownIds(Wording noun, string file) => (Noun, File) = (noun, file);

    /// <summary>With its article: "a strike".</summary>
    public Wording Noun { get; }

    /// <summary>Where they are written down: "strikes.csv".</summary>
    public string File { get; }

    public IReadOnlyCollection<string> All => _lines.Keys;

    /// <summary>Collects the ids of a table and tells those that stand twice.</summary>
    public static KnownIds Of(Wording noun, SeedSchema schema, string column, SeedTable table, SeedErrors errors)
    {
        var known = new KnownIds(noun, schema.File);
        foreach (var cell in table.Rows.Select(row => row[column]).Where(cell => !cell.IsEmpty))
            if (!known._lines.TryAdd(cell.Value, cell.Line))
                errors.Add(cell, $"is the id of line {known._lines[cell.Value]} already; give each row its own");
        return known;
    }

    public bool Contains(string id) => _lines.ContainsKey(id);

    /// <summary>What to say of a value that is not among them.</summary>
    public Wording Problem(string value) => Nearest.To(value, _lines.Keys) is { } near
        ? Wording.Of($"is not {Noun} in {File}; did you mean \"{near}\"?")
        : $"is not {Noun} in {File}; add it there or correct this cell";
}
