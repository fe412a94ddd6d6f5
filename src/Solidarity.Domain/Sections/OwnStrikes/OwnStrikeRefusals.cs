using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.OwnStrikes;

/// <summary>A section's refusals about strikes of its own.</summary>
public static class OwnStrikeRefusals
{
    public static Refusal UnknownStrike(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_STRIKE", $"section {section} has declared no strike {strike}.",
        ("section", section), ("strike", strike));

    public static Refusal StrikeExists(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.AlreadyExists,
        "STRIKE_EXISTS", $"section {section} has declared a strike {strike} already.", ("strike", strike));

    public static Refusal StrikeOver(StrikeId strike, Outcome outcome) => Precondition("STRIKE_OVER",
        $"strike {strike} is over ({outcome}); there is nothing to call for.", ("strike", strike));

    public static Refusal OutsideAidExists(StrikeId strike, AidKey aid) => Refusal.Of(RefusalKind.AlreadyExists,
        "AID_EXISTS",
        $"strike {strike} has booked aid {aid.Id} of {aid.From.Label} already. Choose another id for another gift.",
        ("strike", strike), ("aid", aid));

    public static Refusal FundTooSmall(StrikeId strike, Total fund, Amount asked) => Precondition("FUND_TOO_SMALL",
        $"the fund of strike {strike} holds {fund}; the payment asks for {asked}.",
        ("strike", strike), ("fund", fund.Shown.Minor), ("asked", asked.Minor));
}
