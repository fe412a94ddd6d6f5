using Solidarity.Domain.Bodies;

namespace Solidarity.Domain.Sections.Tranches;

/// <summary>The ids of tranches: the second of <c>winter</c> is <c>winter-t2</c>.</summary>
internal static class TrancheIds
{
    /// <summary>The longest id of a promise whose tranches' ids are ids still.</summary>
    public const int SeriesCharsMax = Slug.CharsMax - 5;

    private const string Mark = "-t";

    public static PledgeId Of(PledgeId series, int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{series}{Mark}{number}"));

    /// <summary>The promise that such an id would belong to, or null where it is no tranche's.</summary>
    public static PledgeId? SeriesOf(PledgeId id)
    {
        var mark = id.Value.LastIndexOf(Mark, StringComparison.Ordinal);
        return mark > 0 && int.TryParse(
            id.Value.AsSpan(mark + Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new PledgeId(id.Value[..mark])
            : null;
    }
}
