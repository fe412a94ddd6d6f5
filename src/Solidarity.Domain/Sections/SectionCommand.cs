using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Claims;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.Notices;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Sections.Tranches;

namespace Solidarity.Domain.Sections;

/// <summary>What a section can be asked, by subject. Commands that begin with <c>Learn</c> are messages of other
/// bodies, and <c>ToTreasury</c> may be one; the section's own people send the others.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(FoundingCommand))]
[JsonDerivedType(typeof(AffiliationCommand))]
[JsonDerivedType(typeof(OwnTreasuryCommand))]
[JsonDerivedType(typeof(OwnStrikeCommand))]
[JsonDerivedType(typeof(OwnCallCommand))]
[JsonDerivedType(typeof(InboxCommand))]
[JsonDerivedType(typeof(AnswerCommand))]
[JsonDerivedType(typeof(PledgeCommand))]
[JsonDerivedType(typeof(TrancheCommand))]
[JsonDerivedType(typeof(LoanCommand))]
[JsonDerivedType(typeof(OwnNoticesCommand))]
[JsonDerivedType(typeof(ReversalCommand))]
[JsonDerivedType(typeof(SurplusCommand))]
[JsonDerivedType(typeof(StatutesCommand))]
[JsonDerivedType(typeof(MandateCommand))]
[JsonDerivedType(typeof(QuestionCommand))]
[JsonDerivedType(typeof(ClaimCommand))]
public abstract record SectionCommand : MoneyCommand
{
    private protected SectionCommand() { }
}
