namespace Solidarity.Runtime;

/// <summary>Anything that has a grain's address: a reference to a grain, or the grain itself.</summary>
public interface IAddressable;

/// <summary>A grain interface. Use <see cref="IGrainWithStringKey"/>, which says how the grain is found.</summary>
public interface IGrain : IAddressable;

/// <summary>
/// A grain that is found by a string. Interfaces derived from this one hold only methods that return Task, ValueTask,
/// Task&lt;T&gt; or ValueTask&lt;T&gt;; what they take and return crosses as it is, so it must be immutable.
/// </summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>A grain's implementation, as seen by the extension methods that a grain calls on itself.</summary>
public interface IGrainBase;

/// <summary>
/// The base of all grains. The runtime makes one object per key, calls <see cref="OnActivateAsync"/> before its first
/// turn, and runs one turn of it at a time; code after an <c>await</c> is a new turn.
/// </summary>
public abstract class Grain : IGrainBase
{
    /// <summary>Binds the grain to the activation that makes it.</summary>
    /// <exception cref="InvalidOperationException">The grain is made by <c>new</c>, not by the runtime.</exception>
    protected Grain()
    {
        // The constructor runs in the activation's first turn, so the activation is the scheduler.
        Activation = TaskScheduler.Current as Activation
            ?? throw new InvalidOperationException($"{GetType().Name} is a grain: ask IGrainFactory for it");
    }

    /// <summary>The grain's class and key, for people to read.</summary>
    public string IdentityString => Activation.ToString();

    internal Activation Activation { get; }

    /// <summary>Gives references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.Runtime;

    /// <summary>The host's services. There is no scope per activation, so scoped services do not work.</summary>
    protected internal IServiceProvider ServiceProvider => Activation.Runtime.Services;

    /// <summary>
    /// Runs before the first turn. Where it throws, the calls that wait fail with what it threw and the activation is
    /// dropped; the next call makes a new one.
    /// </summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Runs after the last call was answered. A process that is killed never runs it: nothing durable may rest on it.
    /// </summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Ends this activation once the calls now running are answered; other calls go to a new one.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps the idle grain in memory for at least this long. Zero or less ends an earlier delay.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayCollection(timeSpan);
}
