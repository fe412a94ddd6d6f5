namespace Solidarity.Replay.Seeds;

/// <summary>
/// A seed folder that has been read whole and found valid: every reference leads somewhere, every sum is exact, no
/// federation contains itself, and every sum that is sent has a way of corridors. Rows stand in the order of their
/// files; the derived sections follow those of sections.csv.
/// </summary>
internal sealed record SeedFolder(
    string Path, ImmutableArray<CurrencyRow> Currencies, ImmutableArray<FederationRow> Federations,
    ImmutableArray<SectionRow> Sections, ImmutableArray<SeedStrikeRow> Strikes, ImmutableArray<CallRow> Calls,
    ImmutableArray<AidRow> Aid, ImmutableArray<ContributionRow> Contributions, ImmutableArray<CorridorRow> Corridors);

/// <summary>What came of reading a seed folder: all of it, or nothing of it and what is wrong.</summary>
internal abstract record SeedLoad
{
    private SeedLoad()
    {
    }

    public sealed record Valid(SeedFolder Folder) : SeedLoad;

    /// <summary><paramref name="Count"/> is that of all errors; <paramref name="First"/> holds at most
    /// <see cref="SeedLimits.ErrorsMax"/> of them.</summary>
    public sealed record Invalid(ImmutableArray<SeedError> First, int Count) : SeedLoad
    {
        /// <summary>The errors, one a line, and how many more there are.</summary>
        public string Report()
        {
            var lines = First.Select(error => error.ToString());
            var more = Count - First.Length;
            return string.Join('\n', more == 0 ? lines : lines.Append(T($"and {more} more")));
        }
    }
}
