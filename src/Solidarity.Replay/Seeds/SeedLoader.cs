using System.Collections.Frozen;

namespace Solidarity.Replay.Seeds;

/// <summary>
/// Reads a seed folder whole and checks it before anything is carried out. First the shape of every file (there,
/// UTF-8, its columns, its rows); if that holds, every cell and every reference; if those hold, that the story which
/// they tell can be lived. All errors of a stage are told together.
/// </summary>
internal static class SeedLoader
{
    /// <param name="folder">A path; errors show it as it was given.</param>
    public static SeedLoad Load(string folder)
    {
        var errors = new SeedErrors();
        if (!Directory.Exists(folder))
        {
            errors.Add(new(folder, null, null, null, "is not a folder; name one that holds the seed files"));
            return Invalid(errors);
        }
        var files = new Dictionary<string, byte[]>();
        foreach (var schema in SeedSchema.All)
            if (ReadFile(folder, schema.File, errors) is { } bytes)
                files.Add(schema.File, bytes);
        return errors.Count > 0 ? Invalid(errors) : Read(folder, files);
    }

    /// <summary>The same for files that are in memory: the bytes of each by its name, all of
    /// <see cref="SeedSchema.All"/>.</summary>
    public static SeedLoad Read(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        var errors = new SeedErrors();
        var tables = new Dictionary<SeedSchema, SeedTable>();
        foreach (var schema in SeedSchema.All)
            if (SeedTableReader.Read(schema, PathOf(folder, schema.File), files[schema.File], errors) is { } table)
                tables.Add(schema, table);
        if (errors.Count > 0)
            return Invalid(errors);
        var seeds = ReadRows(folder, tables.ToFrozenDictionary(), errors);
        if (errors.Count == 0)
            StoryChecks.Tell(seeds, errors);
        return errors.Count > 0 ? Invalid(errors) : new SeedLoad.Valid(seeds);
    }

    private static SeedLoad.Invalid Invalid(SeedErrors errors) => new(errors.First, errors.Count);

    internal static string PathOf(string folder, string file) => $"{folder.TrimEnd('/')}/{file}";

    private static byte[]? ReadFile(string folder, string name, SeedErrors errors)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (file.Exists && file.Length <= SeedLimits.FileBytesMax)
            return File.ReadAllBytes(file.FullName);
        errors.Add(new(PathOf(folder, name), null, null, null, file.Exists
            ? Wording.Of($"is larger than {SeedLimits.FileBytesMax} bytes; split the folder")
            : "is missing; a seed folder has it, if only with its header"));
        return null;
    }

    private static SeedFolder ReadRows(string path, FrozenDictionary<SeedSchema, SeedTable> tables, SeedErrors errors)
    {
        KnownIds Ids(Wording noun, SeedSchema schema, string column = "id") =>
            KnownIds.Of(noun, schema, column, tables[schema], errors);
        var read = new CellReader(errors);
        var codes = Ids("a currency", SeedSchema.Currencies, "code");
        var federations = Ids("a federation", SeedSchema.Federations);
        var sections = Ids("a section", SeedSchema.Sections);
        var strikes = Ids("a strike", SeedSchema.Strikes);
        _ = Ids("a call", SeedSchema.Calls);
        _ = Ids("aid", SeedSchema.Aid);
        _ = Ids("a contribution", SeedSchema.Contributions);
        var currencyRows = BodyRows.Currencies(tables[SeedSchema.Currencies], read);
        var homes = new Homes(currencyRows);
        var money = new MoneyReader(currencyRows, codes, read);
        var federationRows = BodyRows.Federations(tables[SeedSchema.Federations], federations, read);
        var sectionRows = BodyRows.Sections(tables[SeedSchema.Sections], federations, homes, read);
        var strikeReader = new StrikeRows(sections, federations, strikes, homes, read);
        var strikeRows = strikeReader.Strikes(tables[SeedSchema.Strikes]);
        var moneyRows = new MoneyRows(sections, federations, strikes, money, read);
        return new(
            path,
            currencyRows,
            federationRows,
            [.. sectionRows, .. strikeReader.Derived],
            strikeRows,
            strikeReader.Calls(tables[SeedSchema.Calls]),
            moneyRows.Aid(tables[SeedSchema.Aid], strikeRows),
            moneyRows.Contributions(tables[SeedSchema.Contributions]),
            moneyRows.Corridors(tables[SeedSchema.Corridors], strikeReader.Derived.Select(row => row.Id)));
    }
}
