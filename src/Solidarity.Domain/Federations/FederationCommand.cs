using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Federations;

/// <summary>What a federation can be asked by its own people, and (<c>Learn…</c>, and most of
/// <see cref="ToTreasury"/>) told by other bodies.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(Amend), "amend")]
[JsonDerivedType(typeof(MemberCommand))]
[JsonDerivedType(typeof(RelayCommand))]
[JsonDerivedType(typeof(ToTreasury), "to-treasury")]
[JsonDerivedType(typeof(LearnDues), "learn-dues")]
[JsonDerivedType(typeof(ToNotices), "to-notices")]
[JsonDerivedType(typeof(CollectionCommand))]
[JsonDerivedType(typeof(SuccessionCommand))]
[JsonDerivedType(typeof(SuccessorCommand))]
[JsonDerivedType(typeof(DuesTransferCommand))]
public abstract record FederationCommand : MoneyCommand
{
    private protected FederationCommand() { }

    public sealed record Found(string Name, Level Level, string Locality, string Country) : FederationCommand;

    /// <summary>Puts right what was said of it. What is null stays; how far it reaches stays always, because calls have
    /// gone by it.</summary>
    public sealed record Amend(string? Name, string? Locality, string? Country) : FederationCommand;

    public sealed record ToTreasury(TreasuryCommand Asked) : FederationCommand
    {
        [JsonIgnore]
        public override bool Joins => Asked.Joins;
    }

    public sealed record LearnDues(SectionId Section, Amount Amount) : FederationCommand;

    public sealed record ToNotices(NoticeCommand Asked) : FederationCommand;
}
