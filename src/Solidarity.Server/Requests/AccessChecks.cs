using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Server.Errors;
using Solidarity.Views.Access;

namespace Solidarity.Server.Requests;

/// <summary>Refuses with PERMISSION_DENIED what a viewer may not see at all, and says who decides that.</summary>
internal static class AccessChecks
{
    /// <summary>What is the federation's alone.</summary>
    /// <inheritdoc cref="CheckOwns(Viewer, SectionId, Wording)" path="/param"/>
    public static void CheckOwns(this Viewer viewer, FederationId federation, Wording what)
    {
        if (!viewer.Owns(federation))
            throw new RefusedException(Refusal.Of(
                RefusalKind.PermissionDenied, "OWN_BOOK_ONLY",
                $"{what} of federation {federation} is for the federation itself", ("federation", federation),
                ("viewer", viewer)));
    }

    /// <summary>What is the section's alone, whatever its openness says.</summary>
    /// <param name="what">What was asked for: "the statement".</param>
    public static void CheckOwns(this Viewer viewer, SectionId section, Wording what)
    {
        if (!viewer.Owns(section))
            throw new RefusedException(Refusal.Of(
                RefusalKind.PermissionDenied, "OWN_BOOK_ONLY",
                $"{what} of section {section} is for the section itself, whatever its openness is. What it shows "
                + $"{viewer} of its strikes is on their boards", ("section", section), ("viewer", viewer)));
    }

    /// <summary>What needs more than the section of a strike shows.</summary>
    public static void CheckShows(this VisibleWorld visible, Strike strike, Detail needed, Wording what)
    {
        var shown = visible.DetailOf(strike.Section);
        if (shown < needed)
            throw new RefusedException(Refusal.Of(
                RefusalKind.PermissionDenied, needed == Detail.Books ? "BOOKS_CLOSED" : "BREAKDOWN_CLOSED",
                $"{what} of strike {strike.Id} is shown where its section shows {Text(needed)}. Section "
                + $"{strike.Section}, whose openness decides, shows {Text(shown)} to {visible.Viewer}; the board shows "
                + $"as much as it does", ("section", strike.Section), ("viewer", visible.Viewer)));
    }

    private static Wording Text(Detail detail) => detail switch
    {
        Detail.Nothing => Wording.Of("nothing but what it asks"),
        Detail.Totals => "totals",
        Detail.Breakdown => "a breakdown",
        Detail.Books => "its books",
        _ => throw new UnreachableException($"detail {detail}"),
    };
}
