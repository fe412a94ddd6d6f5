namespace Solidarity.Replay.Seeds;

/// <summary>
/// The last stage of checking: every cell is right, and still the rows together may tell of something that cannot
/// happen. A repayment needs a strike that the money was borrowed for, and a sum that is sent needs a way.
/// </summary>
internal static class StoryChecks
{
    public static void Tell(SeedFolder seeds, SeedErrors errors)
    {
        var story = new Story(seeds);
        var before = errors.Count;
        foreach (var aid in seeds.Aid)
            TellRepayment(seeds, story, aid, errors);
        if (errors.Count == before)
            TellEarlyRepayments(seeds, story, errors);
        TellMissingWays(seeds, story, errors);
    }

    private static void TellRepayment(SeedFolder seeds, Story story, AidRow aid, SeedErrors errors)
    {
        if (aid is not { Kind: SeedAidKind.Repayment or SeedAidKind.RepaymentRedirected, From.Section: { } payer })
            return;
        var isOwn = story.Strike(aid.Strike).Section == payer;
        var (column, value, problem) = aid.Kind switch
        {
            SeedAidKind.Repayment when !isOwn => ("strike_id", aid.Strike.Value,
                Wording.Of($"is not a strike of {payer}; name the strike that the loan was for")),
            SeedAidKind.RepaymentRedirected when isOwn => ("strike_id", aid.Strike.Value,
                $"is a strike of {payer} itself; name the strike that the money goes to"),
            SeedAidKind.RepaymentRedirected when seeds.Strikes.All(strike => strike.Section != payer) => (
                "from_section_id", payer.Value,
                "has no strike in strikes.csv that the loan can have been for; add it there"),
            _ => ("", "", null),
        };
        if (problem is not null)
            errors.Add(new(InAid(seeds), aid.Line, column, value, problem));
        else if (aid.Amount is not null && Debts.Fitting(aid, seeds, story) is { Length: > 1 } loans)
            errors.Add(new(InAid(seeds), aid.Line, "from_name", aid.From.Name,
                $"may repay one of {string.Join(", ", loans.Select(loan => $"{loan.Id} ({loan.From.Name})"))}; name "
                + $"the lender: \"{payer} (repayment to {loans[0].From.Name})\""));
    }

    private static void TellEarlyRepayments(SeedFolder seeds, Story story, SeedErrors errors)
    {
        foreach (var debt in new Debts(seeds, story).All)
        {
            var start = story.Strike(debt.Strike).Start.First;
            if (debt.Date < start)
                errors.Add(new(InAid(seeds), debt.First.Line, "date", null,
                    $"lets {debt.Section} repay on {debt.Date:yyyy-MM-dd} what it borrowed for {debt.Strike}, which "
                    + $"began on {start:yyyy-MM-dd}; correct one of them"));
        }
    }

    private static void TellMissingWays(SeedFolder seeds, Story story, SeedErrors errors)
    {
        var ways = new Ways(seeds, story);
        foreach (var sending in PlannedSum.All(seeds, story).Where(sending => ways.Find(sending) is null))
        {
            errors.Add(new(
                SeedLoader.PathOf(seeds.Path, sending.File), sending.Line, "currency", sending.Money.Currency.Code,
                $"has no way of corridors from {sending.From} to {sending.To} on {sending.On:yyyy-MM-dd}; "
                + $"add them to corridors.csv"));
        }
    }

    private static string InAid(SeedFolder seeds) => SeedLoader.PathOf(seeds.Path, SeedSchema.Aid.File);
}
