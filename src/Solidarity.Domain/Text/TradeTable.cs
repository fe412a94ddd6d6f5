using System.Collections.Frozen;

namespace Solidarity.Domain.Text;

/// <summary>One trade: its code, and its names by language, of which the first is shown.</summary>
/// <param name="Code">Small letters and digits with dashes between words: <c>bronze-workers</c>.</param>
/// <param name="Names">By the two letters of the language.</param>
public sealed record Trade(string Code, ImmutableSortedDictionary<string, ImmutableArray<string>> Names);

/// <summary>
/// The table of trades. A trade is a code, and each of its names in any language stands for the code, so that a warning
/// to bakers reaches Bäcker and boulangers. Names are compared without case and accents; ä may be ae. Forms for all
/// genders (Bäcker*innen, boulanger·ère·s, panaderos/as, Bäckerinnen und Bäcker) need no row of their own. A trade that
/// the table does not have gets a code of its own words, so that equal words still meet.
/// </summary>
/// <remarks>Immutable. To find a code costs a few look-ups for each word.</remarks>
public sealed class TradeTable
{
    public const string English = "en";
    public const int TradesMax = 5_000;
    public const int NamesOfOneMax = 200;
    public const int CodeCharsMax = 63;

    private const string Header = "code,language,name";
    private const int Cells = 3;
    private const int LanguageLetters = 2;

    private static readonly FrozenSet<string> Articles =
        "the les la le l die der das los las el i gli il lo".Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> Ands = "and und et y e i o u or oder ou".Split(' ').ToFrozenSet();

    // What stands behind the mark in Bäcker*innen, boulanger·ère·s, panaderos/as, fornai/e.
    private static readonly FrozenSet<string> OtherGenders =
        "in innen e es s ere eres iere ieres euse euses trice trices rice rices ne nes enne ennes a as o os i ine"
            .Split(' ').ToFrozenSet();

    private readonly ImmutableSortedDictionary<string, Trade> _trades;
    private readonly Lazy<Dictionary<string, string>> _codeOf;

    private TradeTable(ImmutableSortedDictionary<string, Trade> trades)
    {
        _trades = trades;
        // Whoever only shows names needs no codes of theirs.
        _codeOf = new(() => CodesIn(trades.Values));
    }

    /// <summary>The table that is built in.</summary>
    public static TradeTable BuiltIn { get; } = Of(BuiltInTable.Rows("trades.csv", Cells).GroupBy(row => row[0])
        .Select(rows => new Trade(rows.Key, rows.GroupBy(row => row[1]).ToImmutableSortedDictionary(
            names => names.Key, names => names.Select(row => row[2]).ToImmutableArray(), StringComparer.Ordinal))));

    /// <summary>A table without trades.</summary>
    public static TradeTable Empty { get; } = Of([]);

    /// <summary>All, in the order of their codes.</summary>
    public IEnumerable<Trade> All => _trades.Values;

    /// <summary>A table of these trades alone, as another program lists them.</summary>
    public static TradeTable Of(IEnumerable<Trade> trades) => new(trades.DistinctBy(trade => trade.Code)
        .ToImmutableSortedDictionary(trade => trade.Code, trade => trade, StringComparer.Ordinal));

    /// <summary>This table and the rows of a file in its form, which may add codes, and names to codes.</summary>
    /// <param name="csv">A first line <c>code,language,name</c>, then a name in each line; empty lines and those that
    /// begin with # say nothing.</param>
    /// <exception cref="FormatException">A line is no row, or a name in it stands for another code already. The message
    /// names the line.</exception>
    public TradeTable With(string csv)
    {
        var lines = csv.TrimStart('\uFEFF').Split('\n').Select((line, at) => (Number: at + 1, Text: line.Trim()))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#').ToArray();
        if (lines is not [var first, .. var rows] || first.Text != Header)
            throw new FormatException($"line {(lines.Length > 0 ? lines[0].Number : 1)}: the first line is {Header}");
        return With(rows.Select(line => (line.Number, line.Text.Split(',', Cells))));
    }

    /// <summary>The code of a trade, whichever of its names it is called by; null where the text has no letter and no
    /// digit.</summary>
    /// <param name="text">At most <see cref="Texts.NameCharsMax"/> characters.</param>
    public string? CodeOf(string text)
    {
        if (Known(text) is { } code)
            return code;
        var own = LatinLetters.Words(text).Replace(' ', '-');
        if (own.Length > Texts.NameCharsMax)
            own = own[..Texts.NameCharsMax].TrimEnd('-');
        own = Texts.Normal(own);
        return own.Length > 0 && Texts.CheckName("trade", own) is null ? own : null;
    }

    /// <summary>The code of a known trade; null of others.</summary>
    public string? Known(string text)
    {
        // panader@s are panaderos and panaderas.
        var plain = text.Replace('@', 'o');
        var words = LatinLetters.Words(plain).Split(' ');
        return Find(words) ?? Find(LatinLetters.Words(Transcribed(plain)).Split(' ')) ?? Joined(words);
    }

