namespace Solidarity.Runtime;

/// <summary>Why a grain is deactivated.</summary>
public enum DeactivationReasonCode
{
    /// <summary>No reason given.</summary>
    None,

    /// <summary>The host stops.</summary>
    ShuttingDown,

    /// <summary>The grain was idle for the collection age.</summary>
    ActivationIdle,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>There are many grains in memory, and this one was idle for longer than others.</summary>
    HighMemoryPressure,
}

/// <summary>Why a grain is deactivated, for <see cref="Grain.OnDeactivateAsync"/>.</summary>
public readonly struct DeactivationReason(DeactivationReasonCode code, string text)
{
    /// <summary>The reason, for programs.</summary>
    public DeactivationReasonCode ReasonCode { get; } = code;

    /// <summary>The reason, for people.</summary>
    public string Description { get; } = text;

    /// <inheritdoc/>
    public override string ToString() => $"{ReasonCode}: {Description}";
}
