using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Strikes.Warnings;

/// <summary>A strike's warning against strike-breaking, and what came back on it.</summary>
/// <param name="Acknowledged">Who has taken note of the warning.</param>
public sealed record StrikeWarnings(
    Warning? Warning, ImmutableSortedSet<SectionId> Acknowledged, ImmutableSortedDictionary<AidKey, Sighting> Sightings)
{
    /// <summary>The most sightings that are kept: then the oldest one gives way to a new one.</summary>
    public const int SightingsMax = 2_000;

    /// <summary>How many sections' notice of the warning is kept.</summary>
    public const int AcknowledgedMax = 500_000;

    public static readonly StrikeWarnings None = new(
        Warning: null, [], ImmutableSortedDictionary<AidKey, Sighting>.Empty);
}

/// <summary>What a strike is told about the warning against strike-breaking.</summary>
[JsonDerivedType(typeof(SendWarning), "send-warning")]
[JsonDerivedType(typeof(LearnAcknowledged), "learn-acknowledged")]
[JsonDerivedType(typeof(LearnSighting), "learn-sighting")]
internal abstract record WarningCommand : StrikeCommand
{
    private WarningCommand() { }

    internal override SectionId? SpokenBy => this switch
    {
        SendWarning c => c.By,
        LearnAcknowledged or LearnSighting => null,
        _ => throw new UnreachableException($"warning command {GetType().Name}"),
    };

    internal override Refusal? CheckTexts() => this switch
    {
        SendWarning c => Texts.Check("text", c.Text, Texts.MemoCharsMax, required: false),
        LearnSighting c => Texts.CheckName("place", c.Sighting.Place)
            ?? Texts.Check("text", c.Sighting.Text, Texts.MemoCharsMax, required: false),
        LearnAcknowledged => null,
        _ => throw new UnreachableException($"warning command {GetType().Name}"),
    };

    public sealed record SendWarning(SectionId By, string Text, ImmutableArray<Address> Recipients) : WarningCommand;

    public sealed record LearnAcknowledged(SectionId Section) : WarningCommand;

    public sealed record LearnSighting(AidKey Key, Sighting Sighting) : WarningCommand;
}

/// <summary>What happened to the warning against strike-breaking.</summary>
[JsonDerivedType(typeof(WarningSent), "strike.warning-sent.v1")]
[JsonDerivedType(typeof(WarningAcknowledged), "strike.warning-acknowledged.v1")]
[JsonDerivedType(typeof(SightingNoted), "strike.sighting-noted.v1")]
internal abstract record WarningEvent : StrikeEvent
{
    private WarningEvent() { }

    public sealed record WarningSent(Warning Warning, ImmutableArray<Address> Recipients, DateTimeOffset At)
        : WarningEvent;

    public sealed record WarningAcknowledged(SectionId Section) : WarningEvent;

    public sealed record SightingNoted(AidKey Key, Sighting Sighting) : WarningEvent;
}
