using System.Text;
using CsvHelper;
using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>The files of a seed folder in memory, to break one thing in them. Line 1 is the header.</summary>
internal sealed class SeedFiles
{
    public const string Folder = "seeds/international";

    private readonly Dictionary<string, List<string[]>> _lines;

    private SeedFiles(Dictionary<string, List<string[]>> lines) => _lines = lines;

    /// <summary>The International as the repository has it, read anew for each test.</summary>
    public static SeedFiles International() =>
        new(SeedSchema.All.ToDictionary(schema => schema.File, schema => Lines(OnDisk(schema.File))));

    public static string OnDisk(string file) =>
        Path.Combine(AppContext.BaseDirectory, Folder, file);

    public int LineCount(string file) => _lines[file].Count;

    public int LineOf(string file, string id) => 1 + _lines[file].FindIndex(cells => cells[0] == id);

    public string Cell(string file, int line, string column) => _lines[file][line - 1][ColumnOf(file, column)];

    public SeedFiles With(string file, int line, string column, string value)
    {
        _lines[file][line - 1][ColumnOf(file, column)] = value;
        return this;
    }

    public SeedFiles With(string file, string id, string column, string value) =>
        With(file, LineOf(file, id), column, value);

    public SeedFiles WithLine(string file, params string[] cells)
    {
        _lines[file].Add(cells);
        return this;
    }

    public SeedFiles WithoutLines(string file, Func<string[], bool> which)
    {
        _lines[file].RemoveAll(cells => which(cells));
        return this;
    }

    public Dictionary<string, byte[]> Bytes() =>
        _lines.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(Text(file.Value)));

    public SeedLoad Load() => SeedLoader.Read(Folder, Bytes());

    public SeedFolder LoadValid() => Load() switch
    {
        SeedLoad.Valid(var folder) => folder,
        SeedLoad.Invalid invalid => throw new ShouldAssertException(invalid.Report()),
        var other => throw new ShouldAssertException($"neither valid nor invalid: {other}"),
    };

    /// <summary>What is wrong, one error a line; empty for a valid folder.</summary>
    public string Errors() => Load() is SeedLoad.Invalid invalid ? invalid.Report() : "";

    private int ColumnOf(string file, string column) => Array.IndexOf(_lines[file][0], column);

    private static List<string[]> Lines(string path)
    {
        using var reader = CsvReader.Create(
            File.ReadAllBytes(path), new CsvReaderOptions { HasHeader = false, Separator = ',' });
        var lines = new List<string[]>();
        while (reader.Read())
            lines.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return lines;
    }

    private static string Text(IEnumerable<string[]> lines) =>
        string.Concat(lines.Select(cells => string.Join(',', cells.Select(Quoted)) + "\n"));

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
