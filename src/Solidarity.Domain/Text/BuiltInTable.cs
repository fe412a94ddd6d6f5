using System.Text;

namespace Solidarity.Domain.Text;

/// <summary>The tables of words that are built into the program, as countries.csv: a line of headings, then a row in
/// each line. Only the last cell of a row may have commas.</summary>
internal static class BuiltInTable
{
    /// <summary>The rows below the headings, each with so many cells.</summary>
    public static IEnumerable<string[]> Rows(string file, int cells)
    {
        using var stream = typeof(BuiltInTable).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The table {file} is not built in.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line.Split(',', cells) is { } row && row.Length == cells
                ? row
                : throw new InvalidOperationException($"The table {file} has no {cells} cells in \"{line}\".");
    }
}
