using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Text;

/// <summary>
/// The rule for everything that people write, of two kinds. Names stand in tables and sentences: one line, readable.
/// Texts say something: they may have lines. Limits count characters as UTF-16 does, so that one is at most three bytes
/// of UTF-8 (what lies beyond the Basic Multilingual Plane, as emoji do, counts as two).
/// </summary>
public static class Texts
{
    public const int NameCharsMax = 200;
    public const int MemoCharsMax = 1_000;
    public const int LinesMax = 50;
    private const int CountryChars = 2;

    /// <summary>The text as it is kept: composed (NFC), its lines ended by a line feed alone.</summary>
    public static string Normal(string text) =>
        Nfc.Compose(text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text);

    /// <summary>The refusal for a name that is empty where it must not be, too long, or no name; else null.</summary>
    public static Refusal? CheckName(string field, string? name, int charsMax = NameCharsMax, bool required = true) =>
        Size(field, name, charsMax, required)
        ?? Malformed(field, ProblemOf(name ?? "", isName: true));

    /// <summary>The refusal for a text that is blank where it must not be, too long, or has what texts may not have;
    /// else null.</summary>
    public static Refusal? Check(string field, string? text, int charsMax, bool required = true) =>
        Size(field, text, charsMax, required)
        ?? Malformed(field, ProblemOf(text ?? "", isName: false));

    /// <summary>What is wrong with the characters of a name or a text, to follow what it is called; else null.
    /// </summary>
    public static Wording? ProblemOf(string text, bool isName) =>
        text.Length == 0 ? null
        : (isName ? NameRule.Problem(text) : TextRule.Problem(text, allowsLines: true) ?? Lines(text)) ?? Form(text);

    /// <summary>The refusal for a country that is no ISO 3166 code of two capital letters; else null.</summary>
    public static Refusal? CheckCountry(string? country) =>
        country is { Length: CountryChars } && country.All(char.IsAsciiLetterUpper)
            ? null
            : CommonRefusals.Malformed("country", $"\"{country}\" is not a country code of two capital letters, as CH");

    private static Refusal? Size(string field, string? text, int charsMax, bool required)
    {
        if (required && string.IsNullOrWhiteSpace(text))
            return CommonRefusals.Malformed(field, "is empty; it must be given");
        if (text?.Length > charsMax)
            return CommonRefusals.Malformed(field, $"has {text.Length} characters; at most {charsMax} are allowed");
        return null;
    }

    private static Refusal? Malformed(string field, Wording? problem) =>
        problem is null ? null : CommonRefusals.Malformed(field, problem);

    private static Wording? Form(string text) => ReferenceEquals(Nfc.Compose(text), text)
        ? null
        : Wording.Of("has letters in parts; compose them (Unicode normal form NFC)");

    private static Wording? Lines(string text)
    {
        var lines = text.AsSpan().Count('\n') + 1;
        return lines > LinesMax ? Wording.Of($"has {lines} lines; at most {LinesMax} are allowed") : null;
    }
}
