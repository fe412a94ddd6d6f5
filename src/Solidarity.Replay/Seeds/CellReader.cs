using System.Collections.Frozen;
using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Text;

namespace Solidarity.Replay.Seeds;

/// <summary>
/// Reads cells as values. A cell that cannot be read is told to the errors and gives a placeholder, so that reading
/// goes on to the next cell; with any error told, no row is ever used.
/// </summary>
internal sealed class CellReader(SeedErrors errors)
{
    private const int CountDigitsMax = 9;

    public SeedErrors Errors { get; } = errors;

    public static string? Optional(SeedCell cell) => cell.IsEmpty ? null : cell.Value;

    public string Required(SeedCell cell, int charsMax = SeedLimits.NameCharsMax)
    {
        if (string.IsNullOrWhiteSpace(cell.Value))
            Errors.Add(cell, "is empty; fill it in");
        return OptionalName(cell, charsMax) ?? "";
    }

    /// <summary>A name, which the service holds to be shorter than other text.</summary>
    public string? OptionalName(SeedCell cell, int charsMax = SeedLimits.NameCharsMax)
    {
        if (cell.Value.Length > charsMax)
            Errors.Add(cell, $"is longer than {charsMax} characters; shorten it");
        else if (Texts.ProblemOf(cell.Value, isName: true) is { } problem)
            Errors.Add(cell, $"is no name: {problem}");
        return Optional(cell);
    }

    public string Slug(SeedCell cell)
    {
        if (cell.IsEmpty)
            Errors.Add(cell, "is empty; give the row an id");
        else if (!Names.IsSlug(cell.Value))
            Errors.Add(cell, "is not an id; write 1 to 63 of a-z, 0-9 and -, not beginning with -");
        return cell.Value;
    }

    public SeedDate Date(SeedCell cell)
    {
        if (cell.IsEmpty)
            Errors.Add(cell, "is empty; write a date as YYYY, YYYY-MM or YYYY-MM-DD");
        return OptionalDate(cell) ?? default;
    }

    public SeedDate? OptionalDate(SeedCell cell)
    {
        if (cell.IsEmpty)
            return null;
        if (!SeedDate.TryParse(cell.Value, out var date))
            Errors.Add(cell, "is not a date; write YYYY, YYYY-MM or YYYY-MM-DD");
        else if (!DayRange.Contains(date.First) || !DayRange.Contains(date.Last))
            Errors.Add(cell, $"is out of range; dates from {DayRange.Text} can be given");
        else
            return date;
        return null;
    }

    public T Word<T>(SeedCell cell, FrozenDictionary<string, T> words)
        where T : struct
    {
        if (words.TryGetValue(cell.Value, out var meaning))
            return meaning;
        var known = string.Join("; ", words.Keys.Order(StringComparer.Ordinal));
        Errors.Add(cell, cell.IsEmpty
            ? Wording.Of($"is empty; use one of: {known}")
            : $"is not known here; use one of: {known}");
        return default;
    }

    public long? OptionalCount(SeedCell cell)
    {
        if (cell.IsEmpty)
            return null;
        if (Count(cell) is { } people and <= SeedLimits.PeopleMax)
            return people;
        Errors.Add(cell, $"is not a number of people; write 1 to {SeedLimits.PeopleMax}, or nothing when not known");
        return null;
    }

    public long Factor(SeedCell cell)
    {
        if (Count(cell) is { } factor)
            return factor;
        Errors.Add(cell, cell.IsEmpty
            ? Wording.Of("is empty; write a whole number above zero")
            : "is not a factor; write a whole number above zero");
        return 1;
    }

    public string Country(SeedCell cell)
    {
        if (Countries.Read(cell.Value, out var problem) is { } code)
            return code;
        Errors.Add(cell, problem);
        return cell.Value;
    }

    /// <summary>The value where it is one of the known ids or empty; otherwise null, with the error told.</summary>
    public string? OptionalReference(SeedCell cell, KnownIds known)
    {
        if (cell.IsEmpty)
            return null;
        if (known.Contains(cell.Value))
            return cell.Value;
        Errors.Add(cell, known.Problem(cell.Value));
        return null;
    }

    public string Reference(SeedCell cell, KnownIds known)
    {
        if (cell.IsEmpty)
            Errors.Add(cell, $"is empty; name {known.Noun} of {known.File}");
        return OptionalReference(cell, known) ?? "";
    }

    private static long? Count(SeedCell cell) =>
        cell.Value.Length <= CountDigitsMax
        && long.TryParse(cell.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count > 0
            ? count
            : null;

    /// <summary>The rows of a table, each with what it owes its reader: where it is from and how sure it is.</summary>
    public ImmutableArray<T> Rows<T>(SeedTable table, Func<SeedRow, T> rowOf) =>
    [
        .. table.Rows.Select(row =>
        {
            Evidence(row);
            return rowOf(row);
        }),
    ];

    private void Evidence(SeedRow row)
    {
        if (string.IsNullOrWhiteSpace(row["source"].Value))
            Errors.Add(row["source"], "is empty; every row names its source, or says \"unverified\"");
        Word(row["confidence"], SeedEnums.Confidences);
    }
}
