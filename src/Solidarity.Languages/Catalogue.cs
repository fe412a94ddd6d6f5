using System.Text.RegularExpressions;

namespace Solidarity.Languages;

/// <summary>
/// The texts of one language by the English ones. It also repeats what a service said in English
/// (<see cref="Repeat(string)"/>): the wire has no language, so the client finds the template that a sentence was made
/// from, by comparing it with all n templates; that happens once for a command that failed. Of several that fit, it
/// takes the one with the most letters of its own.
/// </summary>
internal sealed partial class Catalogue
{
    // Texts within texts: a field's problem in a row's problem.
    private const int DepthMax = 4;

    public static readonly Catalogue Empty = new(new PoFile([], []));

    private readonly Dictionary<string, string> _texts;
    private readonly Dictionary<string, string> _header;
    private readonly Lazy<Pattern[]> _patterns;

    public Catalogue(PoFile file)
    {
        _header = file.Header;
        _texts = file.Texts.Where(text => text.Translation.Length > 0)
            .ToDictionary(text => text.English, text => text.Translation, StringComparer.Ordinal);
        _patterns = new(() =>
        [
            .. file.Texts.Where(text => text.IsOfService && _texts.ContainsKey(text.English))
                .Select(text => text.English).Where(text => Argument().IsMatch(text)).Select(text => new Pattern(text))
                .OrderByDescending(pattern => pattern.Letters)
                .ThenBy(pattern => pattern.Template, StringComparer.Ordinal),
        ]);
    }

    public static Catalogue Load(string code)
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream($"{code}.po")
            ?? throw new InvalidOperationException($"The texts {code}.po are not in this program.");
        using var reader = new StreamReader(stream);
        return new Catalogue(PoFile.Read(reader));
    }

    public string? Header(string name) => _header.GetValueOrDefault(name);

    /// <param name="template">English, with <c>{0}</c> for arguments.</param>
    public string? Of(string template) => _texts.GetValueOrDefault(template);

    public string Repeat(string english) => Repeat(english, 0);

    private string Repeat(string english, int depth)
    {
        // A single word within a sentence may be somebody's id.
        if (depth > 0 && !english.Contains(' ', StringComparison.Ordinal))
            return english;
        // Braces are doubled in templates, and texts without arguments are templates, too.
        if (Of(english.Replace("{", "{{").Replace("}", "}}")) is { } whole)
            return string.Format(CultureInfo.InvariantCulture, whole);
        if (depth == DepthMax)
            return english;
        foreach (var pattern in _patterns.Value)
            if (pattern.ArgumentsIn(english) is { } arguments)
                return string.Format(CultureInfo.InvariantCulture, Of(pattern.Template)!,
                    [.. arguments.Select(argument => Repeat(argument, depth + 1))]);
        return InPieces(english, depth);
    }

    // The full stop belongs to the whole. What is quoted first is repeated as it is. What stands before a colon is a
    // name unless it has words. Semicolons part what is listed: "amount: is missing.", "calls waiting: 2; holds: 1".
    private string InPieces(string english, int depth)
    {
        if (Quoted().Match(english) is { Success: true } match)
            return $"{match.Groups["quoted"].Value} {Repeat(match.Groups["said"].Value, depth + 1)}";
        if (english is [.. var sentence, '.'] && Repeat(sentence, depth + 1) is var said && said != sentence)
            return $"{said}.";
        if (english.Split(": ", 2) is [var name, var problem])
        {
            var named = name.Contains(' ') ? Repeat(name, depth + 1) : name;
            if (Repeat(problem, depth + 1) is var told && (told != problem || named != name))
                return $"{named}: {told}";
        }
        return english.Split("; ") is { Length: > 1 } listed
            ? string.Join("; ", listed.Select(one => Repeat(one, depth + 1)))
            : english;
    }

    [GeneratedRegex("""^(?<quoted>"[^"]*") (?<said>.+)$""", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<!\{)\{(?<number>[0-9]+)\}")]
    private static partial Regex Argument();

    /// <summary>A template as something that sentences are compared with.</summary>
    private sealed class Pattern
    {
        private readonly string[] _literals;
        private readonly Lazy<Regex> _whole;
        private readonly int _count;

        public Pattern(string template)
        {
            Template = template;
            var parts = Argument().Split(template);
            // Split gives literals and the numbers between them in turn.
            var literals = parts.Where((_, at) => at % 2 == 0)
                .Select(text => text.Replace("{{", "{").Replace("}}", "}")).ToArray();
            var numbers = parts.Where((_, at) => at % 2 == 1).Select(int.Parse).ToArray();
            _literals = literals;
            _count = numbers.Max() + 1;
            Letters = literals.Sum(text => text.Count(char.IsLetter));
            _whole = new(() => new Regex(
                $"^{Regex.Escape(literals[0])}" + string.Concat(numbers.Select((number, at) =>
                    $"(?<a{number}>.+?){Regex.Escape(literals[at + 1])}")) + "$",
                RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
        }

        public string Template { get; }

        public int Letters { get; }

        public string[]? ArgumentsIn(string sentence) =>
            Letters > 0 && HasLiterals(sentence) && _whole.Value.Match(sentence) is { Success: true } match
                ? [.. Enumerable.Range(0, _count).Select(number => match.Groups[$"a{number}"].Value)]
                : null;

        // Nearly all templates fail here, and to make an expression costs more than to match it.
        private bool HasLiterals(string sentence)
        {
            if (!sentence.StartsWith(_literals[0], StringComparison.Ordinal)
                || !sentence.EndsWith(_literals[^1], StringComparison.Ordinal))
                return false;
            var at = 0;
            foreach (var literal in _literals)
            {
                at = sentence.IndexOf(literal, at, StringComparison.Ordinal);
                if (at < 0)
                    return false;
                at += literal.Length;
            }
            return true;
        }
    }
}
