using System.Collections.Immutable;

namespace Solidarity.Cli.Seeds;

/// <summary>
/// The older debts that recorded repayments pay back. Of such a loan only the repayments are known, so it is taken onto
/// the books for exactly what was repaid, on the day of the first: one loan for each section and currency.
/// </summary>
internal static class Debts
{
    private const string LenderBegins = "(repayment to ";
    private const string LenderNotRecorded = "lender not recorded";

    public static LoanId LoanOf(AidRow repayment) => new(Slug.Of(
        $"loan-{repayment.From.Section!.Value}-{repayment.Amount!.Value.Currency.Code}"));

    public static ImmutableArray<Step> Steps(SeedFolder seeds, Story story)
    {
        var repayments = seeds.Aid
            .Where(aid => AidMeanings.Of(aid, story) is AidMeaning.Repay or AidMeaning.RepayRedirected)
            .GroupBy(aid => (aid.From.Section, aid.Amount!.Value.Currency));
        return [.. repayments.Select(rows => Record(rows, story))];
    }

    private static Step.RecordLoan Record(IEnumerable<AidRow> repayments, Story story)
    {
        var first = repayments.First();
        var loan = LoanOf(first);
        return new(
            repayments.Min(story.DateOf),
            new($"loan/{loan}"),
            first.From.Section!.Value,
            loan,
            repayments.Select(aid => LenderIn(aid.From.Name)).FirstOrDefault(name => name is not null)
                ?? LenderNotRecorded,
            first.Amount!.Value with { Minor = repayments.Sum(aid => aid.Amount!.Value.Minor) });
    }

    /// <summary>"Paris bronze workers (repayment to the London unions)" names the lender as recorded.</summary>
    private static string? LenderIn(string name)
    {
        var begin = name.IndexOf(LenderBegins, StringComparison.Ordinal);
        return begin < 0 ? null : name[(begin + LenderBegins.Length)..].TrimEnd(')');
    }
}
