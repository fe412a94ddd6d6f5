using Solidarity.Domain.Json;

namespace Solidarity.Domain.Sections.OwnStrikes;

/// <summary>How much of its strikes' boards a section shows, less before more.</summary>
[JsonConverter(typeof(KebabEnumConverter<Detail>))]
public enum Detail
{
    /// <summary>That there is a strike, and what it asks.</summary>
    Nothing,

    /// <summary>Sums and counts.</summary>
    Totals,

    /// <summary>Also by federation and country; groups that are too small to hide anybody are put together.</summary>
    Breakdown,

    /// <summary>Everything: each piece of aid with its giver, each payment.</summary>
    Books,
}

/// <summary>Who sees how much of a section's strikes. The section itself sees everything.</summary>
/// <param name="Public">Everybody.</param>
/// <param name="Federation">The section's federations, those above them, and their members.</param>
public sealed record Openness(Detail Public, Detail Federation)
{
    /// <summary>Of a section that has said nothing. Employers read what everybody sees, so how long a fund lasts is for
    /// the section itself to tell.</summary>
    public static Openness Default { get; } = new(Detail.Nothing, Detail.Breakdown);
}
