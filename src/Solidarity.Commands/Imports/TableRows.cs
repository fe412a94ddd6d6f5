using System.Text;
using CsvHelper;
using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Imports;

/// <summary>What is wrong with a row.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Column">Empty where it is the whole row.</param>
internal sealed record RowProblem(long Line, string Column, Wording Text);

/// <summary>A row of a table: text cells by the names of their columns.</summary>
internal sealed record TableRow(long Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>Empty where the cell is empty or its column is left out.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column, "");
}

/// <summary>Reads a CSV file (RFC 4180, UTF-8) whose first line names its columns, and collects what is wrong with it:
/// a person wants to hear of everything at once.</summary>
internal sealed class TableRows
{
    /// <summary>What a person can still look through; more come in several files.</summary>
    public const int RowsMax = 10_000;

    private const int BytesMax = 16 * 1024 * 1024;

    private readonly List<RowProblem> _problems = [];

    public List<TableRow> All { get; } = [];

    public IReadOnlyCollection<RowProblem> Problems => _problems;

    private bool HasColumns { get; set; }

    public void Add(TableRow row, string column, Wording problem) => _problems.Add(new(row.Line, column, problem));

    /// <summary>Reads a cell; null, and told, where it is malformed.</summary>
    public T? Read<T>(TableRow row, string column, Func<string, T> read) where T : class
    {
        try
        {
            return read(row[column]);
        }
        catch (UsageException problem)
        {
            // The column is said beside it.
            var text = problem.Message[(problem.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            Add(row, column, Wording.Verbatim(text));
            return null;
        }
    }

    /// <exception cref="UsageException">There is no such file, or it is no text.</exception>
    public static TableRows Of(string file, string[] required, string[] optional)
    {
        var rows = new TableRows();
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            OnMalformedRecord = bad => rows._problems.Add(new(bad.LineNumber, "", "has quotation marks that do not "
                + "match; quote a whole cell and double the marks in it")),
        };
        using var reader = CsvReader.Create(Bytes(file), options);
        if (!reader.Read())
            throw UsageException.Malformed("file", $"{file} is empty; its first line is {string.Join(',', required)}");
        var header = Values(reader);
        foreach (var column in required.Except(header))
            rows._problems.Add(new(1, column, "is missing from the first line"));
        foreach (var column in header.Except(required).Except(optional))
            rows._problems.Add(new(1, column, $"is none of {string.Join(", ", required.Concat(optional))}"));
        rows.HasColumns = rows._problems.Count == 0;
        // Without its columns a row says nothing.
        while (rows.HasColumns && reader.Read())
            rows.Take(reader, header);
        return rows;
    }

    private void Take(CsvReader reader, string[] header)
    {
        var (line, values) = (reader.LineNumber, Values(reader));
        if (values is [""])
            return;
        if (All.Count == RowsMax)
            throw UsageException.Malformed("file", $"it has more than {RowsMax} rows; split it");
        if (values.Length != header.Length)
            _problems.Add(new(line, "", $"has {values.Length} cells, and the first line {header.Length}"));
        else
            All.Add(new TableRow(line, header.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second)));
    }

    private static string[] Values(CsvReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetString(at).Trim())];

    private static byte[] Bytes(string file)
    {
        try
        {
            if (new FileInfo(file).Length > BytesMax)
                throw UsageException.Malformed("file", $"{file} is larger than {BytesMax} bytes; split it");
            var bytes = File.ReadAllBytes(file);
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return bytes;
        }
        catch (DecoderFallbackException)
        {
            throw UsageException.Malformed("file", $"{file} is not UTF-8; save it as UTF-8");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw UsageException.Malformed("file", $"{file} cannot be read: {problem.Message.TrimEnd('.')}");
        }
    }
}
