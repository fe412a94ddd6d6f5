using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Federations;

/// <remarks>What happens when a federation is dissolved into others: to it, its successors, its members.</remarks>
[JsonDerivedType(typeof(SuccessionAnnounced), "federation.succession-announced.v1")]
[JsonDerivedType(typeof(SuccessionWithdrawn), "federation.succession-withdrawn.v1")]
[JsonDerivedType(typeof(SuccessorAnswered), "federation.successor-answered.v1")]
[JsonDerivedType(typeof(SuccessionProposed), "federation.succession-proposed.v1")]
[JsonDerivedType(typeof(ProposalWithdrawn), "federation.proposal-withdrawn.v1")]
[JsonDerivedType(typeof(SuccessionAgreed), "federation.succession-agreed.v1")]
[JsonDerivedType(typeof(WaitingLeft), "federation.waiting-left.v1")]
[JsonDerivedType(typeof(SuccessionDeclined), "federation.succession-declined.v1")]
[JsonDerivedType(typeof(SuccessionHeard), "federation.succession-heard.v1")]
[JsonDerivedType(typeof(SuccessionCalledOff), "federation.succession-called-off.v1")]
[JsonDerivedType(typeof(ReassignmentAsked), "federation.reassignment-asked.v1")]
[JsonDerivedType(typeof(DuesHandedOver), "federation.dues-handed-over.v1")]
[JsonDerivedType(typeof(CollectionHandedOver), "federation.collection-handed-over.v1")]
[JsonDerivedType(typeof(HandOverConfirmed), "federation.hand-over-confirmed.v1")]
[JsonDerivedType(typeof(DuesTakenOver), "federation.dues-taken-over.v1")]
[JsonDerivedType(typeof(CollectionTakenOver), "federation.collection-taken-over.v1")]
[JsonDerivedType(typeof(Dissolved), "federation.dissolved.v1")]
[JsonDerivedType(typeof(CorridorsCleared), "federation.corridors-cleared.v1")]
[JsonDerivedType(typeof(PredecessorClosed), "federation.predecessor-closed.v1")]
public abstract partial record FederationEvent
{
    /// <param name="BeginsDrain">It was not draining before; the drain's own event stands beside this one.</param>
    public sealed record SuccessionAnnounced(
        int Round, ImmutableArray<FederationId> Successors, ImmutableArray<Proposal> Proposals, string Authority,
        bool BeginsDrain, DateTimeOffset At) : FederationEvent;

    /// <summary>The federation lives on.</summary>
    /// <param name="Successors">Those that were named.</param>
    public sealed record SuccessionWithdrawn(int Round, ImmutableArray<FederationId> Successors, string Reason)
        : FederationEvent;

    public sealed record SuccessorAnswered(FederationId Successor, bool Agreed, string Reason, DateTimeOffset At)
        : FederationEvent;

    /// <summary>Another federation has named this one its successor.</summary>
    public sealed record SuccessionProposed(
        FederationId Predecessor, int Round, string Authority, ImmutableArray<Address> Members,
        ImmutableArray<FederationId> Parents) : FederationEvent;

    /// <summary>The other federation lives on.</summary>
    public sealed record ProposalWithdrawn(FederationId Predecessor) : FederationEvent;

    public sealed record SuccessionAgreed(FederationId Predecessor, int Round, string Authority) : FederationEvent;

    /// <summary>There are more that wait to be taken in from the predecessor than one entry admits.</summary>
    public sealed record WaitingLeft(FederationId Predecessor) : FederationEvent;

    public sealed record SuccessionDeclined(FederationId Predecessor, int Round, string Reason) : FederationEvent;

    /// <summary>A federation that this one is in has announced its successors.</summary>
    public sealed record SuccessionHeard(
        FederationId Federation, ImmutableArray<FederationId> Successors, FederationId? Proposed, string Authority,
        DateTimeOffset At) : FederationEvent;

    /// <summary>It lives on.</summary>
    public sealed record SuccessionCalledOff(FederationId Federation) : FederationEvent;

    /// <summary>This federation moves to a successor of one that it is in, and stays in that until it is taken in.
    /// </summary>
    public sealed record ReassignmentAsked(FederationId From, FederationId To, int Question, string Authority)
        : FederationEvent;

    /// <param name="Number">Counts the hand-overs of the succession, from 1.</param>
    public sealed record DuesHandedOver(int Number, FederationId To, Amount Amount, LedgerEntry Entry)
        : FederationEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <param name="Renamed">The id that the collection gets there.</param>
    public sealed record CollectionHandedOver(
        int Number, FederationId To, PledgeId Collection, PledgeId Renamed, Amount Amount, LedgerEntry Entry)
        : FederationEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>Word has come that what was handed over is in the successor's book.</summary>
    public sealed record HandOverConfirmed(int Number) : FederationEvent;

    public sealed record DuesTakenOver(FederationId From, int Number, Amount Amount, LedgerEntry Entry)
        : FederationEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    public sealed record CollectionTakenOver(
        FederationId From, int Number, PledgeId Collection, StrikeId Strike, SectionId To, AidKind Kind, Amount Amount,
        string Note, LedgerEntry Entry) : FederationEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>Nothing was left.</summary>
    public sealed record Dissolved(Closing Closing) : FederationEvent;

    /// <summary>Corridors of a dissolved federation were closed, as the events before this one say.</summary>
    /// <param name="More">There are more of them than one entry takes.</param>
    public sealed record CorridorsCleared(bool More) : FederationEvent;

    /// <param name="Problem">In what its last statement and this federation's book differ; null: they agree.</param>
    public sealed record PredecessorClosed(FederationId Predecessor, Closing Closing, string? Problem = null)
        : FederationEvent;
}
