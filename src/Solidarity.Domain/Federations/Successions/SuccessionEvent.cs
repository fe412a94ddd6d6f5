using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Federations.Successions;

/// <summary>What happened to a federation that is to be dissolved into others.</summary>
[JsonDerivedType(typeof(SuccessionAnnounced), "federation.succession-announced.v1")]
[JsonDerivedType(typeof(SuccessionWithdrawn), "federation.succession-withdrawn.v1")]
[JsonDerivedType(typeof(SuccessorAnswered), "federation.successor-answered.v1")]
[JsonDerivedType(typeof(Dissolved), "federation.dissolved.v1")]
[JsonDerivedType(typeof(CorridorsCleared), "federation.corridors-cleared.v1")]
public abstract record SuccessionEvent : FederationEvent
{
    private SuccessionEvent() { }

    public sealed record SuccessionAnnounced(
        int Round, ImmutableArray<FederationId> Successors, ImmutableArray<Proposal> Proposals, string Authority,
        DateTimeOffset At) : SuccessionEvent;

    /// <summary>The federation lives on.</summary>
    /// <param name="Successors">Those that were named.</param>
    public sealed record SuccessionWithdrawn(int Round, ImmutableArray<FederationId> Successors, string Reason)
        : SuccessionEvent;

    /// <param name="BeginsDrain">It is the first that agrees, and the federation was not draining before; the drain's
    /// own event stands beside this one.</param>
    public sealed record SuccessorAnswered(
        FederationId Successor, bool Agreed, string Reason, DateTimeOffset At, bool? BeginsDrain = null)
        : SuccessionEvent;

    /// <summary>Nothing was left.</summary>
    public sealed record Dissolved(Closing Closing) : SuccessionEvent;

    /// <summary>Corridors of a dissolved federation were closed, as the events before this one say.</summary>
    /// <param name="More">There are more of them than one entry takes.</param>
    public sealed record CorridorsCleared(bool More) : SuccessionEvent;
}

/// <summary>What happened to money that goes from a federation that is to be dissolved to its successors.</summary>
[JsonDerivedType(typeof(DuesTransferred), "federation.dues-handed-over.v1")]
[JsonDerivedType(typeof(CollectionTransferred), "federation.collection-handed-over.v1")]
[JsonDerivedType(typeof(DuesTransferConfirmed), "federation.hand-over-confirmed.v1")]
[JsonDerivedType(typeof(DuesTakenOver), "federation.dues-taken-over.v1")]
[JsonDerivedType(typeof(CollectionTakenOver), "federation.collection-taken-over.v1")]
public abstract record DuesTransferEvent : FederationEvent
{
    private DuesTransferEvent() { }

    /// <param name="Number">Counts the transfers of the succession, from 1.</param>
    public sealed record DuesTransferred(
        int Number, FederationId To, Amount Amount, DateTimeOffset At, LedgerEntry Entry) : DuesTransferEvent, IAct
    {
        DoneAct? IAct.Done => new(new Act.DuesHandOver(To, Amount), At);

        public override LedgerEntry? Booked() => Entry;
    }

    /// <param name="Renamed">The id that the collection gets there.</param>
    public sealed record CollectionTransferred(
        int Number, FederationId To, PledgeId Collection, PledgeId Renamed, Amount Amount, LedgerEntry Entry)
        : DuesTransferEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    /// <summary>What was transferred is in the successor's book.</summary>
    public sealed record DuesTransferConfirmed(int Number) : DuesTransferEvent;

    public sealed record DuesTakenOver(FederationId From, int Number, Amount Amount, LedgerEntry Entry)
        : DuesTransferEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }

    public sealed record CollectionTakenOver(
        FederationId From, int Number, PledgeId Collection, StrikeId Strike, SectionId To, AidKind Kind, Amount Amount,
        string Note, LedgerEntry Entry) : DuesTransferEvent
    {
        public override LedgerEntry? Booked() => Entry;
    }
}

/// <summary>What happened to a federation as the successor of another one, or as its member.</summary>
[JsonDerivedType(typeof(SuccessionProposed), "federation.succession-proposed.v1")]
[JsonDerivedType(typeof(ProposalWithdrawn), "federation.proposal-withdrawn.v1")]
[JsonDerivedType(typeof(SuccessionAgreed), "federation.succession-agreed.v1")]
[JsonDerivedType(typeof(WaitingLeft), "federation.waiting-left.v1")]
[JsonDerivedType(typeof(SuccessionDeclined), "federation.succession-declined.v1")]
[JsonDerivedType(typeof(SuccessionHeard), "federation.succession-heard.v1")]
[JsonDerivedType(typeof(SuccessionCalledOff), "federation.succession-called-off.v1")]
[JsonDerivedType(typeof(ReassignmentAsked), "federation.reassignment-asked.v1")]
[JsonDerivedType(typeof(PredecessorClosed), "federation.predecessor-closed.v1")]
public abstract record SuccessorEvent : FederationEvent
{
    private SuccessorEvent() { }

    /// <summary>Another federation has named this one its successor.</summary>
    public sealed record SuccessionProposed(
        FederationId Predecessor, int Round, string Authority, ImmutableArray<Address> Members,
        ImmutableArray<FederationId> Parents) : SuccessorEvent;

    /// <summary>The other federation lives on.</summary>
    public sealed record ProposalWithdrawn(FederationId Predecessor) : SuccessorEvent;

    public sealed record SuccessionAgreed(FederationId Predecessor, int Round, string Authority) : SuccessorEvent;

    /// <summary>There are more that wait to be taken in from the predecessor than one entry admits.</summary>
    public sealed record WaitingLeft(FederationId Predecessor) : SuccessorEvent;

    public sealed record SuccessionDeclined(FederationId Predecessor, int Round, string Reason) : SuccessorEvent;

    /// <summary>A federation that this one is in has announced its successors.</summary>
    public sealed record SuccessionHeard(
        FederationId Federation, ImmutableArray<FederationId> Successors, FederationId? Proposed, string Authority,
        DateTimeOffset At) : SuccessorEvent;

    /// <summary>It lives on.</summary>
    public sealed record SuccessionCalledOff(FederationId Federation) : SuccessorEvent;

    /// <summary>This federation moves to a successor of one that it is in, and stays in that until it is taken in.
    /// </summary>
    public sealed record ReassignmentAsked(FederationId From, FederationId To, int Question, string Authority)
        : SuccessorEvent;

    /// <param name="Problem">In what its last statement and this federation's book differ; null: they agree.</param>
    public sealed record PredecessorClosed(FederationId Predecessor, Closing Closing, string? Problem = null)
        : SuccessorEvent;
}
