using System.Text;

namespace Solidarity.Languages;

/// <summary>An English text and what it is in another language; empty while nobody has translated it.</summary>
/// <param name="IsOfService">A service says it, so it comes to a client in English.</param>
internal sealed record Translated(string English, string Translation, bool IsOfService = false);

/// <summary>
/// A file of translations in the format of GNU gettext, which translators' programs read and write (Poedit, Weblate):
/// <c>msgid "English"</c>, <c>msgstr "translation"</c>, either going on in further lines in quotes, and comments after
/// <c>#</c>, of which <c>#: FILE</c> names a source that has the text. The text of the empty <c>msgid</c> is the
/// header, a line <c>Name: value</c> for each fact.
/// </summary>
/// <param name="Texts">In the order of the file, without the header.</param>
internal sealed record PoFile(Dictionary<string, string> Header, IReadOnlyList<Translated> Texts)
{
    private const string PlaceMark = "#: Solidarity.";

    private static readonly string[] OfService = ["Domain/", "Routing/", "Grains/", "Views/", "Server/"];

    /// <exception cref="FormatException">A line is none of these; the message has its number.</exception>
    public static PoFile Read(TextReader reader)
    {
        var texts = new List<Translated>();
        var (english, translation) = (new StringBuilder(), new StringBuilder());
        StringBuilder? open = null;
        var (isOfService, nextIsOfService) = (false, false);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            line = line.Trim();
            if (line.StartsWith("msgid ", StringComparison.Ordinal))
            {
                Close();
                (isOfService, nextIsOfService) = (nextIsOfService, false);
                open = english;
            }
            else if (line.StartsWith("msgstr ", StringComparison.Ordinal))
                open = translation;
            else if (line is [] or ['#', ..])
            {
                // A place stands before its text.
                nextIsOfService |= line.StartsWith(PlaceMark, StringComparison.Ordinal)
                    && OfService.Any(project => line[PlaceMark.Length..].StartsWith(project, StringComparison.Ordinal));
                continue;
            }
            else if (line is not ['"', ..] || open is null)
                throw new FormatException($"Line {number} is neither a text, nor a comment, nor msgid or msgstr.");
            open.Append(Unquoted(line[line.IndexOf('"', StringComparison.Ordinal)..], number));
        }
        Close();
        return new PoFile(HeaderOf(texts), [.. texts.Where(text => text.English.Length > 0)]);

        void Close()
        {
            if (open is not null)
                texts.Add(new Translated(english.ToString(), translation.ToString(), isOfService));
            english.Clear();
            translation.Clear();
        }
    }

    private static Dictionary<string, string> HeaderOf(List<Translated> texts) => texts
        .Where(text => text.English.Length == 0)
        .SelectMany(text => text.Translation.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Select(line => line.Split(": ", 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static string Unquoted(string quoted, int number)
    {
        if (quoted.Length < 2 || quoted[^1] != '"')
            throw new FormatException($"Line {number} has a text that does not end in a quote.");
        var text = new StringBuilder(quoted.Length);
        for (var at = 1; at < quoted.Length - 1; at++)
            text.Append(quoted[at] != '\\' ? quoted[at] : quoted[++at] switch
            {
                'n' => '\n',
                't' => '\t',
                var other => other,
            });
        return text.ToString();
    }
}
