using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Federations;

/// <summary>A collection that is handed over, as its new holder gets it.</summary>
public sealed record PassedCollection(PledgeId Id, StrikeId Strike, SectionId To, AidKind Kind, string Note);

/// <remarks>What is asked and told when a federation is dissolved into others.</remarks>
[JsonDerivedType(typeof(AnnounceSuccession), "announce-succession")]
[JsonDerivedType(typeof(WithdrawSuccession), "withdraw-succession")]
[JsonDerivedType(typeof(AgreeToSucceed), "agree-to-succeed")]
[JsonDerivedType(typeof(DeclineToSucceed), "decline-to-succeed")]
[JsonDerivedType(typeof(Reassign), "reassign")]
[JsonDerivedType(typeof(HandOverDues), "hand-over-dues")]
[JsonDerivedType(typeof(HandOverCollection), "hand-over-collection")]
[JsonDerivedType(typeof(Dissolve), "dissolve")]
[JsonDerivedType(typeof(LearnSuccessionProposed), "learn-succession-proposed")]
[JsonDerivedType(typeof(LearnSuccessionWithdrawn), "learn-succession-withdrawn")]
[JsonDerivedType(typeof(LearnSuccessorAnswer), "learn-successor-answer")]
[JsonDerivedType(typeof(LearnSuccession), "learn-succession")]
[JsonDerivedType(typeof(LearnHandOver), "learn-hand-over")]
[JsonDerivedType(typeof(LearnHandOverTaken), "learn-hand-over-taken")]
[JsonDerivedType(typeof(LearnDissolved), "learn-dissolved")]
[JsonDerivedType(typeof(ClearCorridors), "clear-corridors")]
[JsonDerivedType(typeof(TakeInWaiting), "take-in-waiting")]
public abstract partial record FederationCommand
{
    /// <summary>Is to be dissolved: into several successors (a split) or one (a merger, where others name it too).
    /// </summary>
    /// <param name="Successors">1 to <see cref="Succession.SuccessorsMax"/>.</param>
    /// <param name="Proposals">Which successor is proposed to which member. Where there is one successor, all others
    /// are proposed to it.</param>
    /// <param name="Authority">The decision that it rests on: the congress'.</param>
    public sealed record AnnounceSuccession(
        ImmutableArray<FederationId> Successors, ImmutableArray<Proposal> Proposals, string Authority)
        : FederationCommand;

    /// <summary>Lives on, as long as nothing was handed over.</summary>
    public sealed record WithdrawSuccession(string Reason) : FederationCommand;

    /// <summary>Takes in the members that are proposed to it as soon as each asks, and asks to be taken in where the
    /// predecessor is.</summary>
    public sealed record AgreeToSucceed(FederationId Predecessor, string Authority) : FederationCommand;

    public sealed record DeclineToSucceed(FederationId Predecessor, string Reason) : FederationCommand;

    /// <summary>As a member, moves from a federation that is to be dissolved to one of its successors.</summary>
    public sealed record Reassign(FederationId From, FederationId To, string Authority) : FederationCommand;

    public sealed record HandOverDues(FederationId To, Amount Amount) : FederationCommand;

    /// <summary>Hands over a collection that came back and waits here.</summary>
    public sealed record HandOverCollection(FederationId To, PledgeId Collection) : FederationCommand;

    /// <summary>Closes the federation, where nothing is left.</summary>
    public sealed record Dissolve : FederationCommand;

    public sealed record LearnSuccessionProposed(
        FederationId Predecessor, int Round, string Authority, ImmutableArray<Address> Members,
        ImmutableArray<FederationId> Parents) : FederationCommand;

    /// <summary>To successors and to members.</summary>
    public sealed record LearnSuccessionWithdrawn(FederationId Federation) : FederationCommand;

    public sealed record LearnSuccessorAnswer(FederationId Successor, int Round, bool Agreed, string Reason)
        : FederationCommand;

    public sealed record LearnSuccession(
        FederationId Federation, ImmutableArray<FederationId> Successors, FederationId? Proposed, string Authority)
        : FederationCommand;

    /// <param name="Collection">Null: it is of the dues.</param>
    public sealed record LearnHandOver(FederationId From, int Number, Amount Amount, PassedCollection? Collection)
        : FederationCommand;

    public sealed record LearnHandOverTaken(FederationId By, int Number) : FederationCommand;

    public sealed record LearnDissolved(FederationId Predecessor, Closing Closing) : FederationCommand;

    /// <summary>A dissolved federation's word to itself, to go on with what was too much for one entry.</summary>
    public sealed record ClearCorridors : FederationCommand;

    /// <summary>A successor's word to itself, to go on with those that wait to be taken in.</summary>
    public sealed record TakeInWaiting(FederationId Predecessor) : FederationCommand;
}
