using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Federations;

/// <summary>A federation: made by its members, with no power over them. It relays, carries and counts.</summary>
/// <param name="Questions">Of those that ask to be members: the number of their question.</param>
/// <param name="QuestionsPut">How many times this one has asked any federation to admit it.</param>
/// <param name="AskedAt">When it has asked of late; older times than a day are forgotten.</param>
/// <param name="Above">All federations that contain this one, as far as it knows, each with the number of the parents
/// that it is or is above.</param>
/// <param name="CallsRelayed">How many strikes' calls it has relayed.</param>
/// <param name="OpenCalls">Calls relayed and not taken back, which who joins now gets, and where each came from: the
/// federation that relayed it here, or the striking section.</param>
/// <param name="OutsideCalls">Those of <paramref name="Calls"/> that came from outside, in the order in which they
/// came.</param>
/// <param name="Warnings">Warnings relayed, of strikes that are not over.</param>
/// <param name="Former">Members that left, and federations that this one left, while calls were open here: they may
/// have them from here, so ends are told to them, too. One that is a member again is told as a member. One that this
/// federation is in now stays: what is told up goes only as far as a call went, and it may have had more as a member.
/// </param>
/// <param name="Lineage">Whom it succeeds, and who succeeds it.</param>
/// <param name="Moves">Its own part in successions of federations that it is in.</param>
public sealed record Federation(
    FederationId Id,
    bool Founded,
    string Name,
    Level Level,
    string Locality,
    string Country,
    ImmutableSortedDictionary<Address, AffiliationStatus> Members,
    ImmutableSortedDictionary<Address, int> Questions,
    int QuestionsPut,
    ImmutableArray<DateTimeOffset> AskedAt,
    ImmutableSortedDictionary<FederationId, Parent> Parents,
    ImmutableSortedDictionary<FederationId, int> Above,
    Treasury Treasury,
    ImmutableSortedDictionary<StrikeId, RelayedCall> Calls,
    int CallsRelayed,
    ImmutableSortedDictionary<StrikeId, Address> OpenCalls,
    ImmutableList<StrikeId> OutsideCalls,
    ImmutableSortedDictionary<StrikeId, RelayedWarning> Warnings,
    ImmutableSortedSet<Address> Former,
    ImmutableSortedDictionary<PledgeId, Collection> Collections,
    Lineage Lineage,
    Moves Moves)
{
    public const int MembersMax = 5_000;
    public const int ParentsMax = 20;

    /// <summary>How often a federation may ask to be taken in within 24 hours: all below it hear of it when it is.
    /// </summary>
    public const int AsksPerDayMax = 24;

    /// <summary>The most federations above one; less where it is wider than local (<see cref="Ancestry.Max"/>).
    /// </summary>
    public const int AncestorsMax = 100;
    public const int CallsMax = 1_000_000;

    /// <summary>The most open calls of members that called here themselves, and as many warnings.</summary>
    public const int OpenCallsMax = 2_000;

    /// <summary>Of one member, of these.</summary>
    public const int OpenPerMemberMax = 20;

    /// <summary>The most open calls, and warnings, that members and parents that are federations have relayed here.
    /// </summary>
    public const int OpenOfFederationsMax = 2_000;

    /// <summary>Of one federation, of these.</summary>
    public const int OpenPerFederationMax = 500;

    /// <summary>The most open calls, and warnings, of bodies that are neither members nor parents.</summary>
    public const int OpenOutsideMax = 200;

    /// <summary>Of one such body, of these.</summary>
    public const int OpenPerOutsiderMax = 5;

    /// <summary>How many calls from outside are remembered: then the oldest one that is not open is forgotten.
    /// </summary>
    public const int OutsideCallsMax = 10_000;

    /// <summary>The most that wait to be taken in; apart from the members.</summary>
    public const int AskedMax = 5_000;
    public const int FormerMax = 2_000;

    /// <summary>So many days after it was last relayed a call or a warning does not go to newcomers any more.</summary>
    public const int CallFreshDays = 90;
    public const int CollectionsMax = 100_000;

    /// <summary>The most calls and warnings that one entry tells a newcomer.</summary>
    public const int CallsToldMax = 20;

    public static Federation Unfounded(FederationId id) => new(
        id, false, "", Level.Local, "", "",
        ImmutableSortedDictionary<Address, AffiliationStatus>.Empty,
        ImmutableSortedDictionary<Address, int>.Empty,
        QuestionsPut: 0, AskedAt: [],
        ImmutableSortedDictionary<FederationId, Parent>.Empty,
        ImmutableSortedDictionary<FederationId, int>.Empty,
        Treasury.Empty,
        ImmutableSortedDictionary<StrikeId, RelayedCall>.Empty, CallsRelayed: 0,
        ImmutableSortedDictionary<StrikeId, Address>.Empty, OutsideCalls: [],
        ImmutableSortedDictionary<StrikeId, RelayedWarning>.Empty, Former: [],
        ImmutableSortedDictionary<PledgeId, Collection>.Empty,
        Lineage.None, Moves.None);

    /// <summary>Whether a body is a member or asks to be one, or the other way round, or succeeds or precedes this one.
    /// </summary>
    internal bool IsNear(Address other) => Members.ContainsKey(other)
        || (other.IsFederation && (Parents.ContainsKey(other.Federation)
            || Lineage.Kin.Contains(other.Federation)));

    /// <summary>All federations that contain this one, as far as it knows.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<FederationId> Ancestors => [.. Above.Keys];

    /// <summary>Those that have been admitted, and not only asked.</summary>
    internal IEnumerable<Address> Admitted() =>
        Members.Where(m => m.Value == AffiliationStatus.Member).Select(m => m.Key);

    public static Federation Evolve(Federation state, FederationEvent @event)
    {
        if (@event is not FederationEvent.OfTreasury && @event.Booked() is { } entry)
            state = state with { Treasury = state.Treasury with { Book = state.Treasury.Book.Post(entry) } };
        return @event switch
        {
            // What neighbours said to the treasury before the founding stays said.
            FederationEvent.Founded e => state with
            {
                Founded = true,
                Name = e.Name,
                Level = e.Level,
                Locality = e.Locality,
                Country = e.Country,
            },
            FederationEvent.OfTreasury e => state with { Treasury = Treasury.Evolve(state.Treasury, e.Happened) },
            FederationEvent.DuesReceived => state,
            MemberEvent e => MemberRules.Evolve(state, e),
            RelayEvent e => RelayRules.Evolve(state, e),
            CollectionEvent e => state with { Collections = CollectionRules.Evolve(state.Collections, e) },
            SuccessionEvent e => SuccessionEvolution.Evolve(state, e),
            DuesTransferEvent e => SuccessionEvolution.Evolve(state, e),
            SuccessorEvent e => SuccessionEvolution.Evolve(state, e),
            _ => throw new UnreachableException($"federation event {@event.GetType().Name}"),
        };
    }
}
