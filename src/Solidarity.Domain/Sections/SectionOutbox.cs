using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
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
using Solidarity.Domain.Strikes.Aid;

namespace Solidarity.Domain.Messages;

/// <summary>Whom a section tells of what happened to it. Each subject has its own outbox.</summary>
public static class SectionOutbox
{
    public static IEnumerable<Message> Of(SectionEvent @event, Section after) => @event switch
    {
        FoundingEvent or OwnNoticesEvent or StatutesEvent or MandateEvent or ClaimEvent => [],
        AffiliationEvent e => AffiliationOutbox.Of(e, after),
        OwnTreasuryEvent e => OwnTreasuryOutbox.Of(e, after),
        OwnStrikeEvent e => OwnStrikeOutbox.Of(e, after),
        OwnCallEvent e => OwnCallOutbox.Of(e, after),
        InboxEvent e => InboxOutbox.Of(e, after),
        AnswerEvent e => AnswerOutbox.Of(e, after),
        PledgeEvent e => PledgeOutbox.Of(e, after),
        TrancheEvent e => TrancheOutbox.Of(e, after),
        LoanEvent e => LoanOutbox.Of(e, after),
        ReversalEvent e => ReversalOutbox.Of(e, after),
        SurplusEvent e => SurplusOutbox.Of(e, after),
        QuestionEvent e => QuestionOutbox.Of(e, after),
        _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
    };

    /// <summary>How a strike names what this section does for it.</summary>
    internal static AidKey Own(Section section, PledgeId id) => new(Party.Of(section.Id), id);

    internal static Message Aid(
        StrikeId strike, AidKey aid, AidKind kind, AidState state, Amount? amount, string note, SectionId? by = null,
        bool? unasked = null) =>
        new(strike, new AidCommand.LearnAid(aid, kind, state, amount, Counted: true, note, by, unasked));

    internal static Message Moved(
        StrikeId strike, AidKey aid, AidKind kind, int run, MoneyStage stage, Amount amount, SectionId? by = null) =>
        new(strike, new AidCommand.LearnMoney(aid, kind, run, stage, amount, by));
}
