using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Text;

namespace Solidarity.Commands.Founding;

/// <summary>Makes an id of names: small letters without accents, and dashes for everything else.</summary>
internal static class IdSuggestion
{
    /// <summary>An id of the names in their order; null where nothing is left of them.</summary>
    public static string? Of(params IEnumerable<string?> names)
    {
        var id = LatinLetters.Words(string.Join(' ', names.OfType<string>()), othersToo: false).Replace(' ', '-');
        var text = id[..Math.Min(id.Length, Names.SlugCharsMax)].Trim('-');
        return text.Length > 0 ? text : null;
    }
}
