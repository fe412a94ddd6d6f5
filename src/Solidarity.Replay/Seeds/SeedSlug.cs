using System.Text;
using Solidarity.Commands.CommandLine;

namespace Solidarity.Replay.Seeds;

/// <summary>Ids: <c>[a-z0-9][a-z0-9-]{0,62}</c>.</summary>
internal static class SeedSlug
{
    /// <summary>
    /// The id of a section that history names only by its trade and town: <c>london-tailors</c>. What stands in
    /// parentheses is left out, letters lose their accents, anything else becomes one hyphen. Empty when no letter is
    /// left.
    /// </summary>
    public static string Of(string locality, string trade) => Of($"{locality} {trade}");

    /// <summary>A slug of any words, by the rules above.</summary>
    public static string Of(string words)
    {
        var slug = new StringBuilder();
        foreach (var character in WithoutParentheses(words).ToLowerInvariant())
        {
            if (Plain(character) is { Length: > 0 } plain)
                slug.Append(plain);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        return slug.ToString()[..Math.Min(slug.Length, Names.SlugCharsMax)].TrimEnd('-');
    }

    private static string WithoutParentheses(string words)
    {
        var kept = new StringBuilder();
        var depth = 0;
        foreach (var character in words)
        {
            depth += character == '(' ? 1 : 0;
            if (depth == 0)
                kept.Append(character);
            depth -= character == ')' && depth > 0 ? 1 : 0;
        }
        return kept.ToString();
    }

    // Written out because the framework does not decompose letters where globalization is invariant, as it is here.
    private static string Plain(char character) => character switch
    {
        _ when IsLetterOrDigit(character) => character.ToString(),
        'à' or 'á' or 'â' or 'ã' or 'ä' or 'å' => "a",
        'æ' => "ae",
        'ç' => "c",
        'è' or 'é' or 'ê' or 'ë' => "e",
        'ì' or 'í' or 'î' or 'ï' => "i",
        'ñ' => "n",
        'ò' or 'ó' or 'ô' or 'õ' or 'ö' or 'ø' => "o",
        'œ' => "oe",
        'ß' => "ss",
        'ù' or 'ú' or 'û' or 'ü' => "u",
        _ => "",
    };

    private static bool IsLetterOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= '0' and <= '9');
}
