using Solidarity.Domain.Bodies;

namespace Solidarity.Replay.Seeds;

/// <summary>A row that the plan does not carry out, and why.</summary>
internal sealed record LeftOut(string File, int Line, string Id, string Reason);

/// <summary>
/// The steps that <c>solidarity replay</c> takes for a seed folder, in order: by day, on the same day by
/// <see cref="Rank"/>, then as the rows stand in their files. Pure: the same folder gives the same plan.
/// </summary>
internal sealed record ReplayPlan(ImmutableArray<Step> Steps, ImmutableArray<LeftOut> LeftOut)
{
    public static ReplayPlan Of(SeedFolder seeds)
    {
        var story = new Story(seeds);
        var dated = BodySteps.Of(seeds, story)
            .Concat(StrikeSteps.Dues(seeds))
            .Concat(StrikeSteps.Openness(seeds))
            .Concat(StrikeSteps.Declarations(seeds))
            .Concat(CallsAndAid(seeds, story))
            .Concat(StrikeSteps.DatedEnds(seeds))
            .ToList();
        var endOfStory = dated.Select(step => step.Date).DefaultIfEmpty().Max();
        var steps = dated.Concat(StrikeSteps.UndatedEnds(seeds, endOfStory))
            .OrderBy(step => step.Date)
            .ThenBy(Rank)
            .ToImmutableArray();
        AssertKeysDiffer(steps);
        return new(steps, PaidByNoBody(seeds));
    }

    /// <summary>
    /// The order of a day: bodies, corridors and money first, then strikes and calls, then answers, then what
    /// is paid out of what arrived, and ends last.
    /// </summary>
    internal static int Rank(Step step) => step switch
    {
        Step.FoundFederation => 0,
        Step.FoundSection => 1,
        Step.Affiliate => 2,
        Step.OpenCorridor => 3,
        Step.Deposit => 4,
        Step.PayDues => 5,
        Step.SetOpenness => 6,
        Step.DeclareStrike => 7,
        Step.CallForAid => 8,
        Step.WidenCall => 9,
        Step.Pledge or Step.PledgeTooLate or Step.Decline or Step.ReportAid => 10,
        Step.RecordLoan => 11,
        Step.Collect or Step.ReceiveOutsideGift or Step.Repay => 12,
        Step.PayStrikePay => 13,
        Step.EndStrike => 14,
        Step.LeaveFederation => 15,
        _ => throw new UnreachableException($"no place in the day for {step.GetType().Name}"),
    };

    private static IEnumerable<Step> CallsAndAid(SeedFolder seeds, Story story)
    {
        var aid = seeds.Aid.ToLookup(row => row.Strike);
        var steps = new List<Step>();
        var calls = new Dictionary<StrikeId, CallSteps>();
        foreach (var strike in seeds.Strikes)
        {
            calls[strike.Id] = new(story, strike, aid[strike.Id]);
            steps.AddRange(calls[strike.Id].Make());
        }
        var debts = new Debts(seeds, story);
        var mapping = new AidSteps(story, (strike, body) => calls[strike].Reached(body), debts);
        return steps.Concat(seeds.Aid.SelectMany(mapping.Of)).Concat(debts.Steps);
    }

    private static ImmutableArray<LeftOut> PaidByNoBody(SeedFolder seeds) =>
    [
        .. seeds.Contributions.Where(row => row.Section is null).Select(row => new LeftOut(
            SeedSchema.Contributions.File, row.Line, row.Id.Value,
            $"\"{row.Payer}\" is no section in sections.csv, so there is no treasury that paid")),
    ];

    // Two steps of one key would share a request id, and the service would take the second for a retry of the first.
    private static void AssertKeysDiffer(ImmutableArray<Step> steps)
    {
        var twice = steps.CountBy(step => step.Key).FirstOrDefault(pair => pair.Value > 1);
        if (twice.Value > 1)
            throw new UnreachableException($"two steps have the key {twice.Key}");
    }
}
