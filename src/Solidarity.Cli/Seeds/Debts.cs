using System.Collections.Immutable;

namespace Solidarity.Cli.Seeds;

/// <summary>An older debt, taken onto the books on the day of its first repayment.</summary>
/// <param name="Strike">A strike of the section's own: the one that the money was borrowed for.</param>
/// <param name="First">The row of the first repayment by date.</param>
internal sealed record Debt(
    LoanId Loan, SectionId Section, string Lender, StrikeId Strike, Money Amount, DateOnly Date, AidRow First);

/// <summary>
/// The debts that recorded repayments pay back. Of such a loan only the repayments are known, so it is for exactly what
/// was repaid: one loan for each section and currency.
/// </summary>
internal sealed class Debts(SeedFolder seeds, Story story)
{
    private const string LenderBegins = "(repayment to ";
    private const string LenderNotRecorded = "lender not recorded";

    public ImmutableArray<Debt> All { get; } =
    [
        .. seeds.Aid
            .Where(aid => AidMeanings.Of(aid, story) is AidMeaning.Repay or AidMeaning.RepayRedirected)
            .GroupBy(aid => (Section: aid.From.Section!.Value, aid.Amount!.Value.Currency))
            .Select(repayments => Owed(repayments.Key.Section, [.. repayments], seeds, story)),
    ];

    public IEnumerable<Step> Steps => All.Select(debt => new Step.RecordLoan(
        debt.Date, new($"loan/{debt.Loan}"), debt.Section, debt.Loan, debt.Lender, debt.Strike, debt.Amount));

    public Debt Of(AidRow repayment) => All.Single(debt =>
        debt.Section == repayment.From.Section && debt.Amount.Currency == repayment.Amount!.Value.Currency);

    private static Debt Owed(
        SectionId section, ImmutableArray<AidRow> repayments, SeedFolder seeds, Story story)
    {
        var sum = repayments[0].Amount!.Value with { Minor = repayments.Sum(aid => aid.Amount!.Value.Minor) };
        var lender = repayments.Select(aid => LenderIn(aid.From.Name)).FirstOrDefault(name => name is not null);
        // A plain repayment names the strike that the loan was for. A redirected one names where it goes.
        var strike = repayments.FirstOrDefault(aid => aid.Kind is AidKind.Repayment)?.Strike
            ?? seeds.Strikes.First(row => row.Section == section).Id;
        return new(
            new(Slug.Of($"loan-{section}-{sum.Currency.Code}")), section, lender ?? LenderNotRecorded, strike, sum,
            repayments.Min(story.DateOf), repayments.MinBy(story.DateOf)!);
    }

    /// <summary>"Paris bronze workers (repayment to the London unions)" names the lender as recorded.</summary>
    private static string? LenderIn(string name)
    {
        var begin = name.IndexOf(LenderBegins, StringComparison.Ordinal);
        return begin < 0 ? null : name[(begin + LenderBegins.Length)..].TrimEnd(')');
    }
}
