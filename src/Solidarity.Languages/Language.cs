using System.Text;

namespace Solidarity.Languages;

/// <summary>
/// A language that people are spoken to in: its texts, and how it writes numbers and days. English is what the code
/// itself says; each other one is a file <c>CODE.po</c> beside this one (GNU gettext's format), whose header has
/// <c>X-Decimal-Mark</c>, <c>X-Group-Mark</c> and <c>X-Day-Format</c>. A text that a language lacks is said in English.
/// </summary>
public sealed class Language
{
    private const string EnglishCode = "en";
    private const string DayOfRecords = "yyyy-MM-dd";
    private const int GroupDigits = 3;
    private const string CountFormat = "N0";

    private static readonly AsyncLocal<Language?> Chosen = new();

    private readonly Catalogue _catalogue;
    private readonly CultureInfo _culture;

    private Language(string code, Catalogue catalogue)
    {
        Code = code;
        _catalogue = catalogue;
        DecimalMark = catalogue.Header("X-Decimal-Mark") ?? ".";
        GroupMark = catalogue.Header("X-Group-Mark") ?? "";
        DayFormat = catalogue.Header("X-Day-Format") ?? DayOfRecords;
        _culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        _culture.NumberFormat.NumberDecimalSeparator = DecimalMark;
        // English groups counts, and sums not.
        if (catalogue.Header("X-Group-Mark") is not null)
            _culture.NumberFormat.NumberGroupSeparator = GroupMark;
    }

    public static Language English { get; } = new(EnglishCode, Catalogue.Empty);

    /// <summary>The codes (ISO 639-1) of all languages, English first.</summary>
    public static IReadOnlyList<string> Codes { get; } = [EnglishCode, "fr", "de", "es", "it"];

    /// <summary>The language of whatever runs now, and of what it starts. English unless another one was chosen.
    /// </summary>
    public static Language Current
    {
        get => Chosen.Value ?? English;
        set => Chosen.Value = value;
    }

    public string Code { get; }

    public string DecimalMark { get; }

    /// <summary>Stands between groups of three digits; empty where they are not grouped.</summary>
    public string GroupMark { get; }

    /// <summary>As <see cref="DateOnly.ToString(string)"/> takes it.</summary>
    public string DayFormat { get; }

    /// <param name="code">One of <see cref="Codes"/>.</param>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public static Language Of(string code) => code == EnglishCode ? English
        : Codes.Contains(code) ? new Language(code, Catalogue.Load(code))
        : throw new ArgumentException($"{code} is none of {string.Join(", ", Codes)}", nameof(code));

    public string Say(Wording wording)
    {
        var template = wording.Template;
        var arguments = wording.Arguments.Select(argument => argument switch
        {
            Wording inner => Say(inner),
            IFormattable number => number.ToString(null, _culture),
            _ => argument,
        });
        return string.Format(_culture, _catalogue.Of(template) ?? template, [.. arguments]);
    }

    /// <summary>What a service said in English, as far as it is known: a service says the texts of its own version.
    /// </summary>
    public string Repeat(string english) => _catalogue.Repeat(english);

    /// <summary>Whether a count takes the singular: 1, and in French 0, too.</summary>
    public bool IsOne(long count) => count == 1 || (count == 0 && Code == "fr");

    public string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>A count of many: <c>27,900</c>.</summary>
    public string Count(long count) => count.ToString(CountFormat, _culture);

    /// <param name="number">In digits with a point, as <c>-1234.50</c>.</param>
    public string Number(string number)
    {
        var digits = number.TrimStart('-');
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? digits : digits[..point];
        var text = new StringBuilder(number.Length + whole.Length);
        text.Append(number.AsSpan(0, number.Length - digits.Length));
        for (var at = 0; at < whole.Length; at++)
        {
            if (at > 0 && (whole.Length - at) % GroupDigits == 0)
                text.Append(GroupMark);
            text.Append(whole[at]);
        }
        if (point >= 0)
            text.Append(DecimalMark).Append(digits.AsSpan(point + 1));
        return text.ToString();
    }
}
