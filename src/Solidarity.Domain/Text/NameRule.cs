using System.Text;

namespace Solidarity.Domain.Text;

/// <summary>
/// What a name must have beyond <see cref="TextRule"/>: one line, something to read aloud, and nothing that only looks
/// like another name. Ids tell bodies apart, but people read names.
/// </summary>
/// <remarks>After Unicode Technical Standard 39: no word may mix alphabets whose letters look alike, and no name may be
/// written only with letters of another alphabet that look Latin.</remarks>
internal static class NameRule
{
    private static readonly (int First, int Last)[] Latin =
        [('A', 'Z'), ('a', 'z'), (0xC0, 0x24F), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F), (0xA720, 0xA7FF)];

    private static readonly (int First, int Last)[] Greek = [(0x370, 0x3FF), (0x1F00, 0x1FFF)];

    private static readonly (int First, int Last)[] Cyrillic =
        [(0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)];

    private static readonly (int First, int Last)[] Armenian = [(0x530, 0x58F)];

    private static readonly (int First, int Last)[] Cherokee = [(0x13A0, 0x13FF), (0xAB70, 0xABBF)];

    private static readonly (int First, int Last)[][] LookingAlike = [Latin, Greek, Cyrillic, Armenian, Cherokee];

    // Letters and digits in another dress: phonetic, raised, circled, in ligatures, mathematical, as wide as
    // ideographs.
    // Of the letterlike symbols only those that are letters.
    private static readonly (int First, int Last)[] Dressed =
    [
        (0x1D2C, 0x1D6A), (0x2070, 0x209C), (0x2102, 0x2115), (0x2119, 0x211D), (0x2124, 0x2124), (0x2128, 0x2128),
        (0x212C, 0x2139), (0x2145, 0x2149), (0x2160, 0x2188), (0x2460, 0x24FF), (0xFB00, 0xFB17), (0xFF10, 0xFF19),
        (0xFF21, 0xFF3A), (0xFF41, 0xFF5A), (0x1D400, 0x1D7FF), (0x1F100, 0x1F189),
    ];

    // The letters of other alphabets that most fonts draw like Latin ones.
    private const string LookingLatin =
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυϲϳ" + "АВЕЅІЈКМНОРСТУХҮҺӀӏԌԚԜаеорсухѕіјһԁԛԝѵ" + "օհոսց";

    /// <summary>What is wrong with a name, to follow its field's name; null where nothing is.</summary>
    public static Wording? Problem(string name) => TextRule.Problem(name, allowsLines: false) ?? Spacing(name)
        ?? Dress(name) ?? Mixture(name) ?? Reading(name);

    private static Wording? Spacing(string name)
    {
        for (var at = 0; at < name.Length; at++)
        {
            if (!char.IsWhiteSpace(name[at]))
                continue;
            if (name[at] != ' ')
                return TextRule.At(name[at], at, "is no ordinary space; write that instead");
            if (at == 0 || at == name.Length - 1)
                return $"\"{name}\" begins or ends with a space; take it out";
            if (name[at - 1] == ' ')
                return $"\"{name}\" has two spaces in a row; leave one";
        }
        return null;
    }

    private static Wording? Dress(string name)
    {
        var at = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsIn(Dressed))
                return TextRule.At(rune.Value, at, "is an ordinary letter or digit in another dress; write that one");
            at += rune.Utf16SequenceLength;
        }
        return null;
    }

    private static Wording? Mixture(string name)
    {
        var (at, alphabet) = (0, -1);
        foreach (var rune in name.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune) && !TextRule.IsMark(rune))
                alphabet = -1;
            var own = Array.FindIndex(LookingAlike, ranges => rune.IsIn(ranges));
            if (Rune.IsLetter(rune) && own >= 0)
            {
                if (alphabet >= 0 && alphabet != own)
                    return TextRule.At(
                        rune.Value, at, "is of another alphabet than the letters before it; use one in each word");
                alphabet = own;
            }
            at += rune.Utf16SequenceLength;
        }
        return null;
    }

    private static Wording? Reading(string name)
    {
        var (readable, letters, looking) = (false, 0, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            readable |= Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNumber;
            if (!Rune.IsLetter(rune))
                continue;
            letters++;
            if (rune.IsBmp && LookingLatin.Contains((char)rune.Value, StringComparison.Ordinal))
                looking++;
        }
        return !readable ? Wording.Of($"\"{name}\" has no letter or digit; a name must be something to read")
            : looking > 0 && looking == letters
                ? Wording.Of($"\"{name}\" has only letters that look like Latin ones and are none; write a word more, "
                    + $"as the trade or the town")
            : null;
    }
}
