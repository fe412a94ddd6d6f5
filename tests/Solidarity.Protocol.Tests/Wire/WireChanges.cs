namespace Solidarity.Protocol.Tests.Wire;

/// <summary>What changed between two texts of <see cref="WireText" />, in two kinds.</summary>
/// <param name="Breaking">What a client or server built on the former text would misread or miss.</param>
/// <param name="Additions">What it would not notice.</param>
internal sealed record WireChanges(IReadOnlyList<string> Breaking, IReadOnlyList<string> Additions)
{
    /// <summary>Compares two texts line by line; a line is found by its block and its number or method name.</summary>
    public static WireChanges Between(string approved, string current)
    {
        var before = Parse(approved);
        var after = Parse(current);
        var breaking = before.Values
            .Where(line => after.GetValueOrDefault(line.Key) != line)
            .Select(line => Describe(line, after));
        var additions = after.Values
            .Where(line => !before.ContainsKey(line.Key))
            .Select(line => $"{line.Key.Block}: {(line.Text.Length == 0 ? "is new" : $"'{line.Text}' is new")}");
        return new WireChanges([.. breaking], [.. additions]);
    }

    private static string Describe(Line former, Dictionary<LineKey, Line> after)
    {
        var block = former.Key.Block;
        if (former.Text.Length == 0)
            return $"{block}: is removed";
        if (after.TryGetValue(former.Key, out var line))
            return $"{block}: '{former.Text}' became '{line.Text}'";
        var moved = after.Values.FirstOrDefault(other => other.Key.Block == block && other.Name == former.Name);
        return moved is null
            ? $"{block}: '{former.Text}' is removed"
            : $"{block}: '{former.Text}' is renumbered to '{moved.Text}'";
    }

    private static Dictionary<LineKey, Line> Parse(string text)
    {
        var lines = new Dictionary<LineKey, Line>();
        var block = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var found = line.StartsWith("  ", StringComparison.Ordinal)
                ? Line.Within(block, line.Trim())
                : new Line(new LineKey(block = line.Trim(), ""), "", "");
            lines.Add(found.Key, found);
        }

        return lines;
    }

    /// <summary>Which line: the block, and within it the number of a field or value, or a method's name.</summary>
    private sealed record LineKey(string Block, string Id);

    private sealed record Line(LineKey Key, string Name, string Text)
    {
        public static Line Within(string block, string text)
        {
            // "1 section string" is found by its number and named section; "Pledge(..." is found and named by that.
            var words = text.Split([' ', '('], 3);
            var isMethod = block.StartsWith("service ", StringComparison.Ordinal);
            return new Line(new LineKey(block, words[0]), isMethod ? words[0] : words[1], text);
        }
    }
}
