using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Federations;

/// <summary>What a federation can be asked by its own people, and (<c>Learn…</c>, and most of
/// <see cref="ToTreasury"/>) told by other bodies.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(AskAffiliation), "ask-affiliation")]
[JsonDerivedType(typeof(LeaveFederation), "leave-federation")]
[JsonDerivedType(typeof(Admit), "admit")]
[JsonDerivedType(typeof(RefuseMember), "refuse-member")]
[JsonDerivedType(typeof(LearnAsked), "learn-asked")]
[JsonDerivedType(typeof(LearnLeft), "learn-left")]
[JsonDerivedType(typeof(LearnAffiliation), "learn-affiliation")]
[JsonDerivedType(typeof(LearnAncestry), "learn-ancestry")]
[JsonDerivedType(typeof(TellNewcomer), "tell-newcomer")]
[JsonDerivedType(typeof(ToTreasury), "to-treasury")]
[JsonDerivedType(typeof(LearnDues), "learn-dues")]
[JsonDerivedType(typeof(LearnCall), "learn-call")]
[JsonDerivedType(typeof(LearnCallEnd), "learn-call-end")]
[JsonDerivedType(typeof(LearnReminder), "learn-reminder")]
[JsonDerivedType(typeof(LearnWarning), "learn-warning")]
[JsonDerivedType(typeof(Collect), "collect")]
[JsonDerivedType(typeof(SendCollection), "send-collection")]
public abstract partial record FederationCommand : MoneyCommand
{
    private FederationCommand() { }

    public sealed record Found(string Name, Level Level, string Locality, string Country) : FederationCommand;

    public sealed record AskAffiliation(FederationId Federation) : FederationCommand;

    public sealed record LeaveFederation(FederationId Federation) : FederationCommand;

    /// <summary>Admits a body that has asked.</summary>
    public sealed record Admit(Address Member) : FederationCommand;

    public sealed record RefuseMember(Address Member, string Reason) : FederationCommand;

    /// <param name="Question">The number of the question; the answer repeats it.</param>
    /// <param name="Leaving">The federation that it moves from, by a succession; null: it does not.</param>
    public sealed record LearnAsked(Address Member, int Question, FederationId? Leaving = null) : FederationCommand;

    public sealed record LearnLeft(Address Member) : FederationCommand;

    public sealed record LearnAffiliation(
        FederationId Federation, int Question, bool Admitted, Level Level, ImmutableSortedSet<FederationId> Ancestors,
        string Reason) : FederationCommand;

    /// <summary>The federations above a parent of this one have changed: which have come, and which are not above it
    /// any more.</summary>
    public sealed record LearnAncestry(
        FederationId Federation, ImmutableSortedSet<FederationId> Added, ImmutableSortedSet<FederationId> Removed)
        : FederationCommand;

    /// <summary>Tells a newcomer more of what is open here; the federation reminds itself of it.</summary>
    /// <param name="Since">When it came.</param>
    /// <param name="InCalls">Whether all warnings were told, and some calls; else it is still at the warnings.</param>
    /// <param name="After">The strike of what was told last.</param>
    public sealed record TellNewcomer(Address To, DateTimeOffset Since, bool InCalls, StrikeId? After)
        : FederationCommand;

    public sealed record ToTreasury(TreasuryCommand Asked) : FederationCommand
    {
        [JsonIgnore]
        public override bool Joins => Asked.Joins;
    }

    public sealed record LearnDues(SectionId Section, Amount Amount) : FederationCommand;

    public sealed record LearnCall(Call Call, Address From) : FederationCommand;

    public sealed record LearnCallEnd(StrikeId Strike, int Number, CallEnd How, Address From) : FederationCommand;

    public sealed record LearnReminder(StrikeId Strike, int Number, Address From) : FederationCommand;

    public sealed record LearnWarning(Warning Warning, Address From) : FederationCommand;

    /// <summary>Takes in what was collected through this federation for a strike and sends it on.</summary>
    /// <param name="Strike">The strike that it was collected for; its call need not have gone through here.</param>
    public sealed record Collect(
        PledgeId Collection, StrikeId Strike, SectionId To, AidKind Kind, Amount Amount, string Note)
        : FederationCommand;

    /// <summary>Sends a collection again that came back.</summary>
    public sealed record SendCollection(PledgeId Collection) : FederationCommand;
}
