using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Sections;

/// <summary>The refusals of a section.</summary>
public static class SectionRefusals
{
    public static Refusal CurrencyLacking(Section state, Currency currency) => Precondition("CURRENCY_LACKING",
        $"section {state.Id} keeps no money in {currency}; it keeps {string.Join(", ", state.Currencies)}.",
        ("section", state.Id), ("currency", currency));

    public static Refusal NeedNotKept(Section state, Currency currency) => Precondition("CURRENCY_LACKING",
        $"section {state.Id} keeps no money in {currency}, so nothing that arrives could cover a need in it: name what "
        + $"is needed in {string.Join(" or ", state.Currencies)}. A section's currencies are those of its founding.",
        ("section", state.Id), ("currency", currency));

    public static Refusal NotEnoughAvailable(Section state, Amount asked, string what) => Precondition(
        "NOT_ENOUGH_AVAILABLE",
        $"section {state.Id} has {state.Available(asked.Currency)} available; the {what} asks for {asked}.",
        ("section", state.Id), ("available", state.Available(asked.Currency).Shown.Minor), ("asked", asked.Minor),
        ("currency", asked.Currency));

    public static Refusal NotAffiliated(SectionId section, FederationId federation) => Precondition("NOT_AFFILIATED",
        $"section {section} is not a member of federation {federation}.",
        ("section", section), ("federation", federation));

    public static Refusal AlreadyAffiliated(SectionId section, FederationId federation, AffiliationStatus status) =>
        Refusal.Of(RefusalKind.AlreadyExists, "ALREADY_AFFILIATED",
            status == AffiliationStatus.Member
                ? $"section {section} is a member of federation {federation} already."
                : $"section {section} has asked federation {federation} already; wait for its answer.",
            ("section", section), ("federation", federation));

    public static Refusal UnknownStrike(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_STRIKE", $"section {section} has declared no strike {strike}.",
        ("section", section), ("strike", strike));

    public static Refusal StrikeExists(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.AlreadyExists,
        "STRIKE_EXISTS", $"section {section} has declared a strike {strike} already.", ("strike", strike));

    public static Refusal StrikeOver(StrikeId strike, Outcome outcome) => Precondition("STRIKE_OVER",
        $"strike {strike} is over ({outcome}); there is nothing to call for.", ("strike", strike));

    public static Refusal CallUnknown(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.NotFound,
        "CALL_UNKNOWN", $"no call of strike {strike} has reached section {section}. See its inbox.",
        ("section", section), ("strike", strike));

    public static Refusal CallClosed(StrikeId strike, CallEnd? how) => Precondition("CALL_CLOSED",
        how switch
        {
            CallEnd.Cancelled => $"the call of strike {strike} was taken back by its section: it asks nobody any more.",
            CallEnd.Narrowed =>
                $"the call of strike {strike} goes less far now and does not ask this section any more.",
            _ => $"the call of strike {strike} is closed: the strike is over.",
        },
        ("strike", strike));

    public static Refusal NotCalled(StrikeId strike) => Precondition("NOT_CALLED",
        $"strike {strike} has no open call; call for aid first.", ("strike", strike));

    public static Refusal NotNarrower(StrikeId strike, Level scope, Level asked) => Precondition("NOT_NARROWER",
        $"the call of strike {strike} is {scope} now, and {asked} is no narrower. To widen it, call again.",
        ("strike", strike), ("scope", scope), ("asked", asked));

    public static Refusal WarnedAlready(StrikeId strike) => Refusal.Of(RefusalKind.AlreadyExists, "WARNED_ALREADY",
        $"the warning of strike {strike} was sent already, everywhere.", ("strike", strike));

    public static Refusal WarningUnknown(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.NotFound,
        "WARNING_UNKNOWN", $"no warning of strike {strike} has reached section {section}. See its inbox.",
        ("section", section), ("strike", strike));

