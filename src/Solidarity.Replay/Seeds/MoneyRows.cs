using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Seeds;

/// <summary>Reads aid.csv, contributions.csv and corridors.csv.</summary>
internal sealed class MoneyRows(
    KnownIds sections, KnownIds federations, KnownIds strikes, MoneyReader money, CellReader read)
{
    public ImmutableArray<AidRow> Aid(SeedTable table, IEnumerable<SeedStrikeRow> strikeRows)
    {
        var strikers = strikeRows.DistinctBy(strike => strike.Id).ToDictionary(strike => strike.Id, row => row.Section);
        return read.Rows(table, row =>
        {
            var aid = new AidRow(
                row.Line, new(read.Slug(row["id"])), new(read.Reference(row["strike_id"], strikes)), GiverOf(row),
                read.Date(row["date"]), money.Optional(row["amount"], row["currency"], row["amount_as_recorded"]),
                CellReader.Optional(row["amount_as_recorded"]), read.Word(row["kind"], SeedEnums.AidKinds),
                read.Word(row["status"], SeedEnums.AidStatuses), row["source"].Value,
                CellReader.Optional(row["note"]));
            if (aid.Kind is SeedAidKind.Repayment or SeedAidKind.RepaymentRedirected)
                TellRepayment(row, aid);
            else if (aid.From.Section is { } giver && strikers.GetValueOrDefault(aid.Strike) == giver)
                read.Errors.Add(row["from_section_id"], "is the striking section itself; name another giver");
            return aid;
        });
    }

    public ImmutableArray<ContributionRow> Contributions(SeedTable table) => read.Rows(table, row =>
    {
        read.OptionalCount(row["members"]);
        var section = read.OptionalReference(row["section_id"], sections);
        return new ContributionRow(
            row.Line, new(read.Slug(row["id"])), read.Required(row["payer"]),
            section is null ? null : new SectionId(section), new(read.Reference(row["to_federation_id"], federations)),
            read.Date(row["date"]),
            money.Required(row["amount"], row["currency"], row["amount_as_recorded"]) ?? default,
            CellReader.Optional(row["amount_as_recorded"]), read.Required(row["what"]));
    });

    public ImmutableArray<CorridorRow> Corridors(SeedTable table, IEnumerable<SectionId> derived)
    {
        var derivedSections = derived.Select(id => id.Value).ToHashSet();
        var lines = new Dictionary<(Address, Address, Currency, Currency), int>();
        return read.Rows(table, row =>
        {
            var corridor = new CorridorRow(
                row.Line, Body(row["from"], derivedSections), Body(row["to"], derivedSections),
                money.Currency(row["currency_from"]), money.Currency(row["currency_to"]),
                new(read.Factor(row["rate_numerator"]), read.Factor(row["rate_denominator"])));
            TellCorridor(row, corridor);
            if (!lines.TryAdd((corridor.From, corridor.To, corridor.Currency, corridor.ToCurrency), row.Line))
                read.Errors.Add(row["to"], "ends the same corridor as another line; keep one of them");
            return corridor;
        });
    }

    private SeedGiver GiverOf(SeedRow row)
    {
        var section = read.OptionalReference(row["from_section_id"], sections);
        var federation = read.OptionalReference(row["from_federation_id"], federations);
        if (!row["from_section_id"].IsEmpty && !row["from_federation_id"].IsEmpty)
            read.Errors.Add(row["from_federation_id"], "stands beside a from_section_id; name one giver");
        Address? body = section is not null ? new SectionId(section)
            : federation is not null ? new FederationId(federation)
            : null;
        return new(read.Required(row["from_name"]), body);
    }

    private void TellRepayment(SeedRow row, AidRow aid)
    {
        if (row["from_section_id"].IsEmpty)
            read.Errors.Add(row["from_section_id"], "is empty; a repayment names the section that repays");
        if (row["amount"].IsEmpty)
            read.Errors.Add(row["amount"], "is empty; a repayment names its sum");
        if (aid.Status is not (AidStatus.Sent or AidStatus.Received))
            read.Errors.Add(row["status"], "is not that of a repayment; use sent or received");
    }

    private void TellCorridor(SeedRow row, CorridorRow corridor)
    {
        if (corridor.From == corridor.To)
            read.Errors.Add(row["to"], "is where the corridor begins; name another body");
        if (corridor.Currency == corridor.ToCurrency && corridor.Rate != Rate.Par)
            read.Errors.Add(row["rate_numerator"], "changes a currency into itself; write 1 and 1");
    }

    private Address Body(SeedCell cell, HashSet<string> derived)
    {
        if (sections.Contains(cell.Value) || derived.Contains(cell.Value))
            return new SectionId(cell.Value);
        if (federations.Contains(cell.Value))
            return new FederationId(cell.Value);
        var near = Nearest.To(cell.Value, sections.All.Concat(federations.All).Concat(derived));
        read.Errors.Add(cell, cell.IsEmpty ? Wording.Of("is empty; name a section or federation")
            : near is null
                ? Wording.Of("is not a section in sections.csv, nor a federation in federations.csv, nor derived "
                    + "from a "
                    + "strike; add it or correct this cell")
                : $"is not a section in sections.csv, nor a federation in federations.csv, nor derived from a strike; "
                    + $"did you mean \"{near}\"?");
        return default;
    }
}
