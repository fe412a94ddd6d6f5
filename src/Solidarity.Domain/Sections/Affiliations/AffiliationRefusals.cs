using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Affiliations;

/// <summary>A section's refusals about federations that it is in, or is not.</summary>
internal static class AffiliationRefusals
{
    public static Refusal NotAffiliated(SectionId section, FederationId federation) => Precondition("NOT_AFFILIATED",
        $"section {section} is not a member of federation {federation}.",
        ("section", section), ("federation", federation));

    public static Refusal AlreadyAffiliated(SectionId section, FederationId federation, AffiliationStatus status) =>
        Refusal.Of(RefusalKind.AlreadyExists, "ALREADY_AFFILIATED",
            status == AffiliationStatus.Member
                ? $"section {section} is a member of federation {federation} already."
                : $"section {section} has asked federation {federation} already; wait for its answer.",
            ("section", section), ("federation", federation));
}
