using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.OwnCalls;

/// <summary>A section's refusals about calls of its own strikes.</summary>
internal static class OwnCallRefusals
{
    public static Refusal NeedNotKept(Section state, Currency currency) => Precondition("CURRENCY_LACKING",
        $"section {state.Id} keeps no money in {currency}, so nothing that arrives could cover a need in it: name what "
        + $"is needed in {string.Join(" or ", state.Profile.Currencies)}. A section's currencies are those of its founding.",
        ("section", state.Id), ("currency", currency));

    public static Refusal NotCalled(StrikeId strike) => Precondition("NOT_CALLED",
        $"strike {strike} has no open call; call for aid first.", ("strike", strike));

    public static Refusal NotNarrower(StrikeId strike, Level scope, Level asked) => Precondition("NOT_NARROWER",
        $"the call of strike {strike} is {scope} now, and {asked} is no narrower. To widen it, call again.",
        ("strike", strike), ("scope", scope), ("asked", asked));

    public static Refusal WarnedAlready(StrikeId strike) => Refusal.Of(RefusalKind.AlreadyExists, "WARNED_ALREADY",
        $"the warning of strike {strike} was sent already, everywhere.", ("strike", strike));
}
