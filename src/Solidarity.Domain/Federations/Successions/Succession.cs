using System.Security.Cryptography;
using System.Text.Json;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Json;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Federations.Successions;

/// <summary>Where a federation stands between its founding and its end.</summary>
public enum FederationStage
{
    Living,

    /// <summary>It has announced its successors, and carries to its end what is open.</summary>
    Dissolving,

    /// <summary>Nothing is left of it but its books and its name.</summary>
    Dissolved,
}

[JsonConverter(typeof(KebabEnumConverter<SuccessorStatus>))]
public enum SuccessorStatus
{
    Asked,
    Agreed,
    Declined,
}

/// <summary>Which successor a federation's decision proposes to one of its members. The member decides.</summary>
public sealed record Proposal(Address Member, FederationId Successor);

/// <summary>What a successor has answered.</summary>
public sealed record Successor(SuccessorStatus Status, string Reason)
{
    public static readonly Successor Asked = new(SuccessorStatus.Asked, "");
}

/// <summary>What was transferred to one successor in one currency: at once, or in all.</summary>
public sealed record TransferredSum(FederationId To, Total Amount);

/// <summary>A federation's last statement: its successors keep it, and can be held to it.</summary>
/// <param name="BookHash">The SHA-256 of its book's canonical form at the end, in hexadecimal digits.</param>
/// <param name="CallsRelayed">How many strikes' calls it has relayed.</param>
/// <param name="Collections">How many collections it has taken in.</param>
/// <param name="Sums">What it has transferred.</param>
public sealed record Closing(
    DateTimeOffset At, string BookHash, int CallsRelayed, int Collections, ImmutableArray<TransferredSum> Sums)
{
    /// <summary>The <see cref="BookHash"/> of a book.</summary>
    public static string HashOf(Book book) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(book, BookJson.OfJournal)));
}

/// <summary>A federation's decision to be dissolved into its successors, and how far that has come.</summary>
/// <param name="Round">Counts its announcements, so that an answer to one that was withdrawn is known as such.</param>
/// <param name="Authority">What the decision rests on.</param>
/// <param name="BeganDrain">The first agreement began the drain; else it was draining already, or nobody has agreed.
/// </param>
/// <param name="Number">Of the last transfer of dues or a collection; 0: none was.</param>
/// <param name="UnderWay">Transfers that are not confirmed yet, by number.</param>
/// <param name="Sums">What was transferred in all, in minor units.</param>
/// <param name="Closing">Once it is dissolved.</param>
public sealed record Succession(
    int Round,
    string Authority,
    DateTimeOffset At,
    bool BeganDrain,
    ImmutableSortedDictionary<FederationId, Successor> Successors,
    ImmutableSortedDictionary<Address, FederationId> Proposed,
    int Number,
    ImmutableSortedDictionary<int, TransferredSum> UnderWay,
    ImmutableSortedDictionary<FederationId, ImmutableSortedDictionary<Currency, Int128>> Sums,
    Closing? Closing)
{
    /// <summary>The most successors that one federation names.</summary>
    public const int SuccessorsMax = 20;

    /// <summary>How many corridors one entry of the journal closes when a federation is dissolved.</summary>
    public const int CorridorsClosedMax = 500;

    /// <summary>How many of those that wait one entry takes in when a successor agrees.</summary>
    public const int TakenInMax = 10;

    /// <summary>Those that have agreed.</summary>
    [JsonIgnore]
    public IEnumerable<FederationId> Agreed =>
        Successors.Where(s => s.Value.Status == SuccessorStatus.Agreed).Select(s => s.Key);

    public bool HasAgreed(FederationId successor) =>
        Successors.TryGetValue(successor, out var known) && known.Status == SuccessorStatus.Agreed;
}

[JsonConverter(typeof(KebabEnumConverter<PredecessorStatus>))]
public enum PredecessorStatus
{
    /// <summary>It has named this federation its successor, which has not answered.</summary>
    Proposed,
    Agreed,

    /// <summary>It is dissolved.</summary>
    Closed,
}

/// <summary>A federation that this one succeeds, or is asked to.</summary>
/// <param name="Members">Of the predecessor: those that are proposed to this one and have not to ask again.</param>
/// <param name="Parents">The federations that the predecessor is in.</param>
/// <param name="Received">What it has transferred to this one, in minor units.</param>
/// <param name="Problem">In what its last statement and this one's book differ; null: they agree.</param>
public sealed record Predecessor(
    int Round,
    PredecessorStatus Status,
    string Authority,
    ImmutableSortedSet<Address> Members,
    ImmutableSortedSet<FederationId> Parents,
    ImmutableSortedDictionary<Currency, Int128> Received,
    Closing? Closing = null,
    string? Problem = null)
{
    /// <summary>The most that one federation succeeds.</summary>
    public const int PredecessorsMax = 1_000;

    /// <summary>The most proposals that wait for its answer; those of members and parents are taken beyond it.
    /// </summary>
    public const int ProposalsMax = 50;

    public static Predecessor Unasked { get; } = new(
        0, PredecessorStatus.Proposed, "", [], [], ImmutableSortedDictionary<Currency, Int128>.Empty);
}

/// <summary>A federation's place in the line of those before and after it.</summary>
/// <param name="Rounds">How often it has announced a succession.</param>
/// <param name="Succession">Null while it lives.</param>
public sealed record Lineage(
    int Rounds, Succession? Succession, ImmutableSortedDictionary<FederationId, Predecessor> Predecessors)
{
    public static readonly Lineage None = new(
        0, null, ImmutableSortedDictionary<FederationId, Predecessor>.Empty);

    [JsonIgnore]
    public FederationStage Stage => Succession switch
    {
        null => FederationStage.Living,
        { Closing: null } => FederationStage.Dissolving,
        _ => FederationStage.Dissolved,
    };

    /// <summary>
    /// The federations that calls pass over to, and from, while members are between them: the successors that have
    /// agreed, also afterwards, and predecessors until they are dissolved.
    /// </summary>
    [JsonIgnore]
    public IEnumerable<FederationId> RelaysWith => (Succession?.Agreed ?? []).Concat(
        Predecessors.Where(p => p.Value.Status == PredecessorStatus.Agreed).Select(p => p.Key));
}

/// <summary>A collection that is transferred, as its new holder gets it.</summary>
public sealed record PassedCollection(PledgeId Id, StrikeId Strike, SectionId To, AidKind Kind, string Note);
