using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;
using Solidarity.Domain.Text;

namespace Solidarity.Commands.Founding;

/// <summary>What <c>solidarity init</c> is told by options; a person at a terminal is asked for the rest.</summary>
internal sealed class BeginningOptions
{
    private const string SectionWord = "section";
    private const string FederationWord = "federation";

    private readonly Argument<string> _kind =
        Arguments.Text("KIND", $"{SectionWord} or {FederationWord}.").Optional();

    private readonly Argument<string> _name =
        Arguments.Text("NAME", "What it calls itself: \"Masons of Geneva\".").Optional();

    private readonly Option<string?> _id = Options.Text(
        "--id", "ID", "The id that it gets (default: its town and trade, else its name: geneva-masons).");

    private readonly Option<string?> _trade = Options.Text("--trade", "TEXT", "Of a section: its trade.");

    private readonly Option<bool> _central = Options.Flag("--central", "A mixed section, of several trades.");

    private readonly Option<string?> _level = Options.Text(
        "--level", "LEVEL", $"Of a federation, how far it reaches: {EnumText.Choices<Level>()}.");

    private readonly Option<string?> _locality = Options.Text("--locality", "TEXT", "Its town.");

    private readonly Option<string?> _country =
        Options.Text("--country", "CODE", "Its country, two capital letters: CH.");

    private readonly Option<string[]> _currencies = Options.Many("--currency", "CURRENCY",
        "A currency that its treasury keeps, and in which corridors are opened: CHF, or GBP/240. Repeat for more.");

    private readonly Option<int?> _members = Options.Number("--members", "Of a section: how many members it has.");

    private readonly Option<string[]> _joins = Options.Many(
        "--join", "FEDERATION", "A federation that it asks to take it in: geneva. Repeat for more.");

    private readonly Option<string[]> _deposit =
        Options.Sum("--deposit", "Of a section: what its treasury has to begin with: 500 CHF.");

    public Symbol[] All =>
    [
        _kind, _name, _id, _trade, _central, _level, _locality, _country, _currencies, _members, _joins, _deposit,
    ];

    /// <summary>What is to begin, whole.</summary>
    /// <exception cref="UsageException">Something is missing that nobody can be asked for, or is malformed.</exception>
    public Beginning Read(ServiceCall call)
    {
        var questions = new Questions(call.Terminal, guided: call.TextOrNull(_name) is null, call.Cancelled);
        var isSection = questions.Answer(
            call.TextOrNull(_kind), "KIND", "Is it a section or a federation?", SectionWord, KindOf);
        var name = questions.Answer(
            call.TextOrNull(_name), "NAME", "What does it call itself?", null, text => Texts.Normal(Word(text)));
        var trade = isSection && !call.Get(_central)
            ? questions.Answer(call.Get(_trade), T("--trade (or --central)"), "Which trade? (empty for a mixed "
                + "one)", "",
                text => Texts.Normal(text.Trim()))
            : null;
        var level = isSection
            ? Level.Unspecified
            : questions.Answer(call.Get(_level), "--level", $"How far does it reach: {EnumText.Choices<Level>()}?",
                EnumText.Of(Level.Local), text => EnumText.Parse<Level>(text, "level"));
        var locality = questions.AnswerOrNone(call.Get(_locality), "In which town?") ?? "";
        locality = Texts.Normal(locality);
        var country = questions.Answer(
            call.Get(_country), "--country", "In which country? (two letters: CH)", null,
            text => Names.Country(Word(text), "country"));
        var currencies = Currencies(call, questions, isSection);
        var joins = call.Get(_joins) is { Length: > 0 } told
            ? told
            : Words(questions.AnswerOrNone(null, "Which federations shall take it in? (ids; empty for none)"));
        var id = questions.AnswerOr(
            call.Get(_id), "Which id shall it have?", Suggested(isSection, name, trade, locality, level),
            text => Names.Id(text, "id"));
        return new Beginning(
            isSection, id, name, trade is { Length: > 0 } ? trade : null, level, locality, country,
            isSection ? Members(call, questions) : null, currencies,
            [.. joins.Select(text => Names.Federation(text, "join"))],
            isSection ? Deposit(call, questions) : null);
    }

    private ImmutableArray<Currency> Currencies(ServiceCall call, Questions questions, bool isSection)
    {
        var told = call.Get(_currencies) is { Length: > 0 } many ? string.Join(' ', many) : null;
        Wording question = "Which currencies does its treasury keep? (CHF, or several with spaces)";
        return isSection
            ? questions.Answer(told, "--currency", question, null, Read)
            : questions.AnswerOrNone(told, "In which currencies shall corridors be opened? (empty for none)")
                is { } text ? Read(text) : [];

        static ImmutableArray<Currency> Read(string text) =>
            [.. Words(Word(text)).Select(word => SumReader.Currency(word, "currency")).Distinct()];
    }

    private int? Members(ServiceCall call, Questions questions) => call.Get(_members) is { } members
        ? members
        : questions.AnswerOrNone(null, "How many members? (empty where that is not known)", Number);

    private V1.Money? Deposit(ServiceCall call, Questions questions)
    {
        if (call.Get(_deposit) is { Length: > 0 } told)
            return SumReader.Given(told, "deposit");
        return questions.AnswerOrNone(null, "What is in its treasury? (500 CHF; empty for nothing)", text =>
            SumReader.Given(Words(text), "deposit")
                ?? throw UsageException.Malformed("deposit", $"\"{text}\" is no sum such as 500 CHF"));
    }

    // A federation of one town is called by its town.
    private static string? Suggested(bool isSection, string name, string? trade, string locality, Level level) =>
        isSection && trade is { Length: > 0 } && locality.Length > 0 ? IdSuggestion.Of(locality, trade)
        : !isSection && level == Level.Local && locality.Length > 0 ? IdSuggestion.Of(locality)
        : IdSuggestion.Of(name);

    private static bool KindOf(string text) => text switch
    {
        SectionWord => true,
        FederationWord => false,
        _ => throw UsageException.Malformed("kind", $"\"{text}\" is neither {SectionWord} nor {FederationWord}"),
    };

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw UsageException.Malformed("members", $"\"{text}\" is no number of members such as 120");

    private static string Word(string text) => text.Trim().Length > 0
        ? text.Trim()
        : throw UsageException.Malformed("answer", "is empty");

    private static string[] Words(string? text) =>
        (text ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
}
