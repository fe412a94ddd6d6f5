using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes;

/// <summary>What a strike is told. All are messages: a strike has no people of its own but its section's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(SendCall), "send-call")]
[JsonDerivedType(typeof(LearnReached), "learn-reached")]
[JsonDerivedType(typeof(LearnAid), "learn-aid")]
[JsonDerivedType(typeof(LearnMoney), "learn-money")]
[JsonDerivedType(typeof(LearnStrikePay), "learn-strike-pay")]
[JsonDerivedType(typeof(Close), "close")]
public abstract record StrikeCommand : BodyCommand
{
    private StrikeCommand() { }

    public sealed record Open(SectionId Section, StrikeFacts Facts) : StrikeCommand;

    public sealed record SendCall(Call Call, ImmutableArray<Address> Recipients) : StrikeCommand;

    public sealed record LearnReached(SectionId Section) : StrikeCommand;

    /// <summary>Aid was promised, reported, withdrawn or has lapsed.</summary>
    /// <param name="By">The striking section, where it speaks and not the giver; else null.</param>
    public sealed record LearnAid(
        AidKey Aid, AidKind Kind, AidState State, Amount? Amount, bool Counted, string Note, SectionId? By = null)
        : StrikeCommand;

    /// <summary>The money of a piece of aid has come to a stage.</summary>
    /// <param name="Kind">Its kind, for aid whose promise has not been heard of yet.</param>
    /// <param name="By">The striking section, where it speaks for a giver outside the system; else null.</param>
    public sealed record LearnMoney(
        AidKey Aid, AidKind Kind, int Run, MoneyStage Stage, Amount Amount, SectionId? By = null) : StrikeCommand;

    public sealed record LearnStrikePay(SectionId By, Amount Amount) : StrikeCommand;

    public sealed record Close(SectionId By, Outcome Outcome, string Note) : StrikeCommand;
}
