using Solidarity.Replay.Seeds;
using Xunit.Abstractions;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>Wherever one reference is broken, the folder is refused, and the cell is named.</summary>
public sealed class BrokenReferencesTests(ITestOutputHelper output)
{
    private const string Broken = "zzz-not-there";
    private const int CellsPerColumnMax = 12;

    public static TheoryData<string, string> ReferenceColumns => new()
    {
        { "federations.csv", "parent_id" },
        { "sections.csv", "federation_ids" },
        { "strikes.csv", "section_id" },
        { "calls.csv", "strike_id" },
        { "calls.csv", "issuer_federation_id" },
        { "aid.csv", "strike_id" },
        { "aid.csv", "from_section_id" },
        { "aid.csv", "from_federation_id" },
        { "aid.csv", "currency" },
        { "contributions.csv", "section_id" },
        { "contributions.csv", "to_federation_id" },
        { "contributions.csv", "currency" },
        { "corridors.csv", "from" },
        { "corridors.csv", "to" },
        { "corridors.csv", "currency_from" },
        { "corridors.csv", "currency_to" },
    };

    [Theory]
    [MemberData(nameof(ReferenceColumns))]
    public void One_broken_cell_anywhere_is_told_with_file_line_and_column(string file, string column)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var files = SeedFiles.International();
        var lines = Enumerable.Range(2, files.LineCount(file) - 1)
            .Where(line => files.Cell(file, line, column).Length > 0).ToArray();
        new Random(seed).Shuffle(lines);

        lines.ShouldNotBeEmpty();
        foreach (var line in lines.Take(CellsPerColumnMax))
            TellsOnly(SeedFiles.International(), file, line, column);
    }

    private static void TellsOnly(SeedFiles files, string file, int line, string column)
    {
        // In a list the last id is broken, and the others stay.
        var cell = files.Cell(file, line, column);
        var value = cell[..(cell.LastIndexOf(';') + 1)] + Broken;

        var invalid = files.With(file, line, column, value).Load().ShouldBeOfType<SeedLoad.Invalid>();

        var error = invalid.First.ShouldHaveSingleItem();
        (error.File, error.Line, error.Column, error.Value)
            .ShouldBe(($"{SeedFiles.Folder}/{file}", line, column, Broken));
    }
}
