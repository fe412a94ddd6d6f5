using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Bodies;

/// <summary>Limits of what people write, in characters, and the check for them.</summary>
public static class Texts
{
    public const int NameCharsMax = 200;
    public const int MemoCharsMax = 1_000;
    private const int CountryChars = 2;

    /// <summary>The refusal for a text that is too long, or blank where it must not be; else null.</summary>
    public static Refusal? Check(string field, string? text, int charsMax, bool required = true)
    {
        if (required && string.IsNullOrWhiteSpace(text))
            return CommonRefusals.Malformed(field, "is empty; it must be given");
        if (text?.Length > charsMax)
            return CommonRefusals.Malformed(field, $"has {text.Length} characters; at most {charsMax} are allowed");
        return null;
    }

    /// <summary>The refusal for a country that is no ISO 3166 code of two capital letters; else null.</summary>
    public static Refusal? CheckCountry(string? country) =>
        country is { Length: CountryChars } && country.All(char.IsAsciiLetterUpper)
            ? null
            : CommonRefusals.Malformed("country", $"\"{country}\" is not a country code of two capital letters, as CH");
}
