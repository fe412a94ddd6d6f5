using Solidarity.Domain.Acts;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Amendments;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Federations;

/// <summary>A federation: made by its members, with no power over them. It relays, carries and counts.</summary>
/// <param name="Treasury">Neighbours may have spoken to it before the federation was founded.</param>
/// <param name="Lineage">Whom it succeeds, and who succeeds it.</param>
/// <param name="Amendments">What of its <paramref name="Profile"/> was put right.</param>
/// <param name="Moves">Its own part in successions of federations that it is in.</param>
/// <param name="Acts">What its people did with money last.</param>
/// <param name="Notices">Null until it says where its notices go.</param>
public sealed record Federation(
    FederationId Id,
    bool Founded,
    FederationProfile Profile,
    Membership Membership,
    FederationRelays Relays,
    Treasury Treasury,
    ImmutableSortedDictionary<PledgeId, Collection> Collections,
    Lineage Lineage,
    Moves Moves,
    RecentActs Acts,
    ImmutableArray<Amendment> Amendments,
    BodyNotices? Notices = null)
{
    public static Federation Unfounded(FederationId id) => new(
        id, Founded: false, FederationProfile.Empty, Membership.None, FederationRelays.None, Treasury.Empty,
        ImmutableSortedDictionary<PledgeId, Collection>.Empty, Lineage.None, Moves.None,
        RecentActs.None, Amendments: []);

    /// <summary>Whether a body is a member or asks to be one, or the other way round, or succeeds or precedes this one.
    /// </summary>
    internal bool IsNear(Address other) => Membership.Members.ContainsKey(other)
        || (other.IsFederation && (Membership.Parents.ContainsKey(other.Federation)
            || Lineage.RelaysWith.Contains(other.Federation)));

    /// <summary>Whether a body is a member, a federation that this one is in, or one that relays as one with it.
    /// </summary>
    internal bool IsInside(Address body) => Membership.HasAdmitted(body)
        || (body.IsFederation
            && (Membership.IsIn(body.Federation) || Lineage.RelaysWith.Contains(body.Federation)));

    public static Federation Evolve(Federation state, FederationEvent @event)
    {
        if (@event is not FederationEvent.OfTreasury && @event.Booked() is { } entry)
            state = state with { Treasury = state.Treasury with { Book = state.Treasury.Book.Post(entry) } };
        if (@event is IAct { Done: { } done })
            state = state with { Acts = state.Acts.With(done) };
        return @event switch
        {
            // What neighbours said to the treasury before the founding stays said.
            FederationEvent.Founded e => state with
            {
                Founded = true,
                Profile = new FederationProfile(e.Name, e.Level, e.Locality, e.Country),
            },
            FederationEvent.Amended e => state with
            {
                Profile = e.After,
                Amendments = e.Before.Amended(state.Amendments, e.After, e.At),
            },
            FederationEvent.OfTreasury e => state with { Treasury = Treasury.Evolve(state.Treasury, e.Happened) },
            FederationEvent.DuesReceived => state,
            FederationEvent.OfNotices e => state with { Notices = NoticeRules.Evolve(state.Notices, e.Happened) },
            MemberEvent e => state with
            {
                Membership = MemberRules.Evolve(state.Membership, e, state.Relays),
                Moves = MemberRules.Evolve(state.Moves, e),
            },
            RelayEvent e => state with { Relays = RelayRules.Evolve(state.Relays, e, state.IsInside) },
            CollectionEvent e => state with { Collections = CollectionRules.Evolve(state.Collections, e) },
            SuccessionEvent e => SuccessionEvolution.Evolve(state, e),
            DuesTransferEvent e => SuccessionEvolution.Evolve(state, e),
            SuccessorEvent e => SuccessionEvolution.Evolve(state, e),
            _ => throw new UnreachableException($"federation event {@event.GetType().Name}"),
        };
    }
}
