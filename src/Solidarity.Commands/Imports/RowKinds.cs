using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Founding;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Trades;
using Solidarity.Domain.Text;

namespace Solidarity.Commands.Imports;

/// <summary>TableRows that found sections.</summary>
internal sealed class SectionRows : IRowKind
{
    public string[] Required { get; } = ["id", "name", "country", "currencies"];

    public string[] Optional { get; } = ["trade", "locality", "members"];

    public async Task<IReadOnlyList<(TableRow Row, RowWork Work)>> ReadAsync(ServiceCall call, TableRows rows)
    {
        var work = new List<(TableRow, RowWork)>();
        var there = (await call.AskAllAsync(new ListSectionsRequest(), call.Services.Sections.ListSectionsAsync,
            page => page.Sections)).ToDictionary(section => section.Name);
        var trades = await TradeCommands.TableAsync(call);
        var lines = new Dictionary<string, long>();
        foreach (var row in rows.All)
        {
            var before = rows.Problems.Count;
            var beginning = Read(rows, row);
            if (rows.Problems.Count > before)
                continue;
            if (!lines.TryAdd(beginning.Id, row.Line))
                rows.Add(row, "id", $"stands in row {lines[beginning.Id]}, too");
            else if (there.TryGetValue(beginning.Name, out var section)
                && beginning.DifferenceFrom(section, trades) is { Length: > 0 } difference)
                rows.Add(row, "id", $"{beginning.Name} exists, and is another one: {difference}");
            work.Add((row, steps => steps.FoundAsync(beginning)));
        }
        return work;
    }

    private static Beginning Read(TableRows rows, TableRow row)
    {
        var id = rows.Read(row, "id", text => Names.Id(text, "id")) ?? "";
        var members = rows.Read(row, "members", text => text.Length == 0 ? "" : Members(text));
        var currencies = rows.Read(row, "currencies", Currencies) ?? [];
        foreach (var column in new[] { "name", "trade", "locality" })
            if (row[column].Length > Texts.NameCharsMax)
                rows.Add(row, column, $"has {row[column].Length} characters; at most {Texts.NameCharsMax} are allowed");
            else if (Texts.ProblemOf(Texts.Normal(row[column]), isName: true) is { } problem)
                rows.Add(row, column, problem);
        if (row["name"].Length == 0)
            rows.Add(row, "name", "is empty; it must be given");
        var country = rows.Read(row, "country", text => Names.Country(text, "country")) ?? "";
        return new Beginning(
            true, id, Texts.Normal(row["name"]), row["trade"] is { Length: > 0 } trade ? Texts.Normal(trade) : null,
            Level.Unspecified, Texts.Normal(row["locality"]), country,
            members is { Length: > 0 } ? int.Parse(members, CultureInfo.InvariantCulture) : null, [.. currencies], [],
            Deposit: null);
    }

    private static string Members(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? text
            : throw UsageException.Malformed("members", $"\"{text}\" is no number of members such as 120");

    private static Currency[] Currencies(string text)
    {
        var words = text.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0
            ? [.. words.Select(word => SumReader.Currency(word, "currencies")).Distinct()]
            : throw UsageException.Malformed("currencies", "is empty; write CHF, or several with spaces");
    }
}

/// <summary>TableRows that make bodies members of federations, which the caller answers for.</summary>
internal sealed class MemberRows : IRowKind
{
    public string[] Required { get; } = ["federation", "member"];

    public string[] Optional { get; } = [];

    public async Task<IReadOnlyList<(TableRow Row, RowWork Work)>> ReadAsync(ServiceCall call, TableRows rows)
    {
        var bodies = await RowBodies.AskAsync(call, rows, Required);
        var work = new List<(TableRow, RowWork)>();
        foreach (var row in rows.All)
        {
            var federation = bodies.Read(rows, row, "federation", federationOnly: true);
            var member = bodies.Read(rows, row, "member");
            if (federation is not null && member is not null)
                work.Add((row, steps => steps.JoinAsync(member, federation)));
        }
        return work;
    }
}

/// <summary>TableRows that open corridors, for one who keeps the books of both ends.</summary>
internal sealed class CorridorRows : IRowKind
{
    public string[] Required { get; } = ["from", "to", "currency"];

