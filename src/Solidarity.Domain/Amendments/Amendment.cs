namespace Solidarity.Domain.Amendments;

/// <summary>Something that a body said of itself, and put right.</summary>
/// <param name="Field">What it is, as the API calls it.</param>
/// <param name="Before">Empty: nothing was said.</param>
/// <param name="After">Empty: nothing is said any more.</param>
public sealed record Amendment(DateTimeOffset At, string Field, string Before, string After)
{
    /// <summary>So many of a body are kept, the newest; the journal has all.</summary>
    public const int KeptMax = 50;
}

/// <summary>What a body has amended, oldest first.</summary>
internal static class AmendmentList
{
    /// <summary>With those of these values that are not what they were.</summary>
    public static ImmutableArray<Amendment> With(
        this ImmutableArray<Amendment> known, DateTimeOffset at,
        params ReadOnlySpan<(string Field, string Before, string After)> values)
    {
        foreach (var (field, before, after) in values)
            if (before != after)
                known = (known.Length < Amendment.KeptMax ? known : known.RemoveAt(0))
                    .Add(new Amendment(at, field, before, after));
        return known;
    }
}
