using System.Diagnostics.CodeAnalysis;
using Solidarity.Domain.Json;

namespace Solidarity.Domain.Bodies;

/// <summary>The rule for every id that a person chooses: <c>[a-z0-9][a-z0-9-]{0,62}</c>.</summary>
public static class Slug
{
    public const int CharsMax = 63;

    public const string Rule = "1 to 63 characters of a-z, 0-9 and '-', not beginning with '-'";

    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is null || text.Length is 0 or > CharsMax || text[0] == '-')
            return false;
        foreach (var c in text)
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
                return false;
        return true;
    }
}

/// <summary>An id that is a slug. Ordered by its characters' code points, so that every listing is the same
/// everywhere.</summary>
public interface ISlug<TSelf> : ITextValue<TSelf> where TSelf : struct, ISlug<TSelf>
{
    string Value { get; }

    /// <summary>Takes the text as it is; text from outside comes in by <see cref="SlugParsing.TryParse"/>.</summary>
    static abstract TSelf Of(string value);

    static TSelf ITextValue<TSelf>.Parse(string? text) => SlugParsing.Parse<TSelf>(text);
}

public static class SlugParsing
{
    public static bool TryParse<T>(string? text, out T id) where T : struct, ISlug<T>
    {
        id = Slug.IsValid(text) ? T.Of(text) : default;
        return id.Value is not null;
    }

    /// <exception cref="FormatException">The text is not a slug.</exception>
    public static T Parse<T>(string? text) where T : struct, ISlug<T> =>
        TryParse<T>(text, out var id) ? id : throw new FormatException($"\"{text}\" is not an id: {Slug.Rule}.");
}
