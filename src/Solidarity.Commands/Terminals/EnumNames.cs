using System.Text;

namespace Solidarity.Commands.Terminals;

/// <summary>The names that enumeration values have in JSON, and wherever people read and write them.</summary>
internal static class EnumNames
{
    /// <summary>In kebab case: <c>CalledOff</c> is <c>called-off</c>. A value that this client does not know is
    /// <c>unspecified</c>, and so is aid of a kind that the record does not say.</summary>
    public static string Of(Enum value) =>
        value is V1.AidKind.NotRecorded || !Enum.IsDefined(value.GetType(), value)
            ? "unspecified"
            : Kebab(value.ToString());

    private static string Kebab(string pascal)
    {
        var kebab = new StringBuilder();
        foreach (var letter in pascal)
        {
            if (char.IsAsciiLetterUpper(letter) && kebab.Length > 0)
                kebab.Append('-');
            kebab.Append(char.ToLowerInvariant(letter));
        }
        return kebab.ToString();
    }
}
