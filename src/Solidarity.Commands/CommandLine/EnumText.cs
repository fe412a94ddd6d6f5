using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.CommandLine;

/// <summary>The names of enumeration values as programs and people read and write them.</summary>
internal static class EnumText
{
    /// <inheritdoc cref="EnumNames.Of"/>
    public static string Of(Enum value) => EnumNames.Of(value);

    /// <summary>The same with spaces and in the chosen language, for people. A test finds the names by the type of
    /// the argument.</summary>
    public static string Plain(Enum value) => T(Wording.Literal(Of(value).Replace('-', ' ')));

    /// <summary>All that may be written for a value, for help.</summary>
    public static string Choices<T>() where T : struct, Enum =>
        string.Join(", ", Named<T>().Select(value => Of(value)));

    /// <exception cref="UsageException">It is none of <see cref="Choices{T}"/>.</exception>
    public static T Parse<T>(string text, string field) where T : struct, Enum
    {
        foreach (var value in Named<T>())
            if (Of(value) == text)
                return value;
        throw UsageException.Malformed(field, $"\"{text}\" is none of {Choices<T>()}");
    }

    // The value 0 means that nothing was said.
    private static IEnumerable<T> Named<T>() where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => !EqualityComparer<T>.Default.Equals(value, default));
}
