using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Inbox;

/// <summary>A section's refusals about what has reached it.</summary>
internal static class InboxRefusals
{
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

    public static Refusal WarningUnknown(SectionId section, StrikeId strike) => Refusal.Of(RefusalKind.NotFound,
        "WARNING_UNKNOWN", $"no warning of strike {strike} has reached section {section}. See its inbox.",
        ("section", section), ("strike", strike));
}
