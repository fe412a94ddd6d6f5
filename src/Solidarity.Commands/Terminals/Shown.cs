using System.Text;

namespace Solidarity.Commands.Terminals;

/// <summary>
/// Texts as they may be put before a person: what a terminal would obey, what cannot be seen and what turns the
/// direction of reading is written out, as <c>\u001B</c>. Everything that is printed comes through here, whoever said
/// it: the service at the other end may be no service of ours, and a data file may be anybody's.
/// </summary>
internal static class Shown
{
    // Joiners are spelling in some languages and in emoji, and do no harm alone.
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>A text that may have lines.</summary>
    public static string Text(string text) => Of(text, keepsLines: true);

    /// <summary>A text that stays on its line, so that nobody can write a line of ours: a line feed is <c>\n</c>.
    /// </summary>
    public static string Line(string text) => Of(text, keepsLines: false);

    /// <summary>JSON text, in which what would be obeyed stands in strings alone: escaped as JSON does it.</summary>
    public static string Json(string json) => Of(json, keepsLines: true);

    private static string Of(string text, bool keepsLines)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return text;
        var shown = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            // Half a character is shown as its number.
            var isWhole = Rune.TryGetRuneAt(text, at, out var rune);
            var length = isWhole ? rune.Utf16SequenceLength : 1;
            if (isWhole && (!IsObeyed(rune) || (rune.Value == '\n' && keepsLines)))
                shown.Append(text, at, length);
            else if (text[at] == '\n')
                shown.Append("\\n");
            else
                foreach (var unit in text.AsSpan(at, length))
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            at += length;
        }
        return shown.ToString();
    }

    private static bool IsObeyed(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => rune.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner),
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => false,
    };
}
