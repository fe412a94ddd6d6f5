using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Relays;

namespace Solidarity.Domain.Federations.Members;

/// <summary>Who is in a federation, and what it is in itself.</summary>
/// <param name="Questions">Of those that ask to be members: the number of their question.</param>
/// <param name="QuestionsPut">How many times this one has asked any federation to admit it.</param>
/// <param name="AskedAt">When it has asked of late; older times than a day are forgotten.</param>
/// <param name="Above">All federations that contain this one, as far as it knows, each with the number of the parents
/// that it is or is above.</param>
/// <param name="Former">Members that left, and federations that this one left, while calls were open here: they may
/// have them from here, so ends are told to them, too. One that is a member again is told as a member. One that this
/// federation is in now stays: what is told up goes only as far as a call went, and it may have had more as a member.
/// </param>
public sealed record Membership(
    ImmutableSortedDictionary<Address, AffiliationStatus> Members,
    ImmutableSortedDictionary<Address, int> Questions,
    int QuestionsPut,
    ImmutableArray<DateTimeOffset> AskedAt,
    ImmutableSortedDictionary<FederationId, Parent> Parents,
    ImmutableSortedDictionary<FederationId, int> Above,
    ImmutableSortedSet<Address> Former)
{
    public const int MembersMax = 5_000;

    /// <summary>The most that wait to be taken in; apart from the members.</summary>
    public const int AskedMax = 5_000;
    public const int ParentsMax = 20;

    /// <summary>How often a federation may ask to be taken in within 24 hours: all below it hear of it when it is.
    /// </summary>
    public const int AsksPerDayMax = 24;

    /// <summary>The most federations above one; less where it is wider than local (<see cref="Ancestry.Max"/>).
    /// </summary>
    public const int AncestorsMax = 100;
    public const int FormerMax = 2_000;

    public static readonly Membership None = new(
        ImmutableSortedDictionary<Address, AffiliationStatus>.Empty,
        ImmutableSortedDictionary<Address, int>.Empty,
        QuestionsPut: 0, AskedAt: [],
        ImmutableSortedDictionary<FederationId, Parent>.Empty,
        ImmutableSortedDictionary<FederationId, int>.Empty, Former: []);

    /// <summary>All federations that contain this one, as far as it knows.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<FederationId> Ancestors => [.. Above.Keys];

    /// <summary>Those that have been admitted, and not only asked.</summary>
    internal IEnumerable<Address> Admitted() =>
        Members.Where(member => member.Value == AffiliationStatus.Member).Select(member => member.Key);

    public bool HasAdmitted(Address body) =>
        Members.TryGetValue(body, out var status) && status == AffiliationStatus.Member;

    /// <summary>Whether this federation is in that one, and has not only asked it.</summary>
    public bool IsIn(FederationId federation) =>
        Parents.TryGetValue(federation, out var parent) && parent.Status == AffiliationStatus.Member;

    internal Membership Asking(FederationId federation, int question) => this with
    {
        QuestionsPut = question,
        Parents = Parents.SetItem(federation, new Parent(question, AffiliationStatus.Asked, Level.Local, [])),
    };

    /// <summary>With one more that has left; with none that had left where nothing is open that they could have.
    /// </summary>
    internal Membership WithFormer(Address left, FederationRelays relays)
    {
        if (!relays.AnyOpen)
            return this with { Former = [] };
        return Former.Count >= FormerMax ? this : this with { Former = Former.Add(left) };
    }
}
