using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Federations.Successions;

/// <summary>What a federation is asked and told that is to be dissolved into others.</summary>
[JsonDerivedType(typeof(AnnounceSuccession), "announce-succession")]
[JsonDerivedType(typeof(WithdrawSuccession), "withdraw-succession")]
[JsonDerivedType(typeof(Dissolve), "dissolve")]
[JsonDerivedType(typeof(LearnSuccessorAnswer), "learn-successor-answer")]
[JsonDerivedType(typeof(ClearCorridors), "clear-corridors")]
public abstract record SuccessionCommand : FederationCommand
{
    private SuccessionCommand() { }

    /// <summary>Is to be dissolved: into several successors (a split) or one (a merger, where others name it too).
    /// </summary>
    /// <param name="Successors">1 to <see cref="Succession.SuccessorsMax"/>.</param>
    /// <param name="Proposals">Which successor is proposed to which member. Where there is one successor, all others
    /// are proposed to it.</param>
    /// <param name="Authority">The decision that it rests on: the congress'.</param>
    public sealed record AnnounceSuccession(
        ImmutableArray<FederationId> Successors, ImmutableArray<Proposal> Proposals, string Authority)
        : SuccessionCommand;

    /// <summary>Lives on, as long as nothing was transferred.</summary>
    public sealed record WithdrawSuccession(string Reason) : SuccessionCommand;

    public sealed record LearnSuccessorAnswer(FederationId Successor, int Round, bool Agreed, string Reason)
        : SuccessionCommand;

    /// <summary>Closes the federation, where nothing is left.</summary>
    public sealed record Dissolve : SuccessionCommand;

    /// <summary>A dissolved federation reminds itself to go on with what was too much for one entry.</summary>
    public sealed record ClearCorridors : SuccessionCommand;
}

/// <summary>What a federation is asked and told about money that goes to the successors of one that is to be
/// dissolved.</summary>
[JsonDerivedType(typeof(TransferDues), "hand-over-dues")]
[JsonDerivedType(typeof(TransferCollection), "hand-over-collection")]
[JsonDerivedType(typeof(LearnDuesTransfer), "learn-hand-over")]
[JsonDerivedType(typeof(LearnDuesTransferTaken), "learn-hand-over-taken")]
public abstract record DuesTransferCommand : FederationCommand
{
    private DuesTransferCommand() { }

    /// <param name="Again">Also where the same was done just now.</param>
    public sealed record TransferDues(FederationId To, Amount Amount, bool Again = false) : DuesTransferCommand;

    /// <summary>Hands over a collection that came back and waits here.</summary>
    public sealed record TransferCollection(FederationId To, PledgeId Collection) : DuesTransferCommand;

    /// <param name="Collection">Null: it is of the dues.</param>
    public sealed record LearnDuesTransfer(FederationId From, int Number, Amount Amount, PassedCollection? Collection)
        : DuesTransferCommand;

    public sealed record LearnDuesTransferTaken(FederationId By, int Number) : DuesTransferCommand;
}

/// <summary>What a federation is asked and told about others that are to be dissolved: it succeeds them, or is their
/// member.</summary>
[JsonDerivedType(typeof(AgreeToSucceed), "agree-to-succeed")]
[JsonDerivedType(typeof(DeclineToSucceed), "decline-to-succeed")]
[JsonDerivedType(typeof(Reassign), "reassign")]
[JsonDerivedType(typeof(LearnSuccessionProposed), "learn-succession-proposed")]
[JsonDerivedType(typeof(LearnSuccessionWithdrawn), "learn-succession-withdrawn")]
[JsonDerivedType(typeof(LearnSuccession), "learn-succession")]
[JsonDerivedType(typeof(LearnDissolved), "learn-dissolved")]
[JsonDerivedType(typeof(TakeInWaiting), "take-in-waiting")]
public abstract record SuccessorCommand : FederationCommand
{
    private SuccessorCommand() { }

    /// <summary>Takes in the members that are proposed to it as soon as each asks, and asks to be taken in where the
    /// predecessor is.</summary>
    public sealed record AgreeToSucceed(FederationId Predecessor, string Authority) : SuccessorCommand;

    public sealed record DeclineToSucceed(FederationId Predecessor, string Reason) : SuccessorCommand;

    /// <summary>As a member, moves from a federation that is to be dissolved to one of its successors.</summary>
    public sealed record Reassign(FederationId From, FederationId To, string Authority) : SuccessorCommand;

    public sealed record LearnSuccessionProposed(
        FederationId Predecessor, int Round, string Authority, ImmutableArray<Address> Members,
        ImmutableArray<FederationId> Parents) : SuccessorCommand;

    /// <summary>To successors and to members.</summary>
    public sealed record LearnSuccessionWithdrawn(FederationId Federation) : SuccessorCommand;

    public sealed record LearnSuccession(
        FederationId Federation, ImmutableArray<FederationId> Successors, FederationId? Proposed, string Authority)
        : SuccessorCommand;

    public sealed record LearnDissolved(FederationId Predecessor, Closing Closing) : SuccessorCommand;

    /// <summary>A successor reminds itself to go on with those that wait to be taken in.</summary>
    public sealed record TakeInWaiting(FederationId Predecessor) : SuccessorCommand;
}
