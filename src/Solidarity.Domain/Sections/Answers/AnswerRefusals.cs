using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Answers;

/// <summary>A section's refusals about its answers.</summary>
internal static class AnswerRefusals
{
    public static Refusal UnknownOffer(SectionId section, PledgeId offer) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_OFFER", $"section {section} has made no offer {offer}.", ("offer", offer));

    public static Refusal HasAnswered(SectionId section, StrikeId strike) => Precondition("ALREADY_PLEDGED",
        $"section {section} has promised something to strike {strike}; withdraw that before declining.",
        ("strike", strike));
}
