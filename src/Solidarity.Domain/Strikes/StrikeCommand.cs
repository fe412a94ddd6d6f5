using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes;

/// <summary>What a strike is told. All are messages: a strike has no people of its own but its section's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(SendCall), "send-call")]
[JsonDerivedType(typeof(PassCallOn), "pass-call-on")]
[JsonDerivedType(typeof(NarrowCall), "narrow-call")]
[JsonDerivedType(typeof(CancelCall), "cancel-call")]
[JsonDerivedType(typeof(EndWave), "end-wave")]
[JsonDerivedType(typeof(CheckRunway), "check-runway")]
[JsonDerivedType(typeof(RemindSilent), "remind-silent")]
[JsonDerivedType(typeof(SendWarning), "send-warning")]
[JsonDerivedType(typeof(LearnRelayed), "learn-relayed")]
[JsonDerivedType(typeof(LearnAcknowledged), "learn-acknowledged")]
[JsonDerivedType(typeof(LearnSighting), "learn-sighting")]
[JsonDerivedType(typeof(LearnSupport), "learn-support")]
[JsonDerivedType(typeof(LearnTranches), "learn-tranches")]
[JsonDerivedType(typeof(LearnAid), "learn-aid")]
[JsonDerivedType(typeof(LearnMoney), "learn-money")]
[JsonDerivedType(typeof(LearnStrikePay), "learn-strike-pay")]
[JsonDerivedType(typeof(Close), "close")]
public abstract record StrikeCommand : BodyCommand
{
    private StrikeCommand() { }

    public sealed record Open(SectionId Section, StrikeFacts Facts) : StrikeCommand;

    /// <param name="Call">Its number is given by the strike.</param>
    /// <param name="Terms">How it is to widen by itself; null: as before.</param>
    public sealed record SendCall(Call Call, ImmutableArray<Address> Recipients, CallTerms? Terms = null)
        : StrikeCommand;

    /// <summary>The striking section has joined a federation, which gets the call as well.</summary>
    public sealed record PassCallOn(SectionId By, Address Recipient) : StrikeCommand;

    public sealed record NarrowCall(SectionId By, Level Scope) : StrikeCommand;

    public sealed record CancelCall(SectionId By, string Reason) : StrikeCommand;

    /// <summary>The alarm at the end of a wave.</summary>
    public sealed record EndWave(int Number) : StrikeCommand;

    /// <summary>The alarm for the runway.</summary>
    public sealed record CheckRunway(int Check) : StrikeCommand;

    /// <summary>Reminds those that have not answered.</summary>
    /// <param name="By">The striking section, or null where it is the wave's own alarm.</param>
    /// <param name="Number">The wave that the alarm was set for.</param>
    public sealed record RemindSilent(SectionId? By, int Number) : StrikeCommand;

    public sealed record SendWarning(SectionId By, string Text, ImmutableArray<Address> Recipients) : StrikeCommand;

    /// <summary>A federation has relayed the call, or could not.</summary>
    /// <param name="Told">The federations that it told; null: none.</param>
    public sealed record LearnRelayed(
        FederationId Federation, int Number, Level Scope, int Sections, int Federations, string Problem,
        ImmutableArray<FederationId>? Told = null) : StrikeCommand;

    public sealed record LearnAcknowledged(SectionId Section) : StrikeCommand;

    public sealed record LearnSighting(AidKey Key, Sighting Sighting) : StrikeCommand;

    public sealed record LearnSupport(AidKey Key, Support Support) : StrikeCommand;

    public sealed record LearnTranches(AidKey Aid, TranchesAhead Ahead) : StrikeCommand;

    /// <summary>Aid was promised, reported, withdrawn or has lapsed.</summary>
    /// <param name="By">The striking section, where it speaks and not the giver; else null.</param>
    /// <param name="Unasked">The call has not reached the giver; null: it has, or the section speaks.</param>
    public sealed record LearnAid(
        AidKey Aid, AidKind Kind, AidState State, Amount? Amount, bool Counted, string Note, SectionId? By = null,
        bool? Unasked = null) : StrikeCommand
    {
        [JsonIgnore]
        public override bool Joins => true;
    }

    /// <summary>The money of a piece of aid has come to a stage.</summary>
    /// <param name="Kind">Its kind, for aid whose promise has not been heard of yet.</param>
    /// <param name="By">The striking section, where it speaks for a giver outside the system; else null.</param>
    public sealed record LearnMoney(
        AidKey Aid, AidKind Kind, int Run, MoneyStage Stage, Amount Amount, SectionId? By = null) : StrikeCommand
    {
        [JsonIgnore]
        public override bool Joins => true;
    }

    public sealed record LearnStrikePay(SectionId By, Amount Amount, DateOnly Through) : StrikeCommand;

    public sealed record Close(SectionId By, Outcome Outcome, string Note) : StrikeCommand;
}
