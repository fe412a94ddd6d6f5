using System.Collections.Frozen;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Seeds;

/// <summary>Reads currencies.csv, federations.csv and sections.csv.</summary>
internal static class BodyRows
{
    public static ImmutableArray<CurrencyRow> Currencies(SeedTable table, CellReader read) => read.Rows(table, row =>
    {
        read.OptionalDate(row["valid_from"]);
        read.OptionalDate(row["valid_to"]);
        var code = row["code"];
        // What cannot be read is no currency; it has been told, and its sums are not told again.
        var currency = default(Currency);
        if (UnitsPerMajor(row["subdivision"], read) is { } units)
            if (Domain.Money.Currencies.Read(code.Value, units, out var problem) is { } known)
                currency = known;
            else
                read.Errors.Add(code, problem);
        return new CurrencyRow(code.Value, currency, read.Country(row["country"]));
    });

    public static ImmutableArray<FederationRow> Federations(SeedTable table, KnownIds federations, CellReader read)
    {
        var rows = read.Rows(table, row => new FederationRow(
            row.Line, new(read.Slug(row["id"])), read.Required(row["name"]), read.Word(row["level"], SeedEnums.Levels),
            read.OptionalName(row["locality"]), read.Country(row["country"]),
            read.OptionalReference(row["parent_id"], federations) is { } parent ? new FederationId(parent) : null,
            read.OptionalDate(row["founded"]), read.OptionalDate(row["first_attested"])));
        TellCircles(table, rows, read.Errors);
        return rows;
    }

    public static ImmutableArray<SectionRow> Sections(
        SeedTable table, KnownIds federations, Homes homes, CellReader read) => read.Rows(table, row =>
        {
            read.OptionalDate(row["members_year"]);
            if (federations.Contains(row["id"].Value))
                read.Errors.Add(row["id"], "is the id of a federation already; give each body its own");
            var kind = KindOf(read.Word(row["kind"], SeedEnums.SectionKinds), row["trade"]);
            return new SectionRow(
                row.Line, new(read.Slug(row["id"])), read.Required(row["name"]), kind,
                kind is V1.SectionKind.Trade ? read.OptionalName(row["trade"]) : null,
                read.OptionalName(row["locality"]), read.Country(row["country"]),
                homes.Of(row["country"], read.Errors), FederationsOf(row["federation_ids"], federations, read),
                read.OptionalCount(row["members"]), read.OptionalDate(row["first_attested"]));
        });

    // A section of which no trade is recorded is mixed, whatever it is called.
    private static V1.SectionKind KindOf(V1.SectionKind kind, SeedCell trade) =>
        trade.IsEmpty ? V1.SectionKind.Central : kind;

    // "20 shillings = 240 pence": the last number is that of the smallest units. An empty cell means undivided.
    private static int? UnitsPerMajor(SeedCell cell, CellReader read)
    {
        if (cell.IsEmpty)
            return 1;
        var number = cell.Value.Split(' ').LastOrDefault(word => word.All(char.IsAsciiDigit));
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var units)
            && units is > 0 and <= Currency.UnitsPerMajorMax)
        {
            return units;
        }
        read.Errors.Add(cell, "does not say how many units make one; write as \"100 centimes\"");
        return null;
    }

    private static ImmutableArray<FederationId> FederationsOf(SeedCell cell, KnownIds federations, CellReader read)
    {
        if (cell.IsEmpty)
            return [];
        var names = cell.Value.Split(';');
        foreach (var twice in names.CountBy(name => name).Where(pair => pair.Value > 1))
            read.Errors.Add(cell with { Value = twice.Key }, "stands in the list more than once; keep one of them");
        return
        [
            .. names.Distinct()
                .Select(name => read.Reference(cell with { Value = name }, federations))
                .Select(name => new FederationId(name)),
        ];
    }

    private static void TellCircles(SeedTable table, IEnumerable<FederationRow> rows, SeedErrors errors)
    {
        var parents = rows.DistinctBy(row => row.Id).ToFrozenDictionary(row => row.Id, row => row.Parent);
        foreach (var (row, cells) in rows.Zip(table.Rows))
        {
            var way = new List<FederationId> { row.Id };
            for (var above = row.Parent; above is { } id; above = parents.GetValueOrDefault(id))
            {
                if (way.Contains(id))
                {
                    if (id == row.Id)
                        errors.Add(cells["parent_id"], $"makes {id} contain itself: {Text(way, id)}; "
                            + $"name another parent, or none");
                    break;
                }
                way.Add(id);
            }
        }
    }

    private static string Text(IEnumerable<FederationId> way, FederationId end) =>
        string.Join(" > ", way.Append(end));
}
