using System.Text;

namespace Solidarity.Domain.Text;

/// <summary>
/// Which characters people may write, by their Unicode general categories. What cannot be seen, what a terminal obeys
/// and what turns the direction of reading is refused, because a text is read by strangers beside figures that they
/// must be able to trust. Letters of all languages are welcome, with the joiners that some of them need.
/// </summary>
/// <remarks>One pass; a text of printable ASCII alone costs one vectorized search.</remarks>
internal static class TextRule
{
    /// <summary>How many combining marks may stand on one letter; Hebrew and Tibetan need five.</summary>
    public const int MarksInRowMax = 6;

    private const int Replacement = 0xFFFD;
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    // Letters, marks and symbols that show nothing, which the categories do not tell.
    private static readonly (int First, int Last)[] Blank =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x2800, 0x2800), (0x3164, 0x3164), (0xFFA0, 0xFFA0),
        (0xFFFC, 0xFFFC), (0x1D159, 0x1D159),
    ];

    // Format characters that are seen: the signs above Arabic, Syriac and Kaithi numbers.
    private static readonly (int First, int Last)[] Signs =
        [(0x0600, 0x0605), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2), (0x110BD, 0x110BD)];

    private static readonly (int First, int Last)[] Selectors =
        [(0x180B, 0x180D), (0x180F, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)];

    // Compatibility ideographs: doubles of others, which normal forms replace.
    private static readonly (int First, int Last)[] Doubles = [(0xF900, 0xFAFF), (0x2F800, 0x2FA1F)];

    // The scripts in whose words joiners and non-joiners are spelling.
    private static readonly (int First, int Last)[] JoiningScripts =
        [(0x0600, 0x109F), (0x1700, 0x1CFF), (0xA800, 0xABFF), (0x10A00, 0x11FFF)];

    /// <summary>What is wrong with a text, to follow its field's name; null where nothing is.</summary>
    public static Wording? Problem(string text, bool allowsLines)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return null;
        var (before, marks) = (default(Rune), 0);
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune))
                return At(text[at], at, "is half a character");
            var next = at + rune.Utf16SequenceLength;
            var after = default(Rune);
            if (next < text.Length)
                Rune.TryGetRuneAt(text, next, out after);
            if (rune.Value != '\n' || !allowsLines)
                if (Unfit(before, rune, after) is { } why)
                    return At(rune.Value, at, why);
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MarksInRowMax)
                return At(rune.Value, at, $"is more than the {MarksInRowMax} marks that one letter may carry");
            (before, at) = (rune, next);
        }
        return null;
    }

    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    public static bool IsIn(this Rune rune, (int First, int Last)[] ranges)
    {
        foreach (var (first, last) in ranges)
            if (rune.Value >= first && rune.Value <= last)
                return true;
        return false;
    }

    public static Wording At(int rune, int at, Wording why) => $"has U+{rune:X4} at character {at + 1}, which {why}";

    private static Wording? Unfit(Rune before, Rune rune, Rune after)
    {
        if (rune.Value == Replacement)
            return "stands for bytes that were no UTF-8; write the text again, in UTF-8";
        if (rune.IsIn(Blank))
            return "shows nothing; take it out";
        if (rune.IsIn(Doubles))
            return "is a double of an ordinary ideograph; write that one";
        if (rune.IsIn(Selectors))
            return IsSelectable(before) ? null : Wording.Of("changes no character before it; take it out");
        if (IsMark(rune) && (before == default || IsSpace(before)))
            return "is a combining mark without a letter before it; write the letter first";
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => rune.Value == '\n'
                ? Wording.Of("breaks the line; write it on one line")
                : "is a control character; take it out",
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
                "separates lines; write a line feed (U+000A) where lines are allowed",
            UnicodeCategory.PrivateUse => "means something else on every machine; write a public character",
            UnicodeCategory.OtherNotAssigned => "is no character of Unicode; take it out",
            UnicodeCategory.Format when !rune.IsIn(Signs) && !Joins(before, rune, after) =>
                "cannot be seen or turns the direction of reading; take it out",
            _ => null,
        };
    }

    // Between letters of scripts that are joined, and, in emoji, between pictures.
    private static bool Joins(Rune before, Rune rune, Rune after) => rune.Value switch
    {
        ZeroWidthJoiner when IsPicture(before) && IsPicture(after) => true,
        ZeroWidthJoiner or ZeroWidthNonJoiner => before.IsIn(JoiningScripts) && after.IsIn(JoiningScripts),
        _ => false,
    };

    // A selector chooses a form of a picture, of a keycap's digit, of an ideograph or of a Mongolian letter.
    private static bool IsSelectable(Rune before) =>
        IsPicture(before) || (before.IsAscii && (Rune.IsDigit(before) || before.Value is '#' or '*'))
        || Rune.GetUnicodeCategory(before) is UnicodeCategory.MathSymbol or UnicodeCategory.OtherPunctuation
        || (Rune.GetUnicodeCategory(before) == UnicodeCategory.OtherLetter && before.Value >= 0x1820);

    private static bool IsPicture(Rune rune) => rune.Value is >= 0xFE00 and <= 0xFE0F
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;

    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune);
}
