using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Seeds;

/// <summary>An older debt, taken onto the books on the day of its first repayment.</summary>
/// <param name="Strike">A strike of the section's own: the one that the money was borrowed for.</param>
/// <param name="First">The row of the first repayment by date.</param>
/// <param name="LentBy">The section that has lent it, where aid.csv tells of the loan itself; null: an older debt.
/// </param>
internal sealed record Debt(
    LoanId Loan, SectionId Section, string Lender, StrikeId Strike, Amount Amount, DateOnly Date, AidRow First,
    SectionId? LentBy = null);

/// <summary>
/// The debts that recorded repayments pay back. A repayment for a strike meets the loan that aid.csv tells of for it:
/// the only one in that currency, or that of the lender whom the row names. Of other loans only the repayments are
/// known, so each is for exactly what was repaid: one older debt for each section and currency.
/// </summary>
internal sealed class Debts(SeedFolder seeds, Story story)
{
    private const string LenderBegins = "(repayment to ";
    private const string LenderNotRecorded = "lender not recorded";

    public ImmutableArray<Debt> All { get; } =
    [
        .. seeds.Aid
            .Where(aid => AidMeanings.Of(aid, story) is AidMeaning.Repay or AidMeaning.RepayRedirected)
            .Where(aid => Fitting(aid, seeds, story) is not [_])
            .GroupBy(aid => (Section: aid.From.Section!.Value, aid.Amount!.Value.Currency))
            .Select(repayments => Owed(repayments.Key.Section, [.. repayments], seeds, story)),
    ];

    public IEnumerable<Step> Steps => All.Select(debt => new Step.RecordLoan(
        debt.Date, new($"loan/{debt.Loan}"), debt.Section, debt.Loan, debt.Lender, debt.Strike, debt.Amount));

    public Debt Of(AidRow repayment) => Fitting(repayment, seeds, story) is [var loan]
        ? new Debt(
            new LoanId(loan.Id.Value), repayment.From.Section!.Value, loan.From.Name, loan.Strike, loan.Amount!.Value,
            story.DateOf(loan), repayment, loan.From.Section)
        : All.Single(debt =>
            debt.Section == repayment.From.Section && debt.Amount.Currency == repayment.Amount!.Value.Currency);

    /// <summary>The loans that a plain repayment may be of: money that a section lent for the strike, before. Of one
    /// that names its lender only those of that lender, and none where another lent it.</summary>
    public static ImmutableArray<AidRow> Fitting(AidRow repayment, SeedFolder seeds, Story story)
    {
        if (AidMeanings.Of(repayment, story) is not AidMeaning.Repay || repayment.Amount is not { } sum)
            return [];
        var lender = LenderIn(repayment.From.Name);
        return
        [
            .. seeds.Aid.Where(loan => loan.Kind is SeedAidKind.Loan && loan.Strike == repayment.Strike
                && loan.Amount is { } lent && lent.Currency == sum.Currency && lent.Minor >= sum.Minor
                && AidMeanings.Of(loan, story) is AidMeaning.PledgeNow
                && story.DateOf(loan) <= story.DateOf(repayment)
                && (lender is null || IsNamed(loan.From, lender))),
        ];
    }

    private static bool IsNamed(SeedGiver giver, string lender) =>
        string.Equals(giver.Name, lender, StringComparison.OrdinalIgnoreCase)
        || string.Equals(giver.Section?.Value, lender, StringComparison.OrdinalIgnoreCase);

    private static Debt Owed(
        SectionId section, ImmutableArray<AidRow> repayments, SeedFolder seeds, Story story)
    {
        var sum = repayments[0].Amount!.Value with { Minor = repayments.Sum(aid => aid.Amount!.Value.Minor) };
        var lender = repayments.Select(aid => LenderIn(aid.From.Name)).FirstOrDefault(name => name is not null);
        // A plain repayment names the strike that the loan was for. A redirected one names where it goes.
        var strike = repayments.FirstOrDefault(aid => aid.Kind is SeedAidKind.Repayment)?.Strike
            ?? seeds.Strikes.First(row => row.Section == section).Id;
        return new(
            new(SeedSlug.Of($"loan-{section}-{sum.Currency.Code}")), section, lender ?? LenderNotRecorded, strike, sum,
            repayments.Min(story.DateOf), repayments.MinBy(story.DateOf)!);
    }

    /// <summary>"Paris bronze workers (repayment to the London unions)" names the lender as recorded.</summary>
    private static string? LenderIn(string name)
    {
        var begin = name.IndexOf(LenderBegins, StringComparison.Ordinal);
        return begin < 0 ? null : name[(begin + LenderBegins.Length)..].TrimEnd(')');
    }
}
