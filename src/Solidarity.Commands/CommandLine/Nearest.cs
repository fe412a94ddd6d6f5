namespace Solidarity.Commands.CommandLine;

/// <summary>
/// Guesses which known id a person meant: one that begins with what was written, else the one with the fewest letters
/// to change (Levenshtein's distance), if these are at most a third. Costs n times m for lengths n and m, for each
/// known id; only asked for errors that are shown.
/// </summary>
internal static class Nearest
{
    /// <summary>The nearest id, the first in ordinal order among equals, or null when none is near.</summary>
    public static string? To(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > Names.SlugCharsMax)
            return null;

        var changesMax = Math.Max(1, written.Length / 3);
        return known
            .Select(id => (Id: id, Changes: Changes(written, id)))
            .Where(candidate => candidate.Changes <= changesMax)
            .OrderBy(candidate => candidate.Changes)
            .ThenBy(candidate => candidate.Id, StringComparer.Ordinal)
            .Select(candidate => candidate.Id)
            .FirstOrDefault();
    }

    private static int Changes(string written, string id) =>
        id.StartsWith(written, StringComparison.Ordinal) ? 1 : Distance(written, id);

    private static int Distance(string left, string right)
    {
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[^1];
    }
}
