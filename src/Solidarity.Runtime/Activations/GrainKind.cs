using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Solidarity.Runtime;

/// <summary>A grain class and its activations by key.</summary>
internal sealed class GrainKind
{
    private readonly ObjectFactory _factory;

    public GrainKind(GrainRuntime runtime, Type type)
    {
        Runtime = runtime;
        Type = type;
        Interfaces = [.. type.GetInterfaces().Where(IsGrainInterface)];
        if (Interfaces.Length == 0)
            throw new ArgumentException($"{type} implements no interface derived from IGrainWithStringKey");
        IsReentrant = type.GetCustomAttribute<ReentrantAttribute>() is not null;
        _factory = ActivatorUtilities.CreateFactory(type, []);
    }

    public GrainRuntime Runtime { get; }

    public Type Type { get; }

    public bool IsReentrant { get; }

    public Type[] Interfaces { get; }

    public ConcurrentDictionary<string, Activation> Activations { get; } = new();

    /// <summary>Hands a call to the activation with this key, making one where there is none. Never throws.</summary>
    public void Send(string key, GrainCall call)
    {
        // A refusal comes from an activation that has just left the table, so a second or third try finds another.
        Activation activation;
        do
            activation = Activations.GetOrAdd(key, static (key, kind) => new Activation(kind, key), this);
        while (!activation.TryAccept(call));
    }

    public Grain Create() => (Grain)_factory(Runtime.Services, null);

    private static bool IsGrainInterface(Type type) =>
        type != typeof(IGrainWithStringKey) && type.IsAssignableTo(typeof(IGrainWithStringKey));
}
