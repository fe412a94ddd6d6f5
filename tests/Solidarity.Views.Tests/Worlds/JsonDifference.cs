using System.Text.Json;

namespace Solidarity.Views.Tests.Worlds;

/// <summary>Where two JSON values first differ, for a person to read.</summary>
internal static class JsonDifference
{
    /// <summary><c>$.Strikes[2].Answers.Pledged: 3, and not 2</c>; null where they are the same.</summary>
    public static string? First(byte[] actual, byte[] expected)
    {
        using var left = JsonDocument.Parse(actual);
        using var right = JsonDocument.Parse(expected);
        return First("$", left.RootElement, right.RootElement);
    }

    private static string? First(string path, JsonElement actual, JsonElement expected) =>
        (actual.ValueKind, expected.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) =>
                InObjects(path, [.. actual.EnumerateObject()], [.. expected.EnumerateObject()]),
            (JsonValueKind.Array, JsonValueKind.Array) =>
                InArrays(path, [.. actual.EnumerateArray()], [.. expected.EnumerateArray()]),
            _ => actual.GetRawText() == expected.GetRawText()
                ? null
                : $"{path}: {actual.GetRawText()}, and not {expected.GetRawText()}",
        };

    private static string? InObjects(string path, JsonProperty[] actual, JsonProperty[] expected)
    {
        for (var at = 0; at < Math.Min(actual.Length, expected.Length); at++)
        {
            if (actual[at].Name != expected[at].Name)
                return $"{path}: the key {actual[at].Name}, and not {expected[at].Name}";
            if (First($"{path}.{actual[at].Name}", actual[at].Value, expected[at].Value) is { } difference)
                return difference;
        }
        return Lengths(path, "keys", actual.Length, expected.Length);
    }

    private static string? InArrays(string path, JsonElement[] actual, JsonElement[] expected)
    {
        for (var at = 0; at < Math.Min(actual.Length, expected.Length); at++)
            if (First($"{path}[{at}]", actual[at], expected[at]) is { } difference)
                return difference;
        return Lengths(path, "items", actual.Length, expected.Length);
    }

    private static string? Lengths(string path, string of, int actual, int expected) =>
        actual == expected ? null : $"{path}: {actual} {of}, and not {expected}";
}
