using System.Collections.Frozen;
using System.Text;

namespace Solidarity.Domain.Text;

/// <summary>
/// The composed normal form of texts (Unicode Standard Annex 15, NFC): an é is one character, however it was typed, so
/// that what looks the same is the same. Written here because the runtime's own <c>Normalize</c> does nothing where it
/// runs without ICU, as this service does, and because a rule must give the same answer on every machine.
/// </summary>
/// <remarks>Costs one pass for texts without letters beyond U+02FF; else one over the decomposed text, and within a row
/// of marks the square of its length.</remarks>
internal static class Nfc
{
    /// <summary>Everything below is composed already.</summary>
    private const char FirstOther = '\u0300';

    private const int SyllableFirst = 0xAC00;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TailFirst = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TailCount = 28;
    private const int SyllableCount = LeadCount * VowelCount * TailCount;

    private static readonly FrozenDictionary<(int Base, int Mark), int> Composites = ReadComposites();
    private static readonly FrozenDictionary<int, int[]> Parts = ReadParts();
    private static readonly FrozenDictionary<int, byte> Classes = ReadClasses();

    /// <summary>The same text, composed; the same string where it is so already.</summary>
    public static string Compose(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', (char)(FirstOther - 1)) < 0)
            return text;
        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, runes);
        SortMarks(runes);
        var composed = new StringBuilder(text.Length);
        foreach (var rune in Composed(runes))
            composed.Append(rune < FirstOther ? ((char)rune).ToString() : char.ConvertFromUtf32(rune));
        return composed.Equals(text) ? text : composed.ToString();
    }

    private static void Decompose(int rune, List<int> into)
    {
        if (rune - SyllableFirst is >= 0 and < SyllableCount and var syllable)
        {
            into.Add(LeadFirst + (syllable / (VowelCount * TailCount)));
            into.Add(VowelFirst + (syllable / TailCount % VowelCount));
            if (syllable % TailCount is > 0 and var tail)
                into.Add(TailFirst + tail);
        }
        else if (Parts.TryGetValue(rune, out var parts))
        {
            foreach (var part in parts)
                Decompose(part, into);
        }
        else
        {
            into.Add(rune);
        }
    }

    // Stable, so that marks of one class, which stand in each other's way, keep their order.
    private static void SortMarks(List<int> runes)
    {
        for (var at = 1; at < runes.Count; at++)
            for (var to = at; to > 0 && ClassOf(runes[to]) is > 0 and var own && own < ClassOf(runes[to - 1]); to--)
                (runes[to], runes[to - 1]) = (runes[to - 1], runes[to]);
    }

    private static List<int> Composed(List<int> runes)
    {
        var composed = new List<int>(runes.Count);
        // The last letter that marks may join, and the class of the last mark that did not.
        var (starter, last) = (-1, 0);
        foreach (var rune in runes)
        {
            var own = ClassOf(rune);
            var adjoins = starter == composed.Count - 1;
            if (starter >= 0 && (adjoins || (last < own && last > 0)) && Joined(composed[starter], rune) is { } one)
            {
                composed[starter] = one;
                continue;
            }
            if (own == 0)
                starter = composed.Count;
            last = own;
            composed.Add(rune);
        }
        return composed;
    }

    private static int? Joined(int letter, int mark)
    {
        if (letter - LeadFirst is >= 0 and < LeadCount and var lead
            && mark - VowelFirst is >= 0 and < VowelCount and var vowel)
            return SyllableFirst + (((lead * VowelCount) + vowel) * TailCount);
        if (letter - SyllableFirst is >= 0 and < SyllableCount and var syllable && syllable % TailCount == 0
            && mark - TailFirst is > 0 and < TailCount and var tail)
            return letter + tail;
        return Composites.TryGetValue((letter, mark), out var one) ? one : null;
    }

    private static byte ClassOf(int rune) =>
        rune >= FirstOther && Classes.TryGetValue(rune, out var own) ? own : (byte)0;

    private static FrozenDictionary<(int Base, int Mark), int> ReadComposites()
    {
        var all = new Dictionary<(int, int), int>();
        foreach (var line in NfcTable.Composites)
        {
            int[] runes = [.. line.EnumerateRunes().Select(rune => rune.Value)];
            for (var at = 1; at < runes.Length; at += 2)
                all.Add((runes[at], runes[0]), runes[at + 1]);
        }
        return all.ToFrozenDictionary();
    }

    private static FrozenDictionary<int, int[]> ReadParts()
    {
        var all = Composites.ToDictionary(pair => pair.Value, pair => new[] { pair.Key.Base, pair.Key.Mark });
        foreach (var entry in string.Concat(NfcTable.Replaced).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int[] runes = [.. entry.EnumerateRunes().Select(rune => rune.Value)];
            all.Add(runes[0], runes[1..]);
        }
        return all.ToFrozenDictionary();
    }

    private static FrozenDictionary<int, byte> ReadClasses()
    {
        var all = new Dictionary<int, byte>();
        foreach (var (own, marks) in NfcTable.Classes)
            foreach (var range in marks.Split(' '))
            {
                var ends = range.Split('-');
                var last = Hexadecimal(ends[^1]);
                for (var rune = Hexadecimal(ends[0]); rune <= last; rune++)
                    all.Add(rune, own);
            }
        return all.ToFrozenDictionary();
    }

    private static int Hexadecimal(string digits) =>
        int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
