using System.Text;
using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Founding;

/// <summary>Makes an id of names: small letters without accents, and dashes for everything else.</summary>
internal static class IdSuggestion
{
    // Letters of the alphabets of Europe, behind what they are written as without accents.
    private static readonly string[] Plain =
    [
        "aàáâãåāăą", "aeæ", "aä", "cçćč", "dďđð", "eèéêëēėęě", "gğģ", "iìíîïīįı", "kķ", "lłļľ", "nñńņň", "oòóôõøőö",
        "oeœ", "rŕř", "sśşšș", "ssß", "tţťț", "thþ", "uùúûüūůűų", "yýÿ", "zźżž",
    ];

    private static readonly Dictionary<char, string> PlainOf = Plain
        .SelectMany(row => row.Where(letter => !char.IsAscii(letter))
            .Select(letter => (letter, string.Concat(row.TakeWhile(char.IsAscii)))))
        .ToDictionary();

    /// <summary>An id of the names in their order; null where nothing is left of them.</summary>
    public static string? Of(params IEnumerable<string?> names)
    {
        var id = new StringBuilder();
        foreach (var letter in string.Join(' ', names.OfType<string>()).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                id.Append(letter);
            else if (PlainOf.TryGetValue(letter, out var plain))
                id.Append(plain);
            else if (id is [.., not '-'])
                id.Append('-');
        }
        var text = id.ToString(0, Math.Min(id.Length, Names.SlugCharsMax)).Trim('-');
        return text.Length > 0 ? text : null;
    }
}
