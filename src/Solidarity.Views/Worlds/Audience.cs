using Solidarity.Domain.Sections.OwnStrikes;

namespace Solidarity.Views.Worlds;

/// <summary>Who is shown something of a section: of what its strikes got, and of what it gave. More before fewer.
/// </summary>
public enum Audience
{
    Everybody,

    /// <summary>Those who share a federation with it.</summary>
    Federations,

    /// <summary>Nobody but the section.</summary>
    Itself,
}

internal static class Audiences
{
    public static Audience Of(Openness openness) => openness switch
    {
        { Public: > Detail.Nothing } => Audience.Everybody,
        { Federation: > Detail.Nothing } => Audience.Federations,
        _ => Audience.Itself,
    };
}
