using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;

namespace Solidarity.Domain.Federations.Members;

/// <summary>A federation above this one, and those above it, as far as it has told.</summary>
/// <param name="Question">The number of the question that this federation asked it.</param>
/// <param name="Ancestors">Those above it, without itself.</param>
public sealed record Parent(
    int Question, AffiliationStatus Status, Level Level, ImmutableSortedSet<FederationId> Ancestors);

/// <summary>What a federation is asked and told about its members, and the federations that it is in itself.</summary>
[JsonDerivedType(typeof(AskAffiliation), "ask-affiliation")]
[JsonDerivedType(typeof(LeaveFederation), "leave-federation")]
[JsonDerivedType(typeof(Admit), "admit")]
[JsonDerivedType(typeof(RefuseMember), "refuse-member")]
[JsonDerivedType(typeof(LearnAsked), "learn-asked")]
[JsonDerivedType(typeof(LearnLeft), "learn-left")]
[JsonDerivedType(typeof(LearnAffiliation), "learn-affiliation")]
[JsonDerivedType(typeof(LearnAncestry), "learn-ancestry")]
public abstract record MemberCommand : FederationCommand
{
    private MemberCommand() { }

    public sealed record AskAffiliation(FederationId Federation) : MemberCommand;

    public sealed record LeaveFederation(FederationId Federation) : MemberCommand;

    /// <summary>Admits a body that has asked.</summary>
    public sealed record Admit(Address Member) : MemberCommand;

    public sealed record RefuseMember(Address Member, string Reason) : MemberCommand;

    /// <param name="Question">The number of the question; the answer repeats it.</param>
    /// <param name="Leaving">The federation that it moves from, by a succession; null: it does not.</param>
    public sealed record LearnAsked(Address Member, int Question, FederationId? Leaving = null) : MemberCommand;

    public sealed record LearnLeft(Address Member) : MemberCommand;

    public sealed record LearnAffiliation(
        FederationId Federation, int Question, bool Admitted, Level Level, ImmutableSortedSet<FederationId> Ancestors,
        string Reason) : MemberCommand;

    /// <summary>The federations above a parent of this one have changed: which have come, and which are not above it
    /// any more.</summary>
    public sealed record LearnAncestry(
        FederationId Federation, ImmutableSortedSet<FederationId> Added, ImmutableSortedSet<FederationId> Removed)
        : MemberCommand;
}

/// <summary>What happened to its members, and the federations that it is in itself.</summary>
[JsonDerivedType(typeof(MemberAsked), "federation.member-asked.v1")]
[JsonDerivedType(typeof(MemberAdmitted), "federation.member-admitted.v1")]
[JsonDerivedType(typeof(MemberRefused), "federation.member-refused.v1")]
[JsonDerivedType(typeof(MemberLeft), "federation.member-left.v1")]
[JsonDerivedType(typeof(AffiliationAsked), "federation.affiliation-asked.v1")]
[JsonDerivedType(typeof(AffiliationGranted), "federation.affiliation-granted.v1")]
[JsonDerivedType(typeof(AncestryChanged), "federation.ancestry-changed.v1")]
[JsonDerivedType(typeof(AffiliationEnded), "federation.affiliation-ended.v1")]
public abstract record MemberEvent : FederationEvent
{
    private MemberEvent() { }

    public sealed record MemberAsked(Address Member, int Question) : MemberEvent;

    public sealed record MemberAdmitted(Address Member, int Question, DateTimeOffset At) : MemberEvent;

    public sealed record MemberRefused(Address Member, int Question, string Reason) : MemberEvent;

    public sealed record MemberLeft(Address Member) : MemberEvent;

    /// <param name="Question">Counts this federation's questions, so that an answer to one that was taken back is known
    /// as such.</param>
    /// <param name="At">When; null where it is not counted, because a succession brought it about.</param>
    public sealed record AffiliationAsked(FederationId Federation, int Question, DateTimeOffset? At = null)
        : MemberEvent;

    /// <summary>This federation was admitted.</summary>
    /// <param name="Ancestors">All that are above <paramref name="Federation"/>.</param>
    public sealed record AffiliationGranted(
        FederationId Federation, Level Level, ImmutableSortedSet<FederationId> Ancestors, DateTimeOffset At)
        : MemberEvent;

    /// <summary>The federations above <paramref name="Federation"/>, which this one is in, have changed.</summary>
    /// <param name="Added">Those that were not above it before.</param>
    /// <param name="Removed">Those that are not above it any more.</param>
    public sealed record AncestryChanged(
        FederationId Federation, ImmutableSortedSet<FederationId> Added, ImmutableSortedSet<FederationId> Removed)
        : MemberEvent;

    /// <param name="Left">By this federation itself; else it was not admitted.</param>
    public sealed record AffiliationEnded(FederationId Federation, bool Left, string Reason) : MemberEvent;
}
