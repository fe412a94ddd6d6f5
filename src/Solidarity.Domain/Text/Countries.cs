using System.Collections.Frozen;

namespace Solidarity.Domain.Text;

/// <summary>
/// The countries by ISO 3166-1: a country is its code of two capital letters. What people write instead, a code of
/// three letters, a name, UK, is not read as the code; the refusal names it.
/// </summary>
public static class Countries
{
    private const string Article = "the ";

    private static readonly Wording NoProblem = Wording.Verbatim("");

    private static readonly string[][] Rows = [.. BuiltInTable.Rows("countries.csv", cells: 3)];

    private static readonly FrozenDictionary<string, string> NameOf =
        Rows.ToFrozenDictionary(row => row[0], row => row[2]);

    // What else people write for a country: other codes, its own names, those of its neighbours, former ones.
    private static readonly (string Code, string[] Words)[] Others =
    [
        ("AT", ["osterreich", "oesterreich", "autriche"]),
        ("BE", ["belgique", "belgie", "belgien"]),
        ("BR", ["brasil"]),
        ("CD", ["zaire", "congo kinshasa"]),
        ("CG", ["congo", "congo brazzaville"]),
        ("CH", ["schweiz", "suisse", "svizzera", "svizra", "suiza"]),
        ("CI", ["ivory coast"]),
        ("CV", ["cape verde"]),
        ("CZ", ["czech republic", "cesko"]),
        ("DE", ["deutschland", "allemagne", "alemania", "germania", "prussia"]),
        ("DK", ["danmark"]),
        ("ES", ["espana", "espagne", "spanien", "spagna"]),
        ("FR", ["frankreich", "francia"]),
        ("GB", ["uk", "en", "great britain", "britain", "england", "scotland", "wales"]),
        ("GR", ["el", "hellas"]),
        ("IE", ["eire"]),
        ("IT", ["italia", "italie", "italien"]),
        ("KR", ["korea"]),
        ("MK", ["macedonia"]),
        ("MM", ["burma"]),
        ("NL", ["holland"]),
        ("NO", ["norge"]),
        ("PL", ["polska"]),
        ("PS", ["palestinian territories"]),
        ("PT", ["portugal"]),
        ("RU", ["russian federation"]),
        ("SE", ["sverige"]),
        ("SZ", ["swaziland"]),
        ("TL", ["east timor"]),
        ("TR", ["turkiye"]),
        ("US", ["america", "united states of america"]),
        ("VA", ["vatican city", "holy see"]),
    ];

    private static readonly FrozenDictionary<string, string> Likely = ReadLikely();

    /// <summary>The code of a country, in capital letters; null, with what follows the text in a message, where it is
    /// none.</summary>
    /// <param name="text">Two letters, upper or lower case.</param>
    public static string? Read(string text, out Wording problem)
    {
        problem = NoProblem;
        if (text.Length == 2 && text.ToUpperInvariant() is var code && NameOf.ContainsKey(code))
            return code;
        problem = text.Length <= Texts.NameCharsMax && Likely.TryGetValue(Words(text), out var meant)
            ? Wording.Of($"is no country code; {meant} is the code of {NameOf[meant]}")
            : "is no country code; write two letters by ISO 3166, such as CH";
        return null;
    }

    /// <summary>The English name as it stands in a sentence, <c>the Netherlands</c>; the code itself where it is none
    /// of the table.</summary>
    public static string EnglishName(string code) => NameOf.GetValueOrDefault(code, code);

    private static FrozenDictionary<string, string> ReadLikely()
    {
        var likely = new Dictionary<string, string>();
        foreach (var row in Rows)
            foreach (var words in row[1..])
                likely[Words(words)] = row[0];
        foreach (var (code, all) in Others)
            foreach (var words in all)
                likely[words] = code;
        return likely.ToFrozenDictionary();
    }

    private static string Words(string text)
    {
        var words = LatinLetters.Words(text);
        return words.StartsWith(Article, StringComparison.Ordinal) ? words[Article.Length..] : words;
    }
}
