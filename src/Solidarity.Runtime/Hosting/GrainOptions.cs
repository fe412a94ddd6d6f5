using System.Reflection;

namespace Solidarity.Runtime;

/// <summary>What grains a host has, and the limits that they work in.</summary>
public sealed class GrainOptions
{
    /// <summary>The longest key, in characters.</summary>
    public const int KeyLengthMax = 1024;

    private readonly HashSet<Type> _classes = [];

    /// <summary>An activation that had no call for this long is deactivated.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for; a look visits every activation.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most calls that one grain holds unanswered; more fail with GrainOverloadedException.</summary>
    public int CallsWaitingMax { get; set; } = 100_000;

    /// <summary>The most activations in the process; calls that need more fail with GrainOverloadedException.</summary>
    public int ActivationsMax { get; set; } = 1_000_000;

    /// <summary>With more activations than this, those that are idle longest are deactivated before their age, until a
    /// quarter of them is gone. So a call that reaches every grain there is does not fill the memory with them, nor
    /// come to <see cref="ActivationsMax"/>.</summary>
    public int ActivationsKept { get; set; } = 100_000;

    internal IReadOnlyCollection<Type> Classes => _classes;

    /// <summary>Adds a grain class.</summary>
    public GrainOptions Add<TGrain>() where TGrain : Grain
    {
        _classes.Add(typeof(TGrain));
        return this;
    }

    /// <summary>Adds every grain class of an assembly.</summary>
    public GrainOptions AddFrom(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _classes.UnionWith(assembly.GetTypes().Where(type =>
            type is { IsAbstract: false, ContainsGenericParameters: false } && type.IsSubclassOf(typeof(Grain))));
        return this;
    }

    internal void Validate()
    {
        if (CollectionQuantum <= TimeSpan.Zero || CollectionAge < CollectionQuantum)
            throw new ArgumentException(
                $"the collection quantum {CollectionQuantum} must be above 0, and at most the age {CollectionAge}");
        ArgumentOutOfRangeException.ThrowIfLessThan(CallsWaitingMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ActivationsMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ActivationsKept, 1);
    }
}