    public string[] Optional { get; } =
        ["fee", "fee-per-myriad", "capacity", "period-days", "delay-hours", "settled-by"];

    public async Task<IReadOnlyList<(TableRow Row, RowWork Work)>> ReadAsync(ServiceCall call, TableRows rows)
    {
        var bodies = await RowBodies.AskAsync(call, rows, ["from", "to"]);
        var work = new List<(TableRow, RowWork)>();
        foreach (var row in rows.All)
        {
            var (from, to) = (bodies.Read(rows, row, "from"), bodies.Read(rows, row, "to"));
            var currency = rows.Read(row, "currency", text => SumReader.Currency(text, "currency"));
            var terms = currency is null ? null : Terms(rows, row, currency);
            if (from is not null && from == to)
                rows.Add(row, "to", "is the same as from");
            if (from is not null && to is not null && terms is not null)
                work.Add((row, steps => steps.OpenAsync(new OfferCorridorRequest
                {
                    From = from,
                    To = to,
                    Given = currency,
                    Arrives = currency,
                    Terms = terms,
                }, from)));
        }
        return work;
    }

    private static CorridorTerms? Terms(
        TableRows rows, TableRow row, Currency currency) => rows.Read(row, "settled-by", text =>
    {
        var terms = new CorridorTerms
        {
            SettledBy = text.Length > 0 ? EnumText.Parse<Settlement>(text, "settled-by") : Settlement.Unspecified,
            FeePerMyriad = Number(rows, row, "fee-per-myriad"),
            PeriodDays = Number(rows, row, "period-days"),
            DelayHours = Number(rows, row, "delay-hours"),
            FeeMinorUnits = Sum(rows, row, "fee", currency) ?? 0,
        };
        if (Sum(rows, row, "capacity", currency) is { } capacity)
            terms.CapacityMinorUnits = capacity;
        return terms;
    });

    private static int Number(TableRows rows, TableRow row, string column)
    {
        if (row[column] is not { Length: > 0 } text)
            return 0;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            rows.Add(row, column, $"\"{text}\" is no whole number");
        return number;
    }

    private static long? Sum(TableRows rows, TableRow row, string column, Currency currency) => row[column].Length == 0
        ? null
        : rows.Read(row, column, text => SumReader.Sum(text, currency, column))?.MinorUnits;
}

/// <summary>The bodies that rows name, by id alone or whole, asked for at once.</summary>
internal sealed class RowBodies
{
    private readonly HashSet<string> _names;

    private RowBodies(IEnumerable<string> names) => _names = [.. names];

    public static async Task<RowBodies> AskAsync(ServiceCall call, TableRows rows, string[] columns)
    {
        var ids = rows.All.SelectMany(row => columns.Select(column => Names.Short(row[column])))
            .Where(Names.IsSlug).Distinct();
        var names = new List<string>();
        foreach (var some in ids.Chunk(FoundBodies.IdsMax))
            names.AddRange((await FoundBodies.AskAsync(call, some)).All);
        return new RowBodies(names);
    }

    /// <summary>The whole name; null, and told, where nobody has it.</summary>
    public string? Read(TableRows rows, TableRow row, string column, bool federationOnly = false)
    {
        var text = row[column];
        var name = rows.Read(row, column, _ => !text.Contains('/', StringComparison.Ordinal)
                ? Names.Id(text, column)
            : federationOnly ? Names.Federation(text, column) : Names.Body(text, column));
        if (name is null)
            return null;
        var meant = Names.BothOf(Names.Short(name)).Where(_names.Contains)
            .Where(one => name == Names.Short(name) ? !federationOnly || one != Names.BothOf(name)[0] : one == name)
            .ToArray();
        if (meant is [var only])
            return only;
        var wanted = federationOnly ? Names.Federation(name, column) : name;
        rows.Add(row, column, meant.Length == 0
            ? Wording.Of($"{wanted} does not exist; found it first, or check the id")
            : Wording.Of($"\"{name}\" may be {meant[0]} or {meant[1]}; write the one that is meant"));
        return null;
    }
}
