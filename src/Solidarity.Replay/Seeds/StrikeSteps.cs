namespace Solidarity.Replay.Seeds;

/// <summary>Strikes are declared and end; sections pay their dues.</summary>
internal static class StrikeSteps
{
    // Outcomes are sentences; these are how they begin.
    private static readonly ImmutableArray<(string Begins, V1.Outcome Outcome)> Outcomes =
    [
        ("won", V1.Outcome.Won),
        ("lost", V1.Outcome.Lost),
        ("compromise", V1.Outcome.Compromised),
        ("called off", V1.Outcome.CalledOff),
    ];

    /// <summary>What a section shows is said with each of its strikes, before that begins.</summary>
    public static IEnumerable<Step> Openness(SeedFolder seeds) =>
        seeds.Strikes.Select(strike => new Step.SetOpenness(
            strike.Start.First, new($"strike/{strike.Id}/openness"), strike.Section, strike.Public));

    public static IEnumerable<Step> Declarations(SeedFolder seeds) =>
        seeds.Strikes.Select(strike => new Step.DeclareStrike(
            strike.Start.First, new($"strike/{strike.Id}/declare"), strike.Section, strike.Id, strike.Trade,
            strike.Locality, strike.Demand, strike.Strikers));

    /// <summary>The ends that have a date.</summary>
    public static IEnumerable<Step> DatedEnds(SeedFolder seeds) =>
        seeds.Strikes.Where(strike => strike.End is not null).Select(strike => End(strike, strike.End!.Value.Last));

    /// <summary>Of some strikes only the outcome is recorded: they end when the story does. Those of which neither is
    /// recorded stay open.</summary>
    public static IEnumerable<Step> UndatedEnds(SeedFolder seeds, DateOnly endOfStory) =>
        seeds.Strikes.Where(strike => strike is { End: null, Outcome: not null })
            .Select(strike => End(strike, endOfStory));

    public static IEnumerable<Step> Dues(SeedFolder seeds)
    {
        foreach (var row in seeds.Contributions)
        {
            if (row.Section is not { } payer)
                continue;
            var memo = $"{row.What}: {row.AmountAsRecorded ?? row.Id.Value}";
            yield return new Step.Deposit(
                row.Date.First, new($"contribution/{row.Id}/deposit"), payer, row.Amount, memo);
            yield return new Step.PayDues(
                row.Date.First, new($"contribution/{row.Id}/dues"), payer, row.Federation, row.Amount, memo);
        }
    }

    private static Step.EndStrike End(SeedStrikeRow strike, DateOnly day) => new(
        day, new($"strike/{strike.Id}/end"), strike.Section, strike.Id, OutcomeOf(strike.Outcome), strike.Outcome);

    private static V1.Outcome OutcomeOf(string? outcome) => Outcomes
        .Where(known => outcome?.StartsWith(known.Begins, StringComparison.Ordinal) is true)
        .Select(known => known.Outcome)
        .FirstOrDefault(V1.Outcome.Ended);
}
