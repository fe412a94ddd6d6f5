using Solidarity.Domain.Decisions;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Authorities;
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

/// <summary>What a section decides, by subject.</summary>
public static class SectionDecider
{
    public static Decision<SectionEvent> Decide(Section state, SectionCommand command, DateTimeOffset at)
    {
        // A neighbour may speak to a treasury before its owner is founded: an offer waits, and money is never turned
        // away.
        if (!state.Founded
            && command is not (FoundingCommand.Found or OwnTreasuryCommand.ToTreasury { Asked.ByOwner: false }))
            return CommonRefusals.NotFounded(Wording.Of($"section {state.Id}"));
        var decision = DecideBySubject(state, command, at);
        // What changes nothing needs no authority.
        return decision.Events.Length > 0 && AuthorityRules.Check(state, command, at) is { } no ? no : decision;
    }

    /// <summary>Without asking what it rests on.</summary>
    internal static Decision<SectionEvent> DecideBySubject(
        Section state, SectionCommand command, DateTimeOffset at) => command switch
        {
            FoundingCommand c => FoundingRules.Decide(state, c, at),
            AffiliationCommand c => AffiliationRules.Decide(state, c, at),
            OwnTreasuryCommand c => OwnTreasuryRules.Decide(state, c, at),
            OwnStrikeCommand c => OwnStrikeRules.Decide(state, c, at),
            OwnCallCommand c => OwnCallRules.Decide(state, c, at),
            InboxCommand c => InboxRules.Decide(state, c, at),
            AnswerCommand c => AnswerRules.Decide(state, c, at),
            PledgeCommand c => PledgeRules.Decide(state, c, at),
            TrancheCommand c => TrancheRules.Decide(state, c, at),
            LoanCommand c => LoanRules.Decide(state, c, at),
            OwnNoticesCommand.ToNotices c => NoticeRules.Decide(state.Id, state.Notices, c.Asked, at)
                .Select(SectionEvent (e) => new OwnNoticesEvent.OfNotices(e)),
            ReversalCommand c => ReversalRules.Decide(state, c),
            SurplusCommand c => SurplusRules.Decide(state, c, at),
            StatutesCommand c => StatutesRules.Decide(state, c, at),
            MandateCommand c => MandateRules.Decide(state, c, at),
            QuestionCommand c => QuestionRules.Decide(state, c, at),
            ClaimCommand c => ClaimRules.Decide(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };
}
