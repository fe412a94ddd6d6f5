using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Bodies;

namespace Solidarity.Replay.Seeds;

/// <summary>
/// Reads strikes.csv and calls.csv. A strike whose section history does not name is that of a section all the same
/// (workers of one trade in one town): one is derived from its trade and locality, and shared by later strikes there.
/// </summary>
internal sealed class StrikeRows(
    KnownIds sections, KnownIds federations, KnownIds strikes, Homes homes, CellReader read)
{
    /// <summary>Ids of this beginning are relief funds, not strikes: those who hold them are no trade.</summary>
    private const string ReliefPrefix = "rel-";

    private readonly Dictionary<SectionId, SectionRow> _derived = [];

    public ImmutableArray<SectionRow> Derived => [.. _derived.Values];

    public ImmutableArray<SeedStrikeRow> Strikes(SeedTable table) => read.Rows(table, row =>
    {
        var start = read.Date(row["start"]);
        return new SeedStrikeRow(
            row.Line, new(read.Slug(row["id"])), SectionOf(row),
            read.Required(row["trade"], SeedLimits.PartOfNameCharsMax),
            read.Required(row["locality"], SeedLimits.PartOfNameCharsMax), read.Country(row["country"]), start,
            End(row["end"], start), read.OptionalCount(row["strikers"]), CellReader.Optional(row["demand"]),
            CellReader.Optional(row["outcome"]), read.Word(row["public"], SeedEnums.Details));
    });

    public ImmutableArray<CallRow> Calls(SeedTable table) => read.Rows(table, row => new CallRow(
        row.Line, new(read.Slug(row["id"])), new(read.Reference(row["strike_id"], strikes)),
        read.Required(row["issuer"]), new(read.Reference(row["issuer_federation_id"], federations)),
        read.Date(row["date"]), CellReader.Optional(row["asks"])));

    private SeedDate? End(SeedCell cell, SeedDate start)
    {
        if (read.OptionalDate(cell) is not { } end)
            return null;
        if (end.Last < start.First)
            read.Errors.Add(cell, "is before the start; correct one of them");
        return end;
    }

    private SectionId SectionOf(SeedRow row)
    {
        if (!row["section_id"].IsEmpty)
            return new(read.Reference(row["section_id"], sections));
        var slug = SeedSlug.Of(row["locality"].Value, row["trade"].Value);
        if (!Names.IsSlug(slug))
            read.Errors.Add(row["section_id"], "is empty, and trade and locality give no id; name a section");
        else if (sections.Contains(slug))
            read.Errors.Add(row["section_id"], $"is empty, and the id from locality and trade, \"{slug}\", is that of "
                + $"a section already; name the section that struck");
        else if (federations.Contains(slug))
            read.Errors.Add(row["section_id"], $"is empty, and the id from locality and trade, \"{slug}\", is that of "
                + $"a federation already; name the section that struck");
        else
            _derived.TryAdd(new(slug), Derive(new(slug), row));
        return new(slug);
    }

    private SectionRow Derive(SectionId id, SeedRow row)
    {
        var isRelief = row["id"].Value.StartsWith(ReliefPrefix, StringComparison.Ordinal);
        return new(
            0, id, $"{row["trade"].Value}, {row["locality"].Value}",
            isRelief ? V1.SectionKind.Central : V1.SectionKind.Trade, isRelief ? null : row["trade"].Value,
            row["locality"].Value, row["country"].Value, homes.Of(row["country"], read.Errors), [], null, null);
    }
}