    /// <summary>The name to show: in the language, else in English, else the words of the code.</summary>
    /// <param name="language">Two letters: <c>en</c>, <c>de</c>.</param>
    public string NameOf(string code, string language = English) =>
        !_trades.TryGetValue(code, out var trade) ? code.Replace('-', ' ')
        : trade.Names.TryGetValue(language, out var names) || trade.Names.TryGetValue(English, out names) ? names[0]
        : code.Replace('-', ' ');

    private TradeTable With(IEnumerable<(int Line, string[] Row)> rows)
    {
        var trades = _trades.ToBuilder();
        var codes = new Dictionary<string, string>(_codeOf.Value);
        foreach (var (line, row) in rows)
        {
            if ((ProblemOf(row) ?? ProblemOf(row[0], row[2], codes)) is { } problem)
                throw new FormatException($"line {line}: {problem}");
            var (code, language, name) = (row[0], row[1], Texts.Normal(row[2]));
            foreach (var words in Keys(code, name))
                codes.TryAdd(words, code);
            var before = trades.GetValueOrDefault(code) ?? new Trade(
                code, ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal));
            var names = before.Names.GetValueOrDefault(language, []);
            trades[code] = before with { Names = before.Names.SetItem(language, names.Add(name)) };
            if (trades.Count > TradesMax)
                throw new FormatException($"line {line}: there are more than {TradesMax} trades");
            if (trades[code].Names.Values.Sum(of => of.Length) > NamesOfOneMax)
                throw new FormatException($"line {line}: {code} has more than {NamesOfOneMax} names");
        }
        return new TradeTable(trades.ToImmutable());
    }

    private static string? ProblemOf(string[] row)
    {
        if (row.Length != Cells)
            return $"has {row.Length} cells; write code,language,name";
        if (row[0].Length is 0 or > CodeCharsMax
            || LatinLetters.Words(row[0], othersToo: false).Replace(' ', '-') != row[0])
            return $"{Quoted.Of(row[0])} is no code of a trade; write 1 to {CodeCharsMax} small letters and digits, "
                + "with single dashes between words";
        if (row[1].Length != LanguageLetters || !row[1].All(char.IsAsciiLetterLower))
            return $"{Quoted.Of(row[1])} is no language; write two small letters, such as de";
        if (Texts.CheckName("name", Texts.Normal(row[2])) is { } no)
            return $"{Quoted.Of(row[2])} is no name: {no.Message}";
        return null;
    }

    // A name has one code, or a warning to one trade would reach another.
    private static string? ProblemOf(string code, string name, Dictionary<string, string> codes)
    {
        if (codes.TryGetValue(Words(code), out var taken) && taken != code)
            return $"{Quoted.Of(code)} is a name of the trade {taken}; use that code";
        foreach (var words in Keys(code, name))
            if (codes.TryGetValue(words, out taken) && taken != code)
                return $"{Quoted.Of(name)} is a name of the trade {taken} already";
        return null;
    }

    private static Dictionary<string, string> CodesIn(IEnumerable<Trade> trades)
    {
        var codes = new Dictionary<string, string>();
        foreach (var trade in trades)
            foreach (var name in trade.Names.Values.SelectMany(names => names).DefaultIfEmpty(trade.Code))
                foreach (var words in Keys(trade.Code, name))
                    codes.TryAdd(words, trade.Code);
        return codes;
    }

    // What stands for the code: its own words, those of the name, and these with ae for ä.
    private static string[] Keys(string code, string name) => [Words(code), Words(name), Words(Transcribed(name))];

    private static string Words(string text) => LatinLetters.Words(text);

    private static string Transcribed(string text) => Texts.Normal(text)
        .Replace("ä", "ae", StringComparison.OrdinalIgnoreCase).Replace("ö", "oe", StringComparison.OrdinalIgnoreCase)
        .Replace("ü", "ue", StringComparison.OrdinalIgnoreCase);

    // Without an article, and without the forms of other genders, of which boulanger·ère·s has two.
    private string? Find(ReadOnlySpan<string> words)
    {
        const int othersMax = 3;
        for (var first = 0; first < words.Length && (first == 0 || Articles.Contains(words[0])) && first < 2; first++)
            for (var end = words.Length; end > first && end >= words.Length - othersMax; end--)
                if (_codeOf.Value.TryGetValue(string.Join(' ', words[first..end]), out var code))
                    return code;
                else if (!OtherGenders.Contains(words[end - 1]))
                    break;
        return null;
    }

    // Bäckerinnen und Bäcker: where all parts are the same trade.
    private string? Joined(string[] words)
    {
        var and = Array.FindIndex(words, Ands.Contains);
        return and > 0 && and < words.Length - 1 && Find(words.AsSpan(0, and)) is { } code
            && Find(words.AsSpan(and + 1)) == code
                ? code
                : null;
    }
}
