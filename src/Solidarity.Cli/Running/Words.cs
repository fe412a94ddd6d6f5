using System.Text;

namespace Solidarity.Cli.Running;

/// <summary>The names of enumeration values as programs and people read them.</summary>
internal static class Words
{
    /// <summary>In kebab case: <c>CalledOff</c> is <c>called-off</c>. A value that this client does not know is
    /// <c>unspecified</c>, and so is aid of a kind that the record does not say.</summary>
    public static string Of<T>(T value) where T : struct, Enum =>
        value is V1.AidKind.NotRecorded || !Enum.IsDefined(value) ? "unspecified" : Kebab(value.ToString(), '-');

    /// <summary>The same with spaces, for people.</summary>
    public static string Plain<T>(T value) where T : struct, Enum => Of(value).Replace('-', ' ');

    private static string Kebab(string pascal, char between)
    {
        var kebab = new StringBuilder();
        foreach (var letter in pascal)
        {
            if (char.IsAsciiLetterUpper(letter) && kebab.Length > 0)
                kebab.Append(between);
            kebab.Append(char.ToLowerInvariant(letter));
        }
        return kebab.ToString();
    }
}
