using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Sections.Statutes;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Claims;

/// <summary>A section's refusals about claims for strike pay.</summary>
public static class ClaimRefusals
{
    internal static Refusal NoPayRules(SectionId section, StatutesVersion statutes) => Precondition("NO_PAY_RULES",
        statutes.Version == 0
            ? Wording.Of($"section {section} has no statutes, so there are no rules of strike pay to claim by. Adopt "
                + $"some with pay rules (statutes adopt --pay-rules on the command line).")
            : $"version {statutes.Version} of the statutes of section {section} has no rules of strike pay. Adopt some "
                + $"with pay rules (statutes adopt --pay-rules on the command line).",
        ("section", section), ("version", statutes.Version));

    internal static Refusal ClaimsBegun(StrikeId strike) => Refusal.Of(RefusalKind.AlreadyExists, "CLAIMS_BEGUN",
        $"the claims of strike {strike} have been begun already. File the first week's.", ("strike", strike));

    public static Refusal NotBegun(StrikeId strike) => Refusal.Of(RefusalKind.NotFound, "CLAIMS_NOT_BEGUN",
        $"strike {strike} has no claims for strike pay. Begin them first (claims begin on the command line).",
        ("strike", strike));

    public static Refusal UnknownClaim(StrikeId strike, int number, int newest) => Refusal.Of(
        RefusalKind.NotFound, "UNKNOWN_WEEKLY_CLAIM",
        newest == 0
            ? Wording.Of($"strike {strike} has no claim {number}; none was filed yet.")
            : $"strike {strike} has no claim {number}; the newest is {newest}.",
        ("strike", strike), ("claim", number), ("newest", newest));

    internal static Refusal OtherCurrency(PayRules rules, Currency currency) => Precondition("CLAIM_CURRENCY",
        $"strike pay is reckoned in {rules.Currency} by the rules {rules.Name}, not in {currency}.",
        ("currency", currency));

    internal static Refusal OutOfOrder(StrikeId strike, int number, int next) => Precondition("CLAIM_OUT_OF_ORDER",
        $"claim {number} of strike {strike} cannot be filed before claim {next}: a week is reckoned from those before. "
        + $"A week that nobody struck is a claim without groups.",
        ("strike", strike), ("claim", number), ("next", next));

    internal static Refusal ApproveFirst(StrikeId strike, int open) => Precondition("CLAIM_OPEN",
        $"claim {open} of strike {strike} is not approved yet. The next week is reckoned from it: approve it first, or "
        + $"file it anew.", ("strike", strike), ("claim", open));

    internal static Refusal NotOpen(StrikeId strike, int number, WeeklyClaim claim) => Precondition(
        "CLAIM_APPROVED",
        claim.State == ClaimState.Paid
            ? Wording.Of($"claim {number} of strike {strike} was paid; it stays as it is.")
            : $"claim {number} of strike {strike} was approved; it stays as it is.",
        ("strike", strike), ("claim", number));

    internal static Refusal NotApproved(StrikeId strike, int number) => Precondition("CLAIM_NOT_APPROVED",
        $"claim {number} of strike {strike} is not approved yet, so it is not paid.",
        ("strike", strike), ("claim", number));

    internal static Refusal NotBegun(StrikeId strike, int number, DateOnly from) => Precondition("WEEK_NOT_BEGUN",
        $"week {number} of strike {strike} begins on {from:yyyy-MM-dd}; it cannot be claimed before.",
        ("strike", strike), ("claim", number), ("from", $"{from:yyyy-MM-dd}"));

    internal static Refusal EndNeeded(StrikeId strike, DateOnly ended) => Precondition("STRIKE_END_NEEDED",
        $"strike {strike} was ended on {ended:yyyy-MM-dd}. Say its last day with the claim, so that nothing is paid "
        + $"for days after it (--end on the command line).", ("strike", strike), ("ended", $"{ended:yyyy-MM-dd}"));

    internal static Refusal TooLarge(StrikeId strike, int number, Total sum) => Precondition("CLAIM_TOO_LARGE",
        $"claim {number} of strike {strike} comes to {sum}, which is more than one entry can pay. Look at its wages "
        + $"and counts.", ("strike", strike), ("claim", number));

    internal static Refusal OtherSum(StrikeId strike, int number, WeeklyClaim claim, Amount sum) => Precondition(
        "CLAIM_SUM_DIFFERS",
        $"claim {number} of strike {strike} comes to {claim.Amount}, not to {sum}: it was filed anew. Look at it "
        + $"again.",
        ("strike", strike), ("claim", number), ("sum", claim.Amount.Minor), ("asked", sum.Minor));

    internal static Refusal Paid(StrikeId strike, int number, int entry) => Refusal.Of(
        RefusalKind.AlreadyExists, "CLAIM_PAID",
        $"claim {number} of strike {strike} was paid already, by entry {entry}.",
        ("strike", strike), ("claim", number), ("entry", entry));

    internal static Refusal NothingToPay(StrikeId strike, int number) => Precondition("CLAIM_EMPTY",
        $"claim {number} of strike {strike} comes to nothing, so there is nothing to pay.",
        ("strike", strike), ("claim", number));

    internal static Refusal FundLacks(StrikeId strike, int number, Total fund, Amount asked)
    {
        // What is lacking is at most what is asked, and the days are fewer than seven.
        var (has, days) = (Int128.Max(0, fund.Minor), (int)(Int128.Max(0, fund.Minor) * 7 / asked.Minor));
        var lacking = asked with { Minor = (long)(asked.Minor - has) };
        return Precondition("CLAIM_FUND_LACKS",
            $"the fund of strike {strike} holds {fund}; claim {number} asks for {asked}, so {lacking} are lacking. "
            + $"Nothing was paid. At this rate the fund holds for {Days(days)} of a week.",
            ("strike", strike), ("claim", number), ("fund", fund.Shown.Minor), ("asked", asked.Minor),
            ("lacking", lacking.Minor), ("days", days));
    }

    private static Wording Days(int count) => Wording.Count(count, $"{count} day", $"{count} days");
}
