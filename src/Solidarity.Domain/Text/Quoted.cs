using System.Text;

namespace Solidarity.Domain.Text;

/// <summary>
/// Texts that a message to a person or a log repeats from elsewhere. Whatever they are, they take a bounded number of
/// characters, are cut where a reader sees a character end, and have nothing in them that a terminal or a reader would
/// take for something else than a character.
/// </summary>
public static class Quoted
{
    /// <summary>The most characters of somebody's text that a message repeats.</summary>
    public const int CharsMax = 80;

    private const string Cut = "...";

    /// <summary>In quotation marks, cut to <see cref="CharsMax"/>, with its length where it was cut.</summary>
    public static string Of(string? text)
    {
        var shown = Plain(text, CharsMax);
        return text?.Length > CharsMax
            ? string.Create(CultureInfo.InvariantCulture, $"\"{shown}\" ({text.Length:N0} characters)")
            : $"\"{shown}\"";
    }

    /// <summary>Without quotation marks, at most so many characters; characters that show nothing are written as their
    /// number, <c>\u{1B}</c>.</summary>
    public static string Plain(string? text, int charsMax)
    {
        if (text is null)
            return "";
        if (text.Length <= charsMax && !text.Any(NeedsEscape))
            return text;
        var plain = new StringBuilder();
        // One character more than fits shows that there is more; what is behind it is not looked at.
        var rest = text.AsSpan(0, Math.Min(text.Length, charsMax + 1));
        var isCut = rest.Length < text.Length;
        while (rest.Length > 0)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            var element = Escaped(rest[..length]);
            rest = rest[length..];
            // The last one may go on behind what is looked at.
            if (plain.Length + element.Length > charsMax || (isCut && rest.IsEmpty))
                return Shorten(plain, charsMax);
            plain.Append(element);
        }
        return plain.ToString();
    }

    private static string Shorten(StringBuilder plain, int charsMax)
    {
        while (plain.Length + Cut.Length > charsMax)
        {
            var last = LastElement(plain.ToString());
            plain.Length -= last;
        }
        return plain.Append(Cut).ToString();
    }

    private static int LastElement(string text)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        return text.Length - starts[^1];
    }

    private static string Escaped(ReadOnlySpan<char> element)
    {
        var escaped = new StringBuilder();
        while (element.Length > 0)
        {
            Rune.DecodeFromUtf16(element, out var rune, out var used);
            var isWhole = used == rune.Utf16SequenceLength && !(rune == Rune.ReplacementChar && element[0] != '\uFFFD');
            if (isWhole && !NeedsEscape(rune))
                escaped.Append(element[..used]);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{{{(isWhole ? rune.Value : element[0]):X2}}}");
            element = element[used..];
        }
        return escaped.ToString();
    }

    private static bool NeedsEscape(char c) =>
        char.IsSurrogate(c) || NeedsEscape(CharUnicodeInfo.GetUnicodeCategory(c));

    private static bool NeedsEscape(Rune rune) => NeedsEscape(Rune.GetUnicodeCategory(rune));

    // Control characters, invisible ones, those that turn the direction of writing, and breaks of lines.
    private static bool NeedsEscape(UnicodeCategory category) => category is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}