    public static Refusal UnknownOffer(SectionId section, PledgeId offer) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_OFFER", $"section {section} has made no offer {offer}.", ("offer", offer));

    public static Refusal OwnStrike(SectionId section, StrikeId strike) => Precondition("OWN_STRIKE",
        $"strike {strike} is section {section}'s own: a section does not pledge to itself.", ("strike", strike));

    public static Refusal PledgeExists(SectionId section, PledgeId pledge) => Refusal.Of(RefusalKind.AlreadyExists,
        "PLEDGE_EXISTS",
        $"section {section} has used id {pledge} already, or keeps it for a tranche. Choose another one.",
        ("pledge", pledge));

    public static Refusal UnknownPledge(SectionId section, PledgeId pledge) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_PLEDGE", $"section {section} has made no pledge {pledge}.", ("pledge", pledge));

    public static Refusal PledgeNotOpen(PledgeId pledge, AidState state) => Precondition("PLEDGE_NOT_OPEN",
        $"pledge {pledge} is {state.ToString().ToLowerInvariant()} already.", ("pledge", pledge), ("state", state));

    public static Refusal PledgeOnItsWay(PledgeId pledge, TransferId transfer) => Precondition("PLEDGE_ON_ITS_WAY",
        $"the money of pledge {pledge} is on its way already (transfer {transfer}).",
        ("pledge", pledge), ("transfer", transfer));

    public static Refusal SumNotNamed(PledgeId pledge) => Precondition("SUM_NOT_NAMED",
        $"pledge {pledge} names no sum, so nothing can be sent for it. Withdraw it and pledge a sum.",
        ("pledge", pledge));

    public static Refusal HasAnswered(SectionId section, StrikeId strike) => Precondition("ALREADY_PLEDGED",
        $"section {section} has promised something to strike {strike}; withdraw that before declining.",
        ("strike", strike));

    public static Refusal UnknownLoan(SectionId section, AidKey loan) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_LOAN", $"section {section} owes nothing to {loan.From.Label} for {loan.Id}.", ("loan", loan));

    public static Refusal LoanExists(SectionId section, AidKey loan) => Refusal.Of(RefusalKind.AlreadyExists,
        "LOAN_EXISTS", $"section {section} has loan {loan.Id} of {loan.From.Label} on its books already.",
        ("loan", loan));

    public static Refusal MoreThanOwed(AidKey loan, Amount left, Amount asked) => Precondition("MORE_THAN_OWED",
        $"{left} of loan {loan.Id} is still to be repaid; the repayment is of {asked}.",
        ("loan", loan), ("left", left.Minor), ("asked", asked.Minor));

    public static Refusal NotRedirected(AidKey loan, StrikeId strike) => Precondition("NOT_REDIRECTED",
        $"{loan.From.Label} has not let so much of loan {loan.Id} go to strike {strike}.",
        ("loan", loan), ("strike", strike));

    public static Refusal NotALoan(PledgeId pledge) => Precondition("NOT_A_LOAN",
        $"nothing is owed for pledge {pledge}: it is no loan, or it is repaid.", ("pledge", pledge));

    public static Refusal OutsideAidExists(StrikeId strike, AidKey aid) => Refusal.Of(RefusalKind.AlreadyExists,
        "AID_EXISTS",
        $"strike {strike} has booked aid {aid.Id} of {aid.From.Label} already. Choose another id for another gift.",
        ("strike", strike), ("aid", aid));

    public static Refusal FundTooSmall(StrikeId strike, Total fund, Amount asked) => Precondition("FUND_TOO_SMALL",
        $"the fund of strike {strike} holds {fund}; the payment asks for {asked}.",
        ("strike", strike), ("fund", fund.Shown.Minor), ("asked", asked.Minor));

    private static Refusal Precondition(
        string reason, string message, params ReadOnlySpan<(string, object)> metadata) =>
        Refusal.Of(RefusalKind.FailedPrecondition, reason, message, metadata);
}
