using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Federations;

/// <summary>A federation above this one, and those above it, as far as it has told.</summary>
/// <param name="Question">The number of the question that this federation asked it.</param>
/// <param name="Ancestors">Those above it, without itself.</param>
public sealed record Parent(
    int Question, AffiliationStatus Status, Level Level, ImmutableSortedSet<FederationId> Ancestors);

/// <summary>Money that was collected through a federation for a strike.</summary>
public sealed record Collection(
    StrikeId Strike, SectionId To, AidKind Kind, Amount Amount, AidState State, int Runs, string Reason);

/// <summary>A strike's call and warning, as they came through here.</summary>
/// <param name="Number">Of the last sending of the call that was relayed; 0: none was.</param>
/// <param name="Scope">Of that sending: how far up it went.</param>
/// <param name="Revision">Of that sending.</param>
/// <param name="Widest">How far up any sending of it went.</param>
/// <param name="Ended">The number under which it was last taken back; 0: never.</param>
/// <param name="Reminded">The number of the last reminder that was relayed.</param>
/// <param name="Warned">The strike's warning was relayed.</param>
/// <param name="Call">The call itself while it is open, for those that join meanwhile; else null.</param>
/// <param name="At">When it was last relayed; null: it was not.</param>
/// <param name="Over">The strike is over: a warning that comes later, on a slower way, warns of nothing.</param>
public sealed record RelayedCall(
    int Number, Level Scope, int Revision = 0, Level Widest = Level.Local, int Ended = 0, int Reminded = 0,
    bool Warned = false, Call? Call = null, DateTimeOffset? At = null, bool Over = false)
{
    /// <summary>Relayed, and not taken back since.</summary>
    [JsonIgnore]
    public bool IsOpen => Number > 0 && Number >= Ended;
}

/// <summary>A warning that was relayed, and when.</summary>
/// <param name="Origin">As in <see cref="Federation.OpenCalls"/>.</param>
public sealed record RelayedWarning(Warning Warning, DateTimeOffset At, Address Origin);

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
            FederationEvent.MemberAsked e => state with
            {
                Members = state.Members.SetItem(e.Member, AffiliationStatus.Asked),
                Questions = state.Questions.SetItem(e.Member, e.Question),
            },
            FederationEvent.MemberAdmitted e => state with
            {
                Members = state.Members.SetItem(e.Member, AffiliationStatus.Member),
                Questions = state.Questions.Remove(e.Member),
                Former = state.Former.Remove(e.Member),
            },
            FederationEvent.MemberRefused e => state.Without(e.Member),
            FederationEvent.MemberLeft e => state.Without(e.Member),
            FederationEvent.AffiliationAsked e => state with
            {
                QuestionsPut = e.Question,
                AskedAt = e.At is not { } at
                    ? state.AskedAt
                    : [.. state.AskedAt.Where(asked => asked > at.AddDays(-1)), at],
                Parents = state.Parents.SetItem(
                    e.Federation, new Parent(e.Question, AffiliationStatus.Asked, Level.Local, [])),
            },
            FederationEvent.AffiliationGranted e => Ancestry.Granted(state, e),
            FederationEvent.AncestryChanged e => Ancestry.Changed(state, e),
            FederationEvent.AffiliationEnded e => Ancestry.Ended(state, e),
            FederationEvent.OfTreasury e => state with { Treasury = Treasury.Evolve(state.Treasury, e.Happened) },
            FederationEvent.DuesReceived or FederationEvent.CallsTold => state,
            FederationEvent.CallRelayed or FederationEvent.CallEndRelayed or FederationEvent.ReminderRelayed
                or FederationEvent.WarningRelayed or FederationEvent.CallNotRelayed =>
                FederationRelays.Evolve(state, @event),
            _ => OnCollection(state, @event),
        };
    }

    // Also one that is refused may have been a member: it did not know that yet, and asked again.
    private Federation Without(Address member) => this with
    {
        Members = Members.Remove(member),
        Questions = Questions.Remove(member),
        Former = Members.TryGetValue(member, out var status) && status == AffiliationStatus.Member
            ? FederationRelays.WithFormer(this, member)
            : Former,
    };

    private static Federation OnCollection(Federation state, FederationEvent @event) => @event switch
    {
        FederationEvent.Collected e => state with
        {
            Collections = state.Collections.Add(e.Collection,
                new Collection(e.Strike, e.To, e.Kind, e.Amount, AidState.Pledged, Runs: 0, Reason: "")),
        },
        FederationEvent.CollectionSent e => With(state, e.Collection, c => c with { Runs = e.Run }),
        FederationEvent.CollectionDelivered e => With(state, e.Collection, c => c with { State = AidState.Honoured }),
        FederationEvent.CollectionUnsent e =>
            With(state, e.Collection, c => c with { Amount = e.Left, Reason = e.Reason, State = AidState.Pledged }),
        _ => SuccessionEvolution.Evolve(state, @event),
    };

    private static Federation With(Federation state, PledgeId id, Func<Collection, Collection> change) =>
        state with { Collections = state.Collections.SetItem(id, change(state.Collections[id])) };
}
