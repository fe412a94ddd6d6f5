namespace Solidarity.Commands.CommandLine;

/// <summary>The word for what is to be said no more.</summary>
internal static class None
{
    public const string Word = "none";

    /// <summary>What was given; null where it was left out, or is the word for none, which is then noted.</summary>
    public static string? Or(string? given, CallPart part, ICollection<CallPart> without)
    {
        if (given is not Word)
            return given;
        without.Add(part);
        return null;
    }

    /// <inheritdoc cref="Or(string?, CallPart, ICollection{CallPart})"/>
    /// <returns>Empty where it was left out.</returns>
    public static string[] Or(string[]? given, CallPart part, ICollection<CallPart> without)
    {
        if (given is not [Word])
            return given ?? [];
        without.Add(part);
        return [];
    }

    /// <summary>What was given, or nothing for the word for none; null where it was left out.</summary>
    public static string? OrText(string? given) => given is Word ? "" : given;

    /// <summary>The number that was given; null where it was left out, or is the word for none.</summary>
    public static int? OrNumber(string? given, string field) => given is null or Word ? null
        : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw UsageException.Malformed(field, $"\"{given}\" is neither a number nor {Word}");
}
