using Solidarity.Domain.Acts;
using Solidarity.Domain.Amendments;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
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
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Sections;

/// <summary>A section: the only body that disposes of its own money.</summary>
/// <param name="Treasury">Neighbours may have spoken to it before the section was founded.</param>
/// <param name="Inbox">What has reached it of the strikes of others.</param>
/// <param name="Promises">What it has promised and told those.</param>
/// <param name="Surplus">What it has sent on of the funds of ended strikes.</param>
/// <param name="Entries">Its plain entries, as far as they can be reversed.</param>
/// <param name="Acts">What its people did with money last.</param>
/// <param name="Amendments">What of its <paramref name="Profile"/> was put right.</param>
/// <param name="Notices">Null until it says where its notices go.</param>
/// <param name="House">How it governs itself; null until it says something of it.</param>
/// <param name="Claims">For strike pay by the statutes; null until it begins some.</param>
public sealed record Section(
    SectionId Id,
    bool Founded,
    Profile Profile,
    SectionAffiliations Affiliations,
    Treasury Treasury,
    SectionStrikes Strikes,
    SectionInbox Inbox,
    SectionPromises Promises,
    SectionLoans Loans,
    SectionSurplus Surplus,
    PlainEntries Entries,
    RecentActs Acts,
    ImmutableArray<Amendment> Amendments,
    BodyNotices? Notices = null,
    SectionHouse? House = null,
    SectionClaims? Claims = null)
{
    public static Section Unfounded(SectionId id) => new(
        id, Founded: false, Profile.Empty, SectionAffiliations.None, Treasury.Empty, SectionStrikes.None,
        SectionInbox.Empty, SectionPromises.None, SectionLoans.None, SectionSurplus.None, PlainEntries.None,
        RecentActs.None, Amendments: []);

    /// <summary>Folds an event into a section. An event that cannot follow the state throws: the journal is damaged.
    /// </summary>
    public static Section Evolve(Section state, SectionEvent @event)
    {
        // Treasury events book their own entries.
        if (@event is not OwnTreasuryEvent.OfTreasury && @event.Booked() is { } entry)
            state = state with { Treasury = state.Treasury with { Book = state.Treasury.Book.Post(entry) } };
        if (@event is IAct { Done: { } done })
            state = state with { Acts = state.Acts.With(done) };
        var after = @event switch
        {
            FoundingEvent e => FoundingEvolution.Evolve(state, e),
            AffiliationEvent e => state with { Affiliations = AffiliationEvolution.Evolve(state.Affiliations, e) },
            OwnTreasuryEvent e => OwnTreasuryEvolution.Evolve(state, e),
            OwnStrikeEvent e => OwnStrikeEvolution.Evolve(state, e),
            OwnCallEvent e => state with { Strikes = OwnCallEvolution.Evolve(state.Strikes, e) },
            InboxEvent e => state with { Inbox = InboxEvolution.Evolve(state.Inbox, e) },
            AnswerEvent e => AnswerEvolution.Evolve(state, e),
            PledgeEvent e => PledgeEvolution.Evolve(state, e),
            TrancheEvent e => TrancheEvolution.Evolve(state, e),
            LoanEvent e => LoanEvolution.Evolve(state, e),
            OwnNoticesEvent.OfNotices e => state with { Notices = NoticeRules.Evolve(state.Notices, e.Happened) },
            ReversalEvent e => ReversalEvolution.Evolve(state, e),
            SurplusEvent e => SurplusEvolution.Evolve(state, e),
            StatutesEvent e => state with
            {
                House = StatutesEvolution.Evolve(state.House ?? SectionHouse.Unwritten, e),
            },
            MandateEvent e => state with
            {
                House = MandateEvolution.Evolve(state.House ?? SectionHouse.Unwritten, e),
            },
            QuestionEvent e => state with
            {
                House = QuestionEvolution.Evolve(state.Id, state.House ?? SectionHouse.Unwritten, e),
            },
            ClaimEvent e => state with { Claims = ClaimEvolution.Evolve(state.Claims ?? SectionClaims.None, e) },
            _ => throw new UnreachableException($"section event {@event.GetType().Name}"),
        };
        if (after.Claims is { } claims)
            after = after with { Claims = ClaimEvolution.After(claims, @event) };
        if (after.House is { } house)
            after = after with { House = house.After(state, @event) };
        return @event is IPlainEntry { Plain: { } plain }
            ? after with { Entries = after.Entries.With(plain) }
            : after;
    }

    /// <summary>Whether anything of this section's has this id on a strike's board, or will have: the tranches of a
    /// promise are named after it.</summary>
    public bool HasUsed(PledgeId id) =>
        Promises.HasUsed(id) || Loans.Repayments.ContainsKey(id) || Surplus.Sent.ContainsKey(id);

    /// <summary>Whether a promise in so many tranches can have this id: it and the tranches' own ids are free, and so
    /// are those that they would have as promises in tranches themselves.</summary>
    public bool HasRoomFor(PledgeId series, int count) => !HasUsed(series)
        && !Enumerable.Range(1, count).Any(number => HasUsed(TrancheIds.Of(series, number)));

    /// <summary>What the section can dispose of now.</summary>
    public Total Available(Currency currency) => Treasury.Book.BalanceOf(Account.Treasury, currency);

    /// <summary>The refusal of an act that was done just now; null where it was not, or is to be done again.</summary>
    internal Refusal? CheckAct(Act act, bool again, DateTimeOffset at) => Acts.Check(Id, act, again, at);

    /// <summary>The refusal for a sum that is no payable sum of a currency of the section's; else null.</summary>
    internal Refusal? CheckAmount(Amount amount)
    {
        if (!amount.IsPayable)
            return TreasuryRefusals.NotPayable(amount);
        return Profile.Currencies.Contains(amount.Currency)
            ? null
            : SectionRefusals.CurrencyLacking(this, amount.Currency);
    }

    internal Refusal? CheckAvailable(Amount amount, Wording what) =>
        Available(amount.Currency).Minor < amount.Minor
            ? SectionRefusals.NotEnoughAvailable(this, amount, what)
            : null;
}
