using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations.Collections;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Federations;

/// <summary>What a federation can be asked by its own people, and (<c>Learn…</c>, and most of
/// <see cref="ToTreasury"/>) told by other bodies.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(MemberCommand.AskAffiliation), "ask-affiliation")]
[JsonDerivedType(typeof(MemberCommand.LeaveFederation), "leave-federation")]
[JsonDerivedType(typeof(MemberCommand.Admit), "admit")]
[JsonDerivedType(typeof(MemberCommand.RefuseMember), "refuse-member")]
[JsonDerivedType(typeof(MemberCommand.LearnAsked), "learn-asked")]
[JsonDerivedType(typeof(MemberCommand.LearnLeft), "learn-left")]
[JsonDerivedType(typeof(MemberCommand.LearnAffiliation), "learn-affiliation")]
[JsonDerivedType(typeof(MemberCommand.LearnAncestry), "learn-ancestry")]
[JsonDerivedType(typeof(RelayCommand.TellNewcomer), "tell-newcomer")]
[JsonDerivedType(typeof(ToTreasury), "to-treasury")]
[JsonDerivedType(typeof(LearnDues), "learn-dues")]
[JsonDerivedType(typeof(RelayCommand.LearnCall), "learn-call")]
[JsonDerivedType(typeof(RelayCommand.LearnCallEnd), "learn-call-end")]
[JsonDerivedType(typeof(RelayCommand.LearnReminder), "learn-reminder")]
[JsonDerivedType(typeof(RelayCommand.LearnWarning), "learn-warning")]
[JsonDerivedType(typeof(CollectionCommand.Collect), "collect")]
[JsonDerivedType(typeof(CollectionCommand.SendCollection), "send-collection")]
[JsonDerivedType(typeof(SuccessionCommand.AnnounceSuccession), "announce-succession")]
[JsonDerivedType(typeof(SuccessionCommand.WithdrawSuccession), "withdraw-succession")]
[JsonDerivedType(typeof(SuccessorCommand.AgreeToSucceed), "agree-to-succeed")]
[JsonDerivedType(typeof(SuccessorCommand.DeclineToSucceed), "decline-to-succeed")]
[JsonDerivedType(typeof(SuccessorCommand.Reassign), "reassign")]
[JsonDerivedType(typeof(DuesTransferCommand.TransferDues), "hand-over-dues")]
[JsonDerivedType(typeof(DuesTransferCommand.TransferCollection), "hand-over-collection")]
[JsonDerivedType(typeof(SuccessionCommand.Dissolve), "dissolve")]
[JsonDerivedType(typeof(SuccessorCommand.LearnSuccessionProposed), "learn-succession-proposed")]
[JsonDerivedType(typeof(SuccessorCommand.LearnSuccessionWithdrawn), "learn-succession-withdrawn")]
[JsonDerivedType(typeof(SuccessionCommand.LearnSuccessorAnswer), "learn-successor-answer")]
[JsonDerivedType(typeof(SuccessorCommand.LearnSuccession), "learn-succession")]
[JsonDerivedType(typeof(DuesTransferCommand.LearnDuesTransfer), "learn-hand-over")]
[JsonDerivedType(typeof(DuesTransferCommand.LearnDuesTransferTaken), "learn-hand-over-taken")]
[JsonDerivedType(typeof(SuccessorCommand.LearnDissolved), "learn-dissolved")]
[JsonDerivedType(typeof(SuccessionCommand.ClearCorridors), "clear-corridors")]
[JsonDerivedType(typeof(SuccessorCommand.TakeInWaiting), "take-in-waiting")]
public abstract record FederationCommand : MoneyCommand
{
    private protected FederationCommand() { }

    public sealed record Found(string Name, Level Level, string Locality, string Country) : FederationCommand;

    public sealed record ToTreasury(TreasuryCommand Asked) : FederationCommand
    {
        [JsonIgnore]
        public override bool Joins => Asked.Joins;
    }

    public sealed record LearnDues(SectionId Section, Amount Amount) : FederationCommand;
}
