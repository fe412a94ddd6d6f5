using System.Collections.Frozen;
using System.Text;
using CsvHelper;
using Solidarity.Domain.Text;

namespace Solidarity.Replay.Seeds;

/// <summary>Reads one CSV file (RFC 4180, UTF-8, a header row) into text cells that know their line.</summary>
internal static class SeedTableReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, true);

    /// <summary>The table, or null with the errors told when its shape is not that of the schema.</summary>
    public static SeedTable? Read(SeedSchema schema, string file, byte[] bytes, SeedErrors errors)
    {
        var before = errors.Count;
        TellEncoding(file, bytes, errors);
        if (errors.Count > before)
            return null;
        using var reader = CsvReader.Create(bytes, Options(file, errors));
        var table = ReadHeader(schema, file, reader, errors);
        while (table is not null && reader.Read())
        {
            if (table.Rows.Count == SeedLimits.RowsMax)
            {
                errors.Add(new(file, Line(reader), null, null, $"is row {SeedLimits.RowsMax + 1}; split the folder"));
                return null;
            }
            AddRow(table, Line(reader), Values(reader), errors);
        }
        return errors.Count == before ? table : null;
    }

    // A broken row is told and read on, so that the errors of the rows after it are told too.
    private static CsvReaderOptions Options(string file, SeedErrors errors) => new()
    {
        Separator = ',',
        HasHeader = false,
        TrackLineNumbers = true,
        OnMalformedRecord = bad => errors.Add(new(file, checked((int)bad.LineNumber), null, null, bad.Reason switch
        {
            CsvMalformedReason.UnterminatedQuote => Wording.Of("opens a quotation mark that is never closed; close it"),
            _ => "has a quotation mark inside a cell; quote the whole cell and double the mark",
        })),
    };

    private static void TellEncoding(string file, byte[] bytes, SeedErrors errors)
    {
        try
        {
            StrictUtf8.GetCharCount(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(exception.Index, 0, bytes.Length)).Count((byte)'\n');
            errors.Add(new(file, line, null, null, "is not UTF-8; save the file as UTF-8"));
        }
    }

    private static int Line(CsvReader reader) => checked((int)reader.LineNumber);

    private static string[] Values(CsvReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    private static SeedTable? ReadHeader(SeedSchema schema, string file, CsvReader reader, SeedErrors errors)
    {
        if (!reader.Read())
        {
            errors.Add(new(file, 1, null, null, $"is empty; its first line is {string.Join(',', schema.Columns)}"));
            return null;
        }
        var (line, header, before) = (Line(reader), Values(reader), errors.Count);
        foreach (var column in schema.Columns.Except(header))
            errors.Add(new(file, line, column, null, "is missing from the header; add it, if with empty cells"));
        foreach (var column in header.Except(schema.Columns))
            errors.Add(new(file, line, null, column, $"is not a column of {schema.File}; remove or rename it"));
        foreach (var column in header.CountBy(name => name).Where(pair => pair.Value > 1))
            errors.Add(new(file, line, column.Key, null, "stands in the header more than once; keep one of them"));
        return errors.Count > before
            ? null
            : new(file, header.Index().ToFrozenDictionary(pair => pair.Item, pair => pair.Index));
    }

    private static void AddRow(SeedTable table, int line, string[] values, SeedErrors errors)
    {
        if (values.Length != table.Columns.Count)
        {
            errors.Add(new(table.File, line, null, null,
                $"has {values.Length} cells where the header has {table.Columns.Count}; "
                + $"quote a cell that holds a comma"));
            return;
        }
        foreach (var (column, index) in table.Columns.OrderBy(pair => pair.Value))
        {
            if (values[index].Length > SeedLimits.CellCharsMax)
                errors.Add(new(table.File, line, column, values[index],
                    $"is longer than {SeedLimits.CellCharsMax} characters; shorten it"));
            else if (Texts.ProblemOf(values[index], isName: false) is { } problem)
                errors.Add(new(table.File, line, column, values[index], problem));
        }
        table.Add(line, values);
    }
}
