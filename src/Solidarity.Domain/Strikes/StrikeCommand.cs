using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Funds;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Strikes.Warnings;

namespace Solidarity.Domain.Strikes;

/// <summary>What a strike is told. All are messages: a strike has no people of its own but its section's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(LifecycleCommand))]
[JsonDerivedType(typeof(CallCommand))]
[JsonDerivedType(typeof(WarningCommand))]
[JsonDerivedType(typeof(AidCommand))]
[JsonDerivedType(typeof(PayCommand))]
[JsonDerivedType(typeof(FundCommand))]
public abstract record StrikeCommand : BodyCommand
{
    private protected StrikeCommand() { }

    /// <summary>The section that speaks as the striking one; null: none does.</summary>
    internal abstract SectionId? SpokenBy { get; }

    /// <summary>
    /// The refusal for the first malformed text that it brings to the strike; else null. The section that sends it has
    /// checked its texts before, by the same rule; another service's section may not have. The strike is where they
    /// stand on a board and go out to everybody, so they are checked here once, and not by each of the many that it
    /// tells.
    /// </summary>
    internal abstract Refusal? CheckTexts();
}
