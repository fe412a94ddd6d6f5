namespace Solidarity.Runtime;

/// <summary>What can be asked of a grain or of a reference to one.</summary>
public static class GrainExtensions
{
    /// <summary>The key of the grain.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.Key,
        Grain self => self.Activation.Key,
        _ => throw new ArgumentException($"{grain.GetType().Name} is neither a grain nor a reference", nameof(grain)),
    };
}

/// <summary>What a grain can do with itself.</summary>
public static class GrainBaseExtensions
{
    private static readonly DeactivationReason Requested =
        new(DeactivationReasonCode.ApplicationRequested, "the grain called DeactivateOnIdle");

    /// <summary>Ends this activation once the calls now running are answered; other calls go to a new one.</summary>
    public static void DeactivateOnIdle(this IGrainBase grain) => ActivationOf(grain).Deactivate(Requested);

    /// <summary>
    /// Calls back in a turn of the grain, first after <paramref name="dueTime"/>, then each time
    /// <paramref name="period"/> after the end of the last callback (<see cref="Timeout.InfiniteTimeSpan"/>: once).
    /// What the callback throws is logged and the timer goes on. Deactivation ends the timer.
    /// </summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(dueTime, period));

    /// <inheritdoc cref="RegisterGrainTimer(IGrainBase, Func{CancellationToken, Task}, TimeSpan, TimeSpan)"/>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return ActivationOf(grain).AddTimer(callback, options);
    }

    private static Activation ActivationOf(IGrainBase grain) => grain is Grain self
        ? self.Activation
        : throw new ArgumentException($"{grain.GetType().Name} does not derive from Grain", nameof(grain));
}
