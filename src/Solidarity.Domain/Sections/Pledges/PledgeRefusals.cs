using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Pledges;

/// <summary>A section's refusals about its pledges.</summary>
public static class PledgeRefusals
{
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
}
