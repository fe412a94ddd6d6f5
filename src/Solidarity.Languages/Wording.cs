using System.Runtime.CompilerServices;
using System.Text;

namespace Solidarity.Languages;

/// <summary>
/// A text for people that can be said in another language. It is written in English where it is used, as a literal or
/// an interpolated string; the compiler makes this of it wherever a parameter asks for it:
/// <c>$"{section} has {sum}"</c> becomes the template <c>{0} has {1}</c>, which a language knows its own text for, and
/// two arguments. A text that is put together in other ways has no template: a test refuses it.
/// </summary>
[InterpolatedStringHandler]
public sealed class Wording : IEquatable<Wording>
{
    private readonly StringBuilder _template;
    private readonly List<object?> _arguments;

    /// <summary>Called by the compiler.</summary>
    public Wording(int literalLength, int formattedCount)
    {
        _template = new StringBuilder(literalLength + (3 * formattedCount));
        _arguments = new List<object?>(formattedCount);
    }

    /// <summary>The English text with a number in braces for each argument, as <see cref="string.Format(string,
    /// object[])"/> has it.</summary>
    public string Template => _template.ToString();

    /// <summary>What stands in place of the numbers. A wording among them is said in the same language.</summary>
    public IReadOnlyList<object?> Arguments => _arguments;

    /// <summary>The text in English, whatever language is chosen: for logs, for the wire, and for records.</summary>
    public string English => Language.English.Say(this);

    /// <summary>Of a literal.</summary>
    public static implicit operator Wording(string text) => Literal(text);

    /// <summary>The wording itself: for places where the compiler would choose a plain string, as in the arms of a
    /// switch.</summary>
    public static Wording Of(Wording wording) => wording;

    /// <summary>Of a text that is in the files of languages, though it is no literal here.</summary>
    public static Wording Literal(string text)
    {
        var wording = new Wording(text.Length, 0);
        wording.AppendLiteral(text);
        return wording;
    }

    /// <summary>A text that is the same in all languages: what a person wrote, a name, a command.</summary>
    public static Wording Verbatim(string text)
    {
        var wording = new Wording(0, 1);
        wording.AppendFormatted(text);
        return wording;
    }

    /// <summary>What is counted, in the singular or in the plural of the language.</summary>
    public static Wording Count(long count, Wording one, Wording many) =>
        Language.Current.IsOne(count) ? one : many;

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string text) => _template.Append(text.Replace("{", "{{").Replace("}", "}}"));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value)
    {
        _template.Append('{').Append(_arguments.Count).Append('}');
        _arguments.Add(value);
    }

    /// <summary>Called by the compiler. The format is the same in all languages.</summary>
    public void AppendFormatted<T>(T value, string format) where T : IFormattable =>
        AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>Whether both say the same in English.</summary>
    public bool Equals(Wording? other) => other is not null && English == other.English;

    public override bool Equals(object? obj) => Equals(obj as Wording);

    public override int GetHashCode() => English.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text in the chosen language.</summary>
    public override string ToString() => Language.Current.Say(this);
}
