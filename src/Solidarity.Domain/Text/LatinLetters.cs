using System.Collections.Frozen;
using System.Text;

namespace Solidarity.Domain.Text;

/// <summary>
/// Latin letters without their accents, so that words can be compared that people type on many keyboards: ü is u, ß is
/// ss. Written here because the runtime's own <c>Normalize</c> does nothing where it runs without ICU, as this service
/// does.
/// </summary>
public static class LatinLetters
{
    // Letters of the alphabets of Europe, behind what they are written as without accents.
    private static readonly string[] Plain =
    [
        "aàáâãäåāăąǎ", "aeæǽ", "cçćĉċč", "dďđð", "eèéêëēĕėęěẽ", "gĝğġģ", "hĥħ", "iìíîïĩīĭįıǐ", "jĵ", "kķ", "lĺļľłŀ",
        "nñńņňŉ", "oòóôõöøōŏőǒ", "oeœ", "rŕŗř", "sśŝşšș", "ssß", "tţťŧț", "thþ", "uùúûüũūŭůűųǔ", "wŵẁẃẅ", "yýÿŷỳ",
        "zźżž",
    ];

    private static readonly FrozenDictionary<char, string> PlainOf = Plain
        .SelectMany(row => row.Where(letter => !char.IsAscii(letter))
            .Select(letter => (letter, string.Concat(row.TakeWhile(char.IsAscii)))))
        .ToFrozenDictionary(pair => pair.letter, pair => pair.Item2);

    /// <summary>The words of a text in small letters without accents, one space between each two. Letters of other
    /// alphabets stay, if they are wanted; else they part words as everything does that is no letter and no digit.
    /// </summary>
    public static string Words(string text, bool othersToo = true)
    {
        var words = new StringBuilder(text.Length);
        foreach (var letter in Texts.Normal(text).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                words.Append(letter);
            else if (PlainOf.TryGetValue(letter, out var plain))
                words.Append(plain);
            else if (othersToo && IsOfWord(letter))
                words.Append(letter);
            else if (words is [.., not ' '])
                words.Append(' ');
        }
        return words.ToString().TrimEnd();
    }

    // Half of a letter beyond the Basic Multilingual Plane, and a mark upon a letter, belong to their letter.
    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || char.IsSurrogate(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
